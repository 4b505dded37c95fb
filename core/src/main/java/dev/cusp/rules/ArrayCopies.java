package dev.cusp.rules;

/**
 * {@link System#arraycopy} as plain loops: ascending, but descending where the array is moved up
 * within itself.
 */
public final class ArrayCopies {
  private ArrayCopies() {}

  /** Where the types of the arrays are not known before. */
  @Substitute(System.class)
  static void arraycopy(Object from, int start, Object to, int target, int count) {
    if (from instanceof double[] a && to instanceof double[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from instanceof Object[] a && to instanceof Object[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from instanceof float[] a && to instanceof float[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from instanceof long[] a && to instanceof long[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from instanceof int[] a && to instanceof int[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from instanceof short[] a && to instanceof short[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from instanceof char[] a && to instanceof char[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from instanceof byte[] a && to instanceof byte[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from instanceof boolean[] a && to instanceof boolean[] b) {
      arraycopy(a, start, b, target, count);
    } else if (from == null || to == null) {
      throw new NullPointerException("arraycopy: null array");
    } else {
      throw new ArrayStoreException("arraycopy: arrays of different types, or not arrays");
    }
  }

  @Substitute(System.class)
  static void arraycopy(double[] from, int start, double[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  @Substitute(System.class)
  static void arraycopy(float[] from, int start, float[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  @Substitute(System.class)
  static void arraycopy(long[] from, int start, long[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  @Substitute(System.class)
  static void arraycopy(int[] from, int start, int[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  @Substitute(System.class)
  static void arraycopy(short[] from, int start, short[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  @Substitute(System.class)
  static void arraycopy(char[] from, int start, char[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  @Substitute(System.class)
  static void arraycopy(byte[] from, int start, byte[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  @Substitute(System.class)
  static void arraycopy(boolean[] from, int start, boolean[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  @Substitute(System.class)
  static void arraycopy(Object[] from, int start, Object[] to, int target, int count) {
    check(from.length, start, to.length, target, count);
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  /** One condition and one exception: the code is inlined at every call. */
  private static void check(int from, int start, int to, int target, int count) {
    long left = (long) from - start - count;
    long right = (long) to - target - count;
    if ((left | right | start | target | count) < 0) {
      throw new ArrayIndexOutOfBoundsException(
          "arraycopy: "
              + count
              + " elements from "
              + start
              + " of "
              + from
              + " to "
              + target
              + " of "
              + to);
    }
  }
}
