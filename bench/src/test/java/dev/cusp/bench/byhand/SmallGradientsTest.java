package dev.cusp.bench.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.bench.problems.BranchLoop;
import dev.cusp.bench.problems.Rosenbrock;
import dev.cusp.bench.problems.Stencil;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients by hand against their programs' values and central differences. */
class SmallGradientsTest {
  @Test
  void rosenbrock() {
    double[] x = Rosenbrock.point(20);
    double[] g = new double[20];
    assertThat(RosenbrockGradient.valueAndGradient(x, g)).isEqualTo(Rosenbrock.value(x));
    for (int i = 0; i < x.length; i++) {
      double xi = x[i];
      x[i] = xi + 1e-5;
      double above = Rosenbrock.value(x);
      x[i] = xi - 1e-5;
      double below = Rosenbrock.value(x);
      x[i] = xi;
      assertThat(g[i]).isCloseTo((above - below) / 2e-5, within(1e-5));
    }
  }

  @Test
  void branchLoop() {
    double[] p = BranchLoop.POINT.clone();
    double[] g = new double[3];
    assertThat(BranchLoopGradient.valueAndGradient(p, g)).isEqualTo(BranchLoop.value(p));
    for (int i = 0; i < 3; i++) {
      double pi = p[i];
      p[i] = pi + 1e-7;
      double above = BranchLoop.value(p);
      p[i] = pi - 1e-7;
      double below = BranchLoop.value(p);
      p[i] = pi;
      assertThat(g[i]).isCloseTo((above - below) / 2e-7, within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stencil(boolean inPlace) {
    int n = 60;
    int steps = 37;
    double c = 0.2;
    double[] u = Stencil.rod(n);
    double[] direction = new SplittableRandom(3).doubles(n, -1, 1).toArray();
    StencilGradient gradient = new StencilGradient();
    double[] g = new double[n];
    for (int call = 0; call < 2; call++) {
      double value =
          inPlace ? gradient.gaussSeidel(u, c, steps, g) : gradient.jacobi(u, c, steps, g);
      assertThat(value).isEqualTo(value(inPlace, u, c, steps));
    }

    double slope = gradient.cBar();
    double[] above = u.clone();
    double[] below = u.clone();
    double h = 1e-7;
    for (int i = 0; i < n; i++) {
      slope += g[i] * direction[i];
      above[i] += h * direction[i];
      below[i] -= h * direction[i];
    }
    double quotient =
        (value(inPlace, above, c + h, steps) - value(inPlace, below, c - h, steps)) / (2 * h);
    assertThat(slope).isCloseTo(quotient, within(1e-6));
    assertThat(g[0]).isNotZero();
    assertThat(g[n - 1]).isNotZero();
  }

  private static double value(boolean inPlace, double[] u, double c, int steps) {
    return inPlace ? Stencil.gaussSeidel(u, c, steps) : Stencil.jacobi(u, c, steps);
  }
}
