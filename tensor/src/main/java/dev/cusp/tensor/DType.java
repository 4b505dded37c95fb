package dev.cusp.tensor;

import dev.cusp.ir.Type;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Locale;

/**
 * The type of a tensor's elements.
 *
 * <p>Where two meet, the later one in this order is the result's: bool, i32, i64, bf16, f16, f32,
 * f64; of bf16 and f16 it is f32. So an i64 and an f32 give an f32, as in PyTorch (NumPy has f64
 * there). A Java number beside a tensor takes the tensor's type, or that of its own, i32 or f64,
 * where the tensor's cannot hold it. What follows is the table.
 *
 * <pre>
 *         bool  i32   i64   bf16  f16   f32   f64
 *   bool  bool  i32   i64   bf16  f16   f32   f64
 *   i32         i32   i64   bf16  f16   f32   f64
 *   i64               i64   bf16  f16   f32   f64
 *   bf16                    bf16  f32   f32   f64
 *   f16                           f16   f32   f64
 *   f32                                 f32   f64
 *   f64                                       f64
 * </pre>
 *
 * <p>Arithmetic of bools is that of i32. Quotients, means and functions of real numbers take ints
 * to f64. Sums and products of bools and ints are i64.
 */
public enum DType {
  BOOL(ConstantDescs.CD_boolean),
  I32(ConstantDescs.CD_int),
  I64(ConstantDescs.CD_long),
  /** The upper half of an f32, to keep numbers in; computed with in f32, each result rounded. */
  BF16(ConstantDescs.CD_short),
  /** The half precision of IEEE 754, to keep numbers in; computed with in f32, as bf16 is. */
  F16(ConstantDescs.CD_short),
  F32(ConstantDescs.CD_float),
  F64(ConstantDescs.CD_double);

  private final ClassDesc component;

  DType(ClassDesc component) {
    this.component = component;
  }

  /** The class of the elements of the Java array that holds them; of half types their bits. */
  public ClassDesc component() {
    return component;
  }

  /** How much memory an element takes. */
  public int bytes() {
    return switch (this) {
      case BOOL -> 1;
      case BF16, F16 -> 2;
      case I32, F32 -> 4;
      case I64, F64 -> 8;
    };
  }

  /** What Java computes with; of half types it is their bits. */
  public Type type() {
    return Type.of(component);
  }

  public boolean isFloating() {
    return compareTo(BF16) >= 0;
  }

  /** Whether numbers are only kept in it, and computed with in f32. */
  public boolean isHalf() {
    return this == BF16 || this == F16;
  }

  /** The type that is computed with: f32 for half types, else this. */
  DType wide() {
    return isHalf() ? F32 : this;
  }

  /** An array for some elements. */
  public Object array(int size) {
    return switch (this) {
      case BOOL -> new boolean[size];
      case I32 -> new int[size];
      case I64 -> new long[size];
      case BF16, F16 -> new short[size];
      case F32 -> new float[size];
      case F64 -> new double[size];
    };
  }

  /** The type that holds the values of both. */
  public static DType common(DType x, DType y) {
    boolean isMixed = x.isHalf() && y.isHalf() && x != y;
    return isMixed ? F32 : x.compareTo(y) > 0 ? x : y;
  }

  /** The type that holds the values of all. */
  static DType common(Iterable<Tensor> xs) {
    DType type = BOOL;
    for (Tensor x : xs) {
      type = common(type, x.type());
    }
    return type;
  }

  /** The type a function of real numbers gives. */
  DType floating() {
    return isFloating() ? this : F64;
  }

  /** The type a sum is in. */
  DType summed() {
    return isFloating() ? this : I64;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
