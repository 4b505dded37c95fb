package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** A rising function of draws of another distribution of numbers. */
public record Transformed<D extends Invertible>(D base, Bijection function) implements Invertible {
  @Override
  public void check() {
    base.check();
  }

  @Override
  public Shape batch() {
    return base.batch();
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    return function.forward(base.rsample(key, shape));
  }

  private Tensor isInside(Tensor y) {
    return y.gt(function.least()).and(y.lt(function.most()));
  }

  /** The inverse; where there is none, any number, that derivatives are not NaN. */
  private Tensor inverse(Tensor y) {
    Tensor some = function.forward(Tensor.full(0, y.type()));
    return function.inverse(isInside(y).where(y, some));
  }

  @Override
  public Tensor logProb(Tensor y) {
    Tensor x = inverse(y);
    Tensor log = base.logProb(x).sub(function.logSlope(x));
    return isInside(y).where(log, Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor cdf(Tensor y) {
    Tensor ends = y.ge(function.most()).as(y.type());
    return isInside(y).where(base.cdf(inverse(y)), ends);
  }

  @Override
  public Tensor quantile(Tensor share) {
    return function.forward(base.quantile(share));
  }
}
