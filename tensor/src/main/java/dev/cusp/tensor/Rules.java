package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The derivative of each operation, in both modes, as more operations. Those of elementwise methods
 * come from the methods themselves ({@link Body#partial}).
 *
 * <p>Kinks are treated by convention, each operation by itself, as PyTorch and JAX do; minima and
 * maxima over axes divide the cotangent evenly among the elements that are equal.
 */
final class Rules {
  private Rules() {}

  /** The tangent of a tensor for tangents of its inputs, null standing for zero. */
  static Tensor jvp(Tensor t, Operation operation, List<Tensor> dots) {
    Tensor dot = null;
    for (int i = 0; i < dots.size(); i++) {
      if (dots.get(i) != null) {
        dot = sum(dot, along(t, operation, i, dots.get(i)));
      }
    }
    return dot;
  }

  static Tensor sum(Tensor x, Tensor y) {
    if (x == null || y == null) {
      return x == null ? y : x;
    }
    Operation.Assemble both = Assembled.sum(x, y);
    return both == null ? x.add(y) : Tensor.of(both, x.shape(), x.type());
  }

  /** The tangent that comes of one input. */
  private static Tensor along(Tensor t, Operation operation, int input, Tensor dot) {
    return switch (operation) {
      case Operation.Data _, Operation.Number _, Operation.Index _, Operation.Parameter _ -> null;
      case Operation.Elementwise e -> partial(t, e, input, dot, t.type());
      case Operation.Reduce r -> reduced(t, r, dot);
      case Operation.Permute p ->
          Tensor.of(new Operation.Permute(dot, p.order()), t.shape(), t.type());
      case Operation.Slice s ->
          Tensor.of(new Operation.Slice(dot, s.starts(), s.steps()), t.shape(), t.type());
      case Operation.Broadcast _ -> dot.broadcastTo(t.shape());
      case Operation.Reshape _ -> reshaped(dot, t.shape());
      case Operation.Assemble a ->
          Tensor.of(
              new Operation.Assemble(List.of(dot), List.of(a.places().get(input))),
              t.shape(),
              t.type());
      case Operation.Contract c ->
          input == 0
              ? Contraction.contract(dot, c.xs(), c.y(), c.ys(), c.results())
              : Contraction.contract(c.x(), c.xs(), dot, c.ys(), c.results());
      case Operation.Result _ ->
          throw new IllegalStateException("results have a rule for all of them");
      case Operation.Take take -> dot.take(take.rows());
      case Operation.Scatter s ->
          Tensor.of(new Operation.Scatter(dot, s.rows()), t.shape(), t.type());
    };
  }

  /** What reaches an input of a cotangent of the tensor; null for nothing. */
  static Tensor vjp(Tensor t, Operation operation, int input, Tensor bar) {
    return switch (operation) {
      case Operation.Data _, Operation.Number _, Operation.Index _, Operation.Parameter _ -> null;
      case Operation.Elementwise e -> partial(t, e, input, bar, e.inputs().get(input).type());
      case Operation.Reduce r -> spread(t, r, bar);
      case Operation.Permute p -> bar.permute(inverse(p.order()));
      case Operation.Slice s ->
          Tensor.of(
              new Operation.Assemble(
                  List.of(bar), List.of(new Operation.Assemble.Place(s.starts(), s.steps()))),
              s.input().shape(),
              t.type());
      case Operation.Broadcast b -> gathered(bar, b.input().shape());
      case Operation.Reshape r -> reshaped(bar, r.input().shape());
      case Operation.Assemble a -> {
        Operation.Assemble.Place place = a.places().get(input);
        Operation slice = new Operation.Slice(bar, place.starts(), place.steps());
        yield Tensor.of(slice, a.inputs().get(input).shape(), t.type());
      }
      case Operation.Contract c ->
          input == 0
              ? Contraction.contract(bar, c.results(), c.y(), c.ys(), c.xs())
              : Contraction.contract(c.x(), c.xs(), bar, c.results(), c.ys());
      case Operation.Result _ ->
          throw new IllegalStateException("results have a rule for all of them");
      case Operation.Take take ->
          Tensor.of(
                  new Operation.Scatter(bar.as(t.type().wide()), take.rows()),
                  take.table().shape(),
                  t.type().wide())
              .as(t.type());
      case Operation.Scatter s -> bar.take(s.rows());
    };
  }

  /** Elementwise: one number on either side, so one formula for both modes. */
  private static Tensor partial(
      Tensor t, Operation.Elementwise e, int input, Tensor tangent, DType type) {
    if (t.type().isHalf() || e.inputs().getFirst().type().isHalf()) {
      return tangent.as(type); // a conversion, of bits
    }
    Body.Partial partial = e.body().partial(input);
    if (partial == null) {
      return null;
    }
    List<Tensor> all = new ArrayList<>(e.inputs());
    all.add(tangent);
    List<Tensor> inputs = partial.inputs().stream().map(all::get).toList();
    if (inputs.equals(List.of(tangent)) && partial.body().isIdentity(tangent, type)) {
      return tangent;
    }
    return Lifting.of(partial.body(), inputs, t.shape(), type);
  }

  private static Tensor reshaped(Tensor x, Shape shape) {
    return x.reshape(shape.lengths().stream().mapToInt(i -> i).toArray());
  }

  private static int[] inverse(List<Integer> order) {
    int[] inverse = new int[order.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[order.get(i)] = i;
    }
    return inverse;
  }

  /** The transpose of broadcasting: sums over the axes that were repeated. */
  private static Tensor gathered(Tensor bar, Shape shape) {
    List<Integer> over = new ArrayList<>();
    int lead = bar.shape().rank() - shape.rank();
    for (int axis = 0; axis < bar.shape().rank(); axis++) {
      boolean isNew = axis < lead;
      if (isNew || shape.length(axis - lead) == 1 && bar.shape().length(axis) != 1) {
        over.add(axis);
      }
    }
    int[] axes = over.stream().mapToInt(i -> i).toArray();
    return reshaped(axes.length == 0 ? bar : bar.sum(axes), shape);
  }

  private static int[] axes(Operation.Reduce r) {
    return r.axes().stream().mapToInt(i -> i).toArray();
  }

  private static Tensor reduced(Tensor t, Operation.Reduce r, Tensor dot) {
    return switch (r.reduction()) {
      case SUM -> dot.sum(axes(r));
      case MIN, MAX -> mask(t, r).mul(dot).sum(axes(r));
      case PROD -> Sweeps.jvp(List.of(product(r)), List.of(r.input()), List.of(dot)).getFirst();
      case ANY, ALL -> null;
    };
  }

  private static Tensor spread(Tensor t, Operation.Reduce r, Tensor bar) {
    Tensor wide = bar.keepDims(axes(r)).broadcastTo(r.input().shape());
    return switch (r.reduction()) {
      case SUM -> wide;
      case MIN, MAX -> mask(t, r).mul(wide);
      case PROD -> Sweeps.vjp(List.of(product(r)), List.of(r.input()), List.of(bar)).getFirst();
      case ANY, ALL -> null;
    };
  }

  /** The shares of the elements that are the least or the largest. */
  private static Tensor mask(Tensor t, Operation.Reduce r) {
    Tensor wins = wins(t, r).as(t.type());
    return wins.div(wins.sum(axes(r)).keepDims(axes(r)));
  }

  /** Which elements are the least or the largest. */
  static Tensor wins(Tensor t, Operation.Reduce r) {
    return Lifting.typed("wins", t.type(), r.input(), t.keepDims(axes(r)));
  }

  /** A product by halves, whose derivative is right at zeros too, where dividing by x is not. */
  private static Tensor product(Operation.Reduce r) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < r.input().shape().rank(); axis++) {
      if (!r.axes().contains(axis)) {
        order.add(axis);
      }
    }
    Shape shape = r.input().shape().without(r.axes());
    order.addAll(r.axes());
    int n = r.axes().stream().map(r.input().shape()::length).reduce(1, (x, y) -> x * y);
    int[] lengths =
        Arrays.copyOf(shape.lengths().stream().mapToInt(i -> i).toArray(), shape.rank() + 1);
    lengths[shape.rank()] = n;
    Tensor x = r.input().permute(order.stream().mapToInt(i -> i).toArray()).reshape(lengths);
    if (n == 0) {
      return Tensor.number(1, x.type()).broadcastTo(shape);
    }
    while (n > 1) {
      int half = n / 2;
      Tensor pairs = x.slice(-1, Range.of(0, half)).mul(x.slice(-1, Range.of(half, 2 * half)));
      x = n % 2 == 0 ? pairs : Views.concat(-1, pairs, x.slice(-1, Range.from(n - 1)));
      n = half + n % 2;
    }
    return reshaped(x, shape);
  }
}
