package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * The part of another distribution between two bounds, which may be infinite and broadcast with its
 * parameters. By shares below the bounds, or by those above where the bounds are in the upper half:
 * only where these are below 1e-300 is nothing left of it, and results are NaN or infinite.
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

  /** The share of the base below a number or above it; derivatives are numbers at infinity too. */
  private Tensor share(Tensor x, boolean isAbove) {
    Tensor isFinite = x.isFinite();
    Tensor some = isFinite.where(x, 0.5);
    Tensor open = (isAbove ? x.lt(0) : x.gt(0)).as(x.type());
    return isFinite.where(isAbove ? base.survival(some) : base.cdf(some), open);
  }

  /** Whether the bounds are in the upper half, where shares below them are all near 1. */
  private Tensor isUpper() {
    return share(least, false).gt(0.5);
  }

  /** The share of the base between the least and a number. */
  private Tensor between(Tensor x) {
    Tensor above = share(least, true).sub(share(x, true));
    return isUpper().where(above, share(x, false).sub(share(least, false)));
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    return quantile(key.draw(bits -> Noise.uniform(bits), drawn(shape))).as(least.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    Tensor isInside = x.ge(least).and(x.le(most));
    return isInside.where(base.logProb(x).sub(between(most).log()), Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return between(x).div(between(most)).clamp(0, 1);
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    Tensor more = share.mul(between(most));
    Tensor isUpper = isUpper();
    // a share of 1/2 stands where it is not used: at 0 and 1 slopes are infinite
    Tensor above = isUpper.where(share(least, true).sub(more), 0.5);
    Tensor below = isUpper.not().where(share(least, false).add(more), 0.5);
    return isUpper.where(base.quantileAbove(above), base.quantile(below)).clamp(least, most);
  }
}
