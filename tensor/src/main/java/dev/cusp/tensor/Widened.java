package dev.cusp.tensor;

/** Arrays of floating-point numbers as arrays of doubles. */
final class Widened {
  private Widened() {}

  /** The array, or a copy. */
  static double[] of(Object array) {
    if (array instanceof double[] doubles) {
      return doubles;
    }
    float[] floats = (float[]) array;
    double[] copy = new double[floats.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = floats[i];
    }
    return copy;
  }

  /** Rounds to what an array holds. */
  static void store(double[] values, Object array) {
    if (array instanceof double[] doubles) {
      System.arraycopy(values, 0, doubles, 0, values.length);
      return;
    }
    float[] floats = (float[]) array;
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
  }
}
