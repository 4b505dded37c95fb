package dev.cusp.tensor;

import dev.cusp.tensor.Operation.Assemble.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Elements taken apart, repeated, turned, surrounded, and diagonals. */
public sealed interface Arrangement permits Tensor {
  Tensor self();

  /** Parts of the given lengths along an axis; the lengths make up the axis. */
  default List<Tensor> split(int axis, int... lengths) {
    Tensor x = self();
    if (Arrays.stream(lengths).sum() != x.shape().length(axis)
        || Arrays.stream(lengths).anyMatch(length -> length < 0)) {
      throw new ShapeException(
          "split: the lengths %s do not make up axis %d of %s",
          Arrays.toString(lengths), axis, x.shape());
    }
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    for (int length : lengths) {
      parts.add(x.slice(axis, Range.of(from, from + length)));
      from += length;
    }
    return parts;
  }

  /**
   * Parts along an axis, as many as given or fewer, of one length but for the last, shorter one.
   */
  default List<Tensor> chunk(int axis, int parts) {
    int n = self().shape().length(axis);
    if (parts < 1) {
      throw new ShapeException("chunk: %d parts of axis %d of %s", parts, axis, self().shape());
    }
    int length = Math.max(1, Math.ceilDiv(n, parts));
    int count = Math.max(1, Math.ceilDiv(n, length));
    return split(
        axis, IntStream.range(0, count).map(i -> Math.min(length, n - i * length)).toArray());
  }

  /** In opposite order along the given axes; along all where none are given. */
  default Tensor flip(int... axes) {
    Tensor x = self();
    for (int axis : x.shape().axes(axes)) {
      x = x.slice(axis, Range.REVERSED);
    }
    return x;
  }

  /** Each element moved on by a number of places along an axis, those at the end to its start. */
  default Tensor roll(int axis, int places) {
    Tensor x = self();
    int n = x.shape().length(axis);
    int at = n == 0 ? 0 : Math.floorMod(-(long) places, n);
    return at == 0
        ? x
        : Views.concat(axis, x.slice(axis, Range.from(at)), x.slice(axis, Range.of(0, at)));
  }

  /** Each element several times in a row along an axis. */
  default Tensor repeat(int axis, int times) {
    Tensor x = self();
    int at = x.shape().axis(axis);
    List<Integer> wide = new ArrayList<>(x.shape().lengths());
    wide.add(at + 1, times);
    Shape shape = x.shape().with(at, Math.multiplyExact(x.shape().length(at), times));
    return x.expandDims(at + 1).broadcastTo(new Shape(wide)).reshape(shape);
  }

  /** All of it several times in a row along each axis, the last number being for the last axis. */
  default Tensor tile(int... times) {
    Tensor x = self();
    int rank = Math.max(x.shape().rank(), times.length);
    List<Integer> one = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    List<Integer> result = new ArrayList<>();
    for (int axis = -rank; axis < 0; axis++) {
      int n = axis < -x.shape().rank() ? 1 : x.shape().length(axis);
      int k = axis < -times.length ? 1 : times[times.length + axis];
      one.addAll(List.of(1, n));
      all.addAll(List.of(k, n));
      result.add(Math.multiplyExact(k, n));
    }
    return x.reshape(new Shape(one)).broadcastTo(new Shape(all)).reshape(new Shape(result));
  }

  /** Turned by quarters, from the first axis to the second one. */
  default Tensor rot90(int quarters) {
    if (self().shape().rank() < 2) {
      throw new ShapeException("rot90: the shape %s has less than two axes", self().shape());
    }
    return switch (Math.floorMod(quarters, 4)) {
      case 0 -> self();
      case 1 -> self().flip(1).swapAxes(0, 1);
      case 2 -> self().flip(0, 1);
      default -> self().swapAxes(0, 1).flip(1);
    };
  }

  /** Zeros around the elements, as many before and after along an axis. */
  default Tensor pad(int axis, int before, int after) {
    Tensor x = self();
    int along = x.shape().axis(axis);
    if (before < 0 || after < 0) {
      throw new ShapeException(
          "pad: %d before and %d after axis %d of %s; slice it to make it shorter",
          before, after, along, x.shape());
    }
    List<Integer> starts = new ArrayList<>(Collections.nCopies(x.shape().rank(), 0));
    starts.set(along, before);
    Place place = new Place(starts, Collections.nCopies(x.shape().rank(), 1));
    Shape shape = x.shape().with(along, before + x.shape().length(along) + after);
    return Tensor.of(new Operation.Assemble(List.of(x), List.of(place)), shape, x.type());
  }

