package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;

/** Records elementwise operations. */
final class Lifting {
  private Lifting() {}

  /** A Java number beside a tensor takes the tensor's type, or f64 where that cannot hold it. */
  static Tensor number(double value, Tensor beside) {
    boolean isInt = (int) value == value;
    DType type = beside.type();
    boolean fits = type.isFloating() || type == DType.I64 && (long) value == value;
    return Tensor.number(value, fits ? type : isInt ? DType.I32 : DType.F64);
  }

  /** An operator of {@link Elementary} for the operands' common type, which its result has too. */
  static Tensor operator(String name, Tensor... xs) {
    DType type = common(xs);
    boolean isEquality = name.equals("eq") || name.equals("ne");
    return typed(name, type == DType.BOOL && !isEquality ? DType.I32 : type, xs);
  }

  /** The same for a given type of the operands. */
  static Tensor typed(String name, DType type, Tensor... xs) {
    Tensor[] converted = xs.clone();
    for (int i = 0; i < xs.length; i++) {
      converted[i] = xs[i].as(type);
    }
    return apply(name, Methods.elementary(name, type), type, converted);
  }

  private static DType common(Tensor[] xs) {
    DType type = DType.BOOL;
    for (Tensor x : xs) {
      type = DType.common(type, x.type());
    }
    return type;
  }

  /** A function of doubles. */
  static Tensor apply(String name, Methods.Found f, Tensor... xs) {
    DType type = common(xs);
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
    Tensor[] array = new Tensor[inputs.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = inputs.get(i).as(inputs.get(i).type().wide());
    }
    List<Tensor> wide = List.of(array);
    Body adapted = body.on(wide, result.wide());
    Operation operation = new Operation.Elementwise(adapted, wide);
    return Tensor.of(operation, shape, result.wide()).as(result);
  }

  /** The elements in another type. */
  static Tensor convert(Tensor x, DType type) {
    if ((x.type().isHalf() || type.isHalf()) && x.type().wide() != type.wide()) {
      return convert(x.as(DType.F32), type);
    }
    if (x.type().isHalf() && type.isHalf()) {
      return x.as(DType.F32).as(type);
    }
    String name =
        switch (x.type()) {
          case BF16 -> "fromBf16";
          case F16 -> "fromF16";
          default ->
              switch (type) {
                case BF16 -> "toBf16";
                case F16 -> "toF16";
                case BOOL -> "nonzero";
                default -> "same";
              };
        };
    DType read = x.type().isHalf() ? DType.I32 : x.type();
    Body body = Methods.elementary(name, read).body().adapted(List.of(x.type()), type);
    return Tensor.of(new Operation.Elementwise(body, List.of(x)), x.shape(), type);
  }
}
