package dev.cusp.tensor;

import java.util.Arrays;

/**
 * The stable order of numbers. Of those that are ints, by sorting longs of the number and its
 * position; of others, by merging runs from short to long.
 */
final class StableOrder {
  /** Runs of this length are sorted by insertion. */
  private static final int RUN = 16;

  private StableOrder() {}

  /** The positions of the keys, which are ints, from the least to the largest. */
  static int[] ofInts(long[] keys) {
    long[] packed = new long[keys.length];
    Arrays.setAll(packed, i -> keys[i] << 32 | i);
    Arrays.sort(packed);
    int[] order = new int[keys.length];
    Arrays.setAll(order, i -> (int) packed[i]);
    return order;
  }

  /** The positions of the keys, from the least to the largest. */
  static int[] of(long[] keys) {
    int n = keys.length;
    int[] order = new int[n];
    for (int from = 0; from < n; from += RUN) {
      insert(keys, order, from, Math.min(n, from + RUN));
    }
    int[] other = new int[n];
    for (long width = RUN; width < n; width *= 2) {
      for (long from = 0; from < n; from += 2 * width) {
        int middle = (int) Math.min(n, from + width);
        merge(keys, order, (int) from, middle, (int) Math.min(n, from + 2 * width), other);
      }
      int[] sorted = other;
      other = order;
      order = sorted;
    }
    return order;
  }

  private static void insert(long[] keys, int[] order, int from, int to) {
    for (int i = from; i < to; i++) {
      int at = i;
      while (at > from && keys[order[at - 1]] > keys[i]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
  }

  private static void merge(long[] keys, int[] order, int from, int middle, int to, int[] merged) {
    if (middle == to || keys[order[middle - 1]] <= keys[order[middle]]) {
      System.arraycopy(order, from, merged, from, to - from);
      return;
    }
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takesLeft = left < middle && (right == to || keys[order[left]] <= keys[order[right]]);
      merged[i] = takesLeft ? order[left++] : order[right++];
    }
  }
}
