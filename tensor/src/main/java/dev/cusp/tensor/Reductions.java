package dev.cusp.tensor;

import dev.cusp.kernel.Reduction;
import java.util.List;

/**
 * Many elements made one, over the given axes or, where none are given, over all. The axes go; see
 * {@link #keepDims}.
 *
 * <p>Of nothing, a sum is 0, a product 1, any false and all true; a mean is NaN; minima and maxima
 * are refused. NaN anywhere makes a sum, product, minimum or maximum NaN. Sums of f32 are
 * accumulated in double; of bool and i32, in i32.
 */
public sealed interface Reductions permits Tensor {
  Tensor self();

  private Tensor reduce(Reduction reduction, Tensor x, int... axes) {
    List<Integer> over = x.shape().axes(axes);
    for (int axis : over) {
      boolean isExtremum = reduction == Reduction.MIN || reduction == Reduction.MAX;
      if (isExtremum && x.shape().length(axis) == 0) {
        throw new ShapeException(
            "%s over axis %d of shape %s: there is nothing there, and no least element",
            reduction.name().toLowerCase(java.util.Locale.ROOT), axis, x.shape());
      }
    }
    Operation operation = new Operation.Reduce(reduction, x, over);
    return over.isEmpty() ? x : Tensor.of(operation, x.shape().without(over), x.type());
  }

  private Tensor counted() {
    return self().type() == DType.BOOL ? self().as(DType.I32) : self();
  }

  default Tensor sum(int... axes) {
    return reduce(Reduction.SUM, counted(), axes);
  }

  default Tensor prod(int... axes) {
    return reduce(Reduction.PROD, counted(), axes);
  }

  default Tensor min(int... axes) {
    return reduce(Reduction.MIN, counted(), axes);
  }

  default Tensor max(int... axes) {
    return reduce(Reduction.MAX, counted(), axes);
  }

  /** The mean; of ints as f64. */
  default Tensor mean(int... axes) {
    Tensor x = self().as(self().type().floating());
    double count = 1;
    for (int axis : x.shape().axes(axes)) {
      count *= x.shape().length(axis);
    }
    return x.sum(axes).div(count);
  }

  default Tensor any(int... axes) {
    return reduce(Reduction.ANY, self().as(DType.BOOL), axes);
  }

  default Tensor all(int... axes) {
    return reduce(Reduction.ALL, self().as(DType.BOOL), axes);
  }

  /** The position along an axis of the first largest element, or of the first NaN; i32. */
  default Tensor argmax(int axis) {
    return first(self().max(axis), axis);
  }

  /** The position along an axis of the first smallest element, or of the first NaN; i32. */
  default Tensor argmin(int axis) {
    return first(self().min(axis), axis);
  }

  private Tensor first(Tensor best, int axis) {
    Tensor x = self().as(self().type().floating());
    int at = x.shape().axis(axis);
    int n = x.shape().length(at);
    Tensor wins = Lifting.typed("wins", x.type(), x, best.expand(at));
    int[] lengths = new int[x.shape().rank()];
    java.util.Arrays.fill(lengths, 1);
    lengths[at] = n;
    return wins.where(Tensor.range(n).reshape(lengths), Tensor.number(n, DType.I32)).min(at);
  }

  /** This tensor, a reduction of another over some axes, with these axes again, of length 1. */
  default Tensor keepDims(int... axes) {
    int rank = self().shape().rank() + axes.length;
    Tensor x = self();
    for (int axis :
        java.util.Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray()) {
      x = x.expand(axis);
    }
    return x;
  }
}
