package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** {@code 1 / (most - least)} between these two. */
public record Uniform(Tensor least, Tensor most) implements Invertible {
  /** One distribution, of f64. */
  public static Uniform of(double least, double most) {
    return new Uniform(Tensor.scalar(least), Tensor.scalar(most));
  }

  @Override
  public void check() {
    Domain.checkOrder("Uniform", least, most);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(least, most);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.uniform(bits), drawn(shape)).as(most.type());
    return least.add(noise.mul(most.sub(least)));
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        least, most, (v, a, b) -> v >= a && v <= b ? -Math.log(b - a) : Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(least, most, (v, a, b) -> v <= a ? 0 : v >= b ? 1 : (v - a) / (b - a));
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(least, most, (p, a, b) -> a + p * (b - a));
  }

  @Override
  public Tensor mean() {
    check();
    return least.zip(most, (a, b) -> a + 0.5 * (b - a));
  }

  @Override
  public Tensor variance() {
    check();
    return least.zip(most, (a, b) -> (b - a) * (b - a) / 12);
  }

  @Override
  public Tensor entropy() {
    check();
    return least.zip(most, (a, b) -> Math.log(b - a));
  }
}
