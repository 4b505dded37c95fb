package dev.cusp.examples.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.inference.Advi;
import dev.cusp.inference.Chain;
import dev.cusp.inference.Summary;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RegressionTest {
  private static final Regression.Posterior EXACT = Regression.exact();

  /** By NumPy. */
  @Test
  void closedForm() {
    double[] means = {17.1156844, 7.23468532, 12.6006716, -1.49814183};
    double[] deviations = {0.69914194, 1.31570074, 3.56850932, 1.53709262};
    for (int i = 0; i < 4; i++) {
      assertThat(EXACT.mean()[i]).isCloseTo(means[i], within(1e-7));
      assertThat(EXACT.deviation()[i]).isCloseTo(deviations[i], within(1e-7));
    }
  }

  /** Means and variances within 4.5 standard errors, which are those of draws that depend. */
  private static void check(Chain... chains) {
    for (int i = 0; i < 4; i++) {
      Summary mean = Summary.of(i, chains);
      assertThat(mean.mean()).isCloseTo(EXACT.mean()[i], within(4.5 * mean.error()));
      assertThat(mean.error()).isLessThan(0.03 * EXACT.deviation()[i]);
      assertThat(mean.rHat()).isBetween(0.99, 1.01);
      assertThat(Math.min(mean.bulkDraws(), mean.tailDraws())).isGreaterThan(1000);
      int at = i;
      Summary square =
          Summary.of(0, Arrays.stream(chains).map(c -> squares(c, at)).toArray(Chain[]::new));
      double variance = EXACT.deviation()[i] * EXACT.deviation()[i];
      assertThat(square.mean()).isCloseTo(variance, within(4.5 * square.error()));
      assertThat(square.error()).isLessThan(0.07 * variance);
    }
  }

  private static Chain squares(Chain chain, int i) {
    double[][] rows = new double[chain.draws().length][];
    Arrays.setAll(rows, k -> new double[] {Math.pow(chain.draws()[k][i] - EXACT.mean()[i], 2)});
    return new Chain(rows, 1, 1, 0, 1);
  }

  @Test
  void byNuts() {
    check(Regression.nuts(1000));
  }

  @Test
  void byHmc() {
    check(Regression.hmc(1000));
  }

  /** The nearest normal distribution is the posterior, to rounding of the last steps. */
  @Test
  void byVariationalInference() {
    Advi.Fit fit = Advi.fullRank(Regression.density()).run(new double[4], 1);
    for (int i = 0; i < 4; i++) {
      assertThat(fit.mean()[i]).isCloseTo(EXACT.mean()[i], within(1e-5));
      assertThat(fit.deviation(i)).isCloseTo(EXACT.deviation()[i], within(1e-5));
    }
    double[][] draws = fit.draws(20_000, 3);
    double mean = Arrays.stream(draws).mapToDouble(x -> x[2]).average().orElseThrow();
    double error = EXACT.deviation()[2] / Math.sqrt(20_000);
    assertThat(mean).isCloseTo(EXACT.mean()[2], within(4.5 * error));
  }

  /** Without correlations its deviations are those given all other coefficients: too narrow. */
  @Test
  void meanFieldIsTooNarrow() {
    Advi.Fit fit = Advi.meanField(Regression.density()).run(new double[4], 1);
    assertThat(fit.deviation(1))
        .isBetween(0.55 * EXACT.deviation()[1], 0.62 * EXACT.deviation()[1]);
    assertThat(fit.mean()[1]).isCloseTo(EXACT.mean()[1], within(0.05));
  }
}
