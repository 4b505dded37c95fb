package dev.cusp.examples.filter;

import dev.cusp.Cusp;
import dev.cusp.Gradient;
import dev.cusp.Smoothed;
import dev.cusp.relax.Soft;
import dev.cusp.surrogate.Steps;
import java.util.Locale;

/**
 * A low-pass filter whose coefficients have to be whole multiples of 1/16. Rounding those of the
 * best filter is not best: what is lost at one coefficient another can make up for. Three ways to a
 * gradient through the rounding find better ones, and a search through all that come into question
 * says how good they are.
 */
public final class Filter {
  static final double UNIT = 1.0 / 16;
  private static final int COEFFICIENTS = 8;
  private static final int FREQUENCIES = 64;
  private static final int ROUNDS = 400;

  private Filter() {}

  /**
   * The mean squared difference of the frequency response {@code c0 + 2 sum c_k cos(k w)} from 1
   * below 0.35 pi and from 0 above 0.5 pi; between them it may be anything.
   */
  static double loss(double[] c) {
    double sum = 0;
    int count = 0;
    for (int f = 0; f < FREQUENCIES; f++) {
      double part = (f + 0.5) / FREQUENCIES;
      if (part < 0.35 || part > 0.5) {
        double response = c[0];
        for (int k = 1; k < c.length; k++) {
          response += 2 * c[k] * Math.cos(k * Math.PI * part);
        }
        double error = response - (part < 0.35 ? 1 : 0);
        sum += error * error;
        count++;
      }
    }
    return sum / count;
  }

  /** Coefficients rounded to multiples of the unit, with derivative 1. */
  static double[] rounded(double[] c) {
    double[] q = new double[c.length];
    for (int i = 0; i < c.length; i++) {
      q[i] = UNIT * Steps.round(c[i] / UNIT);
    }
    return q;
  }

  static double roundedLoss(double[] c) {
    return loss(rounded(c));
  }

  /** Each coefficient as a mixture of the multiples around it; at temperature 0 it is rounded. */
  static double softLoss(double[] c, double temperature) {
    double[] q = new double[c.length];
    for (int i = 0; i < c.length; i++) {
      double x = c[i] / UNIT;
      double middle = Math.rint(Cusp.stopGradient(x)); // which multiples are looked at
      double[] distances = new double[7];
      for (int k = 0; k < 7; k++) {
        distances[k] = (x - middle - k + 3) * (x - middle - k + 3);
      }
      double[] weights = Soft.argmin(distances, temperature);
      for (int k = 0; k < 7; k++) {
        q[i] += UNIT * weights[k] * (middle + k - 3);
      }
    }
    return loss(q);
  }

  /** Gradient descent; of the filters on the way that which is best when rounded, rounded. */
  static double[] descend(double[] start, double rate, Steepest steepest) {
    double[] c = start.clone();
    double[] best = rounded(c);
    for (int round = 0; round < ROUNDS; round++) {
      double[] slope = steepest.at(c, round);
      for (int i = 0; i < c.length; i++) {
        c[i] -= rate * slope[i];
      }
      if (roundedLoss(c) < loss(best)) {
        best = rounded(c);
      }
    }
    return best;
  }

  /** A gradient, or an estimate of one. */
  interface Steepest {
    double[] at(double[] c, int round);
  }

  /** The best filter with coefficients of any size. */
  static double[] ideal() {
    Gradient<double[]> gradient = Cusp.gradient(Filter::loss);
    double[] c = new double[COEFFICIENTS];
    for (int round = 0; round < 20_000; round++) {
      double[] slope = gradient.apply(c);
      for (int i = 0; i < c.length; i++) {
        c[i] -= 0.2 * slope[i];
      }
    }
    return c;
  }

  static double[] straightThrough(double[] start) {
    Gradient<double[]> gradient = Cusp.gradient(Filter::roundedLoss);
    return descend(start, 0.02, (c, _) -> gradient.apply(c));
  }

  static double[] smoothed(double[] start) {
    Smoothed f = Cusp.smoothedArray(Filter::roundedLoss, 0.5 * UNIT, 50, 0);
    return descend(start, 0.02, (c, round) -> f.withSeed(round).estimate(c).gradient());
  }

  static double[] relaxed(double[] start) {
    Gradient.Two<double[], Double> gradient = Cusp.gradient(Filter::softLoss);
    return descend(start, 0.02, (c, round) -> gradient.apply(c, Math.pow(0.99, round)));
  }

  /** The best of all filters that differ by less than two units from another one. */
  static double[] searched(double[] around) {
    double[] c = around.clone();
    double[] best = rounded(around);
    int cases = (int) Math.pow(4, c.length);
    for (int number = 0; number < cases; number++) {
      for (int i = 0, rest = number; i < c.length; i++, rest /= 4) {
        c[i] = UNIT * (Math.floor(around[i] / UNIT) - 1 + rest % 4);
      }
      if (loss(c) < loss(best)) {
        best = c.clone();
      }
    }
    return best;
  }

  private static void tell(String how, double[] c) {
    var text = new StringBuilder();
    for (double x : c) {
      text.append(String.format(Locale.ROOT, "%7.2f", x / UNIT));
    }
    System.out.printf(Locale.ROOT, "%-17s %.6f  %s%n", how, loss(c), text);
  }

  public static void main(String[] args) {
    double[] ideal = ideal();
    System.out.println("                      loss  coefficients, in sixteenths");
    tell("any coefficients", ideal);
    tell("rounded", rounded(ideal));
    tell("straight-through", straightThrough(ideal));
    tell("smoothed", smoothed(ideal));
    tell("relaxed", relaxed(ideal));
    tell("best of 65,536", searched(ideal));
  }
}
