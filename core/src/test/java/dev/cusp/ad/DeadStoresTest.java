package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import dev.cusp.ir.Printer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that are made anew in every round, and what is stored to them last. */
final class DeadStoresTest {
  static double rows(double[] x) {
    double sum = 0;
    for (int t = 0; t < 4; t++) {
      for (int k = 0; k < 3; k++) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
          y[i] = Math.sin(x[i] + t * k);
        }
        for (int i = 1; i < x.length; i++) {
          y[i] += y[i - 1] * x[i];
        }
        for (double v : y) {
          sum += v * v * Math.sin(sum);
        }
      }
    }
    return sum;
  }

  /** Elements are stored again and again, and read in between. */
  static double again(double[] x) {
    double sum = 1;
    for (int t = 0; t < 3; t++) {
      double[] y = new double[x.length];
      for (int k = 0; k < 3; k++) {
        for (int i = 0; i < x.length; i++) {
          y[i] = x[i] * sum + 0.5 * y[i];
          y[0] = y[i] * x[0];
        }
        sum += Math.sin(y[x.length - 1]);
      }
    }
    return sum;
  }

  /** What is read was never stored, in some rounds. */
  static double inBranches(double[] x) {
    double sum = 1;
    for (int t = 0; t < 6; t++) {
      double[] y = new double[2];
      if (x[t % x.length] > 0.5) {
        y[t % 2] = x[0] * Math.sin(sum);
      } else {
        y[0] = Math.sin(sum);
        y[0] *= x[0];
      }
      sum += y[0] * y[0] - y[1] * Math.exp(y[1]);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void gradientsAreThoseOfForwardMode(int n) {
    check(DeadStoresTest::rows, n);
    check(DeadStoresTest::again, n);
    check(DeadStoresTest::inBranches, n);
  }

  private static void check(Objective<double[]> f, int n) {
    double[] x = IntStream.range(0, n).mapToDouble(i -> 0.6 + 0.3 * Math.cos(3 * i)).toArray();
    Program program = Program.of(f);
    double[] forward = (double[]) program.gradientsForward(null, x).gradients().getFirst();
    double[] reverse = (double[]) program.gradients(null, x).gradients().getFirst();
    double size = 1 + IntStream.range(0, n).mapToDouble(i -> Math.abs(forward[i])).max().orElse(0);
    assertThat(reverse).containsExactly(forward, within(1e-13 * size));
    double[][] hessian = program.hessian(null, x);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double tolerance = 1e-11 * (1 + Math.abs(hessian[i][j])) * size;
        assertThat(hessian[i][j]).isCloseTo(hessian[j][i], within(tolerance));
      }
    }
  }

  private static int stores(String body) {
    String text = "func f(x:double[], n:i32) {\n" + body + "}\n";
    Func f = DeadStores.remove(Parser.parse(text, DeadStoresTest.class));
    return Printer.print(f).split("store ", -1).length - 1;
  }

  private static String loop(String... body) {
    return "i = loop (i1:i32 = 0) {\n c:i32 = lt i1 n\n i2 = if c {\n"
        + String.join("\n", body)
        + "\n i3:i32 = add i1 1\n yield i3\n } else {\n yield i1\n }\n again c, i2\n}\n";
  }

  @Test
  void storesGoThatNoLoadCanFollow() {
    String array = "y:double[] = newarray double[] n\n";
    String end = "return r\n";
    assertThat(stores(array + "store y 0 1.0\nr:f64 = load y 0\nstore y 0 0.0\n" + end))
        .isEqualTo(1);
    String round = "t:f64 = load y i1\nstore x i1 t\nstore y i1 0.0";
    assertThat(stores(array + loop(round) + "return n\n")).isEqualTo(1);
    String reads = "t:f64 = load y 0\nstore x i1 t\nstore y i1 0.0";
    assertThat(stores(array + loop(reads) + "return n\n")).isEqualTo(2);
    assertThat(stores(array + loop(round) + "r:f64 = load y 0\n" + end)).isEqualTo(2);
    assertThat(stores(loop("y:double[] = newarray double[] n", round) + "return n\n")).isEqualTo(1);
    assertThat(stores(array + loop(round) + "return y\n")).isEqualTo(2);
  }
}
