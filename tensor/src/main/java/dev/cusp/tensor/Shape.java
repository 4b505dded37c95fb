package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The lengths of a tensor's axes; none for a scalar. */
public record Shape(List<Integer> lengths) {
  public static final Shape SCALAR = Shape.of();

  /** Of the given lengths. */
  public Shape {
    lengths = List.copyOf(lengths);
    long size = 1;
    for (int length : lengths) {
      if (length < 0) {
        throw new ShapeException("the lengths %s: one is negative", lengths);
      }
      size *= length;
      if (size > Integer.MAX_VALUE) {
        throw new ShapeException(
            "the shape %s has more elements than a Java array, which ends at 2147483647", lengths);
      }
    }
  }

  /** Of the given lengths. */
  public static Shape of(int... lengths) {
    Integer[] all = new Integer[lengths.length];
    Arrays.setAll(all, i -> lengths[i]);
    return new Shape(List.of(all));
  }

  public int rank() {
    return lengths.size();
  }

  /** The length of an axis; negative ones count from the end. */
  public int length(int axis) {
    return lengths.get(axis(axis));
  }

  /** How many elements there are. */
  public int size() {
    int size = 1;
    for (int i = 0; i < lengths.size(); i++) {
      size *= lengths.get(i);
    }
    return size;
  }

  /** An axis counted from the front, 0 up, from one that may count from the end, -1 down. */
  public int axis(int axis) {
    if (axis < -rank() || axis >= rank()) {
      throw new ShapeException("the shape %s has no axis %d", this, axis);
    }
    return axis < 0 ? axis + rank() : axis;
  }

  /** All axes, or the given ones, counted from the front and in order. */
  List<Integer> axes(int... axes) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < (axes.length == 0 ? rank() : axes.length); i++) {
      int axis = axes.length == 0 ? i : axis(axes[i]);
      if (all.contains(axis)) {
        throw new ShapeException("axis %d is given twice for the shape %s", axis, this);
      }
      all.add(axis);
    }
    Collections.sort(all);
    return all;
  }

  int[] toArray() {
    return ints(lengths);
  }

  static int[] ints(List<Integer> list) {
    int[] ints = new int[list.size()];
    Arrays.setAll(ints, list::get);
    return ints;
  }

  /** Without some axes. */
  Shape without(List<Integer> axes) {
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < rank(); i++) {
      if (!axes.contains(i)) {
        rest.add(lengths.get(i));
      }
    }
    return new Shape(rest);
  }

  /** With another length of an axis. */
  Shape with(int axis, int length) {
    List<Integer> all = new ArrayList<>(lengths);
    all.set(axis, length);
    return new Shape(all);
  }

  /**
   * The shape that two are broadcast to: axes are aligned at the end, missing ones and those of
   * length 1 are repeated.
   *
   * @param operation what wants it, for the error
   */
  public static Shape broadcast(String operation, Shape x, Shape y) {
    if (x.equals(y)) {
      return x;
    }
    int rank = Math.max(x.rank(), y.rank());
    List<Integer> lengths = new ArrayList<>();
    for (int axis = -rank; axis < 0; axis++) {
      int a = axis < -x.rank() ? 1 : x.length(axis);
      int b = axis < -y.rank() ? 1 : y.length(axis);
      if (a != b && a != 1 && b != 1) {
        throw new ShapeException(
            "%s: shapes %s and %s do not broadcast: axis %d is %d in the first but %d in the second",
            operation, x, y, axis, a, b);
      }
      lengths.add(a == 1 ? b : a);
    }
    return lengths.equals(x.lengths) ? x : lengths.equals(y.lengths) ? y : new Shape(lengths);
  }

  @Override
  public String toString() {
    return lengths.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
