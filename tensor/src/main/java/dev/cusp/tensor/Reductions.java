package dev.cusp.tensor;

import dev.cusp.kernel.Reduction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Many elements made one, over the given axes or, where none are given, over all. The axes go; see
 * {@link #keepDims}.
 *
 * <p>Of nothing, a sum is 0, a product 1, any false and all true; a mean and a variance are NaN;
 * minima and maxima are refused. NaN anywhere makes a sum, product, minimum or maximum NaN. Sums
 * are taken in many lanes and in stretches, so that rounding errors stay as small as NumPy's, in an
 * order that depends on the shape only; of bool and ints, in i64.
 */
public sealed interface Reductions permits Tensor {
  Tensor self();

  private Tensor reduce(Reduction reduction, Tensor x, int... axes) {
    List<Integer> over = x.shape().axes(axes);
    if (over.isEmpty()) {
      return x;
    }
    Tensor wide = x.as(x.type().wide());
    Operation operation = new Operation.Reduce(reduction, wide, over);
    return Tensor.of(operation, x.shape().without(over), wide.type()).as(x.type());
  }

  private Tensor extremum(Reduction reduction, Reduction ofBools, int... axes) {
    Shape shape = self().shape();
    for (int axis : shape.axes(axes)) {
      if (shape.length(axis) == 0) {
        throw new ShapeException(
            "%s over axis %d of shape %s: there is nothing there, and no least element",
            reduction.name().toLowerCase(Locale.ROOT), axis, shape);
      }
    }
    return reduce(self().type() == DType.BOOL ? ofBools : reduction, self(), axes);
  }

  /** How many elements become one. */
  private double merged(int... axes) {
    double count = 1;
    for (int axis : self().shape().axes(axes)) {
      count *= self().shape().length(axis);
    }
    return count;
  }

  default Tensor sum(int... axes) {
    return reduce(Reduction.SUM, self().as(self().type().summed()), axes);
  }

  default Tensor prod(int... axes) {
    return reduce(Reduction.PROD, self().as(self().type().summed()), axes);
  }

  default Tensor min(int... axes) {
    return extremum(Reduction.MIN, Reduction.ALL, axes);
  }

  default Tensor max(int... axes) {
    return extremum(Reduction.MAX, Reduction.ANY, axes);
  }

  /** The mean; of ints as f64. */
  default Tensor mean(int... axes) {
    Tensor x = self().as(self().type().floating());
    DType wide = x.type().wide();
    return x.as(wide).sum(axes).div(merged(axes)).as(x.type());
  }

  /** The mean of the squares of the differences from the mean; of ints as f64. */
  default Tensor var(int... axes) {
    return deviations(axes).mean(axes).as(self().type().floating());
  }

  /** The same, divided by one less than there are: an estimate without bias from a sample. */
  default Tensor sampleVar(int... axes) {
    return deviations(axes)
        .sum(axes)
        .div(Math.max(0, merged(axes) - 1))
        .as(self().type().floating());
  }

  private Tensor deviations(int... axes) {
    Tensor x = self().as(self().type().floating().wide());
    return x.sub(x.mean(axes).keepDims(Shape.ints(x.shape().axes(axes)))).square();
  }

  /** The root of {@link #var}; its derivative is 0 where it is 0. */
  default Tensor std(int... axes) {
    return var(axes).map(Special::root);
  }

  /** The root of {@link #sampleVar}; its derivative is 0 where it is 0. */
  default Tensor sampleStd(int... axes) {
    return sampleVar(axes).map(Special::root);
  }

  /** The root of the sum of squares; its derivative is 0 where it is 0. */
  default Tensor norm(int... axes) {
    Tensor x = self().as(self().type().floating());
    return x.as(x.type().wide()).square().sum(axes).map(Special::root).as(x.type());
  }

  /**
   * The p-norm, {@code (sum |x|^p)^(1/p)}: the largest size for an infinite p, and how many are not
   * 0 for p = 0.
   */
  default Tensor pNorm(double p, int... axes) {
    Tensor size = self().as(self().type().floating()).abs();
    if (p == 0) {
      return size.count(axes).as(size.type());
    }
    return p == Double.POSITIVE_INFINITY
        ? size.max(axes)
        : p == 1 ? size.sum(axes) : size.pow(p).sum(axes).pow(1 / p);
  }

  /** {@code log(sum(exp(x)))}, which does not overflow; of nothing, minus infinity. */
  default Tensor logSumExp(int... axes) {
    Tensor x = self().as(self().type().floating().wide());
    List<Integer> over = x.shape().axes(axes);
    if (merged(axes) == 0) {
      return x.exp().sum(axes).log().as(self().type().floating());
    }
    Tensor top = x.stopGradient().max(axes).map(v -> Double.isInfinite(v) ? 0 : v);
    Tensor sum = x.sub(top.keepDims(Shape.ints(over))).exp().sum(axes);
    return sum.log().add(top).as(self().type().floating());
  }

  /** How many are not 0; i64. */
  default Tensor count(int... axes) {
    return self().as(DType.BOOL).sum(axes);
  }

  default Tensor any(int... axes) {
    return reduce(Reduction.ANY, self().as(DType.BOOL), axes);
  }

  default Tensor all(int... axes) {
    return reduce(Reduction.ALL, self().as(DType.BOOL), axes);
  }

  /** The position along an axis of the first largest element, or of the first NaN; i32. */
  default Tensor argmax(int axis) {
    return first(numeric().max(axis), axis);
  }

  /** The position in row-major order of the first largest element, or of the first NaN; i32. */
  default Tensor argmax() {
    return self().flatten().argmax(0);
  }

  /** The position along an axis of the first smallest element, or of the first NaN; i32. */
  default Tensor argmin(int axis) {
    return first(numeric().min(axis), axis);
  }

  /** The position in row-major order of the first smallest element, or of the first NaN; i32. */
  default Tensor argmin() {
    return self().flatten().argmin(0);
  }

  private Tensor numeric() {
    return self().as(DType.common(DType.I32, self().type()).wide());
  }

  private Tensor first(Tensor best, int axis) {
    Tensor x = numeric();
    int at = x.shape().axis(axis);
    int n = x.shape().length(at);
    Tensor wins = Lifting.typed("wins", x.type(), x, best.expandDims(at));
    int[] lengths = new int[x.shape().rank()];
    Arrays.fill(lengths, 1);
    lengths[at] = n;
    return wins.where(Tensor.range(n).reshape(lengths), Tensor.number(n, DType.I32)).min(at);
  }

  /** This tensor, a reduction of another over some axes, with these axes again, of length 1. */
  default Tensor keepDims(int... axes) {
    int rank = self().shape().rank() + axes.length;
    Tensor x = self();
    for (int axis : Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray()) {
      x = x.expandDims(axis);
    }
    return x;
  }
}
