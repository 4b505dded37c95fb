package dev.cusp.inference;

import java.util.Arrays;
import java.util.Locale;

/**
 * What several chains say of one of their numbers, and how far that is to be trusted.
 *
 * @param error the Monte Carlo standard error of the mean
 * @param bulkDraws as how many independent draws they count for the bulk; see {@link Diagnostics}
 * @param tailDraws the same for the quantiles of 5 and 95 percent
 * @param rHat near 1 where all chains agree; not to be trusted above 1.01
 */
public record Summary(
    double mean, double deviation, double error, double bulkDraws, double tailDraws, double rHat) {
  /** The heading of a table whose rows are {@link #toString}. */
  public static final String HEADING = "     mean  deviation     error    bulk    tail   R-hat";

  /** Of one of the numbers. */
  public static Summary of(int column, Chain... chains) {
    double[] all =
        Arrays.stream(chains).flatMapToDouble(c -> Arrays.stream(c.column(column))).toArray();
    double deviation = Math.sqrt(Diagnostics.variance(all));
    return new Summary(
        Arrays.stream(all).average().orElseThrow(),
        deviation,
        deviation / Math.sqrt(Diagnostics.effectiveDraws(column, chains)),
        Diagnostics.bulkDraws(column, chains),
        Diagnostics.tailDraws(column, chains),
        Diagnostics.rHat(column, chains));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%9.4g %10.4g %9.2g %7.0f %7.0f %7.3f",
        mean,
        deviation,
        error,
        bulkDraws,
        tailDraws,
        rHat);
  }
}
