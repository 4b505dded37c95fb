package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A tensor and how it moves along a ray: its tangents in three directions, the first of which
 * counts most.
 *
 * @param dots null where it stands still
 */
record Moving(Tensor value, List<Tensor> dots) {
  static final int WIDTH = 3;

  static Moving still(Tensor value) {
    return new Moving(value, null);
  }

  boolean moves() {
    return dots != null;
  }

  /** In one direction; null where it stands still. */
  Tensor dot(int w) {
    return dots == null ? null : dots.get(w);
  }

  /** A linear function of it. */
  Moving map(UnaryOperator<Tensor> f) {
    return new Moving(f.apply(value), dots == null ? null : dots.stream().map(f).toList());
  }

  /** A linear function of several, such as one that puts them one on another. */
  static Moving join(List<Moving> parts, Function<List<Tensor>, Tensor> f) {
    Tensor value = f.apply(parts.stream().map(Moving::value).toList());
    if (parts.stream().noneMatch(Moving::moves)) {
      return still(value);
    }
    List<Tensor> dots = new ArrayList<>();
    for (int w = 0; w < WIDTH; w++) {
      List<Tensor> all = new ArrayList<>();
      for (Moving part : parts) {
        Tensor zero = Tensor.full(0, part.value().type(), part.value().shape());
        all.add(part.moves() ? part.dot(w) : zero);
      }
      dots.add(f.apply(all));
    }
    return new Moving(value, dots);
  }

  /**
   * The place of each element among all in order along the ray, from 0; f64. Those that no
   * direction tells apart are in the order of their positions.
   */
  Tensor ranks() {
    Tensor order = null;
    for (int w = moves() ? WIDTH - 1 : -1; w >= -1; w--) {
      Tensor key = (w < 0 ? value : dot(w)).flatten();
      order = order == null ? key.argsort(0) : order.take(key.take(order).argsort(0));
    }
    Tensor places = Tensor.range(order.shape().size()).as(DType.F64);
    Tensor ranks = Tensor.full(0, DType.F64, order.shape()).scatter(0, order, places);
    return ranks.reshape(Shape.ints(value.shape().lengths()));
  }
}
