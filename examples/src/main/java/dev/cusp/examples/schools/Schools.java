package dev.cusp.examples.schools;

import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import dev.cusp.inference.Advi;
import dev.cusp.inference.Chain;
import dev.cusp.inference.Nuts;
import dev.cusp.inference.Summary;
import java.util.Arrays;
import java.util.Locale;

/**
 * How much coaching helped in eight schools (Rubin 1981; Gelman et al., Bayesian data analysis,
 * section 5.5): what is measured in one school tells something of the others.
 */
public final class Schools {
  /** Points gained, and the standard errors of these. */
  private static final double[] GAINS = {28, 8, -3, 7, -1, 1, 18, 12};

  private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

  private Schools() {}

  /**
   * The logarithm of the posterior density, up to a constant.
   *
   * @param x the mean of all effects, the logarithm of their spread, and each effect's distance
   *     from the mean in units of the spread
   */
  static double logPosterior(double[] x) {
    double mean = x[0];
    double spread = Math.exp(x[1]);
    double log = -mean * mean / 50 - Math.log(1 + spread * spread / 25) + x[1]; // N(0, 5), C+(0, 5)
    for (int school = 0; school < GAINS.length; school++) {
      double effect = mean + spread * x[2 + school];
      double z = (GAINS[school] - effect) / ERRORS[school];
      log -= 0.5 * (x[2 + school] * x[2 + school] + z * z);
    }
    return log;
  }

  /** What of a draw is shown: mean, spread, effects. */
  private static double[] shown(double[] x) {
    double[] y = x.clone();
    y[1] = Math.exp(x[1]);
    for (int i = 2; i < x.length; i++) {
      y[i] = x[0] + y[1] * x[i];
    }
    return y;
  }

  private static Chain shown(Chain chain) {
    double[][] rows = new double[chain.draws().length][];
    Arrays.setAll(rows, i -> shown(chain.draws()[i]));
    return new Chain(
        rows, chain.stepSize(), chain.acceptance(), chain.divergences(), chain.gradients());
  }

  /** Four chains. */
  static Chain[] sample(int draws) {
    GradientInto density = Cusp.gradientInto(Schools::logPosterior);
    Nuts nuts = Nuts.of(density).draws(draws).target(0.9);
    Chain[] chains = new Chain[4];
    for (int c = 0; c < chains.length; c++) {
      chains[c] = shown(nuts.run(new double[10], c));
    }
    return chains;
  }

  /** The nearest normal distribution, as draws. */
  static Chain nearest(Advi advi, int draws) {
    double[][] rows = advi.run(new double[10], 1).draws(draws, 1);
    return shown(new Chain(rows, 0, 1, 0, 0));
  }

  static Exact.Moments exact() {
    return Exact.moments(GAINS, ERRORS);
  }

  static String name(int i) {
    return i == 0 ? "mean" : i == 1 ? "spread" : "school " + (char) ('A' + i - 2);
  }

  public static void main(String[] args) {
    long start = System.nanoTime();
    Chain[] chains = sample(2000);
    double seconds = (System.nanoTime() - start) / 1e9;
    IO.println("%-9s%s".formatted("NUTS", Summary.HEADING));
    for (int i = 0; i < 10; i++) {
      IO.println("%-9s%s".formatted(name(i), Summary.of(i, chains)));
    }
    long gradients = 0;
    for (Chain chain : chains) {
      gradients += chain.gradients();
    }
    IO.println(
        String.format(
            Locale.ROOT, "4 chains of 2000 draws: %,d gradients in %.1f s%n", gradients, seconds));
    GradientInto density = Cusp.gradientInto(Schools::logPosterior);
    Chain full = nearest(Advi.fullRank(density), 100_000);
    Chain field = nearest(Advi.meanField(density), 100_000);
    Exact.Moments exact = exact();
    IO.println("mean and deviation       exact          full rank         mean field");
    for (int i = 0; i < 10; i++) {
      IO.println(
          String.format(
              Locale.ROOT,
              "%-18s%6.2f %6.2f     %6.2f %6.2f     %6.2f %6.2f",
              name(i),
              exact.means()[i],
              exact.deviations()[i],
              full.mean(i),
              full.deviation(i),
              field.mean(i),
              field.deviation(i)));
    }
  }
}
