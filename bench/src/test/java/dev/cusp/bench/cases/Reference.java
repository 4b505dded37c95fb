package dev.cusp.bench.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Expected results of one ADBench file: a JSON object with a key on each line. Long lists are
 * thinned out, and summarized by their sum and their length as vectors.
 *
 * <p>Numbers agree when ADBench's {@code rho(x, y) = |x - y| / max(1, |x| + |y|)} is at most 1e-10.
 */
final class Reference {
  private static final double TOLERANCE = 1e-10;

  private final String name;
  private final Map<String, String> fields = new HashMap<>();

  /** The expectations for the file {@code gmm/1k/gmm_d2_K5}, for example. */
  Reference(Path adbench, String name) throws IOException {
    this.name = name;
    String file = name.replace("/", "__") + ".json";
    for (String line : Files.readAllLines(adbench.resolve("reference").resolve(file))) {
      int colon = line.indexOf("\": ");
      if (line.startsWith("\"") && colon > 0) {
        String value = line.substring(colon + 3).strip();
        fields.put(
            line.substring(1, colon),
            value.endsWith(",") ? value.substring(0, value.length() - 1) : value);
      }
    }
  }

  double[] numbers(String key) {
    String list = field(key).replaceAll("[\\[\\]]", "");
    return Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  double number(String key) {
    return Double.parseDouble(field(key));
  }

  private String field(String key) {
    assertThat(fields.keySet().contains(key)).as("%s has %s", name, key).isTrue();
    return fields.get(key);
  }

  void check(String key, double actual) {
    assertThat(rho(number(key), actual)).as("%s: %s = %s", name, key, actual).isLessThan(TOLERANCE);
  }

  /** Compares with the whole list, or with what is given of it. */
  void check(String key, double[] actual) {
    if (fields.containsKey(key)) {
      double[] expected = numbers(key);
      assertThat(actual.length).as("%s: length of %s", name, key).isEqualTo(expected.length);
      check(key, expected, i -> actual[i]);
      return;
    }
    assertThat((double) actual.length)
        .as("%s: length of %s", name, key)
        .isEqualTo(number(key + "_length"));
    int stride = (int) number(key + "_sample_stride");
    check(key, numbers(key + "_sampled"), i -> actual[i * stride]);
    checkSummary(key, actual);
  }

  /** Compares Euclidean length, and sum where it is given. */
  void checkSummary(String key, double[] actual) {
    double sum = 0;
    double absolutes = 0;
    double squares = 0;
    for (double x : actual) {
      sum += x;
      absolutes += Math.abs(x);
      squares += x * x;
    }
    if (fields.containsKey(key + "_sum")) {
      assertThat(Math.abs(sum - number(key + "_sum")) / Math.max(1, absolutes))
          .as("%s: sum of %s", name, key)
          .isLessThan(TOLERANCE);
    }
    check(key + "_l2", Math.sqrt(squares));
  }

  void check(String key, double[] expected, IntToDoubleFunction actual) {
    for (int i = 0; i < expected.length; i++) {
      double a = actual.applyAsDouble(i);
      assertThat(rho(expected[i], a))
          .as("%s: %s[%d] = %s, not %s", name, key, i, a, expected[i])
          .isLessThan(TOLERANCE);
    }
  }

  private static double rho(double x, double y) {
    return Math.abs(x - y) / Math.max(1, Math.abs(x) + Math.abs(y));
  }
}
