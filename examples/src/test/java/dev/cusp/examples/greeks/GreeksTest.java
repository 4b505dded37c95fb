package dev.cusp.examples.greeks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Result;
import dev.cusp.examples.greeks.Greeks.Market;
import org.junit.jupiter.api.Test;

/**
 * References: Heston's two probabilities, integrated with mpmath in 30 digits and differentiated
 * there by differences of 30-digit values.
 */
final class GreeksTest {
  private static final Market MARKET = new Market(100, 0.04, 0.03, 1, 0.3);
  private static final double GAMMA = 0.0188010373936;
  private static final double VANNA = -0.268282175151;

  @Test
  void formulaAndItsGradient() {
    Result<Market> exact = Cusp.valueAndGradient(Greeks::exact).apply(MARKET);
    Market gradient = exact.gradient();
    // the midpoint rule is exact to rounding here; 2000 terms are summed
    assertThat(exact.value()).isCloseTo(9.24252107395906, within(1e-11));
    assertThat(gradient.spot()).isCloseTo(0.6556511540803, within(1e-11));
    assertThat(gradient.variance()).isCloseTo(40.72484179421, within(1e-9));
    assertThat(gradient.rate()).isCloseTo(56.32259433408, within(1e-9));
    assertThat(gradient.years()).isCloseTo(5.307968190456, within(1e-9));
    assertThat(gradient.volOfVol()).isCloseTo(-1.266202794971, within(1e-9));
  }

  @Test
  void formulaToSecondOrder() {
    double[] row =
        Cusp.hvp((double[] v) -> Greeks.exact(Greeks.at(MARKET, v)))
            .apply(new double[] {MARKET.spot(), MARKET.variance()}, new double[] {1, 0});
    assertThat(row[0]).isCloseTo(GAMMA, within(1e-10));
    assertThat(row[1]).isCloseTo(VANNA, within(1e-9));
  }

  @Test
  void simulationAgrees() {
    double[][] noise = Greeks.noise(20_000, 100, 7);
    Result<Market> simulated = Cusp.valueAndGradient(Greeks::simulated).apply(MARKET, noise);
    double[] row =
        Cusp.hvp((double[] v) -> Greeks.simulated(Greeks.at(MARKET, v), noise))
            .apply(new double[] {MARKET.spot(), MARKET.variance()}, new double[] {1, 0});
    // five standard errors, found by repeating with other seeds, and the bias of 100 steps
    assertThat(simulated.value()).isCloseTo(9.2425, within(0.08));
    assertThat(simulated.gradient().spot()).isCloseTo(0.65565, within(0.01));
    assertThat(simulated.gradient().variance()).isCloseTo(40.72, within(1.5));
    assertThat(row[0]).isCloseTo(GAMMA, within(0.0008));
  }

  @Test
  void normalDistribution() {
    assertThat(Greeks.normal(0)).isEqualTo(0.5);
    assertThat(Greeks.normal(1.96)).isCloseTo(0.9750021048517795, within(1e-15));
    assertThat(Greeks.blackScholes(100, 0.03, 0.2)).isCloseTo(9.41340338385, within(1e-11));
  }
}
