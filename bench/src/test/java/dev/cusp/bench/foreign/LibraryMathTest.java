package dev.cusp.bench.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.Cusp;
import dev.cusp.Program;
import dev.cusp.check.CheckGradients;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.hipparchus.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that compute with a library's own form of {@link Math}. */
class LibraryMathTest {
  static final class Programs {
    private Programs() {}

    static double exponentials(double x, double y) {
      return FastMath.exp(x) * FastMath.expm1(y) + FastMath.log(y) * FastMath.log1p(x * x);
    }

    static double powers(double x, double y) {
      return FastMath.pow(y, x) + FastMath.pow(x, 3) + FastMath.pow(x, 5L) * FastMath.cbrt(y);
    }

    static double roots(double x, double y) {
      return FastMath.sqrt(y) * FastMath.hypot(x, y) + FastMath.log10(y);
    }

    static double circular(double x, double y) {
      return FastMath.sin(x) * FastMath.cos(y) + FastMath.tan(x) + FastMath.atan2(x, y);
    }

    static double inverse(double x, double y) {
      return FastMath.asin(x / 3) * FastMath.acos(x / 4) + FastMath.atan(y);
    }

    static double hyperbolic(double x, double y) {
      return FastMath.sinh(x) * FastMath.cosh(y) + FastMath.tanh(x * y);
    }

    static double inverseHyperbolic(double x, double y) {
      return FastMath.asinh(x) * FastMath.acosh(1 + y) + FastMath.atanh(x / 3);
    }

    static double pieces(double x, double y) {
      return FastMath.abs(x) * FastMath.max(x, y) + FastMath.floor(y) * FastMath.min(x, y);
    }

    static double angles(double x, double y) {
      return FastMath.toRadians(x) + FastMath.toDegrees(y) * FastMath.scalb(x, 2);
    }
  }

  static Stream<Method> programs() {
    return Arrays.stream(Programs.class.getDeclaredMethods()).filter(m -> !m.isSynthetic());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void haveTheDerivativesOfMath(Method m) {
    var report = CheckGradients.of(Program.of(m)).check(-0.7, 1.3);
    assertThat(report.agrees()).as(report.toString()).isTrue();
  }

  @Test
  void kinksAreMet() {
    double[] gradient =
        Cusp.gradient(
                (double[] x) -> FastMath.max(x[0], 0) - FastMath.max(-x[0], 0) + FastMath.abs(x[1]))
            .apply(new double[] {0, -2});
    assertThat(gradient).containsExactly(1, -1);
  }

  @Test
  void derivativesAreStable() {
    assertThat(
            Cusp.derivative(x -> 10 * FastMath.log(1 + FastMath.exp(-2 * x))).applyAsDouble(-1000))
        .isEqualTo(-20);
  }
}
