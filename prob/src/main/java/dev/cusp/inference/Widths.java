package dev.cusp.inference;

/** Variances of all numbers, from stretches of a warm-up each twice as long as the one before. */
final class Widths {
  private static final int FEWEST = 10;

  private final int end;
  private final double[] mean;
  private final double[] squares;
  private double[] variances;
  private int count;
  private int next;

  Widths(int n, int warmUp) {
    mean = new double[n];
    squares = new double[n];
    next = Math.max(FEWEST, warmUp / 10);
    end = warmUp - Math.max(FEWEST / 2, warmUp / 20);
  }

  /** After a draw of the warm-up; whether there are new variances. */
  boolean learn(int i, double... x) {
    count++;
    for (int k = 0; k < x.length; k++) {
      double off = x[k] - mean[k];
      mean[k] += off / count;
      squares[k] += off * (x[k] - mean[k]);
    }
    if (i + 1 != next) {
      return false;
    }
    variances = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      double variance = squares[k] / (count - 1);
      variances[k] = count / (count + 5.0) * variance + 1e-3 * 5 / (count + 5.0);
      mean[k] = 0;
      squares[k] = 0;
    }
    int following = next + 2 * count;
    next = following + 2 * (following - next) > end ? end : following;
    count = 0;
    return true;
  }

  double[] variances() {
    return variances;
  }
}
