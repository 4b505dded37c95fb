package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.Program;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers that go through static memory, through the bits of whole numbers, or through text, and
 * come back: the program is refused, rather than given a derivative of zero.
 */
final class HiddenNumbersTest {
  private static final double[] BUFFER = new double[2];
  private static final HiddenNumbersTest SHARED = new HiddenNumbersTest();
  private static double[] buffer = new double[2];
  private final double[] own = new double[1];
  private double number;

  /** Each puts x[0] away and takes it back. */
  static final class Programs {
    static double staticArray(double[] x) {
      BUFFER[0] = x[0];
      return BUFFER[0];
    }

    static double staticArrayThatMayChange(double[] x) {
      buffer[1] = x[0];
      return buffer[1];
    }

    static double staticArrayThatChanges(double[] x) {
      buffer = new double[2];
      buffer[0] = x[0];
      return buffer[0];
    }

    static double staticArrayInHelpers(double[] x) {
      put(x[0]);
      return get();
    }

    private static void put(double v) {
      BUFFER[1] = v;
    }

    private static double get() {
      return BUFFER[1];
    }

    static double arrayOfAStaticObject(double[] x) {
      SHARED.own[0] = x[0];
      return SHARED.own[0];
    }

    static double fieldOfAStaticObject(double[] x) {
      SHARED.number = x[0];
      return SHARED.number;
    }

    static double bits(double[] x) {
      return Double.longBitsToDouble(Double.doubleToRawLongBits(x[0]));
    }

    static double mantissa(double[] x) {
      long bits = Double.doubleToRawLongBits(x[0]);
      long mantissa = 0;
      for (int k = 0; k < 52; k++) {
        mantissa |= bits & 1L << k;
      }
      return mantissa / 0x1p52;
    }

    static double hash(double[] x) {
      return Double.hashCode(x[0]);
    }

    static double text(double[] x) {
      return Double.parseDouble(String.valueOf(x[0]));
    }

    static double concatenation(double[] x) {
      return Double.parseDouble("" + x[0]);
    }

    static double textOfABox(double[] x) {
      return Double.valueOf(Double.toString(x[0]));
    }

    static double builder(double[] x) {
      StringBuilder text = new StringBuilder();
      text.append(x[0]);
      return Double.parseDouble(text.toString());
    }

    static double format(double[] x) {
      return Float.parseFloat(String.format("%.17g", x[0]));
    }

    static double decimal(double[] x) {
      return Double.parseDouble(new BigDecimal(x[0]).toString());
    }

    static double scanner(double[] x) {
      return new Scanner("" + x[0]).nextDouble();
    }

    static double textInAnArray(double[] x) {
      String[] texts = {"1", "" + x[0]};
      return Double.parseDouble(texts[1]);
    }

    static double joined(double[] x) {
      return Double.parseDouble(String.join(".", "" + (long) (x[0] * 1e6), "" + x[0]));
    }

    record Named(String name, double value) {}

    static double textInARecord(double[] x) {
      Named named = new Named("" + x[0], 1);
      return Double.parseDouble(named.name()) * named.value();
    }

    static double recordAsText(double[] x) {
      return Double.parseDouble(new Named("", x[0]).toString().substring(19, 22));
    }

    static double arrayAsText(double[] x) {
      return Double.parseDouble(Arrays.toString(x).substring(1, 4));
    }

    static double digits(double[] x) {
      double sum = 0;
      for (char c : Double.toString(x[0]).toCharArray()) {
        sum += c;
      }
      return sum;
    }
  }

  static Stream<Method> programs() {
    return Arrays.stream(Programs.class.getDeclaredMethods())
        .filter(m -> m.getParameterCount() == 1 && m.getParameterTypes()[0] == double[].class);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void areRefusedInBothModes(Method m) {
    Program program = Program.of(m);
    double[] x = {1.5};
    assertThatThrownBy(() -> program.gradients(null, x))
        .isInstanceOf(DerivativeException.class)
        .hasMessageContaining("HiddenNumbersTest.java:");
    assertThatThrownBy(() -> program.gradientsForward(null, x))
        .isInstanceOf(DerivativeException.class)
        .hasMessageContaining("HiddenNumbersTest.java:");
  }

  static double looksOnly(double[] x) {
    if (("at " + x[0]).isEmpty()) {
      throw new IllegalStateException("no text of " + x[0]);
    }
    long sign = Double.doubleToRawLongBits(x[0]) >>> 63;
    return sign == 0 ? x[0] * (3 + BUFFER.length + SHARED.own.length) : -x[0];
  }

  @Test
  void whatOnlyLooksIsNot() throws NoSuchMethodException {
    Method m = HiddenNumbersTest.class.getDeclaredMethod("looksOnly", double[].class);
    Program.Gradients found = Program.of(m).gradients(null, new double[] {1.5});
    assertThat((double[]) found.gradients().getFirst()).containsExactly(6);
  }
}
