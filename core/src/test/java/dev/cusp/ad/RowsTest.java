package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Function;
import dev.cusp.Program;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jacobians with more inputs than outputs: several rows in one sweep. */
final class RowsTest {
  static double[] moments(double[] x) {
    double[] m = new double[x.length > 30 ? 9 : 2];
    for (int i = 0; i < x.length; i++) {
      double power = 1;
      for (int k = 0; k < m.length; k++) {
        power *= x[i];
        m[k] += power * Math.sin(i);
      }
    }
    return m;
  }

  static double[] smoothed(double[] x) {
    double[] u = x.clone();
    for (int t = 0; t < 3; t++) {
      for (int i = 1; i < u.length - 1; i++) {
        u[i] += 0.1 * u[i] * (u[i - 1] - 2 * u[i] + u[i + 1]);
      }
    }
    return new double[] {u[1], u[u.length / 2] * u[2], Math.max(u[0], u[3])};
  }

  private static void check(Function<double[], double[]> f, int n) {
    double[] x = IntStream.range(0, n).mapToDouble(i -> 0.5 + 0.4 * Math.cos(2 * i)).toArray();
    double[][] jacobian = Cusp.jacobian(f).apply(x);
    Program program = Program.of(f);
    for (int i = 0; i < jacobian.length; i++) {
      double[] unit = new double[jacobian.length];
      unit[i] = 1;
      double[] row = (double[]) program.vjp(new int[] {0}, x).apply(unit).getFirst();
      // the same sums in the same order, but for factors that are multiplied in another
      assertThat(jacobian[i]).containsExactly(row, within(1e-13));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 12, 40})
  void rowsArePullbacks(int n) {
    check(RowsTest::moments, n);
    check(RowsTest::smoothed, n);
  }

  static double[] tied(double[] x) {
    return new double[] {
      Math.max(x[0], x[1]) + x[2] * x[3], Math.max(x[1], x[0]) - Math.min(x[1], x[0])
    };
  }

  /** At a tie the rows are those of one neighbouring point. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void rowsFitTogetherAtTies(long seed) {
    Program program = Program.of((Function<double[], double[]>) RowsTest::tied).withSeed(seed);
    double[][] jacobian = program.jacobian(null, new double[] {1, 1, 2, 3});
    double first = jacobian[0][0];
    assertThat(jacobian[0]).containsExactly(first, 1 - first, 3, 2);
    assertThat(jacobian[1]).containsExactly(2 * first - 1, 1 - 2 * first, 0, 0);
  }
}
