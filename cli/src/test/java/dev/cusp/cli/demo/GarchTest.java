package dev.cusp.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class GarchTest {
  private static final double[] THETA = {0.01, 0.003, 0.06, 0.9, 7};
  private static final double[] RETURNS = ExchangeRates.poundsPerEuro().returns();

  @Test
  void theSeriesIsWhole() {
    assertThat(RETURNS).hasSize(6183).doesNotContain(Double.NaN);
    assertThat(Arrays.stream(RETURNS).max()).hasValueCloseTo(5.282616, within(1e-6)); // 2016-06-27
  }

  @Test
  void daysAddUp() {
    double sum = Arrays.stream(Garch.logLikelihoods(THETA, RETURNS)).sum();
    assertThat(sum).isCloseTo(Garch.logLikelihood(THETA, RETURNS), within(1e-9)); // of -4014
  }

  @Test
  void freeParametersComeBack() {
    assertThat(Garch.fromFree(Garch.toFree(THETA))).containsExactly(THETA, within(1e-15));
  }

  @Test
  void logGammaAtKnownPoints() {
    double[] points = {0.5, 1, 5, 30};
    double[] values = {0.5 * Math.log(Math.PI), 0, Math.log(24), 71.25703896716801};
    for (int i = 0; i < points.length; i++) {
      // a few roundings of terms of the size of 12 log 12
      assertThat(Garch.logGamma(points[i])).isCloseTo(values[i], within(1e-13));
    }
  }

  @Test
  void gradientByHandAgreesWithDifferences() {
    var gradient = new double[THETA.length];
    double value = new GarchByHand(RETURNS).valueAndGradient(THETA, gradient);
    assertThat(value).isCloseTo(Garch.logLikelihood(THETA, RETURNS), within(1e-9));
    for (int i = 0; i < THETA.length; i++) {
      double step = 6e-6 * THETA[i];
      double[] above = THETA.clone();
      double[] below = THETA.clone();
      above[i] += step;
      below[i] -= step;
      double quotient =
          (Garch.logLikelihood(above, RETURNS) - Garch.logLikelihood(below, RETURNS))
              / (above[i] - below[i]);
      // central differences have about eight digits here
      assertThat(gradient[i] / quotient).isCloseTo(1, within(1e-6));
    }
  }
}
