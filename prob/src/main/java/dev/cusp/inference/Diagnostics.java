package dev.cusp.inference;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far draws of several chains are to be trusted. Gelman et al., Bayesian data analysis, third
 * edition, sections 11.4 and 11.5; sums of autocorrelations by Geyer's initial monotone sequence.
 */
public final class Diagnostics {
  private Diagnostics() {}

  /**
   * How much wider all halves of all chains are together than each by itself, for one of the
   * numbers: 1 where they agree; from 1.01 on they do not.
   */
  public static double splitRHat(int column, Chain... chains) {
    double[][] halves = halves(column, chains);
    int n = halves[0].length;
    double within =
        Arrays.stream(halves).mapToDouble(Diagnostics::variance).average().orElseThrow();
    double[] means = Arrays.stream(halves).mapToDouble(Diagnostics::mean).toArray();
    return Math.sqrt(((n - 1.0) / n * within + variance(means)) / within);
  }

  /** How many independent draws tell as much about the mean of one of the numbers. */
  public static double effectiveDraws(int column, Chain... chains) {
    double[][] halves = halves(column, chains);
    int m = halves.length;
    int n = halves[0].length;
    double within =
        Arrays.stream(halves).mapToDouble(Diagnostics::variance).average().orElseThrow();
    double between = variance(Arrays.stream(halves).mapToDouble(Diagnostics::mean).toArray());
    double whole = (n - 1.0) / n * within + between;
    double sum = 0;
    double before = Double.POSITIVE_INFINITY;
    for (int lag = 0; lag + 1 < n; lag += 2) {
      double pair =
          correlation(halves, lag, within, whole) + correlation(halves, lag + 1, within, whole);
      if (pair < 0) {
        break;
      }
      before = Math.min(before, pair);
      sum += before;
    }
    return Math.min((double) m * n * Math.log10((double) m * n), m * n / (2 * sum - 1));
  }

  private static double correlation(double[][] halves, int lag, double within, double whole) {
    int n = halves[0].length;
    double sum = 0;
    for (double[] half : halves) {
      double mean = mean(half);
      for (int i = lag; i < n; i++) {
        sum += (half[i] - mean) * (half[i - lag] - mean);
      }
    }
    double covariance = sum / (n - 1.0) / halves.length;
    return 1 - (within - covariance) / whole;
  }

  private static double[][] halves(int column, Chain... chains) {
    int n = chains[0].draws().length / 2;
    if (n < 2) {
      throw new IllegalArgumentException("chains of %d draws are too short".formatted(2 * n));
    }
    return IntStream.range(0, 2 * chains.length)
        .mapToObj(i -> Arrays.copyOfRange(chains[i / 2].column(column), i % 2 * n, i % 2 * n + n))
        .toArray(double[][]::new);
  }

  private static double mean(double... x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  /** Divided by one less than there are. */
  private static double variance(double... x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }
}
