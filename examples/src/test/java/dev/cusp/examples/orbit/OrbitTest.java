package dev.cusp.examples.orbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Function;
import org.junit.jupiter.api.Test;

final class OrbitTest {
  private static final double[] START = {7000, 0, 0, 0, 5.4, 5.4};
  private static final Function<double[], double[]> FLIGHT = state -> Orbit.fly(state, 4000, 400);

  /** M' J M = J: a flight without friction preserves areas of position and momentum. */
  @Test
  void transitionIsSymplectic() {
    double[][] m = Cusp.jacobian(FLIGHT).apply(START);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += m[k][i] * m[k + 3][j] - m[k + 3][i] * m[k][j];
        }
        double expected = j == i + 3 ? 1 : i == j + 3 ? -1 : 0;
        // the Runge-Kutta method is not symplectic; its error in 400 steps remains
        assertThat(sum).as("%d, %d", i, j).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void transitionAgreesWithDifferences() {
    double[][] m = Cusp.jacobian(FLIGHT).apply(START);
    for (int j = 0; j < 6; j++) {
      double step = j < 3 ? 0.2 : 2e-4;
      double[] above = START.clone();
      double[] below = START.clone();
      above[j] += step;
      below[j] -= step;
      double[] up = FLIGHT.apply(above);
      double[] down = FLIGHT.apply(below);
      for (int i = 0; i < 6; i++) {
        double quotient = (up[i] - down[i]) / (2 * step);
        // the error of differences, relative to the size of the column
        assertThat(m[i][j]).isCloseTo(quotient, within(1e-5 * Math.abs(m[0][j])));
      }
    }
  }

  @Test
  void hitsTheTarget() {
    double[] end = FLIGHT.apply(START);
    double[] target = {end[0] + 300, end[1] - 200, end[2] + 100};
    double[] hit = FLIGHT.apply(Orbit.aim(START, target, FLIGHT));
    for (int i = 0; i < 3; i++) {
      assertThat(hit[i]).isCloseTo(target[i], within(1e-6));
    }
  }
}
