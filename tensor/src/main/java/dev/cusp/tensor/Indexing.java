package dev.cusp.tensor;

import dev.cusp.tensor.Operation.Assemble.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Elements chosen, or places to put them, by ints that are elements of other tensors. Negative ones
 * count from the end; one outside is an exception when the elements are computed.
 */
public sealed interface Indexing permits Tensor {
  Tensor self();

  /**
   * Rows of this tensor by their number: {@code result[i, ...] = this[rows[i], ...]}, for rows of
   * any shape. As in an embedding, where this is the table of vectors.
   */
  default Tensor take(Tensor rows) {
    Tensor x = self();
    Tensor numbers = ints("take", rows);
    if (x.shape().rank() == 0) {
      throw new ShapeException("take: rows of a tensor of shape [], which has no axis");
    }
    List<Integer> lengths = new ArrayList<>(rows.shape().lengths());
    lengths.addAll(x.shape().lengths().subList(1, x.shape().rank()));
    return Tensor.of(new Operation.Take(x, numbers), new Shape(lengths), x.type());
  }

  /** The same along any axis, in the place of which are those of {@code places}. */
  default Tensor take(int axis, Tensor places) {
    int at = self().shape().axis(axis);
    Tensor taken = self().moveAxis(at, 0).take(places);
    List<Integer> order = new ArrayList<>();
    int count = places.shape().rank();
    for (int k = 0; k < taken.shape().rank(); k++) {
      order.add(k < at ? count + k : k < at + count ? k - at : k);
    }
    return taken.permute(Shape.ints(order));
  }

  private static Tensor ints(String operation, Tensor index) {
    if (index.type() != DType.I32 && index.type() != DType.I64) {
      throw new ShapeException("%s: an index of type %s; it takes ints", operation, index.type());
    }
    boolean isWide = index.type() == DType.I64;
    return isWide ? index.clamp(Integer.MIN_VALUE, Integer.MAX_VALUE).as(DType.I32) : index;
  }

  /** The shape of an index and of what goes with it: this one but along the axis, broadcast. */
  private Shape along(String operation, int axis, Shape index) {
    Shape shape = self().shape();
    int at = shape.axis(axis);
    if (index.rank() != shape.rank()) {
      throw new ShapeException(
          "%s: an index of shape %s for %s, with another number of axes", operation, index, shape);
    }
    int n = index.length(at);
    return Shape.broadcast(operation, shape.with(at, n), index);
  }

  /**
   * Elements by their place along an axis: {@code result[i, j, ...] = this[index[i, j, ...], j,
   * ...]} for axis 0; the other axes are broadcast.
   */
  default Tensor gather(int axis, Tensor index) {
    int at = self().shape().axis(axis);
    Shape shape = along("gather", at, index.shape());
    Tensor x = self().broadcastTo(shape.with(at, self().shape().length(at)));
    Tensor all = ints("gather", index).broadcastTo(shape);
    return Primitive.call(new Gather(at), x, all).getFirst();
  }

  /**
   * This tensor with values in other places along an axis: {@code result[index[i, j, ...], j, ...]
   * = values[i, j, ...]} for axis 0; index and values are broadcast. Of several for one place the
   * last one stays.
   */
  default Tensor scatter(int axis, Tensor index, Tensor values) {
    return scattered("scatter", ScatterInto.Mode.SET, axis, index, values);
  }

  /** The same, values being added, one after the other. */
  default Tensor scatterAdd(int axis, Tensor index, Tensor values) {
    return scattered("scatterAdd", ScatterInto.Mode.ADD, axis, index, values);
  }

  /** The same, the least staying. */
  default Tensor scatterMin(int axis, Tensor index, Tensor values) {
    return scattered("scatterMin", ScatterInto.Mode.MIN, axis, index, values);
  }

  /** The same, the largest staying. */
  default Tensor scatterMax(int axis, Tensor index, Tensor values) {
    return scattered("scatterMax", ScatterInto.Mode.MAX, axis, index, values);
  }

  private Tensor scattered(
      String name, ScatterInto.Mode mode, int axis, Tensor index, Tensor values) {
    int at = self().shape().axis(axis);
    Shape shape = along(name, at, index.shape());
    if (!shape.with(at, 1).equals(self().shape().with(at, 1))) {
      throw new ShapeException(
          "%s: an index of shape %s does not broadcast to %s", name, index.shape(), self().shape());
    }
    DType type = DType.common(self().type(), values.type());
    boolean isBool = type == DType.BOOL && mode != ScatterInto.Mode.SET;
    DType wide = isBool ? DType.I32 : type.wide();
    Tensor all = ints(name, index).broadcastTo(shape);
    Tensor x = self().as(wide);
    Tensor put = values.as(wide).broadcastTo(shape);
    return Primitive.call(new ScatterInto(at, mode), x, all, put).getFirst().as(type);
  }

  /**
   * The elements, or rows over further axes, where a condition holds, in order. It is computed now,
   * as the number of elements is a shape.
   *
   * @param condition of the shape of the first axes of this tensor
   */
  default Tensor mask(Tensor condition) {
    Shape shape = self().shape();
    int rank = condition.shape().rank();
    if (rank > shape.rank()
        || !condition.shape().lengths().equals(shape.lengths().subList(0, rank))) {
      throw new ShapeException(
          "mask: a condition of shape %s for the first axes of %s", condition.shape(), shape);
    }
    boolean[] holds = (boolean[]) condition.as(DType.BOOL).data();
    int[] places = new int[holds.length];
    int count = 0;
    for (int i = 0; i < holds.length; i++) {
      places[count] = i;
      count += holds[i] ? 1 : 0;
    }
    List<Integer> lengths = new ArrayList<>(List.of(holds.length));
    lengths.addAll(shape.lengths().subList(rank, shape.rank()));
    return self().reshape(new Shape(lengths)).take(Tensor.of(Arrays.copyOf(places, count)));
  }

  /** This tensor with other values, which are broadcast, in a range along each axis. */
  default Tensor assign(Tensor values, Range... ranges) {
    Tensor x = self();
    Tensor part = x.slice(ranges);
    List<Integer> starts = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      Range range = axis < ranges.length ? ranges[axis] : Range.ALL;
      int n = x.shape().length(axis);
      starts.add(range.count(n) == 0 ? 0 : range.first(n));
      steps.add(range.step());
    }
    DType type = DType.common(x.type(), values.type());
    List<Place> place = List.of(new Place(starts, steps));
    if (!Shape.broadcast("assign", values.shape(), part.shape()).equals(part.shape())) {
      throw new ShapeException(
          "assign: values of shape %s into places of shape %s", values.shape(), part.shape());
    }
    Tensor there = values.as(type).broadcastTo(part.shape());
    Tensor yes = Tensor.full(1, DType.BOOL, part.shape());
    Tensor isThere = Tensor.of(new Operation.Assemble(List.of(yes), place), x.shape(), DType.BOOL);
    Tensor put = Tensor.of(new Operation.Assemble(List.of(there), place), x.shape(), type);
    return isThere.where(put, x);
  }

  /** For each int a row that is 1 there and 0 elsewhere, f32; all 0 for an int outside. */
  default Tensor oneHot(int n) {
    return self().expandDims(-1).eq(Tensor.range(n)).as(DType.F32);
  }
}
