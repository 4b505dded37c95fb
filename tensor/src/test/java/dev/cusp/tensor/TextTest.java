package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors print as NumPy's arrays do; src/test/python/numpy_text.py wrote what it prints. */
final class TextTest {
  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = TextTest.class.getResourceAsStream("numpy-text.txt")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.substring(2).split("\n#\\|"))
          .map(one -> {
            int head = one.indexOf('\n');
            return Arguments.of(one.substring(0, head), one.substring(head + 1).stripTrailing());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsAsNumPy(String head, String text) {
    String[] parts = head.split("\\|", -1);
    assertThat(read(parts[0], parts[1], parts[2]).toString()).isEqualTo(text);
  }

  private static Tensor read(String typeName, String lengths, String elements) {
    DType type = DType.valueOf(typeName.toUpperCase(Locale.ROOT));
    int[] shape =
        Arrays.stream(lengths.split(","))
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    String[] all = elements.isEmpty() ? new String[0] : elements.split(";");
    Tensor flat =
        type.isFloating()
            ? Tensor.of(Arrays.stream(all).mapToDouble(TextTest::number).toArray())
            : Tensor.of(Arrays.stream(all).mapToLong(Long::parseLong).toArray());
    return flat.as(type).reshape(shape);
  }

  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
