package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * The part of another distribution between two bounds, which broadcast with its parameters. By
 * shares below the bounds: where these differ by less than rounding, far in an upper tail, nothing
 * is left of it, and results are NaN or infinite.
 */
public record Truncated<D extends Invertible>(D base, Tensor least, Tensor most)
    implements Invertible {
  /** Between two numbers. */
  public static <D extends Invertible> Truncated<D> of(D base, double least, double most) {
    return new Truncated<>(base, Tensor.scalar(least), Tensor.scalar(most));
  }

  @Override
  public void check() {
    base.check();
    Domain.checkOrder("Truncated", least, most);
  }

  @Override
  public Shape batch() {
    return Shape.broadcast("bounds", base.batch(), Distribution.batch(least, most));
  }

  /** The shares below the bounds. */
  private Tensor low() {
    return base.cdf(least);
  }

  private Tensor inside() {
    return base.cdf(most).sub(low());
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    return quantile(key.draw(bits -> Noise.uniform(bits), drawn(shape))).as(least.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    Tensor isInside = x.ge(least).and(x.le(most));
    return isInside.where(base.logProb(x).sub(inside().log()), Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return base.cdf(x).sub(low()).div(inside()).clamp(0, 1);
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return base.quantile(low().add(share.mul(inside()))).clamp(least, most);
  }
}
