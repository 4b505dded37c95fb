package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Function;
import dev.cusp.JacobianInto;
import dev.cusp.Program;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

  private static void checkInto(Function<double[], double[]> f, int n) {
    double[] x = IntStream.range(0, n).mapToDouble(i -> 0.5 + 0.4 * Math.cos(2 * i)).toArray();
    double[][] jacobian = Cusp.jacobian(f).apply(x);
    JacobianInto into = Cusp.jacobianInto(f);
    double[][] rows = new double[jacobian.length][n];
    double[][] columns = new double[n][jacobian.length];
    for (int again = 0; again < 2; again++) {
      assertThat(into.rows(x, rows)).containsExactly(f.apply(x.clone()));
      assertThat(into.columns(x, columns)).containsExactly(f.apply(x.clone()));
      for (int i = 0; i < rows.length; i++) {
        assertThat(rows[i]).containsExactly(jacobian[i], within(1e-13));
        for (int j = 0; j < n; j++) {
          assertThat(columns[j][i]).isCloseTo(jacobian[i][j], within(1e-13));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 12, 40})
  void jacobiansAreWrittenIntoArrays(int n) {
    checkInto(RowsTest::moments, n);
    checkInto(RowsTest::smoothed, n);
    double[] scale = {2, 3};
    checkInto(x -> new double[] {scale[0] * x[0] / x[1], x[2] * scale[1], 7}, n);
    checkInto(x -> new double[] {1, 2}, n);
    checkInto(x -> x, 4);
    checkInto(RowsTest::overwriting, n);
  }

  static double[] overwriting(double[] x) {
    x[0] *= x[1];
    return new double[] {x[0], x[0] * x[3]};
  }

  @Test
  void jacobiansIntoArraysAtTies() {
    JacobianInto into = Cusp.jacobianInto(RowsTest::tied);
    double[][] rows = {{9, 9, 9, 9}, {9, 9, 9, 9}};
    assertThat(into.rows(new double[] {1, 1, 2, 3}, rows)).containsExactly(7, 0);
    assertThat(rows).isDeepEqualTo(Cusp.jacobian(RowsTest::tied).apply(new double[] {1, 1, 2, 3}));
  }

  /** Slopes on the way are infinite at 0, where the program has others, and overflow near it. */
  static double[] cancelling(double[] x) {
    double root = Math.sqrt(Math.abs(x[0] * x[1]));
    return new double[] {root * root * x[2], x[1] / x[0] * x[0]};
  }

  @Test
  void slopesThatAreNotFiniteAreLookedAt() {
    JacobianInto into = Cusp.jacobianInto(RowsTest::cancelling);
    for (double[] x :
        new double[][] {{4, 1, 2}, {0, 1, 2}, {1e-200, 1e-200, 3}, {1e-310, 1e200, 1}}) {
      double[][] rows = {{9, 9, 9}, {9, 9, 9}};
      assertThat(
              outcome(() -> {
                into.rows(x, rows);
                return rows;
              }))
          .isEqualTo(outcome(() -> Cusp.jacobian(RowsTest::cancelling).apply(x)));
    }
  }

  /** Rows as text, or the message of the exception. */
  private static String outcome(Supplier<double[][]> jacobian) {
    try {
      return Arrays.deepToString(jacobian.get());
    } catch (NonsmoothException e) {
      return e.getMessage();
    }
  }

  @Test
  void arraysOfOtherLengthsAreRefused() {
    JacobianInto into = Cusp.jacobianInto(RowsTest::smoothed);
    double[] x = {1, 2, 3, 4};
    assertThatThrownBy(() -> into.rows(x, new double[3][3]))
        .hasMessage("a row of length 3 for x of length 4");
    for (int count : new int[] {0, 2, 4, 9}) {
      assertThatThrownBy(() -> into.rows(x, new double[count][4]))
          .hasMessage("rows of length %d for the result of length 3".formatted(count));
    }
    assertThatThrownBy(() -> into.columns(x, new double[3][3]))
        .hasMessage("columns of length 3 for x of length 4");
    assertThatThrownBy(() -> into.columns(x, new double[4][2]))
        .hasMessage("a column of length 2 for the result of length 3");
    assertThatThrownBy(() -> into.rows(new double[0], new double[3][0]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  static double[][][] layers(double[] x, int n) {
    double[][][] layers = new double[n][][];
    for (int k = 0; k < n; k++) {
      double[][] rows = new double[2][];
      for (int i = 0; i < 2; i++) {
        rows[i] = x.clone();
        rows[i][0] *= k + 10 * i;
      }
      layers[k] = rows;
    }
    return layers;
  }

  @Test
  void resultsWhoseRowsAreMadeInALoop() throws NoSuchMethodException {
    Method m = RowsTest.class.getDeclaredMethod("layers", double[].class, int.class);
    double[] x = {3, 5};
    double[][][] weights = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};
    Program.Pullback pullback = Program.of(m).vjp(null, x, 2);
    assertThat((double[]) pullback.apply(weights).getFirst())
        .containsExactly(3 * 10 + 5 + 7 * 11, 2 + 4 + 6 + 8);
    assertThat(Program.of(m).jacobian(null, x, 2)[4]).containsExactly(1, 0);
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
