package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Objective;
import dev.cusp.Program;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that allocate arrays in loops. */
final class LinesTest {
  /** A new array in each round, read while the next one is written. */
  static double chain(double[] start) {
    int n = start.length;
    double[] u = start;
    double sum = 0;
    for (int t = 0; t < 5; t++) {
      double[] scratch = new double[n];
      for (int i = 0; i < n; i++) {
        scratch[i] += Math.sin(u[i]) * u[(i + 1) % n];
      }
      for (int i = 0; i < n; i++) {
        sum += scratch[i] * scratch[(i + t) % n];
      }
    }
    return sum * sum;
  }

  /** The last array outlives its round. */
  static double handedOn(double[] start) {
    int n = start.length;
    double[] u = start;
    for (int t = 0; t < 4; t++) {
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        next[i] = u[i] * u[(i + 1) % n] + next[(i + 2) % n];
      }
      u = next;
    }
    double sum = 0;
    for (double x : u) {
      sum += x * x;
    }
    return sum;
  }

  /** Arrays of several lengths, loops in loops, and elements that keep their zero. */
  static double triangle(double[] x) {
    double total = 0;
    for (int i = 0; i < x.length; i++) {
      double[] outer = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double[] inner = new double[j + 1];
        if (j % 2 == 0) {
          inner[j] = x[i] * x[j];
        }
        outer[j] = Math.exp(-inner[j] * inner[j / 2]);
      }
      for (int j = 0; j <= i; j++) {
        total += outer[j] * outer[i - j];
      }
    }
    return Math.log(total);
  }

  static Stream<Objective<double[]>> programs() {
    return Stream.of(LinesTest::chain, LinesTest::handedOn, LinesTest::triangle);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void gradientsAreThoseOfForwardModeWhateverWasThereBefore(Objective<double[]> f) {
    Program program = Program.of(f);
    for (int n : List.of(3, 7, 2, 7, 5)) {
      double[] x = IntStream.range(0, n).mapToDouble(i -> 0.5 + 0.4 * Math.cos(n + i)).toArray();
      Program.Gradients reverse = program.gradients(null, x);
      assertThat(reverse.value()).isEqualTo(f.applyAsDouble(x));
      double[] forward = (double[]) program.gradientsForward(null, x).gradients().getFirst();
      // the same products in another order
      assertThat((double[]) reverse.gradients().getFirst()).containsExactly(forward, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void secondDerivativesAreDifferencesOfGradients(Objective<double[]> f) {
    double[] x = {0.7, 0.2, -0.4, 0.9};
    double[] v = {0.3, -0.5, 0.2, 0.1};
    double[] product = Cusp.hvp(f).apply(x, v);
    double h = 1e-5;
    double[] up = Cusp.gradient(f).apply(moved(x, v, h));
    double[] down = Cusp.gradient(f).apply(moved(x, v, -h));
    for (int i = 0; i < x.length; i++) {
      // truncation is of order h^2 = 1e-10 times third derivatives, rounding 1e-16 / h
      assertThat(product[i]).isCloseTo((up[i] - down[i]) / (2 * h), within(1e-6));
    }
  }

  private static double[] moved(double[] x, double[] v, double h) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] + h * v[i]).toArray();
  }

  @Test
  void arraysOfARoundAreNotAllocatedAgain() {
    assertThat(Program.of((Objective<double[]>) LinesTest::chain).explain().java())
        .contains("tape.line(")
        .doesNotContain("scratch = new double");
    assertThat(Program.of((Objective<double[]>) LinesTest::handedOn).explain().java())
        .doesNotContain("tape.line(");
  }
}
