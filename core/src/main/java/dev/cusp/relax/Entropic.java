package dev.cusp.relax;

import dev.cusp.Cusp;

/**
 * Soft sorting and ranking by projection with entropy: the logarithm of the point next to exp(z),
 * by the Kullback-Leibler divergence, among the mixtures of the permutations of exp(w). In O(n log
 * n), by isotonic regression. Smooth within blocks, where {@link Quadratic} is linear.
 *
 * <p>Blondel, Teboul, Berthet and Djolonga, Fast differentiable sorting and ranking, 2020,
 * equations 5 and 6 and propositions 2 and 3; here the smallest number is first and has rank 1.
 */
public final class Entropic {
  private Entropic() {}

  /**
   * The numbers, the smallest first.
   *
   * @param temperature in the inverse unit of x
   */
  public static double[] sort(double[] x, double temperature) {
    Soft.requirePositive(temperature);
    double[] z = Order.scaled(Order.falling(x.length), temperature);
    return Order.reversed(project(z, Order.sortedDown(x)));
  }

  /**
   * The ranks of the numbers, from 1, that of the smallest, to n. Equal numbers have equal ranks.
   *
   * @param temperature in the unit of x
   */
  public static double[] rank(double[] x, double temperature) {
    Soft.requirePositive(temperature);
    // equal numbers share a block, so their order does not matter, nor is it a kink
    int[] order = Order.down(Order.stopped(x));
    double[] z = Order.picked(Order.scaled(x, temperature), order);
    return Order.putBack(project(z, Order.falling(x.length)), order);
  }

  private static double[] project(double[] z, double[] w) {
    int n = z.length;
    int[] ends = ends(z, w);
    double[] y = new double[n];
    int start = 0;
    while (start < n) {
      int end = ends[start];
      double zTotal = logSumExp(z, start, end);
      double wTotal = logSumExp(w, start, end);
      for (int i = start; i < end; i++) {
        y[i] = wTotal + (z[i] - zTotal);
      }
      start = end;
    }
    return y;
  }

  /** The logarithm of the sum of exponentials of falling numbers: the first is the largest. */
  private static double logSumExp(double[] x, int start, int end) {
    double top = Cusp.stopGradient(x[start]);
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += Math.exp(x[i] - top);
    }
    return top + Math.log(sum);
  }

  /** The blocks, by pool adjacent violators: where each ends, noted where it starts. */
  private static int[] ends(double[] z, double[] w) {
    int n = z.length;
    double[] zs = new double[n];
    double[] ws = new double[n];
    int[] starts = new int[n + 1];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      zs[blocks] = z[i];
      ws[blocks] = w[i];
      starts[blocks] = i;
      blocks++;
      while (blocks > 1 && zs[blocks - 2] - ws[blocks - 2] < zs[blocks - 1] - ws[blocks - 1]) {
        blocks--;
        zs[blocks - 1] = logAddExp(zs[blocks - 1], zs[blocks]);
        ws[blocks - 1] = logAddExp(ws[blocks - 1], ws[blocks]);
      }
    }
    return Order.ends(starts, blocks, n);
  }

  /** log(exp(a) + exp(b)). */
  private static double logAddExp(double a, double b) {
    double top = Cusp.stopGradient(Math.max(Cusp.stopGradient(a), Cusp.stopGradient(b)));
    return top + Math.log(Math.exp(a - top) + Math.exp(b - top));
  }
}
