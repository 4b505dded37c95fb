package dev.cusp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.io.Columns;
import dev.cusp.io.Csv;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets: what files hold, what batches are made of, and what is refused. */
final class DataTest {
  @TempDir Path folder;

  private Path file(String name, int... bytes) throws IOException {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve(name), all);
  }

  @Test
  void theSourceOfTheJdkIsAText() throws IOException {
    String text = JdkSource.text("java.base/java/util/function/");
    assertThat(text).startsWith("package java.util.function;").doesNotContain("Copyright (c)");
    assertThat(text).contains("public interface BiFunction<T, U, R>", "interface UnaryOperator<T>");
    assertThatThrownBy(() -> JdkSource.text("java.base/java/none/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no java.base/java/none/ in it");
  }

  @Test
  void rowsOfATableAreExamples() {
    Tensor values = Tensor.of(new double[] {1, 7, 2, 3, 5, 4, 5, 7, 6}).reshape(3, 3);
    Rows rows = Rows.of(new Columns(List.of("a", "kind", "b"), values), "kind");
    assertThat(rows.classes()).containsExactly("5", "7");
    assertThat(rows.size()).isEqualTo(3);
    Batch batch = rows.batch(new int[] {2, 1}, Key.of(0));
    assertThat(batch.x().toDoubles()).containsExactly(5, 6, 3, 4);
    assertThat(batch.y().toDoubles()).containsExactly(1, 0);
    assertThatThrownBy(() -> Rows.of(new Columns(List.of("a", "b", "c"), values), "d"))
        .hasMessage("no column 'd'; there are [a, b, c]");
    Tensor holes = Tensor.of(new double[] {1, 2, 3, Double.NaN}).reshape(2, 2);
    assertThatThrownBy(() -> Rows.of(new Columns(List.of("a", "b"), holes), "b"))
        .hasMessage("row 1 has no 'b'");
  }

  @Test
  void wordsInTablesAreClassesOrColumnsOfTheirOwn() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "kind,a,b\nx,1,u\ny,2,w\nx,3,v\n");
    Columns table = Csv.table(file);
    Rows kinds = Rows.of(table, "kind");
    assertThat(kinds.classes()).containsExactly("x", "y");
    assertThat(kinds.all().y().toDoubles()).containsExactly(0, 1, 0);
    assertThat(kinds.all().x().toDoubles()).containsExactly(1, 1, 0, 0, 2, 0, 0, 1, 3, 0, 1, 0);
    Rows numbers = Rows.numbers(table, "a");
    assertThat(numbers.all().y().toDoubles()).containsExactly(1, 2, 3);
    assertThat(numbers.all().x().shape().lengths()).containsExactly(3, 5);
    assertThatThrownBy(() -> Rows.numbers(table, "b"))
        .hasMessage("'b' is of words, such as u, not of numbers");
  }

  @Test
  void partsOfImagesAreEnlarged() {
    float[] whole = {1, 2, 3, 4};
    float[] image = whole.clone();
    Augmentation.crop(1).change(image, 2, 2, 1, new SplittableRandom(1));
    assertThat(image).isEqualTo(whole);
    for (int seed = 0; seed < 50; seed++) {
      float[] ramp = new float[100];
      for (int i = 0; i < 100; i++) {
        ramp[i] = i;
      }
      Augmentation.crop(0.5).change(ramp, 1, 100, 1, new SplittableRandom(seed));
      for (int i = 1; i < 100; i++) {
        assertThat(ramp[i] - ramp[i - 1]).isBetween(0f, 1f);
      }
      // a part of half of it at least, begun anywhere
      assertThat(ramp[99] - ramp[0]).isBetween(48f, 99f);
    }
    assertThatThrownBy(() -> Augmentation.crop(0)).hasMessageContaining("at least 0.0");
  }

  @Test
  void coloursGetStrongerAboutTheirMean() {
    float[] image = {0.2f, 0.4f, 0.6f, 0.5f, 0.5f, 0.5f};
    Augmentation.saturation(0.9).change(image, 1, 2, 3, new SplittableRandom(1));
    assertThat((image[0] + image[2]) / 2).isCloseTo(0.4f, within(1e-6f));
    assertThat(image[1]).isCloseTo(0.4f, within(1e-6f));
    assertThat(image[2] - image[0]).isNotCloseTo(0.4f, within(1e-3f)).isBetween(0.04f, 0.76f);
    assertThat(java.util.Arrays.copyOfRange(image, 3, 6)).containsOnly(0.5f);
  }

  @Test
  void examplesAreMixedWithTheirLabels() {
    Mixup mixed = new Mixup(Digits.training(), 1);
    int[] which = IntStream.range(0, 40).toArray();
    Batch plain = Digits.training().batch(which, Key.of(0));
    double[] shares = new double[200];
    for (int i = 0; i < shares.length; i++) {
      Batch batch = mixed.batch(which, Key.of(i));
      // every example is there twice, with shares of 1 in all
      assertThat(batch.x().mean().item()).isCloseTo(plain.x().mean().item(), within(1e-5));
      assertThat(batch.y().sum().item()).isCloseTo(40, within(1e-4));
      double most = batch.y().max(-1).min().item();
      shares[i] = most;
      assertThat(batch.y().shape().lengths()).containsExactly(40, 10);
    }
    // the larger share of two, even from 0 to 1, is 3/4 on average: 4.5 times 0.144 / sqrt(200)
    assertThat(Arrays.stream(shares).average().orElseThrow()).isCloseTo(0.75, within(0.046));
    assertThat(mixed.batch(which, Key.of(1)).x().equalTo(mixed.batch(which, Key.of(1)).x()))
        .isTrue();
    assertThatThrownBy(() -> new Mixup(Digits.training(), 2)).hasMessageContaining("not 2.0");
  }

  @Test
  void digitsComeWithCusp() {
    Images all = Digits.all();
    assertThat(all.size()).isEqualTo(1797);
    assertThat(Arrays.copyOf(all.labels(), 10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(Digits.training().size() + Digits.test().size()).isEqualTo(1797);
    Batch batch = Digits.test().range(0, 2).all();
    assertThat(batch.x().shape().lengths()).containsExactly(2, 8, 8, 1);
    assertThat(batch.x().get(0, 0, 2, 0)).isEqualTo(5 * 16 / 255.0, within(1e-7));
    assertThat(batch.y().toDoubles()).containsExactly(0, 5);
  }

  @Test
  void idxFilesAreRead() throws IOException {
    Path images = file("images", 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 255);
    Path labels = file("labels", 0, 0, 8, 1, 0, 0, 0, 2, 1, 0);
    Images both = Idx.images(images, labels, List.of("a", "b"));
    assertThat(both.height()).isEqualTo(1);
    assertThat(both.width()).isEqualTo(2);
    assertThat(both.labels()).containsExactly(1, 0);
    assertThat(both.all().x().get(1, 0, 1, 0)).isEqualTo(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(Files.readAllBytes(images));
    }
    Path zipped = Files.write(folder.resolve("images.gz"), bytes.toByteArray());
    assertThat(Idx.read(zipped).data()).containsExactly(10, 20, 30, -1);
    Path others = file("others", 0, 0, 8, 1, 0, 0, 0, 1, 7);
    assertThatThrownBy(() -> Idx.images(images, others, List.of("a")))
        .hasMessageContaining("these are no images and their labels");
    Path wrong = file("wrong", 0, 0, 8, 1, 0, 0, 0, 2, 1, 7);
    assertThatThrownBy(() -> Idx.images(images, wrong, List.of("a", "b")))
        .hasMessageEndingWith("wrong: label 7 of example 1; there are 2 classes");
  }

  @Test
  void idxFilesThatLieAreRefused() throws IOException {
    int[][] lies = {
      {},
      {0, 0, 8},
      {1, 2, 3, 4},
      {0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0},
      {0, 0, 8, 1, 0, 0, 0, 3, 1, 2},
      {0, 0, 8, 1, 0, 0, 0, 1, 1, 2},
      {0, 0, 8, 2, 127, -1, -1, -1, 127, -1, -1, -1},
      {0, 0, 8, 1, -1, -1, -1, -1},
      {0, 0, 8, 1, 127, -1, -1, -1, 1},
    };
    for (int[] lie : lies) {
      Path file = file("lie", lie);
      assertThatThrownBy(() -> Idx.read(file))
          .as(Arrays.toString(lie))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("lie: ");
    }
  }

  @Test
  void cifarFilesAreRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int image = 0; image < 2; image++) {
      out.writeByte(3 + image);
      for (int i = 0; i < 3072; i++) {
        out.writeByte(i / 1024 * 50 + image);
      }
    }
    Path file = Files.write(folder.resolve("batch.bin"), bytes.toByteArray());
    Images images = Cifar.read(List.of(file, file));
    assertThat(images.labels()).containsExactly(3, 4, 3, 4);
    assertThat(images.pixels()).startsWith(0, 50, 100, 0, 50, 100);
    assertThat(images.pixels()[3072 + 2]).isEqualTo((byte) 101);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes.toByteArray(), 3072));
    assertThatThrownBy(() -> Cifar.read(List.of(cut)))
        .hasMessageContaining("3072 bytes are no number of images of 3073 bytes");
  }

  @Test
  void foldersOfImagesAreRead() throws IOException {
    for (String name : List.of("dark/a.png", "light/b.png", "light/c.png")) {
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
      int color = name.startsWith("dark") ? 0x102030 : 0xf0e0d0;
      IntStream.range(0, 16).forEach(i -> image.setRGB(i % 4, i / 4, color));
      Files.createDirectories(folder.resolve(name).getParent());
      ImageIO.write(image, "png", folder.resolve(name).toFile());
    }
    Files.writeString(folder.resolve("dark/notes.txt"), "not an image");
    Images images = ImageFolder.read(folder, 2, 2, 3);
    assertThat(images.classes()).containsExactly("dark", "light");
    assertThat(images.labels()).containsExactly(0, 1, 1);
    assertThat(images.pixels()).startsWith(0x10, 0x20, 0x30);
    Path dark = folder.resolve("dark/a.png");
    assertThat(ImageFolder.pixels(dark, 5, 2, 3)).hasSize(30).startsWith(0x10, 0x20, 0x30);
    byte luminance = (byte) Math.round(0.299 * 0x10 + 0.587 * 0x20 + 0.114 * 0x30);
    assertThat(ImageFolder.pixels(dark, 3, 3, 1)).hasSize(9).containsOnly(luminance);
    Files.writeString(folder.resolve("dark/broken.png"), "not an image");
    assertThatThrownBy(() -> ImageFolder.read(folder, 2, 2, 3))
        .hasMessageEndingWith("broken.png: no image of a known format");
  }

  @Test
  void anEpochHasEachExampleOnceInAnOrderOfItsOwn() {
    Loader loader = Loader.of(Digits.all().range(0, 50), 8).shuffled(Key.of(3));
    assertThat(loader.batches()).isEqualTo(6);
    List<Double> first = sums(loader.epoch(0));
    assertThat(first).isEqualTo(sums(loader.epoch(0))).isNotEqualTo(sums(loader.epoch(1)));
    assertThat(sums(loader.epoch(0, 4))).isEqualTo(first.subList(4, 6));
    Loader ordered = Loader.of(Digits.all().range(0, 50), 8);
    assertThat(ordered.batches()).isEqualTo(7);
    int size = 0;
    for (Batch batch : ordered.epoch(0)) {
      size += batch.size();
    }
    assertThat(size).isEqualTo(50);
    assertThatThrownBy(() -> Loader.of(Digits.all(), 0)).hasMessageContaining("at least one");
  }

  private static List<Double> sums(Iterable<Batch> batches) {
    List<Double> sums = new ArrayList<>();
    batches.forEach(batch -> sums.add(batch.x().sum().item()));
    return sums;
  }

  @Test
  void augmentationsMovePixelsAndAreTheKeys() {
    float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    float[] moved = image.clone();
    Augmentation.shift(1).change(moved, 3, 3, 1, new SplittableRandom(2));
    assertThat(moved).isNotEqualTo(image);
    float[] flipped = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    SplittableRandom random = new SplittableRandom(1);
    while (Arrays.equals(flipped, image)) {
      Augmentation.flip().change(flipped, 3, 3, 1, random);
    }
    assertThat(flipped).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
    float[] turned = image.clone();
    Augmentation.rotate(0).change(turned, 3, 3, 1, random);
    assertThat(turned).containsExactly(image);
    float[] cut = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    Augmentation.cutout(1).change(cut, 3, 3, 1, random);
    assertThat(cut).containsOnlyOnce(0);
    Images all = Digits.all().augmented(Augmentation.shift(2).and(Augmentation.brightness(0.2)));
    int[] which = {5, 6};
    assertThat(all.batch(which, Key.of(1)).x().toDoubles())
        .isEqualTo(all.batch(which, Key.of(1)).x().toDoubles())
        .isNotEqualTo(all.batch(which, Key.of(2)).x().toDoubles());
  }

  @Test
  void whatIsFetchedIsCheckedAndKept() throws IOException {
    Cache cache = new Cache(folder.resolve("cache"));
    String sum = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    List<List<String>> commands = List.of(List.of("sh", "-c", "mkdir in; printf test >in/file"));
    Cache.Source good = new Cache.Source("good", commands, "in", Map.of("file", sum));
    List<String> said = new ArrayList<>();
    Path home = cache.fetch(good, said::add);
    assertThat(home.resolve("file")).hasContent("test");
    cache.fetch(good, said::add);
    assertThat(said).hasSize(1);
    Cache.Source bad = new Cache.Source("bad", commands, "in", Map.of("file", "00"));
    assertThatThrownBy(() -> cache.fetch(bad, said::add)).hasMessageContaining("nothing was kept");
    assertThat(folder.resolve("cache/bad/file")).doesNotExist();
    Cache.Source failing =
        new Cache.Source(
            "failing", List.of(List.of("sh", "-c", "echo no way; exit 1")), "", Map.of("f", ""));
    assertThatThrownBy(() -> cache.fetch(failing, said::add))
        .hasMessageContaining(
            "failing could not be fetched: 'sh -c echo no way; exit 1' said: no way")
        .hasMessageContaining("put the files [f] into");
    Cache.Source absent =
        new Cache.Source("absent", List.of(List.of("no-such-client")), "", Map.of("f", ""));
    assertThatThrownBy(() -> cache.fetch(absent, said::add))
        .hasMessageContaining("there is no 'no-such-client' here; install it, or put the files");
    try (var left = Files.list(folder.resolve("cache"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsOnly("good", "bad");
    }
  }
}
