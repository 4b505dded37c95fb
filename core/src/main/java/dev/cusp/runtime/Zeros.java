package dev.cusp.runtime;

import java.util.Arrays;

/** Zeros in arrays of tangents: made, found and brought back. */
public final class Zeros {
  /** Short arrays of zeros, which nobody writes to. */
  private static final double[][] ZEROS = new double[65][];

  /** To be compared with, which is done many numbers at a time. */
  private static final double[] MANY = new double[256];

  static {
    Arrays.setAll(ZEROS, double[]::new);
  }

  private Zeros() {}

  /** An array of zeros that must not be written to. */
  public static double[] zeros(int length) {
    return length >= 0 && length < ZEROS.length ? ZEROS[length] : new double[length];
  }

  /** Whether a number in an array is not zero. */
  public static boolean hasNonzero(double[] numbers) {
    if (numbers.length < ZEROS.length && numbers == ZEROS[numbers.length]) {
      return false;
    }
    int i = 0;
    int length = numbers.length;
    while (length - i >= MANY.length) {
      int zeros = Arrays.mismatch(numbers, i, i + MANY.length, MANY, 0, MANY.length);
      if (zeros >= 0) {
        i += zeros;
        break; // maybe at a -0.0
      }
      i += MANY.length;
    }
    for (; i < length - 3; i += 4) {
      long bits =
          Double.doubleToRawLongBits(numbers[i])
              | Double.doubleToRawLongBits(numbers[i + 1])
              | Double.doubleToRawLongBits(numbers[i + 2])
              | Double.doubleToRawLongBits(numbers[i + 3]);
      if (bits << 1 != 0) { // the sign of a zero is no matter
        return true;
      }
    }
    for (; i < length; i++) {
      if (numbers[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number in an array is not zero. */
  public static boolean hasNonzero(float[] numbers) {
    for (float x : numbers) {
      if (x != 0) {
        return true;
      }
    }
    return false;
  }

  /** Sets all numbers of an array to zero. */
  public static void zero(double[] numbers) {
    Arrays.fill(numbers, 0);
  }

  /** Sets the numbers of an array from an element on to zero; all of them if it is negative. */
  public static void zero(double[] numbers, int start) {
    Arrays.fill(numbers, Math.max(0, start), numbers.length, 0);
  }

  /** Sets all numbers of an array to zero. */
  public static void zero(float[] numbers) {
    Arrays.fill(numbers, 0);
  }

  /** Sets all numbers in an array of arrays to zero. */
  public static void zero(Object[] rows) {
    for (Object row : rows) {
      switch (row) {
        case double[] numbers -> zero(numbers);
        case float[] numbers -> zero(numbers);
        case Object[] inner -> zero(inner);
        case null, default -> {}
      }
    }
  }

  /** Sets all references of an array to null. */
  public static void forget(Object[] references) {
    Arrays.fill(references, null);
  }

  /** The array that a result is to be put into, if there is one of its length. */
  public static double[] room(Object[] out, int at, int length) {
    boolean fits = out[at] instanceof double[] given && given.length == length;
    return fits ? (double[]) out[at] : new double[length];
  }

  /** The same with zeros in it. */
  public static double[] place(Object[] out, int at, int length) {
    double[] room = room(out, at, length);
    if (room == out[at]) {
      Arrays.fill(room, 0);
    }
    return room;
  }
}
