package dev.cusp.nn;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;

/**
 * What a layer is made from: its own sizes, but not those of its input, which a sample tells.
 *
 * <p>Samples are tensors that nobody reads: they are put through the layers made so far, recorded
 * and never computed, so that each layer knows what it will get.
 */
@FunctionalInterface
public interface Template<L> {
  /** The layer for inputs like a sample, with parameters drawn from a key. */
  L make(Tensor sample, Key key);

  /**
   * The layer for f32 inputs.
   *
   * @param shape of one input, without the axis of the batch
   */
  default L make(Key key, int... shape) {
    int[] batch = new int[shape.length + 1];
    batch[0] = 1;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return make(Tensor.zeros(DType.F32, batch), key);
  }

  /** As many layers of this template one after the other. */
  default Template<Sequential> times(int n) {
    Template<?>[] all = new Template<?>[n];
    Arrays.fill(all, this);
    return Sequential.of(all);
  }
}
