package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * In training, each number becomes 0 with a probability, and is divided by that of the contrary
 * otherwise (Srivastava et al. 2014).
 */
public record Dropout(double rate) implements Layer {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("a dropout rate is at least 0 and below 1: " + rate);
    }
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    if (!pass.isTraining() || rate == 0) {
      return x;
    }
    int[] shape = x.shape().lengths().stream().mapToInt(length -> length).toArray();
    Tensor isKept = pass.key().uniform(x.type(), shape).ge(rate);
    return isKept.where(x.div(1 - rate), x.mul(0));
  }
}
