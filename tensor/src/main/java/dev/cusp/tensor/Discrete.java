package dev.cusp.tensor;

import java.util.Collections;
import java.util.List;

/** A primitive whose results are whole numbers, which have no derivative. */
interface Discrete extends Primitive {
  @Override
  default boolean isSmooth() {
    return false;
  }

  @Override
  default List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return Collections.nCopies(results.size(), null);
  }

  @Override
  default List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    return Collections.nCopies(inputs.size(), null);
  }
}
