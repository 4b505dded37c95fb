package dev.cusp.relax;

import dev.cusp.Cusp;

/**
 * Soft extrema of numbers and the weights that belong to them; stable at any temperature, as the
 * largest number is taken out of every exponential.
 */
public final class Soft {
  private Soft() {}

  /**
   * {@code T log sum exp(x_i / T)}, above the largest number by {@code T log n} at most; minus
   * infinity of no numbers. Its gradient is {@link #argmax}.
   *
   * @param temperature in the unit of x
   */
  public static double max(double[] x, double temperature) {
    requirePositive(temperature);
    double top = top(x);
    if (Double.isInfinite(top)) {
      return top;
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.exp((x[i] - top) / temperature);
    }
    return top + temperature * Math.log(sum);
  }

  /** {@code -T log sum exp(-x_i / T)}; infinity of no numbers. Its gradient is {@link #argmin}. */
  public static double min(double[] x, double temperature) {
    return -max(negated(x), temperature);
  }

  /**
   * The softmax: weights {@code exp(x_i / T) / sum_k exp(x_k / T)}, which add up to 1. For T to 0
   * they are 1 at the largest number, and shared evenly by equal ones.
   *
   * @param temperature in the unit of x
   */
  public static double[] argmax(double[] x, double temperature) {
    requirePositive(temperature);
    double top = top(x);
    double[] weights = new double[x.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      weights[i] = Math.exp((x[i] - top) / temperature);
      sum += weights[i];
    }
    for (int i = 0; i < x.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** The softmax of the negated numbers: for T to 0 the weights are 1 at the smallest number. */
  public static double[] argmin(double[] x, double temperature) {
    return argmax(negated(x), temperature);
  }

  /** The largest number, a constant for derivatives: what it is taken out of does not change. */
  private static double top(double[] x) {
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      top = Math.max(top, Cusp.stopGradient(x[i]));
    }
    return top;
  }

  private static double[] negated(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = -x[i];
    }
    return y;
  }

  static void requirePositive(double temperature) {
    if (!(Cusp.stopGradient(temperature) > 0)) {
      throw new IllegalArgumentException(
          "the temperature is " + temperature + "; it must be positive");
    }
  }
}
