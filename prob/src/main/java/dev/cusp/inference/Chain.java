package dev.cusp.inference;

import java.util.Arrays;

/**
 * Draws that follow one another.
 *
 * @param draws a row for each
 * @param stepSize that was found, or given
 * @param acceptance the mean share of the draws' weight that steps of this size keep
 * @param divergences how often the energy went astray; draws near there are not to be trusted
 * @param gradients how many have been computed, in the adaptation too
 */
public record Chain(
    double[][] draws, double stepSize, double acceptance, int divergences, long gradients) {
  /** One of the numbers of all draws. */
  public double[] column(int i) {
    return Arrays.stream(draws).mapToDouble(x -> x[i]).toArray();
  }

  /** The mean of one of the numbers. */
  public double mean(int i) {
    return Arrays.stream(column(i)).average().orElse(Double.NaN);
  }

  /** The standard deviation of one of the numbers. */
  public double deviation(int i) {
    double mean = mean(i);
    return Math.sqrt(
        Arrays.stream(column(i)).map(x -> (x - mean) * (x - mean)).average().orElse(0));
  }
}
