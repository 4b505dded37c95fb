package dev.cusp.rules;

import java.util.Arrays;

/**
 * {@link Arrays#sort} of numbers: a merge sort that orders positions and then moves the elements at
 * once, so that the derivative is the permutation and nothing but the positions is kept for it.
 *
 * <p>The order is the JDK's: -0.0 before 0.0, NaN last. Equal elements stay in their order.
 */
public final class ArraySorts {
  private ArraySorts() {}

  @Substitute(Arrays.class)
  static void sort(double[] a) {
    permute(a, 0, a.length);
  }

  @Substitute(Arrays.class)
  static void sort(double[] a, int from, int to) {
    ArrayFills.check(a.length, from, to);
    permute(a, from, to - from);
  }

  private static void permute(double[] a, int from, int count) {
    int[] order = order(a, from, count);
    double[] old = new double[count];
    for (int i = 0; i < count; i++) {
      old[i] = a[from + i];
    }
    for (int i = 0; i < count; i++) {
      a[from + i] = old[order[i]];
    }
  }

  /** The positions, relative to the start, in ascending order of the elements. */
  private static int[] order(double[] a, int start, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    int[] merged = new int[count];
    for (long width = 1; width < count; width *= 2) {
      for (long left = 0; left < count; left += 2 * width) {
        long middle = Math.min(left + width, count);
        long right = Math.min(left + 2 * width, count);
        merge(a, start, order, merged, (int) left, (int) middle, (int) right);
      }
      int[] swap = order;
      order = merged;
      merged = swap;
    }
    return order;
  }

  private static void merge(
      double[] a, int start, int[] order, int[] merged, int left, int middle, int right) {
    int i = left;
    int j = middle;
    for (int k = left; k < right; k++) {
      if (j >= right) {
        merged[k] = order[i++];
      } else if (i >= middle) {
        merged[k] = order[j++];
      } else if (isAfter(a[start + order[i]], a[start + order[j]])) {
        merged[k] = order[j++];
      } else {
        merged[k] = order[i++];
      }
    }
  }

  private static boolean isAfter(double x, double y) {
    if (x > y) {
      return true;
    }
    if (x < y) {
      return false;
    }
    return Double.doubleToLongBits(x) > Double.doubleToLongBits(y); // equal, or a NaN
  }

  @Substitute(Arrays.class)
  static void sort(float[] a) {
    permute(a, 0, a.length);
  }

  @Substitute(Arrays.class)
  static void sort(float[] a, int from, int to) {
    ArrayFills.check(a.length, from, to);
    permute(a, from, to - from);
  }

  private static void permute(float[] a, int from, int count) {
    int[] order = order(a, from, count);
    float[] old = new float[count];
    for (int i = 0; i < count; i++) {
      old[i] = a[from + i];
    }
    for (int i = 0; i < count; i++) {
      a[from + i] = old[order[i]];
    }
  }

  /** The positions, relative to the start, in ascending order of the elements. */
  private static int[] order(float[] a, int start, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    int[] merged = new int[count];
    for (long width = 1; width < count; width *= 2) {
      for (long left = 0; left < count; left += 2 * width) {
        long middle = Math.min(left + width, count);
        long right = Math.min(left + 2 * width, count);
        merge(a, start, order, merged, (int) left, (int) middle, (int) right);
      }
      int[] swap = order;
      order = merged;
      merged = swap;
    }
    return order;
  }

  private static void merge(
      float[] a, int start, int[] order, int[] merged, int left, int middle, int right) {
    int i = left;
    int j = middle;
    for (int k = left; k < right; k++) {
      if (j >= right) {
        merged[k] = order[i++];
      } else if (i >= middle) {
        merged[k] = order[j++];
      } else if (isAfter(a[start + order[i]], a[start + order[j]])) {
        merged[k] = order[j++];
      } else {
        merged[k] = order[i++];
      }
    }
  }

  private static boolean isAfter(float x, float y) {
    if (x > y) {
      return true;
    }
    if (x < y) {
      return false;
    }
    return Float.floatToIntBits(x) > Float.floatToIntBits(y); // equal, or a NaN
  }
}
