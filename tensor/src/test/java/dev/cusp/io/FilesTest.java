package dev.cusp.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that others wrote (see the script beside them), ours again, and hostile ones. */
final class FilesTest {
  @TempDir Path dir;

  private static Path given(String name) {
    try {
      return Path.of(FilesTest.class.getResource("/files/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void holds(Tensor x, DType type, Shape shape, double... values) {
    assertThat(x.type()).isEqualTo(type);
    assertThat(x.shape()).isEqualTo(shape);
    assertThat(x.toDoubles()).containsExactly(values);
  }

  private static void refused(ThrowingCallable reading, String file, String reason) {
    assertThatThrownBy(reading)
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "f8,F64,0.5,-1",
    "f8-fortran,F64,0.5,-1",
    "f4-big,F32,0.5,-1",
    "f2,F16,0.5,-1",
    "u1,I32,51,0",
    "i1,I32,1,-3",
    "i2-big,I32,1000,-3000",
    "u2,I32,13107,0",
    "i4,I32,1,-3",
    "u4,I64,858993459,0",
    "i8,I64,1e12,-3e12",
    "u8,I64,1,0",
    "version2,F64,0.5,-1",
    "version3,F64,0.5,-1"
  })
  void arraysThatNumPyWrote(String name, DType type, double step, double start) throws IOException {
    double[] values = new double[6];
    Arrays.setAll(values, i -> start + i * step);
    holds(Npy.read(given(name + ".npy")), type, Shape.of(2, 3), values);
  }

  @Test
  void othersThatNumPyWrote() throws IOException {
    holds(Npy.read(given("b1.npy")), DType.BOOL, Shape.of(2, 3), 0, 1, 0, 1, 0, 1);
    holds(Npy.read(given("scalar.npy")), DType.F64, Shape.SCALAR, 2.5);
    holds(Npy.read(given("empty.npy")), DType.F32, Shape.of(0, 3));
    holds(
        Npy.read(given("c16-fortran.npy")),
        DType.F64,
        Shape.of(2, 3, 2),
        0,
        0.5,
        1,
        1.5,
        2,
        2.5,
        3,
        3.5,
        4,
        4.5,
        5,
        5.5);
    double[] counted = new double[24];
    Arrays.setAll(counted, i -> i);
    holds(Npy.read(given("three.npy")), DType.F64, Shape.of(2, 3, 4), counted);
    Map<String, Tensor> plain = Npz.read(given("plain.npz"));
    assertThat(plain.keySet()).containsExactly("w", "b");
    holds(plain.get("w"), DType.F64, Shape.of(2, 3), -1, -0.5, 0, 0.5, 1, 1.5);
    holds(plain.get("b"), DType.I32, Shape.of(3), 0, 1, 2);
    assertThat(Npz.read(given("packed.npz")).get("b").shape()).isEqualTo(Shape.of(100));
  }

  @Test
  void whatIsNotRead() {
    refused(() -> Npy.read(given("objects.npy")), "objects.npy", "pickled Python objects");
    refused(() -> Npy.read(given("records.npy")), "records.npy", "records");
    refused(() -> Npy.read(given("text.npy")), "text.npy", "elements of type '<U1' are not read");
    refused(() -> Npy.read(given("u8-large.npy")), "u8-large.npy", "9223372036854775808 does not");
    refused(() -> Npz.read(given("f8.npy")), "f8.npy", "no .npz file");
    assertThatThrownBy(() -> Npy.write(dir.resolve("x.npy"), Tensor.zeros(DType.BF16, 2)))
        .hasMessage("NumPy has no bf16; write it as f32");
  }

  /** All types, of several shapes, through both formats; and the bytes that NumPy would write. */
  @ParameterizedTest
  @EnumSource(DType.class)
  void writtenAndReadAgain(DType type) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", Key.of(1).normal(DType.F64, 100, 1000).mul(100).as(type));
    tensors.put("none", Tensor.zeros(type, 3, 0, 2));
    tensors.put("a/\"é\n", Tensor.ones(type));
    tensors.put("one", Tensor.ones(type, 1));
    Path file = dir.resolve("x.safetensors");
    new SafeTensors(tensors, Map.of("k", "\"ü\\\t\ud83d\ude00")).write(file);
    SafeTensors read = SafeTensors.read(file);
    assertThat(read.metadata()).containsEntry("k", "\"ü\\\t\ud83d\ude00");
    assertThat(read.tensors().keySet()).containsExactly("a/\"é\n", "b", "none", "one");
    same(tensors, read.tensors());
    if (type != DType.BF16) {
      Npz.write(dir.resolve("x.npz"), tensors);
      same(tensors, Npz.read(dir.resolve("x.npz")));
      Npy.write(dir.resolve("x.npy"), tensors.get("b"));
      same(tensors.get("b"), Npy.read(dir.resolve("x.npy")));
    }
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .allMatch(name -> name.startsWith("x."));
    }
  }

