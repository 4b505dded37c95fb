package dev.cusp.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of Math and StrictMath: is it there, is it the derivative, is it linear. */
final class RulesTest {
  /** A method's rule. */
  static Method rule(Method method) {
    return RuleBook.standard()
        .rule(
            method.getDeclaringClass(),
            method.getName(),
            MethodTypeDesc.ofDescriptor(Rules.descriptorOf(method)));
  }

  static Stream<Method> smooth() {
    return Stream.of(Math.class, StrictMath.class)
        .flatMap(owner -> Arrays.stream(owner.getMethods()))
        .filter(m -> Modifier.isStatic(m.getModifiers()) && Signature.jvpOf(m) != null);
  }

  @Test
  void everyMethodOfMathAndStrictMathHasARule() {
    assertThat(smooth())
        .hasSizeGreaterThanOrEqualTo(2 * 48)
        .allSatisfy(m -> assertThat(rule(m)).as("rule of %s", m).isNotNull());
  }

  @Test
  void whatReturnsNoNumberOrTakesNoneHasNoRule() throws NoSuchMethodException {
    assertThat(rule(Math.class.getMethod("round", double.class))).isNull();
    assertThat(rule(Math.class.getMethod("getExponent", float.class))).isNull();
    assertThat(rule(Math.class.getMethod("random"))).isNull();
  }

  /**
   * With h = 2^-17 a central difference is off by h²/6 of the third derivative, which on these
   * domains is below 2e3 times the first (pow near 0.1), so by 2e-8, and by rounding of 1e-11; 1e-6
   * leaves room. The float functions are linear or bilinear: with h = 2^-7 only rounding is left,
   * 2^-24 times a value of at most 20, over h: 2e-4.
   */
  @ParameterizedTest
  @MethodSource("smooth")
  void aRuleIsTheLimitOfDifferences(Method method) throws ReflectiveOperationException {
    boolean single = method.getReturnType() == float.class;
    double h = single ? 0x1p-7 : 0x1p-17;
    double tolerance = single ? 2e-4 : 1e-6;
    Random random = new Random(7);
    for (int trial = 0; trial < 200; trial++) {
      Object[] point = Domain.sample(method, random);
      for (int i = 0; i < point.length; i++) {
        if (point[i] instanceof Integer || Domain.hasKinkNear(method, point, i, 2 * h)) {
          continue;
        }
        double difference =
            (value(method, moved(point, i, h)) - value(method, moved(point, i, -h))) / (2 * h);
        double derivative = partial(method, point, i);
        assertThat(derivative)
            .as("d/dx%d %s %s", i, method, Arrays.toString(point))
            .isCloseTo(difference, within(tolerance * (1 + Math.abs(difference))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void aRuleIsLinearInTheTangents(Method method) throws ReflectiveOperationException {
    Random random = new Random(8);
    double ulps = method.getReturnType() == float.class ? 1e-5 : 1e-14;
    for (int trial = 0; trial < 50; trial++) {
      Object[] point = Domain.sample(method, random);
      double[] dots = random.doubles(point.length, -1, 1).toArray();
      double sum = 0;
      double size = 1;
      for (int i = 0; i < point.length; i++) {
        if (!(point[i] instanceof Integer)) {
          double term =
              partial(method, point, i) * (isSingle(point[i]) ? (float) dots[i] : dots[i]);
          sum += term;
          size += Math.abs(term);
        }
      }
      assertThat(tangent(method, point, dots)).isCloseTo(sum, within(ulps * size));
    }
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void strictRulesAgreeWithTheOthers(Method method) throws ReflectiveOperationException {
    if (method.getDeclaringClass() != StrictMath.class) {
      return;
    }
    Method other = Math.class.getMethod(method.getName(), method.getParameterTypes());
    Random random = new Random(9);
    for (int trial = 0; trial < 50; trial++) {
      Object[] point = Domain.sample(method, random);
      double[] dots = random.doubles(point.length, -1, 1).toArray();
      double expected = tangent(other, point, dots);
      // Math and StrictMath may differ by an ulp in each function called
      assertThat(tangent(method, point, dots))
          .isCloseTo(expected, within(1e-14 * (1 + Math.abs(expected))));
    }
  }

  static double partial(Method method, Object[] point, int i) throws ReflectiveOperationException {
    double[] dots = new double[point.length];
    dots[i] = 1;
    return tangent(method, point, dots);
  }

  /** The rule's result; the tangents of whole numbers are not passed. */
  static double tangent(Method method, Object[] point, double[] dots)
      throws ReflectiveOperationException {
    Object[] arguments =
        IntStream.range(0, point.length)
            .boxed()
            .<Object>mapMulti((i, next) -> {
              next.accept(point[i]);
              if (isSingle(point[i])) {
                next.accept((float) dots[i]);
              } else if (point[i] instanceof Double) {
                next.accept(dots[i]);
              }
            })
            .toArray();
    return value(rule(method), arguments);
  }

  private static boolean isSingle(Object argument) {
    return argument instanceof Float;
  }

  private static double value(Method method, Object[] arguments)
      throws ReflectiveOperationException {
    return ((Number) method.invoke(null, arguments)).doubleValue();
  }

  private static Object[] moved(Object[] point, int i, double h) {
    Object[] result = point.clone();
    if (isSingle(point[i])) {
      result[i] = (float) ((float) point[i] + h);
    } else {
      result[i] = (double) point[i] + h;
    }
    return result;
  }
}
