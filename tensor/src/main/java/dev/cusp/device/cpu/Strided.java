package dev.cusp.device.cpu;

import java.lang.reflect.Array;

/** Copies between places at some distance of each other and arrays that are filled in order. */
final class Strided {
  private Strided() {}

  /** An array like another one for some elements; the one used last where it is large enough. */
  static Object array(Object like, Object last, int size) {
    return last != like && Array.getLength(last) >= size
        ? last
        : Array.newInstance(like.getClass().componentType(), size);
  }

  /** {@code to[r n + i] = from[at + r step + i stride]}. */
  static void gather(Object from, int at, int step, int rows, int stride, int n, Object to) {
    boolean rowsInside = Math.abs(step) < Math.abs(stride);
    int outer = rowsInside ? n : rows;
    int inner = rowsInside ? rows : n;
    int[] moves = rowsInside ? new int[] {stride, step, 1, n} : new int[] {step, stride, n, 1};
    for (int i = 0; i < outer; i++) {
      copy(from, at + i * moves[0], moves[1], to, i * moves[2], moves[3], inner);
    }
  }

  /** {@code to[at + r step + i stride] = from[r n + i]}. */
  static void scatter(Object from, int rows, int n, Object to, int at, int step, int stride) {
    for (int r = 0; r < rows; r++) {
      copy(from, r * n, 1, to, at + r * step, stride, n);
    }
  }

  private static void copy(Object from, int at, int by, Object to, int start, int step, int n) {
    switch (from) {
      case double[] a -> copy(a, at, by, (double[]) to, start, step, n);
      case float[] a -> copy(a, at, by, (float[]) to, start, step, n);
      case int[] a -> copy(a, at, by, (int[]) to, start, step, n);
      case long[] a -> copy(a, at, by, (long[]) to, start, step, n);
      case short[] a -> copy(a, at, by, (short[]) to, start, step, n);
      case boolean[] a -> copy(a, at, by, (boolean[]) to, start, step, n);
      default -> throw new IllegalStateException("no tensor has " + from.getClass());
    }
  }

  private static void copy(double[] a, int at, int by, double[] to, int start, int step, int n) {
    for (int i = 0; i < n; i++) {
      to[start + i * step] = a[at + i * by];
    }
  }

  private static void copy(float[] a, int at, int by, float[] to, int start, int step, int n) {
    for (int i = 0; i < n; i++) {
      to[start + i * step] = a[at + i * by];
    }
  }

  private static void copy(int[] a, int at, int by, int[] to, int start, int step, int n) {
    for (int i = 0; i < n; i++) {
      to[start + i * step] = a[at + i * by];
    }
  }

  private static void copy(long[] a, int at, int by, long[] to, int start, int step, int n) {
    for (int i = 0; i < n; i++) {
      to[start + i * step] = a[at + i * by];
    }
  }

  private static void copy(short[] a, int at, int by, short[] to, int start, int step, int n) {
    for (int i = 0; i < n; i++) {
      to[start + i * step] = a[at + i * by];
    }
  }

  private static void copy(boolean[] a, int at, int by, boolean[] to, int start, int step, int n) {
    for (int i = 0; i < n; i++) {
      to[start + i * step] = a[at + i * by];
    }
  }
}