  private static void same(Map<String, Tensor> xs, Map<String, Tensor> ys) {
    assertThat(ys.keySet()).containsExactlyInAnyOrderElementsOf(xs.keySet());
    xs.forEach((name, x) -> same(x, ys.get(name)));
  }

  private static void same(Tensor x, Tensor y) {
    assertThat(y.type()).isEqualTo(x.type());
    assertThat(y.shape()).isEqualTo(x.shape());
    assertThat(y.data()).isEqualTo(x.data());
  }

  @Test
  void npyIsWrittenAsNumPyDoes() throws IOException {
    Path file = dir.resolve("x.npy");
    Npy.write(file, Npy.read(given("f8.npy")));
    assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(given("f8.npy")));
    Npy.write(file, Tensor.ones(DType.F32, 3)); // in place of the other
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains("'shape': (3,), }");
  }

  @Test
  void safetensorsMadeByHand() throws IOException {
    SafeTensors read = SafeTensors.read(given("some.safetensors"));
    assertThat(read.metadata()).containsExactly(Map.entry("made by", "hand \"é\""));
    assertThat(read.tensors().keySet()).containsExactly("a", "b", "none", "one", "u");
    holds(read.tensors().get("a"), DType.F64, Shape.of(3), 1, 2.5, -3);
    holds(read.tensors().get("b"), DType.BF16, Shape.of(2), 1, -3);
    holds(read.tensors().get("none"), DType.F32, Shape.of(0, 4));
    holds(read.tensors().get("one"), DType.I64, Shape.SCALAR, -5);
    holds(read.tensors().get("u"), DType.I32, Shape.of(2, 1), 7, 255);
  }

  private Path safetensors(long length, String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(length == -1 ? json.length : length).put(json);
    return file("hostile.safetensors", all.array());
  }

  private Path file(String name, byte[] bytes) {
    try {
      return Files.write(dir.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(String shape, long begin, long end) {
    return "{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(shape, begin, end);
  }

  @Test
  void hostileSafetensors() {
    class Case {
      void of(String header, int data, String reason) {
        refused(
            () -> SafeTensors.read(safetensors(-1, header, data)), "hostile.safetensors", reason);
      }
    }
    Case is = new Case();
    String ten = "its header is said to have 10000000000 bytes, the file has 10";
    refused(() -> SafeTensors.read(safetensors(10_000_000_000L, "{}", 0)), "hostile", ten);
    refused(
        () -> SafeTensors.read(safetensors(Long.MIN_VALUE, "{}", 0)), "hostile", "the file has");
    refused(
        () -> SafeTensors.read(file("short.safetensors", new byte[5])), "short", "the file has 5");
    is.of("{\"a\":" + entry("[4]", 0, 16) + "}", 12, "its tensors take 16 bytes, but 12 follow");
    is.of("{\"a\":" + entry("[4]", 0, 16) + "}", 20, "its tensors take 16 bytes, but 20 follow");
    is.of("{\"a\":" + entry("[4]", 0, 12) + "}", 16, "take 16 bytes, not those from 0 to 12");
    is.of("{\"a\":" + entry("[-4]", 0, 16) + "}", 16, "a shape of [-4]");
    is.of("{\"a\":" + entry("[4]", -16, 0) + "}", 16, "not those from -16 to 0");
    is.of(
        "{\"a\":" + entry("[65536,65536]", 0, 16) + "}", 16, "a shape of [65536, 65536]; a tensor");
    is.of("{\"a\":" + entry("[4611686018427387904,4]", 0, 0) + "}", 0, "a tensor has 2147483647");
    String overlap = "{\"a\":" + entry("[2]", 0, 8) + ",\"b\":" + entry("[2]", 4, 12) + "}";
    is.of(overlap, 12, "b: it begins at byte 4, in another tensor, which ends at 8");
    String hole = "{\"a\":" + entry("[2]", 0, 8) + ",\"b\":" + entry("[1]", 12, 16) + "}";
    is.of(hole, 16, "b: it begins at byte 12, with a hole before it from byte 8");
    String twice = "{\"a\":" + entry("[2]", 0, 8) + ",\"a\":" + entry("[2]", 8, 16) + "}";
    is.of(twice, 16, "a key that is not there already");
    is.of(
        "{\"a\":" + entry("[2]", 0, 8).replace("F32", "F8_E4M3") + "}", 8, "type F8_E4M3 are not");
    is.of("{\"a\":3}", 0, "no entry with a dtype");
    is.of("[]", 0, "its header is no JSON: '[' instead of '{' at position 0");
    is.of("{\"a\":" + "[".repeat(100_000) + "}", 0, "something that is not nested so deep");
    is.of("{\"a\":\"\\u12\"}", 0, "four hexadecimal digits");
    is.of("{\"a\":1e3}", 0, "JSON: 'e' instead of '}'");
    is.of("{\"a\":\"", 0, "JSON: the end instead of '\"'");
  }

  private Path npy(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer all = ByteBuffer.allocate(10 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    all.put(Start.MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
    return file("hostile.npy", all.array());
  }

  /** The first bytes of an array's file. */
  private static final class Start {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  }

  private static String header(String type, String shape) {
    return "{'descr': %s, 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
  }

  @Test
  void hostileNpy() throws IOException {
    byte[] whole = Files.readAllBytes(given("f8.npy"));
    for (int length : new int[] {0, 7, 9, 50, 127, 130, 175}) {
      Path cut = file("cut.npy", Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npy.read(cut))
          .isInstanceOf(FileFormatException.class)
          .hasMessageStartingWith(cut.toString());
    }
    refused(
        () -> Npy.read(file("long.npy", Arrays.copyOf(whole, 180))), "long.npy", "but 52 follow");
    byte[] wide = Arrays.copyOf(whole, whole.length);
    wide[6] = 2;
    Arrays.fill(wide, 8, 12, (byte) 0xff);
    refused(() -> Npy.read(file("wide.npy", wide)), "wide.npy", "have 4294967295 bytes");
    wide[6] = 9;
    refused(() -> Npy.read(file("wide.npy", wide)), "wide.npy", "version 9.0 of the format");
    refused(
        () -> Npy.read(npy(header("'<f8'", "(1000000, 1000)"), 8)), "hostile", "8000000000 bytes");
    refused(() -> Npy.read(npy(header("'<f8'", "(100000, 100000)"), 8)), "hostile", "a tensor has");
    refused(() -> Npy.read(npy(header("'<f8'", "(-1, 1)"), 8)), "hostile", "a shape of [-1, 1]");
    refused(
        () -> Npy.read(npy(header("'<f8'", "(99999999999999999999,)"), 8)), "hostile", "a shape");
    refused(() -> Npy.read(npy(header("'|O'", "(1,)"), 8)), "hostile", "pickled");
    refused(
        () -> Npy.read(npy(header("__import__('os')", "(1,)"), 8)), "hostile", "cannot be read");
    refused(() -> Npy.read(npy("{'descr': '<f8'}", 8)), "hostile", "cannot be read");
    refused(() -> Npy.read(npy("{", 8)), "hostile", "cannot be read");
    refused(() -> Npy.read(npy("", 8)), "hostile", "cannot be read");
  }

  private Path zip(String entry, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
    return file("hostile.npz", bytes.toByteArray());
  }

  /** Where the central directory says how large the first entry is. */
  private static int directory(byte[] zip) {
    for (int i = zip.length - 4; i >= 0; i--) {
      if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
        return i;
      }
    }
    throw new IllegalStateException("no zip");
  }

  @Test
  void hostileNpz() throws IOException {
    byte[] array = Files.readAllBytes(given("f8.npy"));
    refused(() -> Npz.read(zip("readme.txt", array)), "readme.txt", "no array");
    assertThat(Npz.read(zip("../../up.npy", array))).containsOnlyKeys("../../up");
    refused(
        () -> Npz.read(zip("x.npy", Arrays.copyOf(array, 150))), "x.npy", "bytes, but 22 follow");
    byte[] lying = Files.readAllBytes(zip("x.npy", array));
    int at = directory(lying);
    ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 24, 2_000_000_000);
    refused(
        () -> Npz.read(file("lying.npz", lying)), "x.npy", "2000000000 bytes, said to be packed");
    byte[] damaged = Files.readAllBytes(zip("x.npy", array));
    ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(damaged) + 16, 12345);
    refused(() -> Npz.read(file("damaged.npz", damaged)), "damaged.npz", "checksum");
    byte[] cut = Arrays.copyOf(damaged, damaged.length - 10);
    refused(() -> Npz.read(file("cut.npz", cut)), "cut.npz", "no .npz file, or damaged");
    byte[] commented = Files.readAllBytes(zip("x.npy", array));
    commented[commented.length - 2] = 12; // a comment of 12 bytes, which are not there
    refused(() -> Npz.read(file("commented.npz", commented)), "commented.npz", "no .npz file, or");
  }

  /** A failure while writing leaves what was there, and nothing else. */
  @Test
  void writingIsAllOrNothing() throws IOException {
    Path file = file("x.npy", new byte[] {1, 2, 3});
    assertThatThrownBy(() ->
            Whole.write(
                file,
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("full");
                }))
        .hasMessageEndingWith("x.npy: full");
    assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
    Path link = Files.createSymbolicLink(dir.resolve("link.npy"), file);
    Npy.write(link, Tensor.of(1.0));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    holds(Npy.read(file), DType.F64, Shape.of(1), 1);
  }

  @Test
  void images() throws IOException {
    holds(Images.read(given("grey.png")).mul(5), DType.F32, Shape.of(2, 3, 1), 0, 1, 2, 3, 4, 5);
    holds(Images.read(given("grey16.png")).mul(5), DType.F32, Shape.of(1, 2, 1), 0, 1);
    holds(Images.read(given("rgb.png")).mul(5), DType.F32, Shape.of(2, 1, 3), 5, 0, 1, 0, 2, 5);
    holds(Images.read(given("rgba.png")).mul(5), DType.F32, Shape.of(1, 1, 4), 5, 0, 1, 2);
    holds(Images.read(given("palette.png")).mul(5), DType.F32, Shape.of(1, 2, 3), 0, 1, 5, 5, 0, 0);
    Path png = dir.resolve("x.png");
    for (int channels : new int[] {1, 3, 4}) {
      Tensor levels = Tensor.range(channels * 20).rem(6).as(DType.F32).div(5);
      Tensor image = levels.reshape(4, 5, channels);
      Images.write(png, image);
      assertThat(Images.read(png).toDoubles()).containsExactly(image.toDoubles());
    }
    Images.write(png, Tensor.of(-1.0, 2).reshape(1, 2));
    assertThat(Images.read(png).toDoubles()).containsExactly(0, 1);
    Path jpeg = dir.resolve("x.jpg");
    Images.write(jpeg, Tensor.full(0.4, DType.F32, 16, 8, 3));
    Tensor flat = Images.read(jpeg);
    assertThat(flat.shape()).isEqualTo(Shape.of(16, 8, 3));
    assertThat(flat.toDoubles()).containsOnly(flat.toDoubles()[0]);
    assertThat(flat.toDoubles()[0]).isCloseTo(0.4, within(0.01));
    Images.write(jpeg, Tensor.full(0.4, DType.F32, 16, 8, 1));
    assertThat(Images.read(jpeg).shape()).isEqualTo(Shape.of(16, 8, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 40, 50})
  void damagedImages(int length) throws IOException {
    byte[] whole = Files.readAllBytes(given("rgb.png"));
    Path cut = file("cut.png", Arrays.copyOf(whole, length));
    refused(() -> Images.read(cut), "cut.png", "image");
    refused(
        () -> Images.read(given("huge.png")), "huge.png", "said to be 1073741824 by 1073741824");
    assertThatThrownBy(() -> Images.write(dir.resolve("x.bmp"), Tensor.of(1.0)))
        .hasMessageEndingWith("x.bmp: the name of an image ends in .png or .jpg");
    assertThatThrownBy(() -> Images.write(dir.resolve("x.png"), Tensor.of(1.0)))
        .hasMessageStartingWith("an image of f64 of shape [1]; it has to be floating");
  }

  @Test
  void tables() throws IOException {
    Path csv = file("x.csv", "x,\"the, y\"\n1,-2.5e3\n,NaN\n".getBytes(StandardCharsets.UTF_8));
    Columns table = Csv.read(csv, true);
    assertThat(table.names()).containsExactly("x", "the, y");
    holds(table.values(), DType.F64, Shape.of(2, 2), 1, -2500, Double.NaN, Double.NaN);
    holds(table.column("the, y"), DType.F64, Shape.of(2), -2500, Double.NaN);
    refused(() -> Csv.read(csv, false), "x.csv", "line 1, column 1: 'x' is no number");
    Path ragged = file("ragged.csv", "a,b\n1,2\n1\n".getBytes(StandardCharsets.UTF_8));
    refused(() -> Csv.read(ragged, true), "ragged.csv", "line 3 has 1 fields, but the first one 2");
    Path text = file("text.csv", "a,b\n1,two\n".getBytes(StandardCharsets.UTF_8));
    refused(() -> Csv.read(text, true), "text.csv", "line 2, column 2 (b): 'two' is no number");
    assertThat(Csv.read(file("none.csv", new byte[0]), false).values().shape())
        .isEqualTo(Shape.of(0, 0));
    for (DType type : DType.values()) {
      Tensor numbers = Key.of(3).normal(DType.F64, 20, 3).mul(1e3).as(type);
      Csv.write(csv, List.of("a", "b", "c,"), numbers);
      Columns again = Csv.read(csv, true);
      assertThat(again.names()).containsExactly("a", "b", "c,");
      assertThat(again.values().as(type).data()).isEqualTo(numbers.data());
    }
  }

  @Test
  void tablesHaveColumnsOfWords() throws IOException {
    Path csv = file("w.csv", "k;n;e\nb;1;\na;;\n;2.5;\nb;3;\n".getBytes(StandardCharsets.UTF_8));
    Columns table = Csv.table(csv);
    assertThat(table.names()).containsExactly("k", "n", "e");
    assertThat(table.words()).isEqualTo(Map.of("k", List.of("a", "b")));
    double nan = Double.NaN;
    assertThat(table.column("k").toDoubles()).containsExactly(1, 0, nan, 1);
    assertThat(table.column("n").toDoubles()).containsExactly(1, nan, 2.5, 3);
    assertThat(table.select("n", "k").words()).containsOnlyKeys("k");
    Columns coded = table.select("k", "n").oneHot();
    assertThat(coded.names()).containsExactly("k=a", "k=b", "n");
    assertThat(coded.column("k=b").toDoubles()).containsExactly(1, 0, 0, 1);
    refused(
        () -> Csv.table(file("m.csv", "n\n1\nx\n".getBytes(StandardCharsets.UTF_8))),
        "m.csv",
        "line 3, column 1 (n): 'x' is no number");
    refused(
        () -> Csv.table(file("d.csv", "n,n\n1,2\n".getBytes(StandardCharsets.UTF_8))),
        "d.csv",
        "two columns have the same name");
  }

  @Test
  void memory() {
    float[] own = {1, 2, 3, 4};
    Tensor shared = Segments.tensor(MemorySegment.ofBuffer(FloatBuffer.wrap(own)), DType.F32, 2, 2);
    assertThat(shared.data()).isSameAs(own);
    MemorySegment part = MemorySegment.ofArray(own).asSlice(4, 8);
    holds(Segments.tensor(part, DType.F32, 2), DType.F32, Shape.of(2), 2, 3);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 2.5);
      holds(Segments.tensor(segment, DType.F64, 2, 1), DType.F64, Shape.of(2, 1), 1, 2.5);
    }
    ByteBuffer direct = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
    direct.putInt(0, 7).putInt(4, -1);
    holds(
        Segments.tensor(MemorySegment.ofBuffer(direct), DType.I32, 2),
        DType.I32,
        Shape.of(2),
        7,
        -1);
    MemorySegment out = Segments.of(shared.add(1));
    assertThat(out.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(2, 3, 4, 5);
    assertThat(out.isReadOnly()).isTrue();
    assertThat(Segments.of(Tensor.of(true, false)).toArray(ValueLayout.JAVA_BYTE))
        .containsExactly(1, 0);
    assertThatThrownBy(() -> Segments.tensor(part, DType.F32, 3))
        .hasMessageStartingWith("a segment of 8 bytes, but f32 of shape [3] take 12, at FilesTest");
  }
}
