package dev.cusp.cli.demo;

import java.util.List;

/**
 * GARCH(1,1) with Student-t innovations: a return is its mean plus noise, and the variance of the
 * noise remembers yesterday's surprise and yesterday's variance.
 *
 * <p>Plain Java, written with no thought of derivatives. The parameters {@code theta} are named by
 * {@link #NAMES}.
 */
final class Garch {
  static final List<String> NAMES = List.of("mean", "constant", "arch", "garch", "tail");

  private Garch() {}

  /** The log-likelihood of all returns. */
  static double logLikelihood(double[] theta, double[] returns) {
    double mean = theta[0];
    double tail = theta[4];
    double start = meanSquare(mean, returns);
    double shock = start;
    double variance = start;
    double sum = 0;
    for (double value : returns) {
      variance = theta[1] + theta[2] * shock + theta[3] * variance;
      shock = (value - mean) * (value - mean);
      sum += logShape(shock, variance, tail);
    }
    return sum + returns.length * logScale(tail);
  }

  /** The same, day by day. */
  static double[] logLikelihoods(double[] theta, double[] returns) {
    double[] variances = variances(theta, returns);
    double scale = logScale(theta[4]);
    var days = new double[returns.length];
    for (int day = 0; day < days.length; day++) {
      double surprise = returns[day] - theta[0];
      days[day] = scale + logShape(surprise * surprise, variances[day], theta[4]);
    }
    return days;
  }

  /** The variance of each day, given the days before. */
  static double[] variances(double[] theta, double[] returns) {
    double mean = theta[0];
    double start = meanSquare(mean, returns);
    double shock = start;
    double variance = start;
    var variances = new double[returns.length];
    for (int day = 0; day < returns.length; day++) {
      variance = theta[1] + theta[2] * shock + theta[3] * variance;
      variances[day] = variance;
      shock = (returns[day] - mean) * (returns[day] - mean);
    }
    return variances;
  }

  /**
   * Any five numbers as parameters that make sense: a positive constant, {@code arch} and {@code
   * garch} positive with a sum below one (the persistence), a tail above two.
   */
  static double[] fromFree(double[] free) {
    double persistence = 1 / (1 + Math.exp(-free[2]));
    double share = 1 / (1 + Math.exp(-free[3]));
    return new double[] {
      free[0],
      Math.exp(free[1]),
      persistence * share,
      persistence * (1 - share),
      2 + Math.exp(free[4])
    };
  }

  /** The inverse of {@link #fromFree}. */
  static double[] toFree(double[] theta) {
    double persistence = theta[2] + theta[3];
    return new double[] {
      theta[0],
      Math.log(theta[1]),
      Math.log(persistence / (1 - persistence)),
      Math.log(theta[2] / theta[3]),
      Math.log(theta[4] - 2)
    };
  }

  private static double meanSquare(double mean, double[] returns) {
    double sum = 0;
    for (double value : returns) {
      sum += (value - mean) * (value - mean);
    }
    return sum / returns.length;
  }

  /** The log-density of a Student-t variable with this variance, but for {@link #logScale}. */
  private static double logShape(double shock, double variance, double tail) {
    return -0.5 * (Math.log(variance) + (tail + 1) * Math.log1p(shock / (variance * (tail - 2))));
  }

  private static double logScale(double tail) {
    return logGamma((tail + 1) / 2) - logGamma(tail / 2) - 0.5 * Math.log(Math.PI * (tail - 2));
  }

  /**
   * The logarithm of the Gamma function for {@code x > 0}: Stirling's series, shifted to x > 12.
   */
  static double logGamma(double x) {
    double shift = 0;
    while (x < 12) {
      shift += Math.log(x);
      x += 1;
    }
    double square = 1 / (x * x);
    double series = 1 / 1680.0 - square / 1188;
    series = 1 / 360.0 - square * (1 / 1260.0 - square * series);
    series = 1 / 12.0 - square * series;
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series / x - shift;
  }
}
