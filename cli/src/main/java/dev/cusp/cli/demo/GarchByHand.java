package dev.cusp.cli.demo;

/**
 * The gradient of {@link Garch#logLikelihood} as one writes it by hand: forwards once, remembering
 * the variances, and backwards once. Measured against what Cusp makes, and checked against it.
 *
 * <p>It remembers in an array of its own, so it is for one thread.
 */
final class GarchByHand {
  private final double[] returns;
  private final double[] variances;

  GarchByHand(double[] returns) {
    this.returns = returns;
    this.variances = new double[returns.length];
  }

  /** Returns the log-likelihood and overwrites {@code gradient}. */
  double valueAndGradient(double[] theta, double[] gradient) {
    double mean = theta[0];
    double tail = theta[4];
    double excess = tail - 2;
    double start = 0;
    double surprises = 0;
    for (double value : returns) {
      double surprise = value - mean;
      surprises += surprise;
      start += surprise * surprise;
    }
    start /= returns.length;

    double shock = start;
    double variance = start;
    double logs = 0;
    double tailLogs = 0;
    for (int day = 0; day < returns.length; day++) {
      variance = theta[1] + theta[2] * shock + theta[3] * variance;
      variances[day] = variance;
      double surprise = returns[day] - mean;
      shock = surprise * surprise;
      logs += Math.log(variance);
      tailLogs += Math.log1p(shock / (variance * excess));
    }

    double half = 0.5 * (tail + 1);
    double meanBar = 0;
    double constantBar = 0;
    double archBar = 0;
    double garchBar = 0;
    double tailBar = 0;
    double shockBar = 0;
    double varianceBar = 0;
    double after = returns[returns.length - 1] - mean;
    for (int day = returns.length - 1; day >= 0; day--) {
      double surprise = after;
      after = day > 0 ? returns[day - 1] - mean : 0;
      double shockBefore = day > 0 ? after * after : start;
      double varianceBefore = day > 0 ? variances[day - 1] : start;
      shock = surprise * surprise;
      variance = variances[day];
      double sum = variance * excess + shock;
      double reciprocal = 1 / (variance * sum); // one division for 1 / variance and 1 / sum
      double weight = half * reciprocal;
      varianceBar += weight * shock - 0.5 * reciprocal * sum;
      shockBar -= weight * variance;
      tailBar += weight * variance * shock;
      meanBar -= 2 * shockBar * surprise;
      constantBar += varianceBar;
      archBar += varianceBar * shockBefore;
      garchBar += varianceBar * varianceBefore;
      shockBar = varianceBar * theta[2];
      varianceBar *= theta[3];
    }
    int n = returns.length;
    gradient[0] = meanBar - 2 * (shockBar + varianceBar) * surprises / n;
    gradient[1] = constantBar;
    gradient[2] = archBar;
    gradient[3] = garchBar;
    gradient[4] = tailBar / excess - 0.5 * tailLogs + n * logScaleDerivative(tail);
    return -0.5 * logs - half * tailLogs + n * logScale(tail);
  }

  private static double logScale(double tail) {
    return Garch.logGamma((tail + 1) / 2)
        - Garch.logGamma(tail / 2)
        - 0.5 * Math.log(Math.PI * (tail - 2));
  }

  private static double logScaleDerivative(double tail) {
    return 0.5 * (digamma((tail + 1) / 2) - digamma(tail / 2) - 1 / (tail - 2));
  }

  /** The derivative of the logarithm of the Gamma function, by its asymptotic series. */
  private static double digamma(double x) {
    double shift = 0;
    while (x < 12) {
      shift += 1 / x;
      x += 1;
    }
    double square = 1 / (x * x);
    double series = 1 / 240.0 - square / 132;
    series = 1 / 120.0 - square * (1 / 252.0 - square * series);
    series = 1 / 12.0 - square * series;
    return Math.log(x) - 0.5 / x - square * series - shift;
  }
}
