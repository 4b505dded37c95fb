package dev.cusp.rules;

import java.util.Arrays;
import java.util.Comparator;

/**
 * {@link Arrays#sort} of objects: a merge sort of positions, stable as the JDK's is. The comparator
 * is called for other pairs than the JDK calls it for.
 */
public final class ObjectSorts {
  private ObjectSorts() {}

  @Substitute(Arrays.class)
  static void sort(Object[] a) {
    permute(a, 0, a.length, null);
  }

  @Substitute(Arrays.class)
  static void sort(Object[] a, int from, int to) {
    ArrayFills.check(a.length, from, to);
    permute(a, from, to - from, null);
  }

  @Substitute(Arrays.class)
  static void sort(Object[] a, Comparator<Object> comparator) {
    permute(a, 0, a.length, comparator);
  }

  @Substitute(Arrays.class)
  static void sort(Object[] a, int from, int to, Comparator<Object> comparator) {
    ArrayFills.check(a.length, from, to);
    permute(a, from, to - from, comparator);
  }

  private static void permute(Object[] a, int from, int count, Comparator<Object> comparator) {
    int[] order = order(a, from, count, comparator);
    Object[] old = new Object[count];
    for (int i = 0; i < count; i++) {
      old[i] = a[from + i];
    }
    for (int i = 0; i < count; i++) {
      a[from + i] = old[order[i]];
    }
  }

  private static int[] order(Object[] a, int start, int count, Comparator<Object> comparator) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    int[] merged = new int[count];
    for (long width = 1; width < count; width *= 2) {
      for (long left = 0; left < count; left += 2 * width) {
        int middle = (int) Math.min(left + width, count);
        int right = (int) Math.min(left + 2 * width, count);
        int i = (int) left;
        int j = middle;
        for (int k = i; k < right; k++) {
          if (j >= right) {
            merged[k] = order[i++];
          } else if (i >= middle) {
            merged[k] = order[j++];
          } else if (compare(a[start + order[i]], a[start + order[j]], comparator) > 0) {
            merged[k] = order[j++];
          } else {
            merged[k] = order[i++];
          }
        }
      }
      int[] swap = order;
      order = merged;
      merged = swap;
    }
    return order;
  }

  private static int compare(Object x, Object y, Comparator<Object> comparator) {
    return comparator == null ? Compositions.natural(x, y) : comparator.compare(x, y);
  }
}
