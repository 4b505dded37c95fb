package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;

/** Records elementwise operations. */
final class Lifting {
  private Lifting() {}

  /** A Java number beside a tensor takes the tensor's type, or f64 where that has no fractions. */
  static Tensor number(double value, Tensor beside) {
    boolean isWhole = value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
    DType type = beside.type();
    boolean fits = type.isFloating() || type == DType.I32 && isWhole;
    return Tensor.number(value, fits ? type : isWhole ? DType.I32 : DType.F64);
  }

  /** An operator of {@link Elementary} for the operands' common type, which its result has too. */
  static Tensor operator(String name, Tensor... xs) {
    DType type = DType.BOOL;
    for (Tensor x : xs) {
      type = DType.common(type, x.type());
    }
    boolean isEquality = name.equals("eq") || name.equals("ne");
    return typed(name, type == DType.BOOL && !isEquality ? DType.I32 : type, xs);
  }

  /** The same for a given type of the operands. */
  static Tensor typed(String name, DType type, Tensor... xs) {
    Tensor[] converted = new Tensor[xs.length];
    for (int i = 0; i < xs.length; i++) {
      converted[i] = xs[i].as(type);
    }
    return apply(name, Methods.elementary(name, type), type, converted);
  }

  /** A function of doubles. */
  static Tensor apply(String name, Methods.Found f, Tensor... xs) {
    DType type = DType.BOOL;
    for (Tensor x : xs) {
      type = DType.common(type, x.type());
    }
    return apply(name, f, type.floating(), xs);
  }

  /**
   * A method.
   *
   * @param type of the result, where that is not a condition or an int
   */
  static Tensor apply(String name, Methods.Found f, DType type, Tensor... xs) {
    Shape shape = xs[0].shape();
    for (Tensor x : xs) {
      shape = Shape.broadcast(name, shape, x.shape());
    }
    List<Tensor> inputs = new ArrayList<>();
    for (Number number : f.captured()) {
      DType kind = number instanceof Integer ? DType.I32 : type.floating();
      inputs.add(Tensor.number(number.doubleValue(), kind).broadcastTo(shape));
    }
    for (Tensor x : xs) {
      inputs.add(x.broadcastTo(shape));
    }
    DType result =
        f.result() == boolean.class ? DType.BOOL : f.result() == int.class ? DType.I32 : type;
    return of(f.body(), inputs, shape, result);
  }

  /** A body for inputs of one shape. */
  static Tensor of(Body body, List<Tensor> inputs, Shape shape, DType result) {
    Body adapted = body.adapted(inputs.stream().map(Tensor::type).toList(), result);
    return Tensor.of(new Operation.Elementwise(adapted, inputs), shape, result);
  }
}
