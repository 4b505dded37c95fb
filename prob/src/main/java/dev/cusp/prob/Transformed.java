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

  @Override
  public Tensor logProb(Tensor y) {
    Tensor x = function.inverse(y);
    return base.logProb(x).sub(function.logSlope(x));
  }

  @Override
  public Tensor cdf(Tensor y) {
    return base.cdf(function.inverse(y));
  }

  @Override
  public Tensor quantile(Tensor share) {
    return function.forward(base.quantile(share));
  }
}
