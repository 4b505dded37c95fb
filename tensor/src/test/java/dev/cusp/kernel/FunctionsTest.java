package dev.cusp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.rules.Stable;
import dev.cusp.tensor.Special;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions of kernels against those of {@link StrictMath}. */
final class FunctionsTest {
  private interface Float32 {
    float apply(float x);
  }

  /**
   * A function.
   *
   * @param ulps how far it may be off, in float and in double; of double, StrictMath's own error of
   *     1 ulp (for sinh and cosh 2.5) comes on top
   * @param range of the arguments that are tried most
   */
  record Case(
      String name,
      DoubleUnaryOperator exact,
      DoubleUnaryOperator f64,
      Float32 f32,
      double[] ulps,
      double range) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(
      String name,
      DoubleUnaryOperator exact,
      DoubleUnaryOperator f64,
      Float32 f32,
      double ulps,
      double range) {
    return new Case(name, exact, f64, f32, new double[] {ulps, ulps + 1}, range);
  }

  static Stream<Case> all() {
    return Stream.of(
        of("exp", StrictMath::exp, Exponentials::exp, Exponentials::exp, 1.1, 100),
        of("expm1", StrictMath::expm1, Exponentials::expm1, Exponentials::expm1, 2, 3),
        of("tanh", StrictMath::tanh, Exponentials::tanh, Exponentials::tanh, 3, 5),
        of("sinh", StrictMath::sinh, Exponentials::sinh, Exponentials::sinh, 3, 10),
        of("cosh", StrictMath::cosh, Exponentials::cosh, Exponentials::cosh, 3, 10),
        of("logistic", Stable::logistic, Exponentials::logistic, Exponentials::logistic, 3, 20),
        of("softplus", Stable::softplus, Exponentials::softplus, Exponentials::softplus, 3, 20),
        of("log", StrictMath::log, Logarithms::log, Logarithms::log, 1, 4),
        of("log1p", StrictMath::log1p, Logarithms::log1p, Logarithms::log1p, 2, 2),
        of("sin", StrictMath::sin, Angles::sin, Angles::sin, 2, 1000),
        of("cos", StrictMath::cos, Angles::cos, Angles::cos, 2, 1000),
        of("tan", StrictMath::tan, Angles::tan, Angles::tan, 3, 10),
        of("atan", StrictMath::atan, Angles::atan, Angles::atan, 2, 4),
        of("floor", StrictMath::floor, Roundings::floor, Roundings::floor, 0, 100),
        of("ceil", StrictMath::ceil, Roundings::ceil, Roundings::ceil, 0, 100),
        of("rint", StrictMath::rint, Roundings::rint, Roundings::rint, 0, 100),
        of("signum", StrictMath::signum, Roundings::signum, Roundings::signum, 0, 1),
        of("sqrt", StrictMath::sqrt, Math::sqrt, Roundings::sqrt, 0.5, 100));
  }

  private static final List<Double> SPECIAL =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          0.5,
          -0.5,
          1.5,
          2.5,
          Double.MIN_VALUE,
          -Double.MIN_VALUE,
          Double.MIN_NORMAL,
          1e-310,
          -1e-320,
          (double) Float.MIN_VALUE,
          -(double) Float.MIN_VALUE,
          (double) Float.MIN_NORMAL,
          1e-40,
          88.7,
          88.73,
          -103.97,
          -104.1,
          709.78,
          709.79,
          -745.1,
          -745.2,
          1e5,
          799_999.0,
          1e7,
          1e22,
          -1e30,
          1e300,
          Double.MAX_VALUE,
          (double) Float.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN,
          Math.PI,
          Math.PI / 2,
          Math.PI / 4,
          355.0,
          710.5,
          4503599627370497.5,
          8388609.0,
          0.1,
          -0.7);

  @ParameterizedTest
  @MethodSource("all")
  void inDouble(Case c) {
    SPECIAL.forEach(x -> check(c, x));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300_000; i++) {
      check(c, c.range() * (2 * random.nextDouble() - 1));
      check(c, Double.longBitsToDouble(random.nextLong()));
    }
  }

  private static void check(Case c, double x) {
    double expected = c.exact().applyAsDouble(x);
    double actual = c.f64().applyAsDouble(x);
    if (isSpecial(expected) || c.ulps()[0] == 0) {
      assertThat(Double.compare(actual, expected)).as("%s(%s) = %s", c, x, actual).isZero();
    } else {
      double error = Math.abs(actual - expected) / Math.ulp(expected);
      assertThat(error)
          .as("%s(%s) = %s, not %s", c, x, actual, expected)
          .isLessThanOrEqualTo(c.ulps()[1]);
    }
  }

  private static boolean isSpecial(double x) {
    return x == 0 || Double.isNaN(x) || Double.isInfinite(x);
  }

  @ParameterizedTest
  @MethodSource("all")
  void inFloat(Case c) {
    SPECIAL.forEach(x -> check(c, (float) (double) x));
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 500_000; i++) {
      check(c, (float) (c.range() * (2 * random.nextDouble() - 1)));
      check(c, Float.intBitsToFloat(random.nextInt()));
    }
  }

  @Test
  void erf() {
    Case c = of("erf", Special::erf, Special::erf, Errors::erf, 4.5, 5);
    inFloat(c);
    assertThat(Errors.erf(3.74f)).isOne();
    assertThat(Errors.erf(-1e30f)).isEqualTo(-1);
  }

  private static void check(Case c, float x) {
    double exact = c.exact().applyAsDouble(x);
    float expected = (float) exact;
    float actual = c.f32().apply(x);
    if (isSpecial(expected) || c.ulps()[0] == 0) {
      assertThat(Float.compare(actual, expected)).as("%s(%s) = %s", c, x, actual).isZero();
    } else {
      double error = Math.abs(actual - exact) / Math.ulp(expected);
      assertThat(error)
          .as("%s(%s) = %s, not %s", c, x, actual, exact)
          .isLessThanOrEqualTo(c.ulps()[0]);
    }
  }

  @Test
  void powersInFloat() {
    SplittableRandom random = new SplittableRandom(3);
    for (double x : SPECIAL) {
      for (double y : SPECIAL) {
        checkPow((float) x, (float) y);
      }
    }
    for (int i = 0; i < 500_000; i++) {
      checkPow((float) (10 * random.nextDouble()), (float) (20 * random.nextDouble() - 10));
      checkPow(-(float) (10 * random.nextDouble()), random.nextInt(20) - 10);
      checkPow(Float.intBitsToFloat(random.nextInt()), Float.intBitsToFloat(random.nextInt()));
    }
  }

  private static void checkPow(float x, float y) {
    double exact = StrictMath.pow(x, y);
    float expected = (float) exact;
    float actual = Logarithms.pow(x, y);
    if (isSpecial(expected)) {
      assertThat(Float.compare(actual, expected)).as("pow(%s, %s) = %s", x, y, actual).isZero();
    } else {
      assertThat(Math.abs(actual - exact) / Math.ulp(expected))
          .as("pow(%s, %s) = %s, not %s", x, y, actual, exact)
          .isLessThanOrEqualTo(1);
    }
  }
}
