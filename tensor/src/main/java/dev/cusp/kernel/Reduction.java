package dev.cusp.kernel;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * How many numbers become one. Sums and products of {@code float}s are accumulated in {@code
 * double}; minima and maxima are those of {@link Math}, so that NaN wins and -0 is below 0.
 */
public enum Reduction {
  SUM,
  PROD,
  MIN,
  MAX,
  ANY,
  ALL;

  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  /** The type in which values of a type are accumulated. */
  public Type accumulator(Type element) {
    boolean wide = (this == SUM || this == PROD) && element.equals(Type.FLOAT);
    return wide ? Type.DOUBLE : element;
  }

  /** Appends the combination of two values of the accumulator's type. */
  public Value combine(Builder b, Value x, Value y) {
    return switch (this) {
      case SUM -> b.add(x, y);
      case PROD -> b.mul(x, y);
      case MIN -> math(b, "min", x, y);
      case MAX -> math(b, "max", x, y);
      case ANY -> b.arith(Op.Arith.Kind.OR, x, y);
      case ALL -> b.arith(Op.Arith.Kind.AND, x, y);
    };
  }

  private static Value math(Builder b, String name, Value x, Value y) {
    ClassDesc type = x.type().desc();
    MethodTypeDesc signature = MethodTypeDesc.of(type, type, type);
    Op op = new Op.Call(Op.Call.Kind.STATIC, MATH, name, signature, false);
    return b.value(op, x.type(), name, x, y);
  }

  /** Appends what nothing at all is reduced to; of minima and maxima, what changes no other. */
  public Value identity(Builder b, Type type) {
    double number =
        switch (this) {
          case SUM, ANY -> 0;
          case PROD, ALL -> 1;
          case MIN -> Double.POSITIVE_INFINITY;
          case MAX -> Double.NEGATIVE_INFINITY;
        };
    Object constant =
        switch (type.desc().descriptorString()) {
          case "D" -> (Object) number;
          case "F" -> (float) number;
          case "J" -> (long) number; // infinities become the least and the largest number
          default -> (int) number;
        };
    return b.value(new Op.Const(constant), type, "identity");
  }
}
