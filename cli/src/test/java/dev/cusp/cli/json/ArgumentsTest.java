package dev.cusp.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
  enum Color {
    RED
  }

  record Pair(double left, Pair right) {}

  static final class Plain {
    private double x = 5;
    private Pair[] pairs;
  }

  static final class Named {
    private final double x;
    private int[] n;

    Named(double x) {
      this.x = x;
    }
  }

  @SuppressWarnings("unused") // its parameters are what is looked at
  static void primitives(
      double a, float b, long c, int d, short e, byte f, char g, boolean h, Double i, Integer j) {}

  @SuppressWarnings("unused")
  static void others(
      String s,
      Color c,
      double[] x,
      double[][] xs,
      int[] n,
      String[] t,
      Pair p,
      Plain q,
      Named r) {}

  @Test
  void numbersOfAllKinds() {
    assertThat(
            read(
                "primitives",
                "-1e-3",
                "0.1",
                "9223372036854775807",
                "3.0",
                "-5",
                "127",
                "x",
                "true",
                "null",
                "1e2"))
        .containsExactly(
            -1e-3, 0.1f, Long.MAX_VALUE, 3, (short) -5, (byte) 127, 'x', true, null, 100);
    assertThat(
            read("primitives", "+.5", "NaN", "0", "0", "0", "0", "\"y\"", "false", "Infinity", "7"))
        .containsExactly(
            0.5, Float.NaN, 0L, 0, (short) 0, (byte) 0, 'y', false, Double.POSITIVE_INFINITY, 7);
  }

  @Test
  void numbersKeepAllTheirDigits() {
    Object[] read =
        read(
            "primitives",
            "0.1000000000000000055511151231257827",
            "0",
            "0",
            "0",
            "0",
            "0",
            "x",
            "true",
            "4.9e-324",
            "0");
    assertThat(read[0]).isEqualTo(0.1);
    assertThat(read[8]).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void structures() {
    Object[] read =
        read(
            "others",
            "bare \"word\"",
            "\"RED\"",
            "[1, NaN, -Infinity, \"Infinity\"]",
            "[[1, 2], [], null]",
            "[1, 2]",
            "[\"a\", null]",
            "{\"left\": 1, \"right\": {\"right\": null, \"left\": 2}}",
            "{\"pairs\": [null]}",
            "{\"n\": [3], \"x\": 4}");
    assertThat(read[0]).isEqualTo("bare \"word\"");
    assertThat(read[1]).isEqualTo(Color.RED);
    assertThat((double[]) read[2])
        .containsExactly(1, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertThat((double[][]) read[3]).isDeepEqualTo(new double[][] {{1, 2}, {}, null});
    assertThat((int[]) read[4]).containsExactly(1, 2);
    assertThat((String[]) read[5]).containsExactly("a", null);
    assertThat(read[6]).isEqualTo(new Pair(1, new Pair(2, null)));
    assertThat(((Plain) read[7]).x).isEqualTo(5);
    assertThat(((Plain) read[7]).pairs).containsExactly((Pair) null);
    assertThat(((Named) read[8]).x).isEqualTo(4);
    assertThat(((Named) read[8]).n).containsExactly(3);
  }

  @Test
  void aLongArray() {
    String million = "[" + "0.5,".repeat(999_999) + "1]";
    Object[] read =
        read("others", "s", "null", million, "null", "null", "null", "null", "null", "null");
    assertThat((double[]) read[2]).hasSize(1_000_000).endsWith(0.5, 1);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    double[] numbers = {0.1, -0.0, 1e-320, Double.NaN, Double.NEGATIVE_INFINITY, 1e300};
    String text = JsonText.write(json -> json.value(double[].class, numbers));
    assertThat(text).isEqualTo("[0.1,-0.0,1.0E-320,\"NaN\",\"-Infinity\",1.0E300]");
    Object[] read =
        read("others", "s", "null", text, "null", "null", "null", "null", "null", "null");
    assertThat((double[]) read[2]).containsExactly(numbers);
  }

  private static Object[] read(String method, String... words) {
    Method found =
        Arrays.stream(ArgumentsTest.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(method))
            .findFirst()
            .orElseThrow();
    return Arguments.read(found, List.of(words), () -> "here");
  }
}
