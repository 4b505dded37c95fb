package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Function;
import dev.cusp.Objective;
import dev.cusp.Program;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops whose rounds use each other's elements, at all sizes where they begin to. */
final class CarryTest {
  static double neighbours(double[] x) {
    double sum = 0;
    for (int i = 1; i < x.length - 1; i++) {
      sum += x[i - 1] * x[i] - Math.sin(x[i] + x[i + 1]) * i;
    }
    return sum;
  }

  static double downwards(double[] x) {
    double sum = 1;
    for (int i = x.length - 1; i > 0; i--) {
      sum += x[i] * x[i] * x[i - 1];
    }
    return sum;
  }

  static double inPlace(double[] start) {
    double[] x = start.clone();
    for (int t = 0; t < 3; t++) {
      for (int i = 1; i < x.length; i++) {
        x[i] = Math.sin(x[i - 1]) * x[i] + 0.5 * x[i];
      }
    }
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return sum;
  }

  static double strided(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i + 2 < x.length; i += 2) {
      y[i] += x[i] * x[i + 2];
      y[i + 2] = y[i] * x[i + 1];
    }
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += (i + 1) * y[i];
    }
    return sum;
  }

  static double behindABranch(double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length - 1; i++) {
      if (y[i] > 0.3) {
        y[i + 1] += y[i] * 0.5;
      }
      y[i] = y[i] * y[i + 1];
    }
    return y[0] * 3 + y[y.length - 1] + (y.length > 2 ? y[1] : 0);
  }

  static double shifted(double[] x) {
    int n = x.length / 2;
    double sum = 0;
    for (int j = 0; j < n - 1; j++) {
      sum += x[n + j] * x[n + j + 1] + x[j];
    }
    return sum;
  }

  static double byAnotherName(double[] x) {
    double[] a = new double[x.length + 1];
    double[] c = new double[x.length + 1];
    for (int i = 0; i < x.length; i++) {
      a[i] = x[i];
    }
    double[] b = x.length % 2 == 0 ? a : c;
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      a[i] = a[i] + x[0];
      a[i + 1] = a[i + 1] * a[i];
      sum += b[i + 1] * (i + 1);
    }
    return sum + a[0];
  }

  static double countedInTheCondition(double[] x) {
    double[] a = x.clone();
    int i = 0;
    while (i++ < x.length - 1) {
      a[i] = a[i] * a[i - 1];
      a[i - 1] = a[i] + 1;
    }
    return a[0] * i + a[x.length - 1];
  }

  private static void check(Objective<double[]> f, int n) {
    double[] x = IntStream.range(0, n).mapToDouble(i -> Math.cos(3 * i + 1)).toArray();
    Program program = Program.of(f);
    Program.Gradients reverse = program.gradients(null, x);
    Program.Gradients forward = program.gradientsForward(null, x);
    assertThat(reverse.value()).isEqualTo(f.applyAsDouble(x));
    // the same sums in another order
    assertThat((double[]) reverse.gradients().getFirst())
        .containsExactly((double[]) forward.gradients().getFirst(), within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 9, 40})
  void gradientsAreThoseOfForwardMode(int n) {
    check(CarryTest::neighbours, n);
    check(CarryTest::downwards, n);
    check(CarryTest::inPlace, n);
    check(CarryTest::strided, n);
    check(CarryTest::behindABranch, n);
    check(CarryTest::shifted, n);
    check(CarryTest::byAnotherName, n);
    check(CarryTest::countedInTheCondition, n);
  }

  static double beyond(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * x[i + 1];
    }
    return sum;
  }

  @Test
  void anIndexOutOfBoundsIsStillOne() {
    assertThatThrownBy(() ->
            Program.of((Objective<double[]>) CarryTest::beyond)
                .gradients(null, new double[] {1, 2, 3}))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class)
        .hasMessageContaining("Index 3 out of bounds for length 3");
  }

  record Two(double[] a, double[] b) {}

  static double both(Two t) {
    double sum = 0;
    for (int i = 0; i < t.a.length - 1; i++) {
      sum += t.a[i] * t.b[i + 1] * (i + 1);
    }
    return sum;
  }

  /** Two components that are one array have one cotangent, which both names add to. */
  @Test
  void sharedArraysAreNotTakenForTwo() {
    double[] x = {1, 2, 3, 4};
    Two bar =
        (Two)
            Program.of((Function<Two, Double>) CarryTest::both)
                .gradients(null, new Two(x, x))
                .gradients()
                .getFirst();
    assertThat(bar.a()).isSameAs(bar.b());
    assertThat(bar.a()).containsExactly(2, 1 + 2 * 3, 2 * 2 + 3 * 4, 3 * 3);
  }
}
