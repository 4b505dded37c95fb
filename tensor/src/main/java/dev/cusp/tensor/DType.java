package dev.cusp.tensor;

import dev.cusp.ir.Type;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Locale;

/** The type of a tensor's elements. Where two meet, the later one here is the result's. */
public enum DType {
  BOOL(ConstantDescs.CD_boolean),
  I32(ConstantDescs.CD_int),
  F32(ConstantDescs.CD_float),
  F64(ConstantDescs.CD_double);

  private final ClassDesc component;

  DType(ClassDesc component) {
    this.component = component;
  }

  /** The class of the elements of the Java array that holds them. */
  public ClassDesc component() {
    return component;
  }

  /** What Java computes with. */
  public Type type() {
    return Type.of(component);
  }

  public boolean isFloating() {
    return this == F32 || this == F64;
  }

  /** An array for some elements. */
  public Object array(int size) {
    return switch (this) {
      case BOOL -> new boolean[size];
      case I32 -> new int[size];
      case F32 -> new float[size];
      case F64 -> new double[size];
    };
  }

  /** The type that holds the values of both. */
  public static DType common(DType x, DType y) {
    return x.compareTo(y) > 0 ? x : y;
  }

  /** The type a function of real numbers gives. */
  DType floating() {
    return isFloating() ? this : F64;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
