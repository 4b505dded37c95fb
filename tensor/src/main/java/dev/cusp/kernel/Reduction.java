package dev.cusp.kernel;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * How many numbers become one. Minima and maxima are those of {@link Math}, so that NaN wins and -0
 * is below 0.
 */
public enum Reduction {
  SUM,
  PROD,
  MIN,
  MAX,
  ANY,
  ALL;

  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  /** Appends the combination of two values of one type. */
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
    double number = number();
    Object constant =
        switch (type.desc().descriptorString()) {
          case "D" -> (Object) number;
          case "F" -> (float) number;
          case "J" -> (long) number; // infinities become the least and the largest number
          default -> (int) number;
        };
    return b.value(new Op.Const(constant), type, "identity");
  }

  private double number() {
    return switch (this) {
      case SUM, ANY -> 0;
      case PROD, ALL -> 1;
      case MIN -> Double.POSITIVE_INFINITY;
      case MAX -> Double.NEGATIVE_INFINITY;
    };
  }

  /** Fills an array with what nothing at all is reduced to. */
  public void clear(Object array) {
    switch (array) {
      case double[] a -> Arrays.fill(a, number());
      case float[] a -> Arrays.fill(a, (float) number());
      case int[] a -> Arrays.fill(a, (int) number());
      case long[] a -> Arrays.fill(a, (long) number());
      case boolean[] a -> Arrays.fill(a, this == ALL);
      default -> throw new IllegalStateException("no tensor has " + array.getClass());
    }
  }

  /**
   * Makes one value of some that blocks of rounds have left. Their first half is taken together and
   * their second half, each in the same way; of floats, in double.
   *
   * @param count how many there are for each element of the output
   * @param step by how much they are apart; they belong to as many adjacent elements
   */
  public void totals(Object partials, int count, int step, Object output) {
    int length = Array.getLength(output);
    for (int first = 0; first < length; first += step) {
      if (output instanceof int[] || output instanceof long[]) {
        wholes(partials, first, count, step, output);
        continue;
      }
      double[] sums =
          step == 1
              ? new double[] {total(partials, first * count, count)}
              : total(partials, first * count, count, step);
      for (int j = 0; j < step; j++) {
        switch (output) {
          case double[] a -> a[first + j] = sums[j];
          case float[] a -> a[first + j] = (float) sums[j];
          case boolean[] a -> a[first + j] = sums[j] != 0;
          default -> throw new IllegalStateException("no tensor has " + output.getClass());
        }
      }
    }
  }

  private void wholes(Object partials, int first, int count, int step, Object output) {
    for (int j = 0; j < step; j++) {
      int from = first * count + j;
      switch (output) {
        case int[] a -> a[first + j] = (int) whole(i -> ((int[]) partials)[i], from, count, step);
        case long[] a -> a[first + j] = whole(i -> ((long[]) partials)[i], from, count, step);
        default -> throw new IllegalStateException("no integers are " + output.getClass());
      }
    }
  }

  private double total(Object partials, int first, int count) {
    if (count == 1) {
      return switch (partials) {
        case double[] a -> a[first];
        case float[] a -> a[first];
        case boolean[] a -> a[first] ? 1 : 0;
        default -> throw new IllegalStateException("no tensor has " + partials.getClass());
      };
    }
    int half = count / 2;
    double x = total(partials, first, half);
    double y = total(partials, first + half, count - half);
    return switch (this) {
      case SUM -> x + y;
      case PROD -> x * y;
      case MIN, ALL -> Math.min(x, y);
      case MAX, ANY -> Math.max(x, y);
    };
  }

  /** The same for adjacent elements at once. */
  private double[] total(Object partials, int first, int count, int step) {
    if (count == 1) {
      return row(partials, first, step);
    }
    int half = count / 2;
    double[] x = total(partials, first, half, step);
    double[] y = total(partials, first + half * step, count - half, step);
    switch (this) {
      case SUM -> each(x, y, (p, q) -> p + q);
      case PROD -> each(x, y, (p, q) -> p * q);
      case MIN, ALL -> each(x, y, Math::min);
      case MAX, ANY -> each(x, y, Math::max);
    }
    return x;
  }

  private static void each(double[] x, double[] y, DoubleBinaryOperator f) {
    for (int j = 0; j < x.length; j++) {
      x[j] = f.applyAsDouble(x[j], y[j]);
    }
  }

  private static double[] row(Object partials, int first, int step) {
    double[] row = new double[step];
    switch (partials) {
      case double[] a -> System.arraycopy(a, first, row, 0, step);
      case float[] a -> {
        for (int j = 0; j < step; j++) {
          row[j] = a[first + j];
        }
      }
      case boolean[] a -> {
        for (int j = 0; j < step; j++) {
          row[j] = a[first + j] ? 1 : 0;
        }
      }
      default -> throw new IllegalStateException("no tensor has " + partials.getClass());
    }
    return row;
  }

  /** Of integers, whose order does not matter. */
  private long whole(LongGet partials, int first, int count, int step) {
    long total = partials.at(first);
    for (int k = 1; k < count; k++) {
      long x = partials.at(first + k * step);
      total =
          switch (this) {
            case SUM -> total + x;
            case PROD -> total * x;
            case MIN -> Math.min(total, x);
            case MAX -> Math.max(total, x);
            case ANY -> total | x;
            case ALL -> total & x;
          };
    }
    return total;
  }

  private interface LongGet {
    long at(int i);
  }
}
