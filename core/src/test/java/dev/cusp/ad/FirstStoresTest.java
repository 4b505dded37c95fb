package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import dev.cusp.ir.Printer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients that overwrite what is in an array, and arrays that are not cleared. */
final class FirstStoresTest {
  static double upwards(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length - 1; i++) {
      double t = x[i + 1] - x[i] * x[i];
      sum += 100 * t * t + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
  }

  static double downwards(double[] x) {
    double sum = 0;
    for (int i = x.length - 1; i > 0; i--) {
      sum += x[i] * Math.sin(x[i - 1]);
    }
    return sum;
  }

  /** The rounds overlap, in both directions of what is stored. */
  static double wide(double[] x) {
    double sum = 0;
    for (int i = 1; i < x.length - 1; i++) {
      sum += x[i - 1] * x[i] * x[i] + x[i + 1] * x[i];
    }
    return sum * sum;
  }

  static double strided(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length - 2; i += 2) {
      sum += x[i] * x[i + 2] + x[i + 1];
    }
    return sum;
  }

  static double someRounds(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0.5) {
        sum += x[i] * x[i];
      }
    }
    return sum;
  }

  static double firstHalf(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length / 2; i++) {
      sum += Math.exp(x[i]);
    }
    return sum;
  }

  static double twice(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * x[i];
    }
    for (int i = 0; i < x.length; i++) {
      sum += Math.cos(x[i]) * x[0];
    }
    return sum;
  }

  static double again(double[] x) {
    double sum = 0;
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * x[(i + t) % x.length];
      }
    }
    return sum;
  }

  static double byAnotherName(double[] x) {
    double[] y = x.length > 2 ? x : new double[x.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  static double constantIndices(double[] x) {
    return x[0] * x[0];
  }

  static double nothing(double[] x) {
    return x.length;
  }

  /** A scratch array in each round of a sum, as in mixtures of normal distributions. */
  static double scratch(double[] x) {
    int n = x.length;
    double total = 0;
    for (int k = 0; k < 3; k++) {
      double[] y = new double[n];
      for (int j = 0; j < n; j++) {
        y[j] = Math.exp(x[j]) * (k + 1);
      }
      for (int i = 0; i < n - 1; i++) {
        for (int j = i + 1; j < n; j++) {
          y[j] += x[j] * x[i];
        }
      }
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += y[j] * y[j];
      }
      total += Math.log(1 + sum);
    }
    return total;
  }

  /** The same array of scratch, longer or shorter each time, and only partly overwritten. */
  static double partly(double[] x) {
    double total = 0;
    for (int k = 0; k < x.length; k++) {
      double[] y = new double[k + 2];
      for (int j = 0; j < k; j++) {
        y[j] = x[j] * x[k];
      }
      double sum = 1;
      for (int j = 0; j < k + 2; j++) {
        sum += y[j] * (j + 1);
      }
      total += sum * sum * x[k];
    }
    return total;
  }

  static Stream<Objective<double[]>> programs() {
    return Stream.of(
        FirstStoresTest::upwards,
        FirstStoresTest::downwards,
        FirstStoresTest::wide,
        FirstStoresTest::strided,
        FirstStoresTest::someRounds,
        FirstStoresTest::firstHalf,
        FirstStoresTest::twice,
        FirstStoresTest::again,
        FirstStoresTest::byAnotherName,
        FirstStoresTest::constantIndices,
        FirstStoresTest::nothing,
        FirstStoresTest::scratch,
        FirstStoresTest::partly);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void gradientsAreThoseOfForwardMode(Objective<double[]> f) {
    GradientInto into = Cusp.gradientInto(f);
    for (int n : List.of(1, 2, 3, 4, 5, 9, 40)) {
      double[] x = IntStream.range(0, n).mapToDouble(i -> 0.6 + 0.3 * Math.cos(3 * i)).toArray();
      Program program = Program.of(f);
      double[] forward = (double[]) program.gradientsForward(null, x).gradients().getFirst();
      double[] reverse = (double[]) program.gradients(null, x).gradients().getFirst();
      double[] g = new double[n];
      Arrays.fill(g, Double.NaN);
      assertThat(into.apply(x, g)).isEqualTo(f.applyAsDouble(x));
      double size = 1 + Arrays.stream(forward).map(Math::abs).max().orElse(0);
      assertThat(g).containsExactly(forward, within(1e-13 * size));
      assertThat(reverse).containsExactly(forward, within(1e-13 * size));
      double[][] hessian = program.hessian(null, x);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double tolerance = 1e-11 * (1 + Math.abs(hessian[i][j])) * size;
          assertThat(hessian[i][j]).isCloseTo(hessian[j][i], within(tolerance));
        }
      }
    }
  }

  static double beyond(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * x[i] / (x[i] < 0 ? x[x.length] : 1);
    }
    return sum;
  }

  @Test
  void whatAnExceptionLeavesDoesNotCount() {
    GradientInto into = Cusp.gradientInto(FirstStoresTest::beyond);
    double[] g = new double[3];
    assertThatThrownBy(() -> into.apply(new double[] {1, 2, -1}, g))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    into.apply(new double[] {1, 2, 3}, g);
    assertThat(g).containsExactly(2, 4, 6);
  }

  private static String printed(String... lines) {
    String head = "func f(tape:dev.cusp.runtime.Tape, x:double[], n:i32, m:i32) {\n";
    String text = head + String.join("\n", lines) + "\n}\n";
    Func f = FirstStores.of(Parser.parse(text, FirstStoresTest.class));
    return Printer.print(f);
  }

  private static String take(String method) {
    return "y:double[] = call.virtual dev.cusp.runtime.Tape." + method + " tape 0 n";
  }

  private static final String LINE = take("line").replace("0 n", "0 m n");

  private static String up(String from, String to, String by, String... body) {
    return "i = loop (i1:i32 = %s) {\n c:i32 = lt i1 %s\n i2 = if c {\n".formatted(from, to)
        + String.join("\n", body)
        + "\n i3:i32 = add i1 %s\n yield i3\n } else {\n yield i1\n }\n again c, i2\n}"
            .formatted(by);
  }

  private static final String ADD = "t:f64 = load y i1\nu:f64 = add t 2.5\nstore y i1 u";
  private static final String READ = "r:f64 = load y 0\nstore x 0 r\nreturn i";

  @Test
  void firstAdditionsAreStores() {
    assertThat(printed(take("zeros"), up("0", "n", "1", ADD), READ))
        .contains("Tape.doubles tape 0 n", "store y i1 2.5")
        .doesNotContain("load y i1");
    String ahead = "k:i32 = add i1 1\nt:f64 = load y k\nstore y i1 t";
    assertThat(printed(take("zeros"), up("0", "n", "1", ahead), READ)).doesNotContain("load y k");
    String overwrites = "store y i1 2.5";
    assertThat(printed(LINE, up("0", "n", "1", overwrites), READ)).contains("Tape.unclearedLine");
    // an array of the program: its zeros have the sign that they have
    assertThat(printed(LINE, up("0", "n", "1", ADD), READ)).contains("Tape.line", "load y i1");
    String behind = "k:i32 = sub i1 1\nt:f64 = load y k\nstore y i1 t";
    assertThat(printed(take("zeros"), up("0", "n", "1", behind), READ)).contains("load y k");
    String before = "store y i1 1.5\n" + ADD;
    assertThat(printed(take("zeros"), up("0", "n", "1", before), READ)).contains("load y i1");
  }

  @ParameterizedTest
  @CsvSource({"0, m, 1", "1, n, 1", "0, n, 2", "m, n, 1"})
  void whatIsNotOverwrittenIsCleared(String from, String to, String by) {
    assertThat(printed(take("zeros"), up(from, to, by, ADD), READ))
        .contains("Tape.zeros tape 0 n", "store y i1 2.5");
  }

  @Test
  void whatIsReadIsCleared() {
    String store = "store y i1 2.5";
    String before = "q:f64 = load y 0\nstore x 0 q";
    assertThat(printed(LINE, before, up("0", "n", "1", store), READ)).contains("Tape.line");
    String sometimes = "d:i32 = lt i1 m\nif d {\n" + store + "\n} else {\n}";
    assertThat(printed(take("zeros"), up("0", "n", "1", sometimes), READ)).contains("Tape.zeros");
    String last = "l:i32 = sub n 1\nq:f64 = load y l\n" + store + "\nstore x 0 q";
    assertThat(printed(take("zeros"), up("0", "n", "1", last), READ)).contains("Tape.zeros");
  }
}
