package dev.cusp.bench.problems;

import java.util.SplittableRandom;

/**
 * Rosenbrock's valley in n dimensions, {@code sum_i 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2} (H. H.
 * Rosenbrock, The Computer Journal 3, 1960).
 */
public final class Rosenbrock {
  private Rosenbrock() {}

  public static double value(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length - 1; i++) {
      double t = x[i + 1] - x[i] * x[i];
      double u = 1 - x[i];
      sum += 100 * t * t + u * u;
    }
    return sum;
  }

  /** A point in the cube [-1.5, 1.5]^n, the same every time. */
  public static double[] point(int n) {
    return new SplittableRandom(50).doubles(n, -1.5, 1.5).toArray();
  }
}
