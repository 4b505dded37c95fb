package dev.cusp.tensor;

import dev.cusp.tensor.Operation.Assemble.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Elements under another shape, in another order, or put together. Slices, permutations and
 * broadcasts copy nothing where they are read by a loop.
 */
public sealed interface Views permits Tensor {
  Tensor self();

  /** The same elements under another shape; a length of -1 is what fits. */
  default Tensor reshape(int... lengths) {
    Tensor x = self();
    int[] wanted = lengths.clone();
    int known = 1;
    int open = -1;
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] == -1 && open < 0) {
        open = i;
      } else {
        known *= wanted[i];
      }
    }
    if (open >= 0) {
      wanted[open] = known == 0 ? 0 : x.shape().size() / known;
    }
    Shape shape = Shape.of(wanted);
    if (shape.size() != x.shape().size()) {
      throw new ShapeException(
          "reshape: %s has %d elements, but %s has %d",
          x.shape(), x.shape().size(), Arrays.toString(lengths), shape.size());
    }
    return shape.equals(x.shape()) ? x : Tensor.of(new Operation.Reshape(x), shape, x.type());
  }

  /** The same elements under another shape. */
  default Tensor reshape(Shape shape) {
    return reshape(shape.toArray());
  }

  /** A new axis of length 1, before the given one; -1 puts it last. */
  default Tensor expandDims(int axis) {
    List<Integer> lengths = new ArrayList<>(self().shape().lengths());
    int rank = lengths.size() + 1;
    if (axis < -rank || axis >= rank) {
      throw new ShapeException("expandDims: no axis %d in the result of %s", axis, self().shape());
    }
    lengths.add(axis < 0 ? axis + rank : axis, 1);
    return reshape(new Shape(lengths));
  }

  /** Without the given axes, which are of length 1; without all of those where none are given. */
  default Tensor squeeze(int... axes) {
    Shape shape = self().shape();
    List<Integer> gone = new ArrayList<>(shape.axes(axes));
    if (axes.length == 0) {
      gone.removeIf(axis -> shape.length(axis) != 1);
    }
    for (int axis : gone) {
      if (shape.length(axis) != 1) {
        throw new ShapeException("squeeze: axis %d of %s is not of length 1", axis, shape);
      }
    }
    return reshape(shape.without(gone));
  }

  /** All elements in one axis. */
  default Tensor flatten() {
    return reshape(-1);
  }

  /** Adjacent axes made one, the first and the last of them given. */
  default Tensor flatten(int first, int last) {
    Shape shape = self().shape();
    int from = shape.axis(first);
    int to = shape.axis(last);
    if (from > to) {
      throw new ShapeException("flatten: axis %d is not before axis %d of %s", from, to, shape);
    }
    List<Integer> lengths = new ArrayList<>(shape.lengths().subList(0, from));
    lengths.add(new Shape(shape.lengths().subList(from, to + 1)).size());
    lengths.addAll(shape.lengths().subList(to + 1, shape.rank()));
    return reshape(new Shape(lengths));
  }

  /** Axis k of the result is axis {@code order[k]} of this one. */
  default Tensor permute(int... order) {
    Tensor x = self();
    List<Integer> axes = Arrays.stream(order).map(x.shape()::axis).boxed().toList();
    if (x.shape().axes(order).size() != x.shape().rank() || order.length != x.shape().rank()) {
      throw new ShapeException("permute: %s is no order of %s", axes, x.shape());
    }
    Shape shape = new Shape(axes.stream().map(x.shape()::length).toList());
    boolean isSame = axes.equals(x.shape().axes());
    return isSame ? x : Tensor.of(new Operation.Permute(x, axes), shape, x.type());
  }

  /** The axes in opposite order; of a matrix, the transpose. */
  default Tensor transpose() {
    int[] order = new int[self().shape().rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = order.length - 1 - i;
    }
    return permute(order);
  }

  /** With two axes exchanged. */
  default Tensor swapAxes(int axis, int other) {
    List<Integer> order = new ArrayList<>(self().shape().axes());
    Collections.swap(order, self().shape().axis(axis), self().shape().axis(other));
    return permute(Shape.ints(order));
  }

  /** With an axis at another place, the others in order. */
  default Tensor moveAxis(int from, int to) {
    List<Integer> order = new ArrayList<>(self().shape().axes());
    Integer moved = order.remove(self().shape().axis(from));
    order.add(self().shape().axis(to), moved);
    return permute(Shape.ints(order));
  }

  /** A range along each axis; axes left out are taken whole. */
  default Tensor slice(Range... ranges) {
    Tensor x = self();
    if (ranges.length > x.shape().rank()) {
      throw new ShapeException("slice: %d ranges for shape %s", ranges.length, x.shape());
    }
    List<Integer> starts = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      Range range = axis < ranges.length ? ranges[axis] : Range.ALL;
      int n = x.shape().length(axis);
      lengths.add(range.count(n));
      starts.add(range.count(n) == 0 ? 0 : range.first(n));
      steps.add(range.step());
    }
    return Tensor.of(new Operation.Slice(x, starts, steps), new Shape(lengths), x.type());
  }

  /** A range along one axis. */
  default Tensor slice(int axis, Range range) {
    Range[] ranges = new Range[self().shape().axis(axis) + 1];
    Arrays.fill(ranges, Range.ALL);
    ranges[ranges.length - 1] = range;
    return slice(ranges);
  }

  /** The elements at one position of an axis, which goes. */
  default Tensor at(int axis, int position) {
    int n = self().shape().length(axis);
    if (position < -n || position >= n) {
      throw new ShapeException("at: position %d on axis %d of %s", position, axis, self().shape());
    }
    int from = Math.floorMod(position, n);
    Shape rest = self().shape().without(List.of(self().shape().axis(axis)));
    return slice(axis, Range.of(from, from + 1)).reshape(rest);
  }

  /** Repeated to another shape, as arithmetic does by itself. */
  default Tensor broadcastTo(int... lengths) {
    return broadcastTo(Shape.of(lengths));
  }

  /** Repeated to another shape, as arithmetic does by itself. */
  default Tensor broadcastTo(Shape shape) {
    Tensor x = self();
    if (x.shape().equals(shape)) {
      return x;
    }
    if (!Shape.broadcast("broadcastTo", x.shape(), shape).equals(shape)) {
      throw new ShapeException("broadcastTo: %s cannot be repeated to %s", x.shape(), shape);
    }
    return Tensor.of(new Operation.Broadcast(x), shape, x.type());
  }

  /** Tensors one after the other along an axis. */
  static Tensor concat(int axis, Tensor... parts) {
    return concat(axis, List.of(parts));
  }

  /** Tensors one after the other along an axis. */
  static Tensor concat(int axis, List<Tensor> parts) {
    Shape first = parts.getFirst().shape();
    int along = first.axis(axis);
    DType type = DType.BOOL;
    List<Place> places = new ArrayList<>();
    int next = 0;
    for (Tensor part : parts) {
      Shape shape = part.shape();
      if (shape.rank() != first.rank() || !shape.with(along, first.length(along)).equals(first)) {
        throw new ShapeException(
            "concat: shapes %s and %s differ besides axis %d", first, shape, along);
      }
      List<Integer> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
      starts.set(along, next);
      places.add(new Place(starts, Collections.nCopies(shape.rank(), 1)));
      next += shape.length(along);
      type = DType.common(type, part.type());
    }
    DType common = type;
    List<Tensor> pieces = parts.stream().map(part -> part.as(common)).toList();
    return Tensor.of(new Operation.Assemble(pieces, places), first.with(along, next), common);
  }

  /** Tensors of one shape along a new axis. */
  static Tensor stack(int axis, Tensor... parts) {
    for (Tensor part : parts) {
      if (!part.shape().equals(parts[0].shape())) {
        throw new ShapeException("stack: shapes %s and %s differ", parts[0].shape(), part.shape());
      }
    }
    return concat(axis, Arrays.stream(parts).map(part -> part.expandDims(axis)).toList());
  }
}
