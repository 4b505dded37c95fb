package dev.cusp.bench.byhand;

/**
 * The gradient of {@link dev.cusp.bench.problems.Rosenbrock}: with {@code t = x[i+1] - x[i]^2},
 * {@code g[i] = 200 t[i-1] - 400 t[i] x[i] - 2 (1 - x[i])}, the first term carried along.
 */
public final class RosenbrockGradient {
  private RosenbrockGradient() {}

  /** Writes the gradient to g and returns the value. */
  public static double valueAndGradient(double[] x, double[] g) {
    int n = x.length;
    double sum = 0;
    double carried = 0;
    for (int i = 0; i < n - 1; i++) {
      double xi = x[i];
      double t = x[i + 1] - xi * xi;
      double u = 1 - xi;
      sum += 100 * t * t + u * u;
      g[i] = carried - 400 * t * xi - 2 * u;
      carried = 200 * t;
    }
    g[n - 1] = carried;
    return sum;
  }
}
