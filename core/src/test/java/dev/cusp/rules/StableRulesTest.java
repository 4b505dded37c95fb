package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The stable functions against the formulas they stand for, their rules against differences. */
final class StableRulesTest {
  private static final double ROUNDING = 4e-16;

  static Stream<Method> functions() {
    return Arrays.stream(Stable.class.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.getName().equals("like"));
  }

  private static Object[] sample(Method m, Random random) {
    Object[] point = new Object[m.getParameterCount()];
    for (int i = 0; i < point.length; i++) {
      double size = random.nextDouble(0.2, 3);
      boolean isPositive = random.nextBoolean() || m.getName().equals("sqrt1pm1");
      point[i] = isPositive ? size : -size;
    }
    return point;
  }

  /**
   * The truncation error of a central difference is h²/6 times the third derivative, its rounding
   * error about ulp/h; with h = 2^-17 both are below 1e-8 on the domains, where third derivatives
   * are at most 1e3.
   */
  @ParameterizedTest
  @MethodSource("functions")
  void aRuleIsTheLimitOfDifferences(Method m) throws ReflectiveOperationException {
    double h = 0x1p-17;
    Random random = new Random(11);
    for (int trial = 0; trial < 200; trial++) {
      Object[] point = sample(m, random);
      for (int i = 0; i < point.length; i++) {
        Object[] up = point.clone();
        Object[] down = point.clone();
        up[i] = (double) point[i] + h;
        down[i] = (double) point[i] - h;
        double difference = ((double) m.invoke(null, up) - (double) m.invoke(null, down)) / (2 * h);
        assertThat(RulesTest.partial(m, point, i))
            .as("d/dx%d %s %s", i, m, Arrays.toString(point))
            .isCloseTo(difference, within(1e-7 * (1 + Math.abs(difference))));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "softplus, 1000, 1000, 1",
    "softplus, -1000, 0, 0",
    "logistic, 1000, 1, 0",
    "logistic, -1000, 0, 0",
    "logistic, -40, 4.248354255291589e-18, 4.248354255291589e-18",
    "fermi, 40, 4.248354255291589e-18, -4.248354255291589e-18",
    "fermi, -1000, 1, 0",
    "logLogistic, -1000, -1000, 1",
    "logLogistic, 1000, 0, 0",
    "logAbsExpm1, 1000, 1000, 1",
    "logAbsExpm1, -1000, 0, 0",
    "logAbsExpm1, 1e-20, -46.051701859880914, 1e20",
    "logAbsExpm1, -1e-20, -46.051701859880914, -1e20",
    "logCosh, 1e-9, 5e-19, 1e-9",
    "logCosh, -2000, 1999.3068528194400547, -1",
    "versine, 1e-9, 5e-19, 1e-9",
    "sqrt1pm1, 1e-20, 5e-21, 0.5",
  })
  void extremes(String name, double x, double value, double derivative)
      throws ReflectiveOperationException {
    Method m = Stable.class.getMethod(name, double.class);
    assertThat((double) m.invoke(null, x)).isCloseTo(value, within(ROUNDING * Math.abs(value)));
    assertThat(RulesTest.partial(m, new Object[] {x}, 0))
        .isCloseTo(derivative, within(ROUNDING * Math.abs(derivative)));
  }

  @Test
  void aSumOfEqualOrInfiniteExponentialsIsSo() {
    double ln2 = Math.log(2);
    assertThat(Stable.logAddExp(1000, 1000)).isEqualTo(1000 + ln2);
    assertThat(Stable.logAddExp(Double.NEGATIVE_INFINITY, 3)).isEqualTo(3);
    assertThat(Stable.logAddExp(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Stable.logAddExp(2, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void atTheOriginANormHasTheDerivativeOfHypot() throws ReflectiveOperationException {
    Method norm = Stable.class.getMethod("norm", double.class, double.class);
    assertThat(RulesTest.partial(norm, new Object[] {0.0, 0.0}, 0)).isZero();
    assertThat(RulesTest.partial(norm, new Object[] {3e-200, 4e-200}, 1))
        .isCloseTo(0.8, within(ROUNDING));
    assertThat(RulesTest.partial(norm, new Object[] {3e200, -4e200}, 1))
        .isCloseTo(-0.8, within(ROUNDING));
    assertThat(Stable.norm(3e-200, 4e-200, 0)).isCloseTo(5e-200, within(1e-215));
    assertThat(Stable.norm(2e200, -1e200, 2e200)).isCloseTo(3e200, within(1e185));
  }

  /** exp(1000) + 2 exp(1001) + exp(999), of which the first two overflow. */
  @Test
  void aScaledSumDoesNotDependOnItsShift() {
    double infinite = Double.POSITIVE_INFINITY;
    double shift = Scaled.shift(0, 0, 1000, infinite);
    double rest = Scaled.plusExp(0, 0, 1000, infinite, shift);
    double next = Scaled.shift(shift, rest, 1001, infinite);
    rest = Scaled.plusExp(rest, shift, 2, 1001, infinite, next);
    double last = Scaled.shift(next, rest, 999, infinite);
    rest = Scaled.plusExp(rest, next, 999, infinite, last);
    double expected = 1000 + Math.log(1 + 2 * Math.E + 1 / Math.E);
    assertThat(Scaled.log(last, rest)).isCloseTo(expected, within(2e-13));
    assertThat(Scaled.quotient(last, rest, 1000, 1))
        .isCloseTo(1 + 2 * Math.E + 1 / Math.E, within(2e-15));
  }

  @Test
  void anOrdinarySumIsNotScaled() {
    assertThat(Scaled.shift(0, 0.5, 1, 0.5 + Math.E)).isZero();
    assertThat(Scaled.plusExp(0.5, 0, 1, Math.E, 0)).isEqualTo(0.5 + Math.E);
    assertThat(Scaled.shift(0, 0, -800, 0)).isEqualTo(-800);
    assertThat(Scaled.plusExp(0, 0, -800, 0, -800)).isEqualTo(1);
    assertThat(Scaled.shift(0, 0, Double.NEGATIVE_INFINITY, 0)).isZero();
  }
}
