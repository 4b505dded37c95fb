package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * A layer for sequences, of shape [batch, time, in], that need not be equally long: a mask tells
 * what of them there is.
 */
public interface SequenceLayer extends Layer {
  /**
   * The result, 0 where the mask is false.
   *
   * @param mask of bools, of shape [batch, time]; true where there is something. Null for
   *     everywhere.
   */
  Tensor apply(Tensor x, Tensor mask, Pass pass);

  @Override
  default Tensor apply(Tensor x, Pass pass) {
    return apply(x, null, pass);
  }

  /**
   * The mask of sequences that begin together.
   *
   * @param lengths ints of shape [batch]
   * @param time the longest
   */
  static Tensor mask(Tensor lengths, int time) {
    return Tensor.range(time).lt(lengths.expandDims(-1));
  }
}
