package dev.cusp.ir;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.constant.ClassDesc;

/**
 * Type of a value as the JVM computes with it: {@code int} (which stands for boolean, byte, short
 * and char too), {@code long}, {@code float}, {@code double} or a reference.
 */
public record Type(ClassDesc desc) {
  public static final Type INT = new Type(CD_int);
  public static final Type LONG = new Type(CD_long);
  public static final Type FLOAT = new Type(CD_float);
  public static final Type DOUBLE = new Type(CD_double);
  public static final Type OBJECT = new Type(CD_Object);
  public static final Type DOUBLES = new Type(CD_double.arrayType());

  /** The computational type of a variable declared with the given type. */
  public static Type of(ClassDesc declared) {
    if (!declared.isPrimitive()) {
      return new Type(declared);
    }
    return switch (declared.descriptorString()) {
      case "D" -> DOUBLE;
      case "F" -> FLOAT;
      case "J" -> LONG;
      case "V" -> throw new IllegalArgumentException("void is not the type of a value");
      default -> INT;
    };
  }

  public boolean isReference() {
    return !desc.isPrimitive();
  }

  /**
   * Whether values of this type can carry a tangent of their own: {@code float} or {@code double}.
   */
  public boolean isFloating() {
    return this == DOUBLE || this == FLOAT || equals(DOUBLE) || equals(FLOAT);
  }

  public boolean isArray() {
    return desc.isArray();
  }

  /** Number of JVM slots: two for long and double. */
  public int slots() {
    return equals(DOUBLE) || equals(LONG) ? 2 : 1;
  }

  @Override
  public String toString() {
    return switch (desc.descriptorString()) {
      case "D" -> "f64";
      case "F" -> "f32";
      case "J" -> "i64";
      case "I" -> "i32";
      default -> desc.displayName();
    };
  }
}
