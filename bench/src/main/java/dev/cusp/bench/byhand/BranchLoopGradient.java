package dev.cusp.bench.byhand;

import dev.cusp.bench.problems.BranchLoop;

/**
 * The gradient of {@link BranchLoop} by x, a and b: one stored number for each step, from which the
 * way back knows the branch, and one for its derivative, since a cosine taken on the way forward
 * overlaps with the recurrence.
 */
public final class BranchLoopGradient {
  private final double[] before = new double[BranchLoop.STEPS];
  private final double[] slopes = new double[BranchLoop.STEPS];

  /** Writes the gradient to g and returns the value. */
  public double valueAndGradient(double[] p, double[] g) {
    double x = p[0];
    double a = p[1];
    double b = p[2];
    int steps = BranchLoop.STEPS;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      before[i] = x;
      if (x < 0.5) {
        x = x + a * (1 - x);
      } else {
        slopes[i] = b - 0.1 * Math.cos(x);
        x = x * b - 0.1 * Math.sin(x);
      }
      sum += x * x;
    }

    double xBar = 0;
    double aBar = 0;
    double bBar = 0;
    for (int i = steps - 1; i >= 0; i--) {
      double y = before[i];
      xBar += 2 * x / steps;
      if (y < 0.5) {
        aBar += xBar * (1 - y);
        xBar *= 1 - a;
      } else {
        bBar += xBar * y;
        xBar *= slopes[i];
      }
      x = y;
    }
    g[0] = xBar;
    g[1] = aBar;
    g[2] = bBar;
    return sum / steps;
  }
}
