package dev.cusp.prob;

import dev.cusp.tensor.Tensor;

/** A distribution of numbers whose distribution function is known. */
public interface Cumulative extends Distribution {
  /** How likely a draw is at most x. */
  Tensor cdf(Tensor x);

  /** How likely a draw is above x: {@code 1 - cdf(x)}, without loss of digits where it is small. */
  default Tensor survival(Tensor x) {
    return cdf(x).neg().add(1);
  }
}
