package dev.cusp.examples.regression;

import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import dev.cusp.inference.Advi;
import dev.cusp.inference.Chain;
import dev.cusp.inference.Hmc;
import dev.cusp.inference.Nuts;
import dev.cusp.inference.Summary;
import dev.cusp.linalg.Linalg;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;
import java.util.Locale;

/**
 * What ammonia a plant loses, by its air flow, the temperature of its cooling water and the acid's
 * concentration (Brownlee, Statistical theory and methodology, 1965, p. 454). With normal errors of
 * a known deviation and normal priors the posterior is a normal distribution that algebra gives, so
 * that whatever samples or approximates it can be held against that.
 */
public final class Regression {
  private static final double[] AIR = {
    80, 80, 75, 62, 62, 62, 62, 62, 58, 58, 58, 58, 58, 58, 50, 50, 50, 50, 50, 56, 70
  };
  private static final double[] WATER = {
    27, 27, 25, 24, 22, 23, 24, 24, 23, 18, 18, 17, 18, 19, 18, 18, 19, 19, 20, 20, 20
  };
  private static final double[] ACID = {
    89, 88, 90, 87, 87, 87, 93, 93, 87, 80, 89, 88, 82, 93, 89, 86, 72, 79, 80, 82, 91
  };
  private static final double[] LOSS = {
    42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14, 13, 11, 12, 8, 7, 8, 8, 9, 15, 15
  };

  static final String[] NAMES = {"intercept", "air flow", "water", "acid"};

  /** The deviation of an error, and of each coefficient before anything is seen. */
  private static final double ERROR = 3.2;

  private static final double PRIOR = 20;

  private Regression() {}

  /** An observation: 1, and what was measured in units of ten, from about the middle. */
  private static double[] row(int i) {
    return new double[] {1, (AIR[i] - 60) / 10, (WATER[i] - 21) / 10, (ACID[i] - 86) / 10};
  }

  /** The logarithm of the posterior density of the coefficients, up to a constant. */
  static double logPosterior(double[] b) {
    double log = 0;
    for (int i = 0; i < LOSS.length; i++) {
      double mean =
          b[0]
              + b[1] * (AIR[i] - 60) / 10
              + b[2] * (WATER[i] - 21) / 10
              + b[3] * (ACID[i] - 86) / 10;
      double z = (LOSS[i] - mean) / ERROR;
      log -= 0.5 * z * z;
    }
    for (double each : b) {
      log -= 0.5 * each * each / (PRIOR * PRIOR);
    }
    return log;
  }

  /** The posterior: normal, with {@code covariance = (X'X / error² + 1 / prior²)^-1}. */
  record Posterior(double[] mean, double[] deviation) {}

  static Posterior exact() {
    double[][] rows = new double[LOSS.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i);
    }
    Tensor x = Tensor.ofNested(rows).div(ERROR);
    Tensor y = Tensor.of(LOSS).div(ERROR);
    Tensor precision = x.transpose().matmul(x).add(Tensor.eye(DType.F64, 4).div(PRIOR * PRIOR));
    Tensor covariance = Linalg.inverse(precision);
    return new Posterior(
        covariance.matmul(x.transpose().matmul(y)).toDoubles(),
        Linalg.diagonal(covariance).sqrt().toDoubles());
  }

  static GradientInto density() {
    return Cusp.gradientInto(Regression::logPosterior);
  }

  static Chain[] nuts(int draws) {
    Chain[] chains = new Chain[4];
    for (int c = 0; c < 4; c++) {
      chains[c] = Nuts.of(density()).draws(draws).run(new double[4], c);
    }
    return chains;
  }

  static Chain[] hmc(int draws) {
    Chain[] chains = new Chain[4];
    double[] start = exact().mean();
    for (int c = 0; c < 4; c++) {
      chains[c] = new Hmc(density(), 0.4, 15, draws).run(start, c);
    }
    return chains;
  }

  private static void print(String title, Chain... chains) {
    IO.println("%n%-10s%s".formatted(title, Summary.HEADING));
    for (int i = 0; i < NAMES.length; i++) {
      IO.println("%-10s%s".formatted(NAMES[i], Summary.of(i, chains)));
    }
  }

  private static void print(String title, double[] means, double[] deviations) {
    IO.println("%n%-10s     mean  deviation".formatted(title));
    for (int i = 0; i < NAMES.length; i++) {
      IO.println(
          String.format(Locale.ROOT, "%-10s%9.4f %10.4f", NAMES[i], means[i], deviations[i]));
    }
  }

  private static void print(String title, Advi.Fit fit) {
    double[] deviations = new double[NAMES.length];
    for (int i = 0; i < NAMES.length; i++) {
      deviations[i] = fit.deviation(i);
    }
    print(title, fit.mean(), deviations);
  }

  public static void main(String[] args) {
    print("exact", exact().mean(), exact().deviation());
    print("NUTS", nuts(2000));
    print("HMC", hmc(2000));
    print("ADVI", Advi.fullRank(density()).run(new double[4], 1));
    print("mean field", Advi.meanField(density()).run(new double[4], 1));
  }
}
