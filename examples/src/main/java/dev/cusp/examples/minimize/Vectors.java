package dev.cusp.examples.minimize;

/** Sums and products of vectors. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** {@code x + t y}. */
  static double[] plus(double[] x, double t, double[] y) {
    double[] sum = x.clone();
    for (int i = 0; i < x.length; i++) {
      sum[i] += t * y[i];
    }
    return sum;
  }
}
