package dev.cusp.rules;

import java.util.Arrays;

/** Binary search in sorted arrays of floating-point numbers; where it ends is a whole number. */
final class Searches {
  private Searches() {}

  @Substitute(Arrays.class)
  static int binarySearch(double[] a, double key) {
    return search(a, 0, a.length, key);
  }

  @Substitute(Arrays.class)
  static int binarySearch(double[] a, int from, int to, double key) {
    ArrayFills.check(a.length, from, to);
    return search(a, from, to, key);
  }

  private static int search(double[] a, int from, int to, double key) {
    int low = from;
    int high = to - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Double.compare(a[middle], key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }
}
