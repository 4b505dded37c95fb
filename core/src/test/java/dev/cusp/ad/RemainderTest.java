package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Objective;
import dev.cusp.Program;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The derivative of {@code x % y} by y is {@code -trunc(x / y)}, however large that is. */
final class RemainderTest {
  static double remainder(double[] x) {
    return x[0] % x[1];
  }

  static double floats(double[] x) {
    return (float) x[0] % (float) x[1];
  }

  private static BigInteger quotient(double x, double y) {
    return new BigDecimal(x).divideToIntegralValue(new BigDecimal(y)).toBigInteger();
  }

  @Test
  void quotientsAreWholeNumbers() {
    var gradient = Cusp.gradient(RemainderTest::remainder);
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      double x = Math.scalb(random.nextDouble() - 0.5, random.nextInt(120));
      double y = 0.1 + random.nextDouble();
      BigInteger q = quotient(x, y);
      double[] found = gradient.apply(new double[] {x, y});
      assertThat(found[0]).isEqualTo(1);
      // x - x % y and its quotient are rounded, which matters where not all whole numbers exist
      double rounding = q.bitLength() <= 51 ? 0 : 0x1p-52 * Math.abs(q.doubleValue());
      assertThat(found[1]).isCloseTo(-q.doubleValue(), within(rounding));
    }
  }

  @Test
  void floatsToo() {
    Program program = Program.of((Objective<double[]>) RemainderTest::floats);
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      double[] x = {random.nextFloat() * 1e5f, 0.1f + random.nextFloat()};
      double q = quotient(x[0], x[1]).doubleValue();
      double[] expected = {1, -q};
      assertThat((double[]) program.gradients(null, x).gradients().getFirst())
          .containsExactly(expected);
      assertThat((double[]) program.gradientsForward(null, x).gradients().getFirst())
          .containsExactly(expected);
    }
  }

  @Test
  void secondDerivativesAreZero() {
    double[][] hessian = Cusp.hessian(RemainderTest::remainder).apply(new double[] {1e6, 0.3});
    assertThat(hessian).isDeepEqualTo(new double[2][2]);
  }
}
