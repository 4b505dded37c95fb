package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Objective;
import dev.cusp.Program;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs in which each round overwrites an array in one go. */
final class VersionsTest {
  static double jacobi(double[] start) {
    double[] u = start.clone();
    double[] next = new double[u.length];
    for (int t = 0; t < 4; t++) {
      for (int i = 1; i < u.length - 1; i++) {
        double r = u[i] + 0.1 * (1 + u[i] * u[i]) * (u[i - 1] - 2 * u[i] + u[i + 1]);
        next[i] = r > 0.6 ? 0.6 + 0.1 * (r - 0.6) : r;
      }
      for (int i = 1; i < u.length - 1; i++) {
        u[i] = next[i];
      }
    }
    return squares(u);
  }

  static double copied(double[] start) {
    int n = start.length;
    double[] u = start.clone();
    for (int t = 5; t > 0; t--) {
      double[] next = new double[n];
      for (int i = 0; i <= n - 1; i++) {
        next[i] = Math.sin(u[i]) * u[i] + t;
      }
      System.arraycopy(next, 0, u, 0, n);
    }
    return squares(u);
  }

  /** Two arrays, and borders of two and three elements. */
  static double waves(double[] start) {
    int n = start.length;
    double[] u = start.clone();
    double[] v = new double[n];
    double[] next = new double[n];
    double sum = 0;
    for (int t = 0; t < 3; t++) {
      for (int i = 2; i < n - 3; i++) {
        double d = u[i - 2] - 2 * u[i + 1] * u[i] + u[i + 3];
        next[i] = v[i] * v[i] + 0.1 * d;
        sum += d * d * v[i + 2];
      }
      for (int i = 2; i < n - 3; i++) {
        u[i] = next[i];
      }
      for (int i = 0; i < n; i++) {
        v[i] = next[i] + t;
      }
    }
    u[0] += sum * u[n - 1];
    return squares(u) + squares(v);
  }

  /** One loop after the other. */
  static double twice(double[] start) {
    int n = start.length;
    double[] u = start.clone();
    double[] next = new double[n];
    for (int t = 0; t < 2; t++) {
      for (int i = 0; i < n - 1; i++) {
        next[i] = u[i] * u[i + 1];
      }
      for (int i = 0; i < n - 1; i++) {
        u[i] = next[i];
      }
    }
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < n; i++) {
        next[i] = u[i] * u[i] * 0.5;
      }
      for (int i = 0; i < n; i++) {
        u[i] = next[i];
      }
    }
    return squares(u);
  }

  /** No round at all. */
  static double never(double[] start) {
    return steps(start, 0);
  }

  static double fewerThanNone(double[] start) {
    return steps(start, -3);
  }

  private static double steps(double[] start, int steps) {
    double[] u = start.clone();
    double[] next = new double[u.length];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < u.length; i++) {
        next[i] = u[i] * u[i];
      }
      for (int i = 0; i < u.length; i++) {
        u[i] = next[i];
      }
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
        VersionsTest::jacobi,
        VersionsTest::copied,
        VersionsTest::waves,
        VersionsTest::twice,
        VersionsTest::never,
        VersionsTest::fewerThanNone);
  }

  private static double[] point(int n) {
    return IntStream.range(0, n).mapToDouble(i -> 0.5 + 0.4 * Math.cos(2 * i)).toArray();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void gradientsAreThoseOfForwardMode(Objective<double[]> f) {
    for (int n : List.of(1, 2, 3, 4, 5, 6, 9)) {
      double[] x = point(n);
      Program program = Program.of(f);
      Program.Gradients reverse = program.gradients(null, x);
      assertThat(reverse.value()).isEqualTo(f.applyAsDouble(x));
      double[] forward = (double[]) program.gradientsForward(null, x).gradients().getFirst();
      // the same products in another order
      assertThat((double[]) reverse.gradients().getFirst()).containsExactly(forward, within(1e-12));
    }
  }

  @Test
  void arraysThatAreOverwrittenInOneGoAreNeitherKeptNorPutBack() {
    List<Objective<double[]>> all =
        List.of(
            VersionsTest::jacobi, VersionsTest::copied, VersionsTest::waves, VersionsTest::twice);
    for (Objective<double[]> f : all) {
      String code = Program.of(f).explain().java();
      assertThat(code).contains("tape.doubles").doesNotContain("befores");
    }
  }

  static double reachesOut(double[] start) {
    int n = start.length;
    double[] u = start.clone();
    double[] next = new double[n];
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < n; i++) {
        next[i] = u[i] * u[i + 1];
      }
      for (int i = 0; i < n; i++) {
        u[i] = next[i];
      }
    }
    return squares(u);
  }

  @Test
  void whatReachesBeyondTheArrayStillFails() {
    Program program = Program.of((Objective<double[]>) VersionsTest::reachesOut);
    assertThatThrownBy(() -> program.gradients(null, point(4)))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class)
        .hasMessageContaining("4");
  }

  @Test
  void secondDerivatives() {
    for (Objective<double[]> f : programs().toList()) {
      double[] x = point(6);
      double[] v = {0.3, -0.2, 0.7, 0.1, -0.5, 0.4};
      double[] product = dev.cusp.Cusp.hvp(f).apply(x, v);
      var gradient = dev.cusp.Cusp.gradient(f);
      double h = 1e-5;
      double[] up = gradient.apply(moved(x, v, h));
      double[] down = gradient.apply(moved(x, v, -h));
      for (int i = 0; i < x.length; i++) {
        double quotient = (up[i] - down[i]) / (2 * h);
        // truncation is of order h^2 = 1e-10 times third derivatives, rounding 1e-16 / h
        assertThat(product[i]).isCloseTo(quotient, within(1e-6 * Math.max(1, Math.abs(quotient))));
      }
    }
  }

  private static double[] moved(double[] x, double[] v, double h) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] + h * v[i]).toArray();
  }
}