  /** A number around the elements. */
  default Tensor pad(int axis, int before, int after, double number) {
    Tensor x = self();
    Tensor filling = Tensor.number(number, x.type());
    Shape shape = x.shape();
    return Views.concat(
        axis,
        filling.broadcastTo(shape.with(shape.axis(axis), before)),
        x,
        filling.broadcastTo(shape.with(shape.axis(axis), after)));
  }

  /** Elements of its own around the elements. */
  default Tensor pad(int axis, int before, int after, Padding padding) {
    return padding.apply(self(), self().shape().axis(axis), before, after);
  }

  /** The diagonal over the last two axes, as the last axis of the result. */
  default Tensor diagonal() {
    return diagonal(0, -2, -1);
  }

  /**
   * A diagonal over two axes, as the last axis of the result.
   *
   * @param offset how far to the right of the main one; negative for below it
   */
  default Tensor diagonal(int offset, int axis, int other) {
    Shape shape = self().shape();
    int first = shape.axis(axis);
    int second = shape.axis(other);
    if (first == second) {
      throw new ShapeException("diagonal: axis %d of %s is given twice", first, shape);
    }
    List<Integer> order = new ArrayList<>(shape.axes());
    order.removeAll(List.of(first, second));
    order.addAll(List.of(first, second));
    int n = shape.length(first);
    int m = shape.length(second);
    int count = Math.max(0, offset < 0 ? Math.min(n + offset, m) : Math.min(n, m - offset));
    int from = offset < 0 ? -offset * m : offset;
    int end = count == 0 ? from : from + (count - 1) * (m + 1) + 1;
    Tensor x = self().permute(Shape.ints(order)).flatten(-2, -1);
    return x.slice(-1, Range.of(from, end, m + 1));
  }

  /** Square matrices of zeros, with the last axis as their diagonal. */
  default Tensor diag() {
    return diag(0);
  }

  /**
   * Square matrices of zeros, with the last axis as a diagonal of theirs.
   *
   * @param offset how far to the right of the main one; negative for below it
   */
  default Tensor diag(int offset) {
    Tensor x = self();
    int last = x.shape().axis(-1);
    int n = Math.addExact(x.shape().length(last), Math.abs(offset));
    List<Integer> starts = new ArrayList<>(Collections.nCopies(last + 1, 0));
    List<Integer> steps = new ArrayList<>(Collections.nCopies(last + 1, 1));
    starts.set(last, offset < 0 ? -offset * n : offset);
    steps.set(last, n + 1);
    List<Integer> lengths = new ArrayList<>(x.shape().lengths());
    lengths.set(last, Math.multiplyExact(n, n));
    Operation flat = new Operation.Assemble(List.of(x), List.of(new Place(starts, steps)));
    Tensor matrices = Tensor.of(flat, new Shape(lengths), x.type());
    lengths.set(last, n);
    lengths.add(n);
    return matrices.reshape(new Shape(lengths));
  }

  /** The sum of the diagonal over the last two axes. */
  default Tensor trace() {
    return diagonal().sum(-1);
  }

  /** The lower triangles of matrices, up to a diagonal, and 0 above; see {@link #diagonal}. */
  default Tensor tril(int diagonal) {
    return triangle("tril", diagonal, true);
  }

  /** The upper triangles of matrices, from a diagonal on, and 0 below; see {@link #diagonal}. */
  default Tensor triu(int diagonal) {
    return triangle("triu", diagonal, false);
  }

  private Tensor triangle(String name, int diagonal, boolean isLower) {
    Tensor x = self();
    if (x.shape().rank() < 2) {
      throw new ShapeException("%s: the shape %s has less than two axes", name, x.shape());
    }
    Tensor row = Tensor.range(x.shape().length(-2)).expandDims(1).add(diagonal);
    Tensor column = Tensor.range(x.shape().length(-1));
    Tensor isKept = isLower ? column.le(row) : column.ge(row);
    return isKept.where(x, Tensor.number(0, x.type()));
  }
}
