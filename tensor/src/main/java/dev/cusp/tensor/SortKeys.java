package dev.cusp.tensor;

/** Numbers as longs in the same order, in which NaN is the largest and both zeros are equal. */
final class SortKeys {
  private SortKeys() {}

  /**
   * The keys of a lane, of its negative where the least shall come out as the largest; of NaN it is
   * the largest in either case.
   */
  static void read(Object array, int start, int step, long[] keys, boolean isNegative) {
    for (int i = 0, at = start; i < keys.length; i++, at += step) {
      keys[i] =
          switch (array) {
            case double[] a -> key(isNegative ? -a[at] : a[at]);
            case float[] a -> key(isNegative ? -a[at] : a[at]); // an int
            case long[] a -> isNegative ? ~a[at] : a[at];
            case int[] a -> isNegative ? ~a[at] : a[at];
            case boolean[] a -> a[at] != isNegative ? 1 : 0;
            default -> throw new IllegalStateException("no order of " + array.getClass());
          };
    }
  }

  static long key(double x) {
    long bits = Double.doubleToLongBits(x + 0.0); // -0 becomes 0, all NaN one
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  /** The same in an int. */
  static int key(float x) {
    int bits = Float.floatToIntBits(x + 0f);
    return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
  }
}
