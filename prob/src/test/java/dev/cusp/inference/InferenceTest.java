package dev.cusp.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Posteriors against quadrature, closed forms and published values; fixed seeds. */
final class InferenceTest {
  private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
  private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

  /**
   * Coaching in eight schools, Rubin 1981, Gelman et al., Bayesian data analysis, table 5.2, with
   * the priors of Stan's example: the mean N(0, 5), the spread half-Cauchy(0, 5); effects in units
   * of the spread.
   *
   * @param x mean, logarithm of the spread, then the effects
   */
  static double eightSchools(double[] x) {
    double spread = Math.exp(x[1]);
    double log = -x[0] * x[0] / 50 - Math.log(1 + spread * spread / 25) + x[1];
    for (int j = 0; j < EFFECTS.length; j++) {
      double z = (EFFECTS[j] - x[0] - spread * x[2 + j]) / ERRORS[j];
      log -= 0.5 * (z * z + x[2 + j] * x[2 + j]);
    }
    return log;
  }

  private static final GradientInto SCHOOLS = Cusp.gradientInto(InferenceTest::eightSchools);

  /** Means of the mean, of its square, of the spread, and of the first effect, by quadrature. */
  private static double[] exact() {
    double[] sums = new double[5];
    for (int i = 0; i < 400; i++) {
      double mean = -25 + 60 * (i + 0.5) / 400;
      for (int k = 0; k < 800; k++) {
        double log = -8 + 13 * (k + 0.5) / 800;
        double spread = Math.exp(log);
        double weight = -mean * mean / 50 - Math.log(1 + spread * spread / 25) + log;
        for (int j = 0; j < EFFECTS.length; j++) {
          double variance = ERRORS[j] * ERRORS[j] + spread * spread;
          double off = EFFECTS[j] - mean;
          weight -= 0.5 * (off * off / variance + Math.log(variance));
        }
        double p = Math.exp(weight);
        double trust = spread * spread / (ERRORS[0] * ERRORS[0] + spread * spread);
        double effect = mean + trust * (EFFECTS[0] - mean);
        double[] values = {1, mean, mean * mean, spread, effect};
        for (int m = 0; m < values.length; m++) {
          sums[m] += p * values[m];
        }
      }
    }
    return IntStream.range(1, 5).mapToDouble(m -> sums[m] / sums[0]).toArray();
  }

  private static Chain derived(Chain chain) {
    double[][] rows = new double[chain.draws().length][];
    for (int i = 0; i < rows.length; i++) {
      double[] x = chain.draws()[i];
      double spread = Math.exp(x[1]);
      rows[i] = new double[] {x[0], x[0] * x[0], spread, x[0] + spread * x[2]};
    }
    return new Chain(rows, chain.stepSize(), chain.acceptance(), 0, 0);
  }

  /** The values by quadrature are those known: means of 4.4 and 3.6 (Betancourt 2017). */
  @Test
  void eightSchoolsByNuts() {
    double[] exact = exact();
    assertThat(exact[0]).isCloseTo(4.4, within(0.1));
    assertThat(exact[2]).isCloseTo(3.6, within(0.1));
    Nuts nuts = Nuts.of(SCHOOLS).target(0.9);
    Chain[] chains = new Chain[4];
    for (int c = 0; c < chains.length; c++) {
      Chain chain = nuts.run(new double[10], c);
      assertThat(chain.divergences()).isLessThan(10);
      assertThat(chain.acceptance()).isBetween(0.8, 0.98);
      chains[c] = derived(chain);
    }
    for (int m = 0; m < exact.length; m++) {
      assertThat(Diagnostics.rHat(m, chains)).isBetween(0.99, 1.01);
      double draws = Diagnostics.effectiveDraws(m, chains);
      assertThat(draws).isGreaterThan(400);
      int at = m;
      double mean =
          IntStream.range(0, 4).mapToDouble(c -> chains[c].mean(at)).average().orElseThrow();
      double error = chains[0].deviation(m) / Math.sqrt(draws);
      assertThat(mean).as("moment %d", m).isCloseTo(exact[m], within(4.5 * error));
    }
    assertThat(nuts.run(new double[10], 3).draws())
        .isDeepEqualTo(nuts.run(new double[10], 3).draws());
  }

  private static final double[] X = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
  private static final double[] Y = {
    8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68
  };

  /**
   * A straight line with normal errors, all parameters equally likely, the error's logarithm too.
   */
  static double line(double[] p) {
    double deviation = Math.exp(p[2]);
    double log = 0;
    for (int i = 0; i < X.length; i++) {
      double z = (Y[i] - p[0] - p[1] * X[i]) / deviation;
      log -= 0.5 * z * z + p[2];
    }
    return log;
  }

