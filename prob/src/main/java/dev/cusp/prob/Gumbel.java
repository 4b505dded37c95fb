package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** The largest of many: its distribution function is {@code exp(-exp(-(x - mode) / scale))}. */
public record Gumbel(Tensor mode, Tensor scale) implements Invertible {
  /** One distribution, of f64. */
  public static Gumbel of(double mode, double scale) {
    return new Gumbel(Tensor.scalar(mode), Tensor.scalar(scale));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Gumbel", "scale", scale);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(mode, scale);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> -Math.log(Noise.exponential(bits)), drawn(shape));
    return noise.as(scale.type()).mul(scale).add(mode);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        mode,
        scale,
        (v, m, s) -> {
          double z = (v - m) / s;
          return z < -700 || z == Double.POSITIVE_INFINITY // apart, as derivatives are NaN
              ? Double.NEGATIVE_INFINITY
              : -z - Math.exp(-z) - Math.log(s);
        });
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(
        mode,
        scale,
        (v, m, s) -> {
          double z = (m - v) / s;
          return z > 700 ? 0 : Math.exp(-Math.exp(z));
        });
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(mode, scale, (p, m, s) -> m - s * Math.log(-Math.log(p)));
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip3(
        mode,
        scale,
        (v, m, s) -> {
          double z = (m - v) / s;
          return z > 700 ? 1 : -Math.expm1(-Math.exp(z));
        });
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return share.zip3(mode, scale, (p, m, s) -> m - s * Math.log(-Math.log1p(-p)));
  }

  @Override
  public Tensor mean() {
    check();
    return mode.zip(scale, (m, s) -> m + EULER * s);
  }

  @Override
  public Tensor variance() {
    check();
    return scale.square().mul(Math.PI * Math.PI / 6);
  }

  @Override
  public Tensor entropy() {
    check();
    return scale.map(s -> Math.log(s) + EULER + 1);
  }

  static final double EULER = 0.5772156649015329;
}
