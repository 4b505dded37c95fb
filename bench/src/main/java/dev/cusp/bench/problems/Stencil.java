package dev.cusp.bench.problems;

/**
 * Nonlinear heat on a rod, {@code u := u + c (1 + u^2) (u_left - 2 u + u_right)}, where what rises
 * above {@link #LIMIT} is damped to a tenth; the result is {@code sum u^2} after a number of steps.
 * The ends stay as they are.
 */
public final class Stencil {
  public static final double LIMIT = 0.6;

  private Stencil() {}

  /** One point's next value. */
  private static double next(double left, double u, double right, double c) {
    double r = u + c * (1 + u * u) * (left - 2 * u + right);
    return r > LIMIT ? LIMIT + 0.1 * (r - LIMIT) : r;
  }

  /** Every step from the values of the step before (Jacobi): two buffers. */
  public static double jacobi(double[] start, double c, int steps) {
    int n = start.length;
    double[] u = start.clone();
    double[] next = new double[n];
    for (int t = 0; t < steps; t++) {
      for (int i = 1; i < n - 1; i++) {
        next[i] = next(u[i - 1], u[i], u[i + 1], c);
      }
      for (int i = 1; i < n - 1; i++) {
        u[i] = next[i];
      }
    }
    return sumOfSquares(u);
  }

  /** Every step in place, from left to right (Gauss-Seidel). */
  public static double gaussSeidel(double[] start, double c, int steps) {
    int n = start.length;
    double[] u = start.clone();
    for (int t = 0; t < steps; t++) {
      for (int i = 1; i < n - 1; i++) {
        u[i] = next(u[i - 1], u[i], u[i + 1], c);
      }
    }
    return sumOfSquares(u);
  }

  private static double sumOfSquares(double[] u) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * u[i];
    }
    return sum;
  }

  /** A rod with waves, some of which reach the limit. */
  public static double[] rod(int n) {
    double[] u = new double[n];
    for (int i = 0; i < n; i++) {
      u[i] = 0.3 + 0.5 * Math.sin(0.02 * i) + 0.1 * Math.sin(1.7 * i * i);
    }
    return u;
  }
}
