package dev.cusp.prob;

import dev.cusp.special.Gammas;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** Its distribution function is {@code 1 - exp(-(x / scale)^shape)}, for x above 0. */
public record Weibull(Tensor shape, Tensor scale) implements Invertible {
  /** One distribution, of f64. */
  public static Weibull of(double shape, double scale) {
    return new Weibull(Tensor.scalar(shape), Tensor.scalar(scale));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Weibull", "shape", shape);
    Domain.POSITIVE.check("Weibull", "scale", scale);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(shape, scale);
  }

  @Override
  public Tensor rsample(Key key, int... draws) {
    Tensor noise = key.draw(bits -> Math.log(Noise.exponential(bits)), drawn(draws));
    return noise.zip3(shape, scale, (log, k, s) -> s * Math.exp(log / k)).as(scale.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        shape,
        scale,
        (v, k, s) -> {
          if (v <= 0 || v == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
          }
          double log = Math.log(v / s);
          return Math.log(k / s) + (k - 1) * log - Math.exp(k * log);
        });
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(shape, scale, (v, k, s) -> v > 0 ? -Math.expm1(-Math.pow(v / s, k)) : 0);
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(shape, scale, (p, k, s) -> s * Math.exp(Math.log(-Math.log1p(-p)) / k));
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip3(shape, scale, (v, k, s) -> v > 0 ? Math.exp(-Math.pow(v / s, k)) : 1);
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return share.zip3(shape, scale, (p, k, s) -> s * Math.exp(Math.log(-Math.log(p)) / k));
  }

  @Override
  public Tensor mean() {
    check();
    return shape.zip(scale, (k, s) -> s * Math.exp(Gammas.logGamma(1 + 1 / k)));
  }

  @Override
  public Tensor variance() {
    check();
    return shape.zip(
        scale,
        (k, s) -> {
          double mean = Math.exp(Gammas.logGamma(1 + 1 / k));
          return s * s * (Math.exp(Gammas.logGamma(1 + 2 / k)) - mean * mean);
        });
  }

  @Override
  public Tensor entropy() {
    check();
    return shape.zip(scale, (k, s) -> Gumbel.EULER * (1 - 1 / k) + Math.log(s / k) + 1);
  }
}
