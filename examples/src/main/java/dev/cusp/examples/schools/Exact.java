package dev.cusp.examples.schools;

/** Moments of the posterior by quadrature: given mean and spread, the effects are normal. */
public final class Exact {
  private Exact() {}

  /** Means of a mean, a spread, and each school's effect, and the deviations of these. */
  public record Moments(double[] means, double[] deviations) {}

  /** By sums over 400 means and 1600 logarithms of spreads, which have 6 digits. */
  public static Moments moments(double[] gains, double[] errors) {
    int n = 2 + gains.length;
    double weights = 0;
    double[] sums = new double[n];
    double[] squares = new double[n];
    for (int i = 0; i < 400; i++) {
      double mean = -25 + 60 * (i + 0.5) / 400;
      for (int k = 0; k < 1600; k++) {
        double spread = Math.exp(-10 + 16 * (k + 0.5) / 1600);
        double log = Math.log(spread) - mean * mean / 50 - Math.log(1 + spread * spread / 25);
        for (int j = 0; j < gains.length; j++) {
          double variance = errors[j] * errors[j] + spread * spread;
          log -= 0.5 * ((gains[j] - mean) * (gains[j] - mean) / variance + Math.log(variance));
        }
        double weight = Math.exp(log);
        weights += weight;
        add(sums, squares, 0, weight, mean, 0);
        add(sums, squares, 1, weight, spread, 0);
        for (int j = 0; j < gains.length; j++) {
          double square = errors[j] * errors[j];
          double trust = spread * spread / (square + spread * spread);
          add(sums, squares, 2 + j, weight, mean + trust * (gains[j] - mean), trust * square);
        }
      }
    }
    double[] deviations = new double[n];
    for (int i = 0; i < n; i++) {
      sums[i] /= weights;
      deviations[i] = Math.sqrt(squares[i] / weights - sums[i] * sums[i]);
    }
    return new Moments(sums, deviations);
  }

  private static void add(
      double[] sums, double[] squares, int i, double weight, double mean, double variance) {
    sums[i] += weight * mean;
    squares[i] += weight * (mean * mean + variance);
  }
}
