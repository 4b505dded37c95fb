package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Function;
import dev.cusp.Objective;
import dev.cusp.Program;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that overwrite arrays of their own many times. */
final class RestoresTest {
  static double gaussSeidel(double[] start) {
    double[] u = start.clone();
    for (int t = 0; t < 4; t++) {
      for (int i = 1; i < u.length - 1; i++) {
        double r = u[i] + 0.1 * (1 + u[i] * u[i]) * (u[i - 1] - 2 * u[i] + u[i + 1]);
        u[i] = r > 0.6 ? 0.6 + 0.1 * (r - 0.6) : r;
      }
    }
    return squares(u);
  }

  /** A value is used after what it was loaded from has been overwritten. */
  static double usedLater(double[] start) {
    double[] u = start.clone();
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < u.length; i++) {
        double before = u[i];
        u[i] = before * 0.5 + 0.1;
        u[(i + 1) % u.length] += before * before * u[i];
      }
    }
    return squares(u);
  }

  static double inBranches(double[] start) {
    double[] u = start.clone();
    for (int t = 0; t < 5; t++) {
      for (int i = 1; i < u.length; i++) {
        if (u[i] > u[i - 1]) {
          u[i] = u[i] * u[i - 1];
        } else if (t % 2 == 0) {
          u[i - 1] = Math.sin(u[i]) * u[i - 1];
        }
      }
    }
    return squares(u);
  }

  static double swapped(double[] start) {
    double[] a = start.clone();
    double[] b = new double[a.length];
    for (int t = 0; t < 5; t++) {
      for (int i = 0; i < a.length; i++) {
        b[i] = a[i] * a[(i + 1) % a.length];
      }
      double[] c = a;
      a = b;
      b = c;
    }
    return squares(a);
  }

  static double particles(double[] start) {
    int n = start.length;
    double[] x = start.clone();
    double[] v = new double[n];
    double[] force = new double[n];
    for (int t = 0; t < 6; t++) {
      for (int i = 0; i < n; i++) {
        force[i] = 0;
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double d = x[j] - x[i];
          force[i] += d * (1 + d * d);
        }
      }
      for (int i = 0; i < n; i++) {
        v[i] += 0.05 * force[i];
        x[i] += 0.05 * v[i];
      }
    }
    return squares(x) + v[0];
  }

  static double rows(double[] start) {
    double[][] m = new double[3][start.length];
    for (int i = 0; i < start.length; i++) {
      m[0][i] = start[i];
    }
    for (int t = 0; t < 4; t++) {
      double[] from = m[t % 3];
      double[] to = m[(t + 1) % 3];
      for (int i = 0; i < start.length; i++) {
        to[i] = from[i] * from[i] + to[i] * 0.5;
      }
    }
    return squares(m[0]) + squares(m[1]);
  }

  static double counted(double[] start) {
    double[] u = start.clone();
    int[] visits = new int[u.length];
    for (int t = 0; t < 7; t++) {
      int at = (t * t) % u.length;
      visits[at]++;
      u[at] = u[at] * u[at] * visits[at] + 0.1;
    }
    return squares(u);
  }

  private static double squares(double[] u) {
    double sum = 0;
    for (double x : u) {
      sum += x * x;
    }
    return sum;
  }

  static Stream<Objective<double[]>> programs() {
    return Stream.of(
        RestoresTest::gaussSeidel,
        RestoresTest::usedLater,
        RestoresTest::inBranches,
        RestoresTest::swapped,
        RestoresTest::particles,
        RestoresTest::rows,
        RestoresTest::counted);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void gradientsAreThoseOfForwardMode(Objective<double[]> f) {
    for (int n : List.of(1, 2, 3, 7)) {
      double[] x = IntStream.range(0, n).mapToDouble(i -> 0.5 + 0.4 * Math.cos(2 * i)).toArray();
      Program program = Program.of(f);
      Program.Gradients reverse = program.gradients(null, x);
      assertThat(reverse.value()).isEqualTo(f.applyAsDouble(x));
      double[] forward = (double[]) program.gradientsForward(null, x).gradients().getFirst();
      // the same products in another order
      assertThat((double[]) reverse.gradients().getFirst()).containsExactly(forward, within(1e-12));
    }
  }

  static double[] handsOut(double[] x, double[][] out) {
    double[] u = x.clone();
    for (int t = 0; t < 3; t++) {
      for (int i = 1; i < u.length; i++) {
        u[i] = u[i] * u[i - 1];
      }
    }
    out[0] = u;
    return u;
  }

  static double[] keepsToItself(double[] x, double[][] out) {
    return handsOut(x, new double[1][]);
  }

  /** What the program hands out is as the program leaves it, not as it once was. */
  @Test
  void whatOthersSeeIsNotRestored() {
    double[] x = {1.1, 1.2, 1.3};
    double[] plain = handsOut(x, new double[1][]);
    List<Function.Two<double[], double[][], double[]>> both =
        List.of(RestoresTest::handsOut, RestoresTest::keepsToItself);
    for (Function.Two<double[], double[][], double[]> f : both) {
      Program.Pullback pullback = Program.of(f).vjp(new int[] {0}, x, new double[1][]);
      double[] bar = (double[]) pullback.apply(new double[] {0, 0, 1}).getFirst();
      assertThat((double[]) pullback.value()).containsExactly(plain);
      // x[2] is multiplied three times by what does not depend on it
      assertThat(bar[2]).isCloseTo(plain[2] / x[2], within(1e-14));
    }
  }

  @Test
  void aStencilKeepsOneNumberForEachCell() {
    String code = Program.of((Objective<double[]>) RestoresTest::gaussSeidel).explain().java();
    assertThat(code).contains("befores").doesNotContain("ts[");
  }
}
