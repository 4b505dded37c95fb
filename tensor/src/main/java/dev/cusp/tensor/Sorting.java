package dev.cusp.tensor;

import java.util.Arrays;

/**
 * Order among elements. NaN counts as the largest, so it comes last in ascending order, as in
 * NumPy, and first in descending order, as in PyTorch; both zeros are equal; equal elements keep
 * their order. Derivatives go with the elements.
 */
public sealed interface Sorting permits Tensor {
  Tensor self();

  /** The largest elements and where they were. */
  record Top(Tensor values, Tensor indices) {}

  /**
   * Different values in order.
   *
   * @param values ascending, without repetition
   * @param inverse for each element of the tensor, in its shape, where its value is; i32
   * @param counts how often each value is there; i64
   */
  record Unique(Tensor values, Tensor inverse, Tensor counts) {}

  /** Ascending along an axis. */
  default Tensor sort(int axis) {
    return sort(axis, false);
  }

  /** Ascending or descending along an axis. */
  default Tensor sort(int axis, boolean isDescending) {
    return self().gather(axis, argsort(axis, isDescending));
  }

  /** The positions along an axis of the elements in ascending order; i32. */
  default Tensor argsort(int axis) {
    return argsort(axis, false);
  }

  /** The positions along an axis of the elements in ascending or descending order; i32. */
  default Tensor argsort(int axis, boolean isDescending) {
    SortOrder order = new SortOrder(self().shape().axis(axis), isDescending);
    return Primitive.call(order, self().as(self().type().wide())).getFirst();
  }

  /** The k largest elements along an axis, in descending order. */
  default Top topK(int axis, int k) {
    int n = self().shape().length(axis);
    if (k < 0 || k > n) {
      throw new ShapeException(
          "topK: the %d largest of %d, on axis %d of %s", k, n, axis, self().shape());
    }
    Tensor indices = argsort(axis, true).slice(axis, Range.of(0, k));
    return new Top(self().gather(axis, indices), indices);
  }

  /**
   * The value below which a share of the elements along an axis lies, with straight lines between
   * them; NaN where one is.
   *
   * @param share from 0 to 1
   */
  default Tensor quantile(double share, int axis) {
    Tensor x = self().as(self().type().floating());
    int n = x.shape().length(axis);
    if (!(share >= 0 && share <= 1) || n == 0) {
      throw new ShapeException("quantile: %s of axis %d of %s", share, axis, x.shape());
    }
    Tensor sorted = x.sort(axis);
    double place = share * (n - 1);
    int below = (int) place;
    Tensor low = sorted.at(axis, below);
    Tensor high = sorted.at(axis, Math.min(n - 1, below + 1));
    double weight = place - below;
    Tensor between =
        weight == 0
            ? low
            : low.zip(high, (a, b) -> a == b && Double.isInfinite(a) ? a : a + weight * (b - a));
    Tensor last = sorted.at(axis, n - 1);
    return last.isNaN().where(last, between).as(x.type());
  }

  /** The element in the middle along an axis, or the mean of the two there; NaN where one is. */
  default Tensor median(int axis) {
    return quantile(0.5, axis);
  }

  /** Where values would go into this sorted vector, before those that are equal; i32. */
  default Tensor searchSorted(Tensor values) {
    return searchSorted(values, false);
  }

  /** Where values would go into this sorted vector, before or behind those that are equal; i32. */
  default Tensor searchSorted(Tensor values, boolean isBehind) {
    if (self().shape().rank() != 1) {
      throw new ShapeException("searchSorted: %s is no vector", self().shape());
    }
    DType type = DType.common(self().type(), values.type()).wide();
    return Primitive.call(new SearchSorted(isBehind), self().as(type), values.as(type)).getFirst();
  }

  /** The different values, all NaN as one; computed now, as their number is a shape. */
  default Unique unique() {
    Tensor flat = self().flatten();
    int n = flat.shape().size();
    Tensor order = flat.argsort(0);
    Tensor sorted = flat.gather(0, order);
    Tensor before = sorted.slice(0, Range.of(0, -1));
    Tensor after = sorted.slice(0, Range.from(1));
    Tensor differs = after.ne(before);
    if (flat.type().isFloating()) {
      differs = differs.and(before.isNaN().and(after.isNaN()).not());
    }
    Tensor isFirst = differs.pad(0, Math.min(1, n), 0, 1);
    Tensor group = isFirst.cumSum(0).sub(1).as(DType.I32);
    Tensor values = sorted.mask(isFirst);
    Tensor inverse = Tensor.full(0, DType.I32, flat.shape()).scatter(0, order, group);
    Tensor counts = group.bincount(values.shape().size());
    return new Unique(values, inverse.reshape(self().shape()), counts);
  }

  /** How often each int from 0 up to a length is there; i64. Others are an exception. */
  default Tensor bincount(int length) {
    Tensor ones = Tensor.full(1, DType.I64, self().shape());
    return Tensor.zeros(DType.I64, length).scatterAdd(0, self().flatten(), ones.flatten());
  }

  /**
   * How many elements lie in each of some bins of equal width, the last one including its end; i64.
   * Elements outside and NaN are not counted.
   */
  default Tensor histogram(int bins, double least, double most) {
    if (bins < 1 || !(least < most)) {
      throw new ShapeException("histogram: %d bins from %s to %s", bins, least, most);
    }
    double[] edges = new double[bins + 1];
    Arrays.setAll(edges, i -> i == bins ? most : least + i * ((most - least) / bins));
    Tensor x = self().flatten().as(DType.F64);
    Tensor bin = Tensor.of(edges).searchSorted(x, true).sub(1);
    Tensor isIn = x.ge(least).and(x.le(most));
    Tensor place = isIn.where(bin.minimum(bins - 1), Tensor.number(bins, DType.I32));
    return place.bincount(bins + 1).slice(Range.of(0, bins));
  }

  /** Positions of the elements that are not 0, a row for each; computed now; i32. */
  default Tensor nonZero() {
    Shape shape = self().shape();
    Tensor at = Tensor.positions(Shape.of(shape.size())).mask(self().flatten().as(DType.BOOL));
    int rank = shape.rank();
    if (rank == 0) {
      return Tensor.zeros(DType.I32, at.shape().size(), 0);
    }
    Tensor[] columns = new Tensor[rank];
    Tensor rest = at;
    for (int axis = rank - 1; axis >= 0; axis--) {
      int n = Math.max(1, shape.length(axis));
      columns[axis] = rest.mod(n);
      rest = rest.floorDiv(n);
    }
    return Views.stack(1, columns);
  }
}
