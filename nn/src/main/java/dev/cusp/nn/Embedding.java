package dev.cusp.nn;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;

/**
 * Rows of a table, for whole numbers.
 *
 * @param table of shape [entries, width]
 */
public record Embedding(Tensor table) implements Layer {
  /** An f32 table with standard normal entries. */
  public static Template<Embedding> of(int entries, int width) {
    return (_, key) -> new Embedding(key.normal(DType.F32, entries, width));
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    int[] shape = new int[x.shape().rank() + 1];
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      shape[axis] = x.shape().length(axis);
    }
    shape[x.shape().rank()] = table.shape().length(-1);
    return table.take(x.reshape(-1)).reshape(shape);
  }
}
