package dev.cusp.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
        Sorting,
        Cumulative,
        Products,
        Convolutions {
  /** What is recorded is run when so many operations wait on one another. */
  private static final int DEEPEST = 400;

  /** Made anew with each tensor. Threads may race for it: it is a hash, no name. */
  private static int created;

  private final Shape shape;
  private final DType type;
  private final int depth;
  private final int identity = created++;

  /** Whether it does not let go of how it came about: it is one of a program's derivative. */
  private boolean remembers;

  /** Whether it depends on what stands for an argument, so that it has no elements. */
  private boolean isOpen;

  /** An {@link Operation}, or the {@link Derivation.Part} that it is. */
  private Object origin;

  private volatile Object data;

  /** How many tensors have the array; null where the program may have it too. */
  private AtomicInteger owners;

  /** What is computed with it; null for nothing. */
  private volatile List<Tensor> group;

  /** A gradient that it depends on and that has not been computed; null for none. */
  private Derivation awaited;

  private Tensor(Object origin, Shape shape, DType type, int depth, Derivation awaited) {
    this.origin = origin;
    this.shape = shape;
    this.type = type;
    this.depth = depth;
    this.awaited = awaited;
  }

  /** The result of an operation. */
  static Tensor of(Operation operation, Shape shape, DType type) {
    List<Tensor> inputs = operation.inputs();
    int depth = depth(inputs);
    Derivation awaited = null;
    boolean remembers = false;
    boolean isOpen = operation instanceof Operation.Parameter;
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      awaited = awaited == null ? input.awaited : awaited;
      remembers |= input.remembers;
      isOpen |= input.isOpen;
    }
    Tensor t = new Tensor(operation, shape, type, depth, awaited);
    t.remembers = remembers;
    t.isOpen = isOpen;
    TensorTrace.note(t);
    return t;
  }

  /** The same, as a tensor of its own that remembers how it and what is made of it came about. */
  Tensor remembering() {
    Tensor own = of(new Operation.Reshape(this), shape, type);
    own.remembers = true;
    return own;
  }

  /** Lets go of how it came about as soon as it has its elements. */
  void forget() {
    remembers = false;
    if (data != null) {
      origin = new Operation.Data(data);
    }
  }

  /** What stands for an argument of a function that is recorded. */
  static Tensor parameter(Shape shape, DType type) {
    return of(new Operation.Parameter(), shape, type);
  }

  /** What is derived, and recorded only when it has to be. */
  static Tensor of(Derivation.Part part, Shape shape, DType type) {
    Tensor t = new Tensor(part, shape, type, part.derivation().depth(), part.derivation());
    t.remembers = part.derivation().result().remembers;
    t.isOpen = part.derivation().result().isOpen;
    return t;
  }

  private static int depth(List<Tensor> inputs) {
    int deepest = 0;
    boolean isOpen = false;
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      isOpen |= input.isOpen;
      if (input.depth >= deepest && input.data == null) {
        deepest = input.depth + 1;
      }
    }
    if (deepest <= DEEPEST || isOpen || Derivation.isRecording()) {
      return deepest;
    }
    inputs.forEach(Tensor::data);
    return 0;
  }

  int depth() {
    return data == null ? depth : 0;
  }

  Derivation awaited() {
    return awaited;
  }

  int identity() {
    return identity;
  }

  /**
   * A tensor of elements in row-major order, without a copy: the array is the tensor's from now on,
   * and must not be written to.
   *
   * @param array of the type's {@link DType#component} and the shape's {@link Shape#size}
   */
  public static Tensor ofData(Object array, Shape shape, DType type) {
    if (!array.getClass().equals(type.array(0).getClass())
        || Array.getLength(array) != shape.size()) {
      throw new ShapeException(
          "a %s of length %s is no array for %s of shape %s",
          array.getClass().getSimpleName(),
          array.getClass().isArray() ? Array.getLength(array) : "?",
          type,
          shape);
    }
    Tensor t = new Tensor(new Operation.Data(array), shape, type, 0, null);
    t.data = array;
    return t;
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
    Object known = origin;
    if (known instanceof Derivation.Part part) {
      part.derivation().record();
      known = origin;
    }
    if (known == null) {
      throw new IllegalStateException(
          "the elements of a tensor of shape %s are read after it was given to Recycle"
              .formatted(shape));
    }
    return (Operation) known;
  }

  /** The gradient that this is a part of, as long as that has not been recorded; null for none. */
  public Derivation derivation() {
    return origin instanceof Derivation.Part part ? part.derivation() : null;
  }

  /** Has the elements of another, which is of the same shape and type. */
  void become(Tensor other) {
    if (!shape.equals(other.shape) || type != other.type) {
      throw new IllegalStateException(
          "the cotangent of %s of shape %s is %s of shape %s"
              .formatted(type, shape, other.type, other.shape));
    }
    origin = new Operation.Reshape(other);
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
    Derivation.elementsAreRead();
    Object known = data;
    if (known != null) {
      return known;
    }
    List<Tensor> together = group;
    List<Tensor> wanted = together == null ? List.of(this) : waiting(together);
    List<Evaluator.Elements> computed = Evaluator.standard().evaluate(wanted);
    for (int i = 0; i < computed.size(); i++) {
      wanted.get(i).settle(computed.get(i));
    }
    return data;
  }

  /** How many tensors have the array; null where the program may have it too. */
  public AtomicInteger owners() {
    return owners;
  }

  /** The elements, or null where they have not been computed. */
  public Object known() {
    return data;
  }

  /** Gives up the array, unless the program may have it; null where somebody else has it still. */
  Object release() {
    Object array = data;
    if (array == null || owners == null) {
      return null;
    }
    origin = null;
    data = null;
    return owners.decrementAndGet() == 0 ? array : null;
  }

  private void settle(Evaluator.Elements elements) {
    Object array = elements.array();
    data = array;
    owners = elements.owners();
    awaited = null;
    if (!Gradients.isRecording() && !remembers) {
      origin = new Operation.Data(array);
    }
    group = null;
  }

  private static List<Tensor> waiting(List<Tensor> tensors) {
    Numbering waiting = new Numbering();
    for (Tensor t : tensors) {
      if (t.data == null) {
        waiting.add(t);
      }
    }
    return waiting.tensors();
  }

  /** Computes tensors now that are not there yet, all together. */
  public static void evaluate(List<Tensor> tensors) {
    together(tensors);
    tensors.forEach(Tensor::data);
  }

  /** Has tensors computed together, when an element of one of them is wanted. */
  static void together(List<Tensor> tensors) {
    List<Tensor> waiting = waiting(tensors);
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
    return number(position(at));
  }

  /** The place of an element in row-major order. */
  int position(int... at) {
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
    return position;
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
