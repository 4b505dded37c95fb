package dev.cusp.prob;

import dev.cusp.tensor.Tensor;

/** A distribution of numbers whose quantiles are known. */
public interface Invertible extends Cumulative, Reparametrized {
  /** The number below which a share, between 0 and 1, of the draws lies. */
  Tensor quantile(Tensor share);

  /** The number above which a share, which may be tiny, of the draws lies. */
  default Tensor quantileAbove(Tensor share) {
    return quantile(share.neg().add(1));
  }
}
