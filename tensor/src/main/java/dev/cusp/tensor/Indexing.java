package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;

/** Elements chosen by numbers that are elements of other tensors. */
public sealed interface Indexing permits Tensor {
  Tensor self();

  /**
   * Rows of this tensor by their number: {@code result[i, ...] = this[rows[i], ...]}, for rows of
   * any shape. A number outside is an exception when the elements are computed.
   */
  default Tensor take(Tensor rows) {
    Tensor x = self();
    if (x.shape().rank() == 0 || rows.type() != DType.I32) {
      throw new ShapeException(
          "take: rows of type %s of a tensor of shape %s; it takes an i32 of rows, and an axis",
          rows.type(), x.shape());
    }
    List<Integer> lengths = new ArrayList<>(rows.shape().lengths());
    lengths.addAll(x.shape().lengths().subList(1, x.shape().rank()));
    return Tensor.of(new Operation.Take(x, rows), new Shape(lengths), x.type());
  }

  /** For each int a row that is 1 there and 0 elsewhere, f32; all 0 for an int outside. */
  default Tensor oneHot(int n) {
    return self().expandDims(-1).eq(Tensor.range(n)).as(DType.F32);
  }
}
