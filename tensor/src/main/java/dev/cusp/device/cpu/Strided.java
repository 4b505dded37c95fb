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

  /** Lines of a cache that keep out of each other's way, whatever their distance. */
  private static final int LINES = 8;

  /** Elements of such lines that are copied before the next ones. */
  private static final int WIDE = 16;

  /** By how much the places move on, from outer to outer and from inner to inner round. */
  private record Walk(int outerFrom, int innerFrom, int outerTo, int innerTo) {}

  /** {@code to[r n + i] = from[at + r step + i stride]}. */
  static void gather(Object from, int at, int step, int rows, int stride, int n, Object to) {
    if (Math.abs(step) >= Math.abs(stride)) {
      copy(from, at, new Walk(step, stride, n, 1), to, 0, rows, n);
      return;
    }
    Walk across = new Walk(stride, step, 1, n);
    for (int r = 0; r < rows; r += LINES) {
      for (int i = 0; i < n; i += WIDE) {
        int start = at + r * step + i * stride;
        copy(from, start, across, to, r * n + i, Math.min(WIDE, n - i), Math.min(LINES, rows - r));
      }
    }
  }

  /** {@code to[at + r step + i stride] = from[r n + i]}. */
  static void scatter(Object from, int rows, int n, Object to, int at, int step, int stride) {
    copy(from, 0, new Walk(n, 1, step, stride), to, at, rows, n);
  }

  private static void copy(Object from, int at, Walk by, Object to, int start, int m, int n) {
    switch (from) {
      case double[] a -> copy(a, at, by, (double[]) to, start, m, n);
      case float[] a -> copy(a, at, by, (float[]) to, start, m, n);
      case int[] a -> copy(a, at, by, (int[]) to, start, m, n);
      case long[] a -> copy(a, at, by, (long[]) to, start, m, n);
      case short[] a -> copy(a, at, by, (short[]) to, start, m, n);
      case boolean[] a -> copy(a, at, by, (boolean[]) to, start, m, n);
      default -> throw new IllegalStateException("no tensor has " + from.getClass());
    }
  }

  private static void copy(double[] a, int at, Walk by, double[] to, int start, int m, int n) {
    for (int j = 0; j < m; j++) {
      int x = at + j * by.outerFrom;
      int y = start + j * by.outerTo;
      for (int i = 0; i < n; i++) {
        to[y + i * by.innerTo] = a[x + i * by.innerFrom];
      }
    }
  }

  private static void copy(float[] a, int at, Walk by, float[] to, int start, int m, int n) {
    for (int j = 0; j < m; j++) {
      int x = at + j * by.outerFrom;
      int y = start + j * by.outerTo;
      for (int i = 0; i < n; i++) {
        to[y + i * by.innerTo] = a[x + i * by.innerFrom];
      }
    }
  }

  private static void copy(int[] a, int at, Walk by, int[] to, int start, int m, int n) {
    for (int j = 0; j < m; j++) {
      int x = at + j * by.outerFrom;
      int y = start + j * by.outerTo;
      for (int i = 0; i < n; i++) {
        to[y + i * by.innerTo] = a[x + i * by.innerFrom];
      }
    }
  }

  private static void copy(long[] a, int at, Walk by, long[] to, int start, int m, int n) {
    for (int j = 0; j < m; j++) {
      int x = at + j * by.outerFrom;
      int y = start + j * by.outerTo;
      for (int i = 0; i < n; i++) {
        to[y + i * by.innerTo] = a[x + i * by.innerFrom];
      }
    }
  }

  private static void copy(short[] a, int at, Walk by, short[] to, int start, int m, int n) {
    for (int j = 0; j < m; j++) {
      int x = at + j * by.outerFrom;
      int y = start + j * by.outerTo;
      for (int i = 0; i < n; i++) {
        to[y + i * by.innerTo] = a[x + i * by.innerFrom];
      }
    }
  }

  private static void copy(boolean[] a, int at, Walk by, boolean[] to, int start, int m, int n) {
    for (int j = 0; j < m; j++) {
      int x = at + j * by.outerFrom;
      int y = start + j * by.outerTo;
      for (int i = 0; i < n; i++) {
        to[y + i * by.innerTo] = a[x + i * by.innerFrom];
      }
    }
  }
}
