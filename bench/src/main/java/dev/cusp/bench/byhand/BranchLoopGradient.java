package dev.cusp.bench.byhand;

import dev.cusp.bench.problems.BranchLoop;

/**
 * The gradient of {@link BranchLoop} by x, a and b, forward: for three inputs, three tangents
 * carried along cost less than storing every step for a way back.
 */
public final class BranchLoopGradient {
  private BranchLoopGradient() {}

  /** Writes the gradient to g and returns the value. */
  public static double valueAndGradient(double[] p, double[] g) {
    double x = p[0];
    double a = p[1];
    double b = p[2];
    double byX = 1;
    double byA = 0;
    double byB = 0;
    double sum = 0;
    double sumByX = 0;
    double sumByA = 0;
    double sumByB = 0;
    for (int i = 0; i < BranchLoop.STEPS; i++) {
      if (x < 0.5) {
        double slope = 1 - a;
        byX *= slope;
        byA = byA * slope + (1 - x);
        byB *= slope;
        x = x + a * (1 - x);
      } else {
        double slope = b - 0.1 * Math.cos(x);
        byX *= slope;
        byA *= slope;
        byB = byB * slope + x;
        x = x * b - 0.1 * Math.sin(x);
      }
      sum += x * x;
      sumByX += x * byX;
      sumByA += x * byA;
      sumByB += x * byB;
    }
    double scale = 2.0 / BranchLoop.STEPS;
    g[0] = scale * sumByX;
    g[1] = scale * sumByA;
    g[2] = scale * sumByB;
    return sum / BranchLoop.STEPS;
  }
}
