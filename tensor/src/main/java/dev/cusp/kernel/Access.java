package dev.cusp.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a loop nest reads or writes an array: at {@code offset + sum of strides[k] * i_k} for the
 * counters {@code i_k}.
 */
public record Access(int offset, List<Integer> strides) {
  public Access {
    strides = List.copyOf(strides);
  }

  /** The access of an array of its own that is filled in order. */
  public static Access rowMajor(List<Integer> extents) {
    List<Integer> strides = new ArrayList<>();
    int stride = 1;
    for (int extent : extents.reversed()) {
      strides.addFirst(stride);
      stride *= extent;
    }
    return new Access(0, strides);
  }

  /** The position for some counters. */
  public int at(int[] counters) {
    int at = offset;
    for (int k = 0; k < strides.size(); k++) {
      at += strides.get(k) * counters[k];
    }
    return at;
  }

  public int stride(int axis) {
    return strides.get(axis);
  }

  /** With an axis as two, of which the inner one has so many rounds. */
  Access split(int axis, int rounds) {
    List<Integer> more = new ArrayList<>(strides);
    more.add(axis, strides.get(axis) * rounds);
    return new Access(offset, more);
  }

  /** Without an axis, of one round, or one that has been merged with the axis before it. */
  Access without(int axis) {
    List<Integer> rest = new ArrayList<>(strides);
    rest.remove(axis);
    return new Access(offset, rest);
  }
}
