package dev.cusp.inference;

import dev.cusp.tensor.Special;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far draws of several chains are to be trusted: Vehtari, Gelman, Simpson, Carpenter and
 * Bürkner, Rank-normalization, folding, and localization: an improved R-hat, Bayesian Analysis
 * 2021. All chains are cut in halves, which tells where one is still on its way; sums of
 * autocorrelations end by Geyer's initial monotone sequence.
 */
public final class Diagnostics {
  private Diagnostics() {}

  /**
   * How much wider all halves of all chains are together than each by itself, in ranks, and in
   * ranks of distances from the median, of one of the numbers: 1 where they agree; from 1.01 on
   * they do not. NaN for a number that never changes.
   */
  public static double rHat(int column, Chain... chains) {
    double[][] halves = halves(columns(column, chains));
    double median = quantile(0.5, halves);
    double[][] folded = map(halves, x -> Math.abs(x - median));
    return Math.max(spread(ranked(halves)), spread(ranked(folded)));
  }

  /** How many independent draws tell as much about the mean of one of the numbers. */
  public static double effectiveDraws(int column, Chain... chains) {
    return effective(halves(columns(column, chains)));
  }

  /** How many independent draws tell as much about where the bulk is: of ranks. At least 400. */
  public static double bulkDraws(int column, Chain... chains) {
    return effective(ranked(halves(columns(column, chains))));
  }

  /** How many independent draws tell as much about the tails: the quantiles of 5 and 95 percent. */
  public static double tailDraws(int column, Chain... chains) {
    double[][] all = columns(column, chains);
    double low = quantile(0.05, all);
    double high = quantile(0.95, all);
    return Math.min(
        effective(halves(map(all, x -> x <= low ? 1 : 0))),
        effective(halves(map(all, x -> x <= high ? 1 : 0))));
  }

  private static double effective(double[]... halves) {
    int m = halves.length;
    int n = halves[0].length;
    double within = within(halves);
    double whole = (n - 1.0) / n * within + variance(means(halves));
    double even = 1;
    double odd = correlation(halves, 1, within, whole);
    double sum = 0;
    double before = Double.POSITIVE_INFINITY;
    for (int lag = 1; lag < n - 3 && even + odd > 0; lag += 2) {
      before = Math.min(before, even + odd);
      sum += before;
      even = correlation(halves, lag + 1, within, whole);
      odd = correlation(halves, lag + 2, within, whole);
    }
    double all = (double) m * n;
    return all / Math.max(2 * sum - 1 + Math.max(0, even), 1 / Math.log10(all));
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
    return 1 - (within - sum / n / halves.length) / whole;
  }

  private static double spread(double[]... halves) {
    int n = halves[0].length;
    return Math.sqrt((n - 1.0) / n + variance(means(halves)) / within(halves));
  }

  private static double within(double[]... halves) {
    return Arrays.stream(halves).mapToDouble(Diagnostics::variance).average().orElseThrow();
  }

  private static double[] means(double[]... halves) {
    return Arrays.stream(halves).mapToDouble(Diagnostics::mean).toArray();
  }

  /** Normal quantiles of ranks, means of them where numbers are equal. */
  private static double[][] ranked(double[]... halves) {
    int n = halves[0].length;
    double[] all = Arrays.stream(halves).flatMapToDouble(Arrays::stream).toArray();
    Integer[] order = IntStream.range(0, all.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> all[i]));
    double[][] scores = new double[halves.length][n];
    int first = 0;
    while (first < order.length) {
      int end = first + 1;
      while (end < order.length && all[order[end]] == all[order[first]]) {
        end++;
      }
      double rank = (first + 1 + end) / 2.0;
      for (int i = first; i < end; i++) {
        double share = (rank - 0.375) / (all.length + 0.25);
        scores[order[i] / n][order[i] % n] = Special.normalQuantile(share);
      }
      first = end;
    }
    return scores;
  }

  /** With what lies between two draws in proportion. */
  private static double quantile(double share, double[]... draws) {
    double[] all = Arrays.stream(draws).flatMapToDouble(Arrays::stream).sorted().toArray();
    double at = share * (all.length - 1);
    int below = (int) at;
    double above = all[Math.min(below + 1, all.length - 1)];
    return all[below] + (at - below) * (above - all[below]);
  }

  private static double[][] map(double[][] draws, DoubleUnaryOperator f) {
    return Arrays.stream(draws)
        .map(row -> Arrays.stream(row).map(f).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] columns(int column, Chain... chains) {
    double[][] columns =
        Arrays.stream(chains).map(chain -> chain.column(column)).toArray(double[][]::new);
    int n = columns.length == 0 ? 0 : columns[0].length;
    for (double[] each : columns) {
      if (each.length != n) {
        throw new IllegalArgumentException(
            "chains of %d and of %d draws; they have to be of one length"
                .formatted(n, each.length));
      }
    }
    if (n < 4) {
      throw new IllegalArgumentException("chains of %d draws are too short".formatted(n));
    }
    return columns;
  }

  private static double[][] halves(double[]... columns) {
    int n = columns[0].length;
    return Arrays.stream(columns)
        .flatMap(x -> Stream.of(Arrays.copyOf(x, n / 2), Arrays.copyOfRange(x, n - n / 2, n)))
        .toArray(double[][]::new);
  }

  private static double mean(double... x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  /** Divided by one less than there are. */
  static double variance(double... x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }
}
