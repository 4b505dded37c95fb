package dev.cusp.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Objective;
import dev.cusp.Program;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs with small arrays. */
final class ScalarsTest {
  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  private static double[] turned(double[] a, double[] by) {
    if (by[0] > 1) {
      return cross(a, by);
    }
    double[] b = {a[0], a[1], a[2]};
    b[1] += by[2];
    return b;
  }

  static double vectors(double[] x) {
    double[] a = {x[0], x[1], x[2]};
    double[] b = turned(a, new double[] {x[1], 1, x[0]});
    double[] c = turned(cross(a, b), b);
    return c[0] + 2 * c[1] * c[2];
  }

  static double loops(double[] x) {
    double[] s = new double[2];
    int[] count = new int[1];
    for (int i = 0; i < 5; i++) {
      double[] fresh = new double[2];
      if (s[0] < 3) {
        s[0] += x[0] * x[1];
        count[0]++;
      } else {
        fresh[1] = s[0];
        s[1] -= s[0] * fresh[1] + fresh[0];
      }
    }
    return s[0] * s[1] + count[0] * x[2];
  }

  static double oneOrTheOther(double[] x) {
    double[] chosen = x[0] > x[1] ? new double[] {x[0], 1} : new double[] {x[1], x[2]};
    chosen[0] *= chosen[1];
    double[] same = chosen;
    same[1] = chosen[0] * 2;
    return chosen[0] + chosen[1] * x[2];
  }

  static double whileLoop(double[] x) {
    double[] state = {x[0], 0};
    while (state[0] < 10) {
      state[1] += state[0];
      state[0] = state[0] * 2 + x[1] * x[1];
    }
    return state[1] * x[2] + state.length;
  }

  static double thrown(double[] x) {
    double[] a = {x[0], x[1]};
    if (a[0] > 0) {
      a[1] = a[0] * x[2];
    } else {
      throw new IllegalArgumentException("not positive: " + (a[0] > 0));
    }
    return a[1] * a[1];
  }

  static double indexed(double[] x) {
    double[] a = {x[0], x[1], x[2]};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += a[i] * a[2 - i];
    }
    return sum;
  }

  static Stream<Objective<double[]>> programs() {
    return Stream.of(
        ScalarsTest::vectors,
        ScalarsTest::loops,
        ScalarsTest::oneOrTheOther,
        ScalarsTest::whileLoop,
        ScalarsTest::thrown,
        ScalarsTest::indexed);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void derivativesAreRight(Objective<double[]> f) {
    for (double[] x : new double[][] {{1.1, 1.2, 1.3}, {2.1, 0.4, 0.7}, {0.3, 0.2, 5}}) {
      Program program = Program.of(f);
      Program.Gradients reverse = program.gradients(null, x);
      assertThat(reverse.value()).isEqualTo(f.applyAsDouble(x));
      double[] gradient = (double[]) reverse.gradients().getFirst();
      // the same products in another order
      double[] forward = (double[]) program.gradientsForward(null, x).gradients().getFirst();
      assertThat(gradient).containsExactly(forward, within(1e-10 * (1 + norm(forward))));
      for (int k = 0; k < 3; k++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[k] += 1e-6;
        down[k] -= 1e-6;
        double difference = (f.applyAsDouble(up) - f.applyAsDouble(down)) / 2e-6;
        // rounding of the values over the step
        assertThat(gradient[k]).isCloseTo(difference, within(1e-7 * (1 + norm(gradient))));
      }
    }
  }

  private static double norm(double[] x) {
    return Stream.of(x[0], x[1], x[2]).mapToDouble(Math::abs).max().orElseThrow();
  }

  @Test
  void smallArraysAreGone() {
    String java = Program.of((Objective<double[]>) ScalarsTest::vectors).explain().java();
    assertThat(java).doesNotContain("new double");
  }

  static double beyond(double[] x) {
    double[] a = {x[0], x[1]};
    return a[x.length > 2 ? 2 : 1];
  }

  @Test
  void anIndexOutOfBoundsIsStillOne() {
    assertThatThrownBy(() ->
            Program.of((Objective<double[]>) ScalarsTest::beyond)
                .gradients(null, new double[] {1, 2, 3}))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
  }
}
