package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Function;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jacobians of programs whose loops are split into one for each direction. */
final class DistributeTest {
  static double[] skinned(double[] t) {
    double[] weights = {1, 0.5, 0.25, 2, 3, 4, 1.5, -1, 2.5};
    double[] out = new double[2 * t.length + 1];
    for (int b = 0; b < t.length - 1; b++) {
      double scale = t[b] * t[b];
      double shift = Math.sin(t[b + 1]);
      for (int v = 0; v < out.length; v++) {
        out[v] += weights[v] * (scale * v + shift);
      }
    }
    return out;
  }

  static double[] mixed(double[] t) {
    double[] a = new double[t.length];
    double[] b = new double[t.length];
    for (int i = 0; i < t.length; i++) {
      a[i] = t[i] * t[i] + i;
      b[i] = 3 * t[i] - a[i];
    }
    double[] c = new double[t.length];
    for (int i = 1; i < t.length; i++) {
      c[i] = a[i] * b[i - 1];
      a[i] = c[i] + b[i];
    }
    for (int i = 0; i < t.length; i++) {
      c[i] += a[i];
    }
    return c;
  }

  static double[] running(double[] t) {
    double[] out = new double[t.length];
    out[0] = t[0];
    for (int i = 1; i < t.length; i++) {
      out[i] = out[i - 1] * t[i] + out[i];
    }
    return out;
  }

  static double[] countedInTheCondition(double[] t) {
    double[] a = new double[2 * t.length];
    double[] b = new double[2 * t.length];
    int i = -1;
    while (++i < t.length) {
      double v = t[0] * i;
      a[i] = v * t[i];
      b[i] = v + i;
    }
    return new double[] {a[t.length - 1] * i, b[t.length / 2] * b[0] * i};
  }

  /** A walk that visits an element again, since it changes the way. */
  static double[] there(double[] t) {
    int[] next = {1, 0, 9};
    double[] a = new double[3];
    double[] b = new double[3];
    int i = 0;
    while (i < 3) {
      int to = next[i];
      next[i] = 9;
      a[i] += t[0] * t[1];
      b[i] += t[1] + to;
      i = to;
    }
    return new double[] {a[0] * b[0], a[1] * i, b[1]};
  }

  private static void check(Function<double[], double[]> f, int n) {
    double[] x = IntStream.range(0, n).mapToDouble(i -> 0.5 + Math.sin(2 * i)).toArray();
    double[][] jacobian = Cusp.jacobian(f).apply(x);
    double[] y = f.apply(x);
    for (int k = 0; k < n; k++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[k] += 1e-5;
      down[k] -= 1e-5;
      double[] above = f.apply(up);
      double[] below = f.apply(down);
      for (int i = 0; i < y.length; i++) {
        // differences with a step of 1e-5 are right to about 1e-10 times the third derivative
        assertThat(jacobian[i][k]).isCloseTo((above[i] - below[i]) / 2e-5, within(1e-8));
      }
    }
  }

  @Test
  void columnsAreDifferences() {
    for (int n : new int[] {2, 3, 4}) {
      check(DistributeTest::skinned, n);
      check(DistributeTest::running, n);
      check(DistributeTest::there, n);
    }
    for (int n : new int[] {1, 2, 5, 9, 17}) {
      check(DistributeTest::mixed, n);
      check(DistributeTest::countedInTheCondition, n);
    }
  }

  @Test
  void directionsHaveLoopsOfTheirOwn() throws NoSuchMethodException {
    RuleCalls calls =
        new RuleCalls(RuleBook.standard(), DistributeTest.class.getClassLoader(), true);
    Func f =
        Derivatives.prepare(
            new Lift(calls)
                .method(DistributeTest.class.getDeclaredMethod("skinned", double[].class)));
    assertThat(loops(f.body())).isEqualTo(2);
    assertThat(loops(Derivatives.jvp(f, Set.of(0), calls, 3).func().body())).isEqualTo(2 + 3);
  }

  private static int loops(Region r) {
    return r.body().stream()
        .mapToInt(s ->
            (s.op() instanceof Op.Loop ? 1 : 0)
                + s.regions().stream().mapToInt(DistributeTest::loops).sum())
        .sum();
  }
}
