package dev.cusp.rules;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** {@code fill} and {@code setAll} of {@link Arrays} as plain loops. */
public final class ArrayFills {
  private ArrayFills() {}

  /** Checks a range as {@link Arrays} does. */
  static void check(int length, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException("fromIndex(" + from + ") > toIndex(" + to + ")");
    }
    if (from < 0) {
      throw new ArrayIndexOutOfBoundsException(from);
    }
    if (to > length) {
      throw new ArrayIndexOutOfBoundsException(to);
    }
  }

  @Substitute(Arrays.class)
  static void fill(double[] a, double value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(double[] a, int from, int to, double value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(float[] a, float value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(float[] a, int from, int to, float value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(long[] a, long value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(long[] a, int from, int to, long value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(int[] a, int value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(int[] a, int from, int to, int value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(short[] a, short value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(short[] a, int from, int to, short value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(char[] a, char value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(char[] a, int from, int to, char value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(byte[] a, byte value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(byte[] a, int from, int to, byte value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(boolean[] a, boolean value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(boolean[] a, int from, int to, boolean value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(Object[] a, Object value) {
    for (int i = 0; i < a.length; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void fill(Object[] a, int from, int to, Object value) {
    check(a.length, from, to);
    for (int i = from; i < to; i++) {
      a[i] = value;
    }
  }

  @Substitute(Arrays.class)
  static void setAll(double[] a, IntToDoubleFunction entry) {
    Objects.requireNonNull(entry);
    for (int i = 0; i < a.length; i++) {
      a[i] = entry.applyAsDouble(i);
    }
  }

  @Substitute(Arrays.class)
  static void setAll(int[] a, IntUnaryOperator entry) {
    Objects.requireNonNull(entry);
    for (int i = 0; i < a.length; i++) {
      a[i] = entry.applyAsInt(i);
    }
  }

  @Substitute(Arrays.class)
  static void setAll(Object[] a, IntFunction<Object> entry) {
    Objects.requireNonNull(entry);
    for (int i = 0; i < a.length; i++) {
      a[i] = entry.apply(i);
    }
  }
}
