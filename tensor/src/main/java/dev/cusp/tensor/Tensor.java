package dev.cusp.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An array of numbers of any number of axes; immutable. Operations are recorded and run when an
 * element is read: then all that a result needs is put together into as few loops as can be.
 *
 * <p>Shapes are checked when an operation is recorded ({@link ShapeException}). Axes count from 0,
 * negative ones from the end. Thread-safe.
 */
public final class Tensor
    implements Elementwise,
        Arithmetic,
        Comparisons,
        Functions,
        Activations,
        Reductions,
        Views,
        Arrangement,
        Indexing,
        Products,
        Convolutions {
  /** What is recorded is run when so many operations wait on one another. */
  private static final int DEEPEST = 400;

  private final Shape shape;
  private final DType type;
  private final int depth;
  private volatile Operation operation;
  private volatile Object data;
  private volatile List<Tensor> group = List.of(this);

  private Tensor(Operation operation, Shape shape, DType type, Object data) {
    this.shape = shape;
    this.type = type;
    this.operation = operation;
    this.data = data;
    int deepest = 0;
    for (Tensor input : operation.inputs()) {
      deepest = input.data == null ? Math.max(deepest, input.depth + 1) : deepest;
    }
    boolean isDeep = deepest > DEEPEST;
    if (isDeep) {
      operation.inputs().forEach(Tensor::data);
    }
    depth = isDeep ? 0 : deepest;
  }

  /** The result of an operation. */
  static Tensor of(Operation operation, Shape shape, DType type) {
    return new Tensor(operation, shape, type, null);
  }

  /** A tensor of elements in row-major order; the array is the tensor's from now on. */
  static Tensor ofData(Object array, Shape shape, DType type) {
    return new Tensor(new Operation.Data(array), shape, type, array);
  }

  /** A scalar. Its value is no part of what is compiled, so it may change from step to step. */
  public static Tensor scalar(double value) {
    return number(value, DType.F64);
  }

  static Tensor number(double value, DType type) {
    return of(new Operation.Number(value), Shape.SCALAR, type.wide()).as(type);
  }

  /** A vector; the array is copied. */
  public static Tensor of(double... values) {
    return ofData(values.clone(), Shape.of(values.length), DType.F64);
  }

  /** A vector; the array is copied. */
  public static Tensor of(float... values) {
    return ofData(values.clone(), Shape.of(values.length), DType.F32);
  }

  /** A vector; the array is copied. */
  public static Tensor of(int... values) {
    return ofData(values.clone(), Shape.of(values.length), DType.I32);
  }

  /** A vector; the array is copied. */
  public static Tensor of(long... values) {
    return ofData(values.clone(), Shape.of(values.length), DType.I64);
  }

  /** A vector; the array is copied. */
  public static Tensor of(boolean... values) {
    return ofData(values.clone(), Shape.of(values.length), DType.BOOL);
  }

  /**
   * A tensor of nested arrays, such as {@code double[][]}, with an axis for each level.
   *
   * @throws ShapeException where rows are not of one length
   */
  public static Tensor ofNested(Object nested) {
    return Nested.read(nested);
  }

  /** A tensor filled with a number. */
  public static Tensor full(double value, DType type, int... shape) {
    return full(value, type, Shape.of(shape));
  }

  /** A tensor filled with a number. */
  public static Tensor full(double value, DType type, Shape shape) {
    return number(value, type).broadcastTo(shape);
  }

  public static Tensor zeros(DType type, int... shape) {
    return full(0, type, shape);
  }

  public static Tensor ones(DType type, int... shape) {
    return full(1, type, shape);
  }

  /** The matrix with ones in its diagonal and zeros elsewhere. */
  public static Tensor eye(DType type, int n) {
    return eye(type, n, n, 0);
  }

  /** A matrix with ones in a diagonal, {@code offset} to the right of the main one. */
  public static Tensor eye(DType type, int rows, int columns, int offset) {
    return range(rows).expandDims(1).add(offset).eq(range(columns)).as(type);
  }

  /** The ints from 0 to {@code n - 1}. */
  public static Tensor range(int n) {
    return positions(Shape.of(n));
  }

  /** The numbers {@code start + i step} before {@code stop}. */
  public static Tensor arange(double start, double stop, double step, DType type) {
    double count = Math.ceil((stop - start) / step);
    if (!(Math.abs(count) <= Integer.MAX_VALUE)) {
      throw new ShapeException("arange: from %s to %s by %s never ends", start, stop, step);
    }
    return range((int) Math.max(0, count)).as(DType.F64).mul(step).add(start).as(type);
  }

  /** Each element its position in row-major order. */
  static Tensor positions(Shape shape) {
    return of(new Operation.Index(), shape, DType.I32);
  }

  /** As many numbers of equal distance, the first and the last as given. */
  public static Tensor linspace(double first, double last, int n) {
    double step = n > 1 ? (last - first) / (n - 1) : 0;
    double end = n > 1 ? n - 1 : -1;
    return range(n).map(i -> i == end ? last : first + i * step);
  }

  /**
   * Vectors each repeated along the axes of the others: the k-th result has all their lengths, and
   * element {@code [i, j, ...]} is that of the k-th vector at the k-th position.
   */
  public static List<Tensor> meshgrid(Tensor... vectors) {
    Shape shape = new Shape(Arrays.stream(vectors).map(x -> x.shape().size()).toList());
    List<Tensor> grids = new ArrayList<>();
    for (int k = 0; k < vectors.length; k++) {
      int[] lengths = new int[vectors.length];
      Arrays.fill(lengths, 1);
      lengths[k] = shape.length(k);
      grids.add(vectors[k].reshape(lengths).broadcastTo(shape));
    }
    return grids;
  }

  @Override
  public Tensor self() {
    return this;
  }

  public Shape shape() {
    return shape;
  }

  public DType type() {
    return type;
  }

  /** How it came about; elements alone, once they are there and no derivative is being taken. */
  public Operation operation() {
    return operation;
  }

  /** Whether the elements have been computed. */
  public boolean isEvaluated() {
    return data != null;
  }

  /** Computes the elements now, if they are not there yet, and all that is computed with them. */
  public Tensor evaluate() {
    data();
    return this;
  }

  /**
   * The elements in a Java array in row-major order, which must not be written to; of half types
   * their bits.
   */
  public Object data() {
    Object known = data;
    if (known != null) {
      return known;
    }
    List<Tensor> wanted = group.stream().filter(t -> t.data == null).distinct().toList();
    List<Object> arrays = Evaluator.standard().evaluate(wanted);
    for (int i = 0; i < arrays.size(); i++) {
      wanted.get(i).settle(arrays.get(i));
    }
    return data;
  }

  private void settle(Object array) {
    data = array;
    if (!Gradients.isRecording()) {
      operation = new Operation.Data(array);
    }
    group = List.of(this);
  }

  /**
   * Has tensors computed together, when an element of one of them is wanted: such as the loss and
   * the parameters after a step, which share most of their work.
   */
  public static void together(List<Tensor> tensors) {
    List<Tensor> waiting = tensors.stream().filter(t -> t.data == null).distinct().toList();
    waiting.forEach(t -> t.group = waiting);
  }

  /** The only element, as a double. */
  public double item() {
    if (shape.size() != 1) {
      throw new ShapeException("item: shape %s has %d elements", shape, shape.size());
    }
    return number(0);
  }

  /** An element, as a double; negative positions count from the end. */
  public double get(int... at) {
    if (at.length != shape.rank()) {
      throw new ShapeException("get: %d positions for shape %s", at.length, shape);
    }
    int position = 0;
    for (int axis = 0; axis < at.length; axis++) {
      int length = shape.length(axis);
      if (at[axis] < -length || at[axis] >= length) {
        throw new ShapeException("get: position %d on axis %d of shape %s", at[axis], axis, shape);
      }
      position = position * length + Math.floorMod(at[axis], length);
    }
    return number(position);
  }

  /** An element, by its position in row-major order. */
  double number(int at) {
    return switch (data()) {
      case boolean[] bits -> bits[at] ? 1 : 0;
      case short[] bits -> Halves.value(type, bits[at]);
      case Object array -> ((Number) Array.get(array, at)).doubleValue();
    };
  }

  /** The elements in row-major order, as doubles. */
  public double[] toDoubles() {
    Object array = data();
    if (array instanceof double[] doubles) {
      return doubles.clone();
    }
    double[] copy = new double[shape.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = number(i);
    }
    return copy;
  }

  /**
   * The elements as nested arrays, {@code float[][]} for a matrix of f32 or of a half type; of a
   * scalar, its box.
   */
  public Object toArray() {
    return Nested.write(as(type.wide()));
  }

  /** As NumPy prints it. */
  @Override
  public String toString() {
    return Text.of(this);
  }
}
