package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Special;
import dev.cusp.tensor.Tensor;

/** {@code exp(-((x - mean) / deviation)² / 2) / (deviation sqrt(2 pi))}. */
public record Normal(Tensor mean, Tensor deviation) implements Invertible {
  /** One distribution, of f64. */
  public static Normal of(double mean, double deviation) {
    return new Normal(Tensor.scalar(mean), Tensor.scalar(deviation));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Normal", "deviation", deviation);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(mean, deviation);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.normal(bits), drawn(shape)).as(deviation.type());
    return noise.mul(deviation).add(mean);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        mean,
        deviation,
        (v, m, s) -> {
          double z = (v - m) / s;
          return -0.5 * z * z - Math.log(s) - 0.9189385332046728;
        });
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(mean, deviation, (v, m, s) -> Special.normalShare((v - m) / s));
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(mean, deviation, (p, m, s) -> m + s * Special.normalQuantile(p));
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip3(mean, deviation, (v, m, s) -> Special.normalShare((m - v) / s));
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return share.zip3(mean, deviation, (p, m, s) -> m - s * Special.normalQuantile(p));
  }

  @Override
  public Tensor variance() {
    check();
    return deviation.square();
  }

  @Override
  public Tensor entropy() {
    check();
    return deviation.map(s -> Math.log(s) + 1.4189385332046727);
  }
}
