package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives at kinks, at the borders of domains, for tiny, huge and infinite arguments. */
final class SpecialValuesTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double MAX = Double.MAX_VALUE;
  private static final double NAN = Double.NaN;
  private static final double HALF_ULP = 0x1p-53;

  private static Arguments at(String method, double[] point, double... partials) {
    return Arguments.of(method, point, partials);
  }

  private static double[] x(double... point) {
    return point;
  }

  static Stream<Arguments> values() {
    return Stream.of(smooth(), powers(), polar(), kinks()).flatMap(s -> s);
  }

  private static Stream<Arguments> smooth() {
    return Stream.of(
        at("exp", x(-INF), 0),
        at("exp", x(710), INF),
        at("expm1", x(-40), Math.exp(-40)), // 1 + expm1 would be 0
        at("expm1", x(1e-300), 1),
        at("log", x(0), INF),
        at("log", x(1e-300), 1e300),
        at("log", x(INF), 0),
        at("log1p", x(-1), INF),
        at("log1p", x(-1 + HALF_ULP), 0x1p53),
        at("log10", x(1e-290), 4.342944819032518e289),
        at("sqrt", x(0), INF),
        at("sqrt", x(1e-300), 5e149),
        at("cbrt", x(0), INF),
        at("cbrt", x(-1e-300), 1e200 / 3),
        at("cbrt", x(1e300), 1e-200 / 3),
        at("cbrt", x(INF), 0),
        at("tan", x(Math.PI / 2), 1 + Math.pow(Math.tan(Math.PI / 2), 2)),
        at("asin", x(1), INF),
        at("asin", x(1 - HALF_ULP), 1 / Math.sqrt(0x1p-52 - 0x1p-106)),
        at("acos", x(-1), -INF),
        at("acos", x(2), NAN),
        at("atan", x(1e200), 0),
        at("atan", x(-INF), 0),
        at("tanh", x(0), 1),
        at("tanh", x(1), 0.419974341614026069394),
        at("tanh", x(20), 4 * Math.exp(-40)), // 1 - tanh² is 0
        at("tanh", x(-300), 4 * Math.exp(-600)),
        at("tanh", x(1000), 0),
        at("tanh", x(-INF), 0),
        at("sinh", x(0), 1),
        at("cosh", x(0), 0),
        at("cosh", x(1e-9), 1e-9),
        at("toRadians", x(1e300), Math.PI / 180),
        at("toDegrees", x(1), 180 / Math.PI));
  }

  private static Stream<Arguments> powers() {
    return Stream.of(
        at("pow", x(0, 0), 0, -INF),
        at("pow", x(0, 1), 1, 0),
        at("pow", x(0, 2), 0, 0),
        at("pow", x(0, 0.5), INF, 0),
        at("pow", x(0, -1), -INF, -INF),
        at("pow", x(-0.0, 3), 0, 0),
        at("pow", x(3, 0), 0, Math.log(3)),
        at("pow", x(-2, 3), 12, NAN),
        at("pow", x(-2, 0), 0, NAN),
        at("pow", x(1, 1e300), 1e300, 0),
        at("pow", x(2, 2000), INF, INF),
        at("pow", x(2, -2000), 0, 0),
        at("pow", x(1e-320, 0), 0, Math.log(1e-320)),
        at("pow", x(INF, 2), INF, INF),
        at("pow", x(INF, 1), 1, INF),
        at("pow", x(INF, -1), 0, 0));
  }

  private static Stream<Arguments> polar() {
    return Stream.of(
        at("hypot", x(3e200, -4e200), 0.6, -0.8),
        at("hypot", x(3e-200, 4e-200), 0.6, 0.8),
        at("hypot", x(MAX, MAX), Math.sqrt(0.5), Math.sqrt(0.5)), // its value overflows
        at("hypot", x(-INF, 1), -1, 0),
        at("hypot", x(1, INF), 0, 1),
        at("hypot", x(INF, INF), NAN, NAN),
        at("hypot", x(0, 0), 0, 0),
        at("hypot", x(0, -2), 0, -1),
        at("atan2", x(1, 0), 0, -1),
        at("atan2", x(0, -2), -0.5, 0),
        at("atan2", x(3e200, 4e200), 1.6e-201, -1.2e-201),
        at("atan2", x(3e-200, 4e-200), 1.6e199, -1.2e199),
        at("atan2", x(1, INF), 0, 0),
        at("atan2", x(INF, INF), 0, 0),
        at("atan2", x(0, 0), NAN, NAN));
  }

  private static Stream<Arguments> kinks() {
    return Stream.of(
        at("abs", x(0), 0),
        at("abs", x(-INF), -1),
        at("max", x(2, 2), 0.5, 0.5),
        at("max", x(-0.0, 0.0), 0.5, 0.5),
        at("max", x(1, 2), 0, 1),
        at("min", x(2, 2), 0.5, 0.5),
        at("min", x(2, -INF), 0, 1),
        at("clamp", x(0, 0, 1), 1, 0, 0),
        at("clamp", x(1, 0, 1), 1, 0, 0),
        at("clamp", x(-1, 0, 1), 0, 1, 0),
        at("clamp", x(2, 0, 1), 0, 0, 1),
        at("copySign", x(-3, 2), -1, 0),
        at("copySign", x(3, -0.0), -1, 0),
        at("copySign", x(0, 1), 0, 0),
        at("fma", x(1e300, 2, 3), 2, 1e300, 1),
        at("IEEEremainder", x(7, 2), 1, -4),
        at("IEEEremainder", x(-7.5, 2), 1, 4),
        at("IEEEremainder", x(5, INF), 1, 0),
        at("nextAfter", x(1, 5), 1, 0),
        at("nextUp", x(0), 1),
        at("nextDown", x(INF), 1),
        at("signum", x(0), 0),
        at("floor", x(2), 0),
        at("ceil", x(2), 0),
        at("rint", x(2.5), 0),
        at("ulp", x(1), 0));
  }

  /** A rule calls up to three functions, each good to an ulp or two, and rounds some times more. */
  @ParameterizedTest(name = "{0}{1}")
  @MethodSource("values")
  void derivativeIs(String name, double[] point, double[] partials)
      throws ReflectiveOperationException {
    Class<?>[] types = new Class<?>[point.length];
    Arrays.fill(types, double.class);
    for (Class<?> owner : new Class<?>[] {Math.class, StrictMath.class}) {
      Method method = owner.getMethod(name, types);
      Object[] arguments = Arrays.stream(point).boxed().toArray();
      for (int i = 0; i < partials.length; i++) {
        assertThat(coefficient(method, arguments, i))
            .as("d/dx%d of %s", i, owner.getSimpleName())
            .satisfies(close(partials[i]));
      }
    }
  }

  /**
   * The coefficient of one tangent. For pow it is read from the rule's parts: an infinite
   * coefficient times the numeric zero of the other tangent would be NaN, whereas derivative code
   * drops a term whose tangent is absent.
   */
  private static double coefficient(Method method, Object[] point, int i)
      throws ReflectiveOperationException {
    if (!method.getName().equals("pow")) {
      return RulesTest.partial(method, point, i);
    }
    Method part =
        RulesTest.rule(method)
            .getDeclaringClass()
            .getDeclaredMethod(i == 0 ? "powerSlope" : "powerLog", method.getParameterTypes());
    part.setAccessible(true);
    return (double) part.invoke(null, point);
  }

  private static Consumer<Double> close(double expected) {
    return actual -> {
      if (Double.isNaN(expected) || Double.isInfinite(expected)) {
        assertThat(actual).isEqualTo(Double.valueOf(expected));
      } else {
        assertThat(actual).isCloseTo(expected, within(2e-15 * Math.abs(expected)));
      }
    };
  }

  @Test
  void theTwoFormulasOfTanhMeet() throws ReflectiveOperationException {
    Method tanh = Math.class.getMethod("tanh", double.class);
    for (double bound : new double[] {-1.03, 1.03}) {
      double below = RulesTest.partial(tanh, new Object[] {Math.nextDown(bound)}, 0);
      double above = RulesTest.partial(tanh, new Object[] {Math.nextUp(bound)}, 0);
      assertThat(below).isCloseTo(above, within(1e-15)); // 2 ulp of 0.4, amplified by 1 / 0.4
    }
  }

  @Test
  void scalbByLargePowersIsScalbOfOne() throws ReflectiveOperationException {
    Method scalb = Math.class.getMethod("scalb", double.class, int.class);
    assertThat(RulesTest.partial(scalb, new Object[] {3.0, -1000}, 0)).isEqualTo(0x1p-1000);
    assertThat(RulesTest.partial(scalb, new Object[] {3.0, 2000}, 0)).isEqualTo(INF);
  }
}
