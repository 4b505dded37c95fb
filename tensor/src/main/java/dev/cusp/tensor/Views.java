package dev.cusp.tensor;

import dev.cusp.tensor.Operation.Assemble.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Elements under another shape, in another order, put together, or combined along axes. Slices,
 * permutations and broadcasts copy nothing where they are read by a loop.
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

  /** A new axis of length 1, before the given one; -1 puts it last. */
  default Tensor expand(int axis) {
    List<Integer> lengths = new ArrayList<>(self().shape().lengths());
    int rank = lengths.size() + 1;
    if (axis < -rank || axis >= rank) {
      throw new ShapeException("expand: no axis %d in the result of %s", axis, self().shape());
    }
    lengths.add(axis < 0 ? axis + rank : axis, 1);
    return reshape(lengths.stream().mapToInt(i -> i).toArray());
  }

  /** Axis k of the result is axis {@code order[k]} of this one. */
  default Tensor permute(int... order) {
    Tensor x = self();
    List<Integer> axes = Arrays.stream(order).map(x.shape()::axis).boxed().toList();
    if (x.shape().axes(order).size() != x.shape().rank() || order.length != x.shape().rank()) {
      throw new ShapeException("permute: %s is no order of %s", axes, x.shape());
    }
    Shape shape = new Shape(axes.stream().map(x.shape()::length).toList());
    return Tensor.of(new Operation.Permute(x, axes), shape, x.type());
  }

  /** The axes in opposite order; of a matrix, the transpose. */
  default Tensor transpose() {
    int rank = self().shape().rank();
    int[] order = new int[rank];
    Arrays.setAll(order, i -> rank - 1 - i);
    return permute(order);
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
    return slice(axis, Range.of(from, from + 1)).reshape(lengths(rest));
  }

  private static int[] lengths(Shape shape) {
    return shape.lengths().stream().mapToInt(i -> i).toArray();
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
    return concat(axis, Arrays.stream(parts).map(part -> part.expand(axis)).toList());
  }

  /** Zeros around the elements, as many before and after along an axis. */
  default Tensor pad(int axis, int before, int after) {
    Tensor x = self();
    int along = x.shape().axis(axis);
    List<Integer> starts = new ArrayList<>(Collections.nCopies(x.shape().rank(), 0));
    starts.set(along, before);
    Place place = new Place(starts, Collections.nCopies(x.shape().rank(), 1));
    Shape shape = x.shape().with(along, before + x.shape().length(along) + after);
    return Tensor.of(new Operation.Assemble(List.of(x), List.of(place)), shape, x.type());
  }

  /** The product of matrices, over the last two axes; the others are a batch and broadcast. */
  default Tensor matmul(Tensor y) {
    return Contraction.matmul(self(), y);
  }

  /**
   * A sum of products, in Einstein's notation: {@code x.contract("ik,kj->ij", y)} is the product of
   * matrices. Labels are letters; those the result has not are summed over.
   */
  default Tensor contract(String labels, Tensor y) {
    return Contraction.of(labels, self(), y);
  }

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
    return self().expand(-1).eq(Tensor.range(n)).as(DType.F32);
  }
}
