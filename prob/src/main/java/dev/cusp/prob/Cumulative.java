package dev.cusp.prob;

import dev.cusp.tensor.Tensor;

/** A distribution of numbers whose distribution function is known. */
public interface Cumulative extends Distribution {
  /** How likely a draw is at most x. */
  Tensor cdf(Tensor x);
}
