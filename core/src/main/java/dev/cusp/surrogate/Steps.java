package dev.cusp.surrogate;

import dev.cusp.Cusp;
import dev.cusp.relax.Soft;

/**
 * Steps and choices, straight through: the value is that of the step, the derivative that of what
 * is named with it. See {@link Cusp#straightThrough} for others.
 *
 * <p>A slope is an argument like any: a fit that begins with a gentle one and raises it goes from a
 * smooth problem to the hard one (slope annealing; Chung, Ahn and Bengio, Hierarchical multiscale
 * recurrent neural networks, 2017).
 */
public final class Steps {
  private Steps() {}

  /** The integer next to x, an even one of two, with derivative 1. */
  public static double round(double x) {
    return Cusp.surrogate(Math.rint(Cusp.stopGradient(x)), x);
  }

  /** The integer below x, with derivative 1. */
  public static double floor(double x) {
    return Cusp.surrogate(Math.floor(Cusp.stopGradient(x)), x);
  }

  /**
   * -1, 0 or 1, with the derivative of the hard tanh, min(max(x, -1), 1): 1 between -1 and 1, 0
   * outside. Hubara et al., Binarized neural networks, 2016, equation 4.
   */
  public static double sign(double x) {
    return Cusp.surrogate(Math.signum(Cusp.stopGradient(x)), Math.clamp(x, -1.0, 1.0));
  }

  /** -1, 0 or 1, with the derivative of {@code 2 / (1 + exp(-slope x)) - 1}. */
  public static double sign(double x, double slope) {
    return Cusp.surrogate(Math.signum(Cusp.stopGradient(x)), Math.tanh(0.5 * slope * x));
  }

  /** 1 where x is positive, else 0; with derivative 1/2 between -1 and 1, and 0 outside. */
  public static double step(double x) {
    return Cusp.surrogate(hard(x), 0.5 * Math.clamp(x, -1.0, 1.0));
  }

  /** 1 where x is positive, else 0; with the derivative of {@code 1 / (1 + exp(-slope x))}. */
  public static double step(double x, double slope) {
    return Cusp.surrogate(hard(x), 0.5 * Math.tanh(0.5 * slope * x));
  }

  private static double hard(double x) {
    return Cusp.stopGradient(x) > 0 ? 1 : 0;
  }

  /**
   * 1 at the largest number, the first of equal ones, else 0; with the derivative of {@link
   * Soft#argmax}. Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax, 2017,
   * section 2.2.
   *
   * @param temperature in the unit of x
   */
  public static double[] argmax(double[] x, double temperature) {
    int best = 0;
    for (int i = 1; i < x.length; i++) {
      if (Cusp.stopGradient(x[i]) > Cusp.stopGradient(x[best])) {
        best = i;
      }
    }
    double[] soft = Soft.argmax(x, temperature);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Cusp.surrogate(i == best ? 1 : 0, soft[i]);
    }
    return y;
  }
}