  private static final GradientInto LINE = Cusp.gradientInto(InferenceTest::line);

  /**
   * Anscombe, Graphs in statistical analysis, 1973: intercept 3.0, slope 0.5 with a standard error
   * of 0.118. The posterior of the slope is Student's with 9 degrees of freedom about that.
   */
  @Test
  void regression() {
    Chain chain = Nuts.of(LINE).draws(4000).run(new double[] {0, 0, 1}, 2);
    double draws = Diagnostics.effectiveDraws(1, chain);
    double deviation = 0.1179 * Math.sqrt(9 / 7.0);
    assertThat(chain.mean(1)).isCloseTo(0.5001, within(4.5 * deviation / Math.sqrt(draws)));
    assertThat(chain.mean(0)).isCloseTo(3.0001, within(4.5 * 1.1247 * 1.134 / Math.sqrt(draws)));
    // a deviation of a t of 9 degrees has a relative error of sqrt((5.4 - 1) / 4 / draws)
    assertThat(chain.deviation(1))
        .isCloseTo(deviation, within(4.5 * deviation * 1.05 / Math.sqrt(draws)));
    assertThat(chain.divergences()).isZero();
  }

  /** Correlated, of different widths, and with a known integral. */
  static double normal(double[] x) {
    double a = (x[0] - 3) / 2;
    double b = (x[1] + 1 - 0.8 * (x[0] - 3)) / 0.5;
    return -0.5 * (a * a + b * b);
  }

  private static final GradientInto NORMAL = Cusp.gradientInto(InferenceTest::normal);

  @Test
  void normalByHmc() {
    Chain chain = new Hmc(NORMAL, 0.3, 12, 4000).run(new double[2], 5);
    double error = 2 / Math.sqrt(Diagnostics.effectiveDraws(0, chain));
    assertThat(chain.mean(0)).isCloseTo(3, within(4.5 * error));
    assertThat(chain.deviation(0)).isCloseTo(2, within(4.5 * error));
    assertThat(chain.deviation(1)).isCloseTo(Math.sqrt(0.64 * 4 + 0.25), within(4.5 * error));
    assertThat(chain.acceptance()).isGreaterThan(0.8);
  }

  /** Full rank fits a normal distribution exactly; without, deviations are the conditional ones. */
  @Test
  void normalByAdvi() {
    Advi.Fit full = Advi.fullRank(NORMAL).run(new double[2], 6);
    assertThat(full.mean()[0]).isCloseTo(3, within(1e-6));
    assertThat(full.mean()[1]).isCloseTo(-1, within(1e-6));
    assertThat(full.factor()[0][0]).isCloseTo(2, within(1e-6));
    assertThat(full.factor()[1][0]).isCloseTo(1.6, within(1e-6));
    assertThat(full.factor()[1][1]).isCloseTo(0.5, within(1e-6));
    double evidence = Math.log(2 * Math.PI * 2 * 0.5);
    assertThat(full.bound()).isCloseTo(evidence, within(1e-6));
    Advi.Fit field = Advi.meanField(NORMAL).run(new double[2], 6);
    assertThat(field.mean()[0]).isCloseTo(3, within(0.05));
    assertThat(field.deviation(0)).isCloseTo(1 / Math.sqrt(0.25 + 0.64 / 0.25), within(0.02));
    assertThat(field.deviation(1)).isCloseTo(0.5, within(0.02));
    double lost = Math.log(0.5 / Math.sqrt(0.64 * 4 + 0.25)); // half the log of 1 - correlation²
    assertThat(field.bound()).isCloseTo(evidence + lost, within(0.03));
  }

  @Test
  void schoolsByAdvi() {
    Advi.Fit fit = Advi.meanField(SCHOOLS).run(new double[10], 1);
    assertThat(fit.mean()[0]).isCloseTo(exact()[0], within(0.5));
    assertThat(fit.deviation(0)).isBetween(2.5, 3.6);
  }

  @Test
  void badInput() {
    GradientInto log = Cusp.gradientInto((double[] x) -> Math.log(x[0]));
    assertThatThrownBy(() -> Nuts.of(log).run(new double[] {0}, 1))
        .hasMessage("the log density at the start, [0.0], is -Infinity");
    assertThatThrownBy(() -> new Hmc(log, 0, 1, 1)).hasMessage("1 draws by 1 steps of 0.0 each");
  }
}
