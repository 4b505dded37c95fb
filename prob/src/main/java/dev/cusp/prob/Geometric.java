package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** How often it fails before it succeeds: {@code (1 - p)^k p}, for whole numbers k from 0. */
public record Geometric(Tensor probability) implements Cumulative {
  /** One distribution, of f64. */
  public static Geometric of(double probability) {
    return new Geometric(Tensor.scalar(probability));
  }

  @Override
  public void check() {
    Domain.POSITIVE_SHARE.check("Geometric", "probability", probability);
  }

  @Override
  public Shape batch() {
    return probability.shape();
  }

  @Override
  public Tensor sample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.exponential(bits), drawn(shape));
    Tensor fixed = probability.stopGradient();
    return noise.zip(fixed, (e, p) -> Math.floor(-e / Math.log1p(-p))).as(probability.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip(
        probability,
        (k, p) ->
            k < 0 || k != Math.rint(k)
                ? Double.NEGATIVE_INFINITY
                : (k == 0 ? 0 : k * Math.log1p(-p)) + Math.log(p));
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip(
        probability, (v, p) -> v < 0 ? 0 : -Math.expm1((Math.floor(v) + 1) * Math.log1p(-p)));
  }

  @Override
  public Tensor mean() {
    check();
    return probability.map(p -> (1 - p) / p);
  }

  @Override
  public Tensor variance() {
    check();
    return probability.map(p -> (1 - p) / (p * p));
  }

  @Override
  public Tensor entropy() {
    check();
    return probability.map(p -> -Math.log(p) - (p == 1 ? 0 : (1 - p) / p * Math.log1p(-p)));
  }
}
