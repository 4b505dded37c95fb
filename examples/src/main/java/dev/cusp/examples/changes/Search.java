package dev.cusp.examples.changes;

/** The best staircase with three jumps, by trying all. */
public final class Search {
  private Search() {}

  /** Times of the jumps, each in the middle between two samples, then the levels. */
  public static double[] best(double[] y) {
    int n = y.length;
    double[] sums = new double[n + 1];
    for (int i = 0; i < n; i++) {
      sums[i + 1] = sums[i] + y[i];
    }
    double most = Double.NEGATIVE_INFINITY;
    int[] ends = new int[3];
    for (int a = 1; a < n - 2; a++) {
      for (int b = a + 1; b < n - 1; b++) {
        double first = explained(sums, 0, a) + explained(sums, a, b);
        for (int c = b + 1; c < n; c++) {
          double all = first + explained(sums, b, c) + explained(sums, c, n);
          if (all > most) {
            most = all;
            ends = new int[] {a, b, c};
          }
        }
      }
    }
    double[] p = new double[7];
    for (int k = 0; k <= 3; k++) {
      int from = k == 0 ? 0 : ends[k - 1];
      int to = k == 3 ? n : ends[k];
      p[3 + k] = (sums[to] - sums[from]) / (to - from);
      if (k < 3) {
        p[k] = 10.0 * (to - 0.5) / n;
      }
    }
    return p;
  }

  /** What the mean of a part explains of its squares. */
  private static double explained(double[] sums, int from, int to) {
    double sum = sums[to] - sums[from];
    return sum * sum / (to - from);
  }
}
