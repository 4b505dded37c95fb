package dev.cusp.rules;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * {@link Arrays#copyOf}, {@link Arrays#copyOfRange} and {@code clone()} of arrays as plain loops.
 *
 * <p>Of an array of references the copy has the class of the original, so it is made by reflection,
 * except that of {@code double[][]} and {@code float[][]}.
 */
public final class ArrayParts {
  private ArrayParts() {}

  /** The length of the range, checked as the JDK does. */
  private static int length(int length, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException(from + " > " + to);
    }
    if (from < 0 || from > length) {
      throw new ArrayIndexOutOfBoundsException(
          "the range starts at " + from + " of an array of length " + length);
    }
    return to - from;
  }

  private static Object[] like(Object[] array, int length) {
    return (Object[]) Array.newInstance(array.getClass().getComponentType(), length);
  }

  @Substitute(Arrays.class)
  static double[] copyOf(double[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static double[] copyOfRange(double[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static double[] clone(double[] a) {
    return part(a, 0, a.length);
  }

  private static double[] part(double[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    double[] copy = new double[length];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static float[] copyOf(float[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static float[] copyOfRange(float[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static float[] clone(float[] a) {
    return part(a, 0, a.length);
  }

  private static float[] part(float[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    float[] copy = new float[length];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static long[] copyOf(long[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static long[] copyOfRange(long[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static long[] clone(long[] a) {
    return part(a, 0, a.length);
  }

  private static long[] part(long[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    long[] copy = new long[length];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static int[] copyOf(int[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static int[] copyOfRange(int[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static int[] clone(int[] a) {
    return part(a, 0, a.length);
  }

  private static int[] part(int[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    int[] copy = new int[length];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static short[] copyOf(short[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static short[] copyOfRange(short[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static short[] clone(short[] a) {
    return part(a, 0, a.length);
  }

  private static short[] part(short[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    short[] copy = new short[length];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static char[] copyOf(char[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static char[] copyOfRange(char[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static char[] clone(char[] a) {
    return part(a, 0, a.length);
  }

  private static char[] part(char[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    char[] copy = new char[length];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static byte[] copyOf(byte[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static byte[] copyOfRange(byte[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static byte[] clone(byte[] a) {
    return part(a, 0, a.length);
  }

  private static byte[] part(byte[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    byte[] copy = new byte[length];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static boolean[] copyOf(boolean[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static boolean[] copyOfRange(boolean[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static boolean[] clone(boolean[] a) {
    return part(a, 0, a.length);
  }

  private static boolean[] part(boolean[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    boolean[] copy = new boolean[length];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static double[][] copyOf(double[][] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static double[][] copyOfRange(double[][] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static double[][] clone(double[][] a) {
    return part(a, 0, a.length);
  }

  private static double[][] part(double[][] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    double[][] copy = new double[length][];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static float[][] copyOf(float[][] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static float[][] copyOfRange(float[][] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static float[][] clone(float[][] a) {
    return part(a, 0, a.length);
  }

  private static float[][] part(float[][] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    float[][] copy = new float[length][];
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }

  @Substitute(Arrays.class)
  static Object[] copyOf(Object[] a, int length) {
    return part(a, 0, length);
  }

  @Substitute(Arrays.class)
  static Object[] copyOfRange(Object[] a, int from, int to) {
    return part(a, from, length(a.length, from, to));
  }

  @Substitute(Object.class)
  static Object[] clone(Object[] a) {
    return part(a, 0, a.length);
  }

  private static Object[] part(Object[] a, int from, int length) {
    int count = Math.min(a.length - from, length);
    Object[] copy = like(a, length);
    for (int i = 0; i < count; i++) {
      copy[i] = a[from + i];
    }
    return copy;
  }
}
