package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Special;
import dev.cusp.tensor.Tensor;

/** {@code exp} of a number of the {@link Normal} distribution of these. */
public record LogNormal(Tensor logMean, Tensor logDeviation) implements Invertible {
  /** One distribution, of f64. */
  public static LogNormal of(double logMean, double logDeviation) {
    return new LogNormal(Tensor.scalar(logMean), Tensor.scalar(logDeviation));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("LogNormal", "logDeviation", logDeviation);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(logMean, logDeviation);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    check();
    return new Normal(logMean, logDeviation).rsample(key, shape).exp();
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        logMean,
        logDeviation,
        (v, m, s) -> {
          if (v <= 0) {
            return Double.NEGATIVE_INFINITY;
          }
          double log = Math.log(v);
          double z = (log - m) / s;
          return -0.5 * z * z - Math.log(s) - 0.9189385332046728 - log;
        });
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(
        logMean, logDeviation, (v, m, s) -> v > 0 ? Special.normalShare((Math.log(v) - m) / s) : 0);
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return new Normal(logMean, logDeviation).quantile(share).exp();
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip3(
        logMean, logDeviation, (v, m, s) -> v > 0 ? Special.normalShare((m - Math.log(v)) / s) : 1);
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return new Normal(logMean, logDeviation).quantileAbove(share).exp();
  }

  @Override
  public Tensor mean() {
    check();
    return logMean.zip(logDeviation, (m, s) -> Math.exp(m + s * s / 2));
  }

  @Override
  public Tensor variance() {
    check();
    return logMean.zip(logDeviation, (m, s) -> Math.expm1(s * s) * Math.exp(2 * m + s * s));
  }

  @Override
  public Tensor entropy() {
    check();
    return logMean.zip(logDeviation, (m, s) -> m + Math.log(s) + 1.4189385332046727);
  }
}
