package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** {@code exp(-|x - middle| / scale) / (2 scale)}. */
public record Laplace(Tensor middle, Tensor scale) implements Invertible {
  /** One distribution, of f64. */
  public static Laplace of(double middle, double scale) {
    return new Laplace(Tensor.scalar(middle), Tensor.scalar(scale));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Laplace", "scale", scale);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(middle, scale);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.laplace(bits), drawn(shape)).as(scale.type());
    return noise.mul(scale).add(middle);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(middle, scale, (v, m, s) -> -Math.abs(v - m) / s - Math.log(2 * s));
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(
        middle,
        scale,
        (v, m, s) -> v < m ? 0.5 * Math.exp((v - m) / s) : 1 - 0.5 * Math.exp((m - v) / s));
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(
        middle,
        scale,
        (p, m, s) -> p < 0.5 ? m + s * Math.log(2 * p) : m - s * Math.log(2 * (1 - p)));
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip3(
        middle,
        scale,
        (v, m, s) -> v < m ? 1 - 0.5 * Math.exp((v - m) / s) : 0.5 * Math.exp((m - v) / s));
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return share.zip3(
        middle,
        scale,
        (p, m, s) -> p < 0.5 ? m - s * Math.log(2 * p) : m + s * Math.log(2 * (1 - p)));
  }

  @Override
  public Tensor mean() {
    check();
    return middle;
  }

  @Override
  public Tensor variance() {
    check();
    return scale.square().mul(2);
  }

  @Override
  public Tensor entropy() {
    check();
    return scale.map(s -> 1 + Math.log(2 * s));
  }
}
