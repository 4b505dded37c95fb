package dev.cusp.relax;

/**
 * Soft sorting, ranking and choosing by projection onto the permutahedron: {@code P(z, w)} is the
 * point next to z among the mixtures of the permutations of w. In O(n log n), by isotonic
 * regression. Piecewise linear: below some temperature the results are those of the hard operation,
 * bit for bit, and so are the derivatives.
 *
 * <p>Blondel, Teboul, Berthet and Djolonga, Fast differentiable sorting and ranking, 2020,
 * equations 5 and 6 and propositions 2 and 3; here the smallest number is first and has rank 1.
 */
public final class Quadratic {
  private Quadratic() {}

  /**
   * The numbers, the smallest first: {@code P(rho / T, x)} with rho = 1 ... n. Their sum stays the
   * same; for T to infinity each is their mean.
   *
   * @param temperature in the inverse unit of x
   */
  public static double[] sort(double[] x, double temperature) {
    Soft.requirePositive(temperature);
    double[] z = Order.scaled(Order.falling(x.length), temperature);
    return Order.reversed(project(z, Order.sortedDown(x)));
  }

  /**
   * The ranks of the numbers, from 1, that of the smallest, to n: {@code P(x / T, rho)} with rho =
   * 1 ... n. Equal numbers have equal ranks.
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

  /**
   * Weights from 0 to 1 that add up to k: for T to 0 they are 1 at the k largest numbers.
   *
   * @param temperature in the unit of x
   */
  public static double[] top(double[] x, int k, double temperature) {
    Soft.requirePositive(temperature);
    if (k < 0 || k > x.length) {
      throw new IllegalArgumentException("the top " + k + " of " + x.length + " numbers");
    }
    int[] order = Order.down(x);
    double[] z = Order.picked(Order.scaled(x, temperature), order);
    double[] w = new double[x.length];
    for (int i = 0; i < k; i++) {
      w[i] = 1;
    }
    return Order.putBack(project(z, w), order);
  }

  /** The projection of falling numbers: in each block the mean of w and what z differs from its. */
  private static double[] project(double[] z, double[] w) {
    int n = z.length;
    int[] ends = ends(z, w);
    double[] y = new double[n];
    int start = 0;
    while (start < n) {
      int end = ends[start];
      double zSum = 0;
      double wSum = 0;
      for (int i = start; i < end; i++) {
        zSum += z[i];
        wSum += w[i];
      }
      double zMean = zSum / (end - start);
      double wMean = wSum / (end - start);
      for (int i = start; i < end; i++) {
        y[i] = wMean + (z[i] - zMean);
      }
      start = end;
    }
    return y;
  }

  /**
   * The blocks of the falling numbers that are next to z - w, by pool adjacent violators: where
   * each ends, noted where it starts. Best, Chakravarti and Ubhaya, 2000.
   */
  private static int[] ends(double[] z, double[] w) {
    int n = z.length;
    double[] sums = new double[n];
    int[] starts = new int[n + 1];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      sums[blocks] = z[i] - w[i];
      starts[blocks] = i;
      blocks++;
      while (blocks > 1 && rises(sums, starts, blocks - 2, i + 1)) {
        blocks--;
        sums[blocks - 1] += sums[blocks];
      }
    }
    return Order.ends(starts, blocks, n);
  }

  /** Whether the mean of a block is below that of the block after it, which ends at a place. */
  private static boolean rises(double[] sums, int[] starts, int block, int end) {
    int middle = starts[block + 1];
    return sums[block] * (end - middle) < sums[block + 1] * (middle - starts[block]);
  }
}
