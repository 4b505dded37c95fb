package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** {@code 1 / (pi scale (1 + ((x - middle) / scale)²))}; it has no mean and no variance: NaN. */
public record Cauchy(Tensor middle, Tensor scale) implements Invertible {
  /** One distribution, of f64. */
  public static Cauchy of(double middle, double scale) {
    return new Cauchy(Tensor.scalar(middle), Tensor.scalar(scale));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Cauchy", "scale", scale);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(middle, scale);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.cauchy(bits), drawn(shape)).as(scale.type());
    return noise.mul(scale).add(middle);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        middle,
        scale,
        (v, m, s) -> {
          double z = (v - m) / s;
          return -Math.log(Math.PI * s) - Math.log1p(z * z);
        });
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(middle, scale, (v, m, s) -> lower((v - m) / s));
  }

  private static double lower(double z) {
    return z < -1 ? -Math.atan(1 / z) / Math.PI : 0.5 + Math.atan(z) / Math.PI;
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(
        middle,
        scale,
        (p, m, s) -> p == 1 ? Double.POSITIVE_INFINITY : m - s / Math.tan(Math.PI * p));
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip3(middle, scale, (v, m, s) -> lower((m - v) / s));
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return share.zip3(
        middle,
        scale,
        (p, m, s) -> p == 0 ? Double.POSITIVE_INFINITY : m + s / Math.tan(Math.PI * p));
  }

  @Override
  public Tensor mean() {
    check();
    return middle.map(_ -> Double.NaN);
  }

  @Override
  public Tensor variance() {
    check();
    return mean();
  }

  @Override
  public Tensor entropy() {
    check();
    return scale.map(s -> Math.log(4 * Math.PI * s));
  }
}
