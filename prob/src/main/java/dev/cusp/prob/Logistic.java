package dev.cusp.prob;

import dev.cusp.tensor.Activations;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** Its distribution function is {@code sigmoid((x - middle) / scale)}. */
public record Logistic(Tensor middle, Tensor scale) implements Invertible {
  /** One distribution, of f64. */
  public static Logistic of(double middle, double scale) {
    return new Logistic(Tensor.scalar(middle), Tensor.scalar(scale));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Logistic", "scale", scale);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(middle, scale);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.logistic(bits), drawn(shape)).as(scale.type());
    return noise.mul(scale).add(middle);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        middle,
        scale,
        (v, m, s) -> {
          if (Math.abs(v) == Double.POSITIVE_INFINITY) { // apart, as derivatives are NaN
            return Double.NEGATIVE_INFINITY;
          }
          double z = (v - m) / s;
          return -z - Math.log(s) - 2 * Activations.softplus(-z);
        });
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(middle, scale, (v, m, s) -> 1 / (1 + Math.exp((m - v) / s)));
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(middle, scale, (p, m, s) -> m + s * (Math.log(p) - Math.log1p(-p)));
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip3(middle, scale, (v, m, s) -> 1 / (1 + Math.exp((v - m) / s)));
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return share.zip3(middle, scale, (p, m, s) -> m + s * (Math.log1p(-p) - Math.log(p)));
  }

  @Override
  public Tensor mean() {
    check();
    return middle;
  }

  @Override
  public Tensor variance() {
    check();
    return scale.square().mul(Math.PI * Math.PI / 3);
  }

  @Override
  public Tensor entropy() {
    check();
    return scale.map(s -> Math.log(s) + 2);
  }
}
