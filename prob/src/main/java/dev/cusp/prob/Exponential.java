package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** {@code rate exp(-rate x)}, for x above 0. */
public record Exponential(Tensor rate) implements Invertible {
  /** One distribution, of f64. */
  public static Exponential of(double rate) {
    return new Exponential(Tensor.scalar(rate));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Exponential", "rate", rate);
  }

  @Override
  public Shape batch() {
    return rate.shape();
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    return key.draw(bits -> Noise.exponential(bits), drawn(shape)).as(rate.type()).div(rate);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip(rate, (v, r) -> v >= 0 ? Math.log(r) - r * v : Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip(rate, (v, r) -> v > 0 ? -Math.expm1(-r * v) : 0);
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip(rate, (p, r) -> -Math.log1p(-p) / r);
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip(rate, (v, r) -> v > 0 ? Math.exp(-r * v) : 1);
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return share.zip(rate, (p, r) -> -Math.log(p) / r);
  }

  @Override
  public Tensor mean() {
    check();
    return rate.reciprocal();
  }

  @Override
  public Tensor variance() {
    check();
    return rate.map(r -> 1 / (r * r));
  }

  @Override
  public Tensor entropy() {
    check();
    return rate.map(r -> 1 - Math.log(r));
  }
}
