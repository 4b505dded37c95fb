package dev.cusp.data;

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
}
