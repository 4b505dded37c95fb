package dev.cusp.examples.changes;

import dev.cusp.Cusp;
import dev.cusp.Gradient;
import dev.cusp.surrogate.Steps;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A noisy signal jumps three times. When? The misfit of a staircase does not change as a jump moves
 * between two samples, so its gradient by the time of a jump is 0, and descent gets nowhere. Three
 * ways to a gradient of more use, and a search through all possible times to compare with.
 */
public final class Changes {
  private static final int SAMPLES = 200;
  private static final int JUMPS = 3;
  private static final int ROUNDS = 1000;

  /** The truth: times of the jumps, then the levels between them. Time runs from 0 to 10. */
  static final double[] TRUTH = {2.83, 4.58, 8.12, 1, 3, 2, 5};

  /** Where the fits begin: evenly spaced jumps, and no idea of the levels. */
  static final double[] START = {2.5, 5, 7.5, 2, 2, 2, 2};

  private static final double[] SIGNAL = signal();

  private Changes() {}

  private static double time(int sample) {
    return 10.0 * sample / SAMPLES;
  }

  private static double[] signal() {
    SplittableRandom random = new SplittableRandom(1);
    double[] y = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      y[i] = staircase(TRUTH, time(i), true, 1) + 0.6 * random.nextGaussian();
    }
    return y;
  }

  /**
   * The level at a time.
   *
   * @param hard whether the value is that of a staircase, and only the derivative is a soft one's
   * @param slope of the soft steps
   */
  private static double staircase(double[] p, double t, boolean hard, double slope) {
    double level = p[JUMPS];
    for (int k = 0; k < JUMPS; k++) {
      double since = t - p[k];
      double step = hard ? Steps.step(since, slope) : 1 / (1 + Math.exp(-slope * since));
      level += (p[JUMPS + k + 1] - p[JUMPS + k]) * step;
    }
    return level;
  }

  /** The mean squared misfit. */
  private static double misfit(double[] p, boolean hard, double slope) {
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double error = staircase(p, time(i), hard, slope) - SIGNAL[i];
      sum += error * error;
    }
    return sum / SAMPLES;
  }

  static double straightThrough(double[] p, double slope) {
    return misfit(p, true, slope);
  }

  static double relaxed(double[] p, double slope) {
    return misfit(p, false, slope);
  }

  /** What counts. */
  static double hard(double[] p) {
    return misfit(p, true, 1);
  }

  /** From gentle steps of width 1 to steep ones: slopes from 3 to 60. */
  private static double slope(int round) {
    return 3 * Math.pow(20, (double) round / ROUNDS);
  }

  /** A gradient, or an estimate of one. */
  interface Steepest {
    double[] at(double[] p, int round);
  }

  private static double[] descend(Steepest steepest) {
    double[] p = START.clone();
    for (int round = 0; round < ROUNDS; round++) {
      double[] slope = steepest.at(p, round);
      double rate = 1 / slope(round); // steeper steps curve more
      for (int i = 0; i < p.length; i++) {
        p[i] -= rate * slope[i];
      }
    }
    return p;
  }

  static double[] byStraightThrough() {
    Gradient.Two<double[], Double> gradient = Cusp.gradient(Changes::straightThrough);
    return descend((p, round) -> gradient.apply(p, slope(round)));
  }

  static double[] byRelaxation() {
    Gradient.Two<double[], Double> gradient = Cusp.gradient(Changes::relaxed);
    return descend((p, round) -> gradient.apply(p, slope(round)));
  }

  static double[] bySmoothing() {
    return descend((p, round) ->
        Cusp.smoothedArray(Changes::hard, 1.5 / slope(round), 50, round).estimate(p).gradient());
  }

  static double[] searched() {
    return Search.best(SIGNAL);
  }

  private static void tell(String how, double[] p) {
    var text = new StringBuilder();
    Arrays.stream(p).forEach(x -> text.append(String.format(Locale.ROOT, "%6.2f", x)));
    System.out.printf(Locale.ROOT, "%-17s %.4f %s%n", how, hard(p), text);
  }

  public static void main(String[] args) {
    System.out.println("                  misfit  jumps at          levels");
    tell("start", START);
    tell("straight-through", byStraightThrough());
    tell("smoothed", bySmoothing());
    tell("relaxed", byRelaxation());
    tell("best of all", searched());
    tell("truth", TRUTH);
  }
}
