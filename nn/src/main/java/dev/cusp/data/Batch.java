package dev.cusp.data;

import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;

/**
 * Some examples at once.
 *
 * @param x the inputs; the first axis counts the examples
 * @param y what is wanted: whole numbers for classes, or numbers of any shape
 */
public record Batch(Tensor x, Tensor y) {
  public int size() {
    return x.shape().length(0);
  }

  /** The examples from one number up to another. */
  public Batch range(int from, int to) {
    Range range = Range.of(from, to);
    return new Batch(x.slice(range), y.slice(range));
  }
}
