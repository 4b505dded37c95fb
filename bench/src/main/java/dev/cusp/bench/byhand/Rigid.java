package dev.cusp.bench.byhand;

/**
 * Affine maps {@code [R | t]} of space, three rows of four numbers, over an unwritten last row:
 * {@code 0 0 0 1} for a map, zeros for a derivative of one.
 */
final class Rigid {
  private Rigid() {}

  /** {@code a b} for a map b. */
  static double[] product(double[] a, double[] b) {
    double[] c = productWithSlope(a, b);
    for (int i = 3; i < 12; i += 4) {
      c[i] += a[i];
    }
    return c;
  }

  /** {@code a b} for a derivative b. */
  static double[] productWithSlope(double[] a, double[] b) {
    double[] c = new double[12];
    for (int i = 0; i < 12; i += 4) {
      for (int j = 0; j < 4; j++) {
        c[i + j] = a[i] * b[j] + a[i + 1] * b[4 + j] + a[i + 2] * b[8 + j];
      }
    }
    return c;
  }

  /** The 3x3 matrix r times a. */
  static double[] turned(double[] r, double[] a) {
    double[] c = new double[12];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 4; j++) {
        c[4 * i + j] = r[3 * i] * a[j] + r[3 * i + 1] * a[4 + j] + r[3 * i + 2] * a[8 + j];
      }
    }
    return c;
  }
}
