package dev.cusp.bench.problems;

/**
 * A scalar recurrence whose step depends on where it is:
 *
 * <pre>
 * x := x &lt; 1/2 ? x + a (1 - x) : b x - sin(x) / 10
 * </pre>
 *
 * <p>The result is the mean of x^2 over the steps.
 */
public final class BranchLoop {
  /** Where x starts, a and b. */
  public static final double[] POINT = {0.2, 0.3, 0.9};

  public static final int STEPS = 1000;

  private BranchLoop() {}

  public static double value(double[] p) {
    return value(p[0], p[1], p[2], STEPS);
  }

  public static double value(double x, double a, double b, int steps) {
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      if (x < 0.5) {
        x = x + a * (1 - x);
      } else {
        x = x * b - 0.1 * Math.sin(x);
      }
      sum += x * x;
    }
    return sum / steps;
  }
}
