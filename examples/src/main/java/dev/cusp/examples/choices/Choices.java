package dev.cusp.examples.choices;

import dev.cusp.Cusp;
import dev.cusp.expectation.Baseline;
import dev.cusp.expectation.Cooling;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Six machines, each of which runs at one of three speeds; none of these is the one that is wanted.
 * The speeds are drawn, by probabilities that are learned, with gradients by several estimators.
 */
public final class Choices {
  private static final double[] SPEEDS = {0, 1, 2};
  private static final double[] WANTED = {0.45, 0.6, 1.4, 1.7, 0.4, 0.55};
  private static final int STEPS = 300;
  private static final int SAMPLES = 20;

  private Choices() {}

  /**
   * What a draw costs: squared distances from the speeds that are wanted, and between neighbours.
   *
   * @param logits of the probabilities, three for each machine
   */
  static double cost(double[] logits, Sampler s) {
    double cost = 0;
    double before = 0;
    for (int machine = 0; machine < WANTED.length; machine++) {
      double[] chosen = s.oneHot(probabilities(logits, machine));
      double speed = 0;
      for (int k = 0; k < SPEEDS.length; k++) {
        speed += SPEEDS[k] * chosen[k];
      }
      cost += square(speed - WANTED[machine]) + 0.05 * square(speed - before);
      before = speed;
    }
    return cost;
  }

  private static double square(double x) {
    return x * x;
  }

  static double[] probabilities(double[] logits, int machine) {
    double[] p = new double[SPEEDS.length];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(logits[SPEEDS.length * machine + k]);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** The expected cost, machine by machine: what follows depends on the last speed only. */
  static double expected(double[] logits) {
    double[] at = {1, 0, 0};
    double sum = 0;
    for (int machine = 0; machine < WANTED.length; machine++) {
      double[] p = probabilities(logits, machine);
      for (int k = 0; k < p.length; k++) {
        sum += p[k] * square(SPEEDS[k] - WANTED[machine]);
        for (int j = 0; j < p.length; j++) {
          sum += at[j] * p[k] * 0.05 * square(SPEEDS[k] - SPEEDS[j]);
        }
      }
      at = p;
    }
    return sum;
  }

  /** The estimators, by name; a relaxed one with a temperature for each step. */
  static Map<String, Expectation<double[]>> ways() {
    Expectation<double[]> f = Cusp.expectation(Choices::cost);
    Expectation<double[]> scored = f.with(Estimator.SCORE);
    Map<String, Expectation<double[]>> all = new LinkedHashMap<>();
    all.put("score function, no baseline", scored.with(Baseline.NONE));
    all.put("score function, leave one out", scored);
    all.put("score function, learned baseline", scored.with(new Baseline.Learned(1)));
    all.put("REBAR", f.with(Estimator.REBAR));
    all.put("RELAX", f.with(Estimator.RELAX));
    all.put("straight-through", f.with(Estimator.STRAIGHT_THROUGH));
    all.put("Gumbel-softmax at 1", f.with(Estimator.GUMBEL_SOFTMAX));
    all.put("Gumbel-softmax, cooled", f.with(Estimator.GUMBEL_SOFTMAX));
    all.put("straight-through Gumbel, cooled", f.with(Estimator.GUMBEL_STRAIGHT_THROUGH));
    return all;
  }

  /** The logits after steps down the gradient. */
  static double[] learn(String name, Expectation<double[]> way) {
    Cooling cooling = new Cooling(1, name.endsWith("cooled") ? 0.985 : 1, 0.1);
    double[] logits = new double[SPEEDS.length * WANTED.length];
    for (int step = 0; step < STEPS; step++) {
      double[] slope =
          way.withTemperature(cooling.at(step)).estimate(logits, step, SAMPLES).gradient();
      for (int i = 0; i < logits.length; i++) {
        logits[i] -= slope[i];
      }
    }
    return logits;
  }

  /** Speeds that cost least, tried one by one. */
  static double best() {
    double best = Double.POSITIVE_INFINITY;
    int all = (int) Math.pow(SPEEDS.length, WANTED.length);
    for (int choice = 0; choice < all; choice++) {
      double[] logits = new double[SPEEDS.length * WANTED.length];
      for (int machine = 0, rest = choice; machine < WANTED.length; machine++, rest /= 3) {
        logits[SPEEDS.length * machine + rest % 3] = 40; // as good as certain
      }
      best = Math.min(best, expected(logits));
    }
    return best;
  }

  public static void main(String[] args) {
    System.out.printf(
        Locale.ROOT,
        "expected cost at first %.3f, of the best choice %.3f; after %d steps by %d samples:%n",
        expected(new double[SPEEDS.length * WANTED.length]),
        best(),
        STEPS,
        SAMPLES);
    ways()
        .forEach((name, way) ->
            System.out.printf(Locale.ROOT, "%-34s %.3f%n", name, expected(learn(name, way))));
  }
}
