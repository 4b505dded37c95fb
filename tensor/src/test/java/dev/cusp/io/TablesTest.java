package dev.cusp.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet and Arrow: the same table, written by pyarrow in several ways, is read as what it is. */
final class TablesTest {
  private static final String[] NUMBERS = {"length", "width", "count", "big", "small", "good"};

  @TempDir Path dir;

  private static Path given(String name) {
    try {
      return Path.of(TablesTest.class.getResource("/files/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Columns read(Path file, String... columns) throws IOException {
    return file.toString().endsWith(".parquet")
        ? Parquet.read(file, columns)
        : Arrow.read(file, columns);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain.parquet", "snappy.parquet", "gzip.parquet", "file.arrow", "stream.arrows"})
  void columnsOfNumbersAreRead(String name) throws IOException {
    Columns table = read(given(name), NUMBERS);
    assertThat(table.names()).containsExactly(NUMBERS);
    assertThat(table.values().type()).isEqualTo(DType.F64);
    assertThat(table.values().shape()).isEqualTo(Shape.of(4, 6));
    double nan = Double.NaN;
    double[][] wanted = {
      {5.1, 4.9, nan, 6.25},
      {1.5, -2.5, 3, 0.125},
      {1, nan, -3, Integer.MAX_VALUE},
      {1, 2, 3, 0x1p62},
      {0, 255, 7, 128},
      {1, 0, nan, 1}
    };
    for (int i = 0; i < wanted.length; i++) {
      assertThat(table.column(NUMBERS[i]).toDoubles()).as(NUMBERS[i]).isEqualTo(wanted[i]);
    }
    Columns two = read(given(name), "small", "width");
    assertThat(two.values().toDoubles())
        .isEqualTo(new double[] {0, 1.5, 255, -2.5, 7, 3, 128, .125});
    assertThat(table.select("small", "width").values().equalTo(two.values())).isTrue();
    refused(() -> read(given(name)), name, "column 'name' is", "name those to be read");
    refused(() -> read(given(name), "age"), name, "there is no column 'age', but [length, ");
  }

  private static void refused(ThrowingCallable reading, String... parts) {
    assertThatThrownBy(reading)
        .isInstanceOf(FileFormatException.class)
        .hasMessageContainingAll(parts);
  }

  /** Cut anywhere or with a byte changed, a file is refused or read, and nothing else happens. */
  @ParameterizedTest
  @ValueSource(strings = {"plain.parquet", "snappy.parquet", "file.arrow", "stream.arrows"})
  void damagedFilesAreRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(given(name));
    Path file = dir.resolve(name);
    int refused = 0;
    for (int length = 0; length < whole.length; length += 61) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused += isRefused(file) ? 1 : 0;
    }
    // a stream that ends after its schema is whole, and has no rows
    assertThat(refused).isGreaterThan(name.startsWith("stream") ? 8 : 30);
    for (int at = 0; at < whole.length; at += 21) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x55;
      Files.write(file, damaged);
      isRefused(file);
    }
  }

  private static boolean isRefused(Path file) throws IOException {
    try {
      read(file, NUMBERS);
      return false;
    } catch (FileFormatException e) {
      assertThat(e).hasMessageContaining(file.toString());
      return true;
    }
  }

  @Test
  void whatIsNotReadIsSaid() throws IOException {
    refused(() -> Arrow.read(given("lz4.arrow"), "big"), "it is compressed", "without compression");
    refused(() -> Arrow.read(given("plain.parquet")), "plain.parquet", "no message of Arrow");
    refused(() -> Parquet.read(given("file.arrow")), "file.arrow: cannot be read as Parquet");
    assertThatThrownBy(() -> Parquet.read(dir.resolve("none.parquet")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Arrow.read(dir.resolve("none.arrow")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
