package dev.cusp.examples.springs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import org.junit.jupiter.api.Test;

final class SpringsTest {
  private static final double[] SPINNING = {2, 4, 2, 4, 1, 4, 1, 4};

  @Test
  void gradientAgreesWithDifferences() {
    double[] gradient = Cusp.gradient(Springs::loss).apply(SPINNING);
    for (int i = 0; i < SPINNING.length; i++) {
      double[] above = SPINNING.clone();
      double[] below = SPINNING.clone();
      above[i] += 1e-5;
      below[i] -= 1e-5;
      double quotient = (Springs.loss(above) - Springs.loss(below)) / 2e-5;
      // the error of the quotient: third derivatives times the square of the step, and rounding
      assertThat(gradient[i]).isCloseTo(quotient, within(1e-7));
    }
  }

  @Test
  void descentFindsTheThrow() {
    double[] thrown = Springs.descend(SPINNING, 300, 0.4, false);
    assertThat(Springs.loss(SPINNING)).isGreaterThan(30);
    assertThat(Springs.loss(thrown)).isLessThan(1e-7);
  }
}
