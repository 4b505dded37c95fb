package dev.cusp.emit;

/** Where a variable is alive: disjoint ranges of positions, descending as they are added. */
final class Ranges {
  private static final int[] NONE = {};

  /** Pairs start (included), end (excluded), the last range first. */
  private int[] bounds = NONE;

  private int size;

  /** Adds a range below all others, or touching the lowest. */
  void add(int start, int end) {
    if (start >= end) {
      return;
    }
    if (size > 0 && bounds[size - 2] <= end) {
      bounds[size - 2] = Math.min(start, bounds[size - 2]);
      return;
    }
    if (size == bounds.length) {
      bounds = java.util.Arrays.copyOf(bounds, Math.max(4, 2 * size));
    }
    bounds[size++] = start;
    bounds[size++] = end;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The first position, or the greatest int where there is none. */
  int start() {
    return size == 0 ? Integer.MAX_VALUE : bounds[size - 2];
  }

  boolean overlap(Ranges other) {
    int i = 0;
    int j = 0;
    while (i < size && j < other.size) {
      if (bounds[i] >= other.bounds[j + 1]) {
        i += 2;
      } else if (other.bounds[j] >= bounds[i + 1]) {
        j += 2;
      } else {
        return true;
      }
    }
    return false;
  }

  /** The positions of both, which do not overlap. */
  Ranges union(Ranges other) {
    Ranges all = new Ranges();
    int i = 0;
    int j = 0;
    while (i < size || j < other.size) {
      boolean mine = j >= other.size || i < size && bounds[i] >= other.bounds[j];
      if (mine) {
        all.add(bounds[i], bounds[i + 1]);
        i += 2;
      } else {
        all.add(other.bounds[j], other.bounds[j + 1]);
        j += 2;
      }
    }
    return all;
  }
}
