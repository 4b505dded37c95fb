package dev.cusp.bench.byhand;

/**
 * The rotation about {@code r = (x, y, z)} by {@code t = |r|}, and its derivatives: with the unit
 * axis k and its cross product matrix K,
 *
 * <pre>
 * R = cos t I + sin t K + (1 - cos t) k k'
 * dR/dr_i = k_i (-sin t I + cos t K + sin t k k') + sin t dK + (1 - cos t) (dk k' + k dk')
 * </pre>
 *
 * <p>where {@code dk = (e_i - k_i k) / t}. Below an angle of 1e-4 it is the identity.
 */
final class Rotation {
  private Rotation() {}

  static double[] matrix(double x, double y, double z) {
    double t = Math.sqrt(x * x + y * y + z * z);
    if (t < 1e-4) {
      return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }
    double[] r = new double[9];
    double[] k = {x / t, y / t, z / t};
    add(r, k, k, Math.cos(t), Math.sin(t), 1 - Math.cos(t));
    return r;
  }

  /** The derivatives by x, y and z. */
  static double[][] derivatives(double x, double y, double z) {
    double[][] slopes = new double[3][9];
    double t = Math.sqrt(x * x + y * y + z * z);
    if (t < 1e-4) {
      return slopes;
    }
    double sin = Math.sin(t);
    double cos = Math.cos(t);
    double[] k = {x / t, y / t, z / t};
    for (int i = 0; i < 3; i++) {
      double[] dk = new double[3];
      for (int j = 0; j < 3; j++) {
        dk[j] = ((i == j ? 1 : 0) - k[i] * k[j]) / t;
      }
      add(slopes[i], k, k, -sin * k[i], cos * k[i], sin * k[i]);
      add(slopes[i], dk, k, 0, sin, 1 - cos);
      add(slopes[i], k, dk, 0, 0, 1 - cos);
    }
    return slopes;
  }

  /** Adds {@code diagonal I + skew cross(a) + outer a b'}. */
  private static void add(
      double[] m, double[] a, double[] b, double diagonal, double skew, double outer) {
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        m[3 * i + j] += outer * a[i] * b[j] + (i == j ? diagonal : 0);
      }
    }
    m[1] -= skew * a[2];
    m[2] += skew * a[1];
    m[3] += skew * a[2];
    m[5] -= skew * a[0];
    m[6] -= skew * a[1];
    m[7] += skew * a[0];
  }
}
