package dev.cusp.prob;

import dev.cusp.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A distribution with finitely many values. */
public interface Enumerable extends Distribution {
  /** All values along a first axis, of every distribution of the batch. */
  Tensor support();

  /**
   * The mean of a function over all values: exact, and so are its derivatives.
   *
   * @param f of values to numbers, the shape of which is that of {@link #logProb}
   */
  default Tensor expectation(UnaryOperator<Tensor> f) {
    Tensor values = support();
    return logProb(values).exp().mul(f.apply(values)).sum(0);
  }
}
