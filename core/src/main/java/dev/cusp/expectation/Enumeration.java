package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.ad.DerivativeException;
import dev.cusp.rules.Substitute;

/**
 * Draws that take each of their values in turn, weighed with its probability. A program may not be
 * made for values of probability 0: these are left out, unless their probability has a slope.
 */
final class Enumeration {
  /** How many draws may be made anew for a sample: seconds. */
  private static final int MOST = 1 << 18;

  /** The same in a run, that it may end: the first value may be that of another round. */
  private static final int MOST_IN_A_RUN = 10_000;

  private Enumeration() {}

  static void requireFew(int inRun, int inAll) {
    if (inRun > MOST_IN_A_RUN || inAll > MOST) {
      throw new DerivativeException(
          "enumerated draws have too many values together: %d in a run, %d in all runs so far; take another estimator for some, as Estimator.SCORE"
              .formatted(inRun, inAll),
          null);
    }
  }

  @Substitute(Sampler.class)
  static boolean flip(Sampler s, double p) {
    return bernoulli(s, p) == 1;
  }

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    int x = successes(s, 1, p);
    s.weigh(x == 1 ? p : 1 - p);
    return x;
  }

  @Substitute(Sampler.class)
  static int categorical(Sampler s, double[] p) {
    double[] each = stop(p);
    int drawn = Noise.categorical(s.bits(), each);
    for (int i = 0; i < p.length; i++) {
      if (each[i] == 0 && !s.script.replaysEdges()) {
        s.edge(p[i]);
      }
    }
    int x = s.script.choose(each, drawn);
    s.weigh(p[x] / Score.sum(p));
    return x;
  }

  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    double[] x = new double[p.length];
    x[categorical(s, p)] = 1;
    return x;
  }

  /** One choice after the other. */
  @Substitute(Sampler.class)
  static int[] plackettLuce(Sampler s, double[] scores) {
    int[] order = Noise.plackettLuce(s.bits(), stop(scores));
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      most = Math.max(most, stop(scores[i]));
    }
    int[] left = new int[scores.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = i;
    }
    for (int n = left.length; n > 1; n--) { // the first n are left; what is chosen goes behind them
      int place = left.length - n;
      int drawn = 0;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        drawn = left[i] == order[place] ? i : drawn;
        sum += Math.exp(scores[left[i]] - most);
      }
      int chosen = s.script.choose(n, drawn);
      s.weigh(Math.exp(scores[left[chosen]] - most) / sum);
      order[place] = left[chosen];
      left[chosen] = left[n - 1];
    }
    if (order.length > 0) {
      order[order.length - 1] = left[0];
    }
    return order;
  }

  @Substitute(Sampler.class)
  static int binomial(Sampler s, int n, double p) {
    int x = successes(s, n, p);
    double probability = 1;
    for (int i = 0; i < x; i++) {
      probability *= p * (n - i) / (x - i);
    }
    for (int i = x; i < n; i++) {
      probability *= 1 - p;
    }
    s.weigh(probability);
    return x;
  }

  private static int successes(Sampler s, int n, double p) {
    int drawn = Noise.binomial(s.bits(), n, stop(p));
    if (!GumbelSoftmax.isCertain(p)) {
      return s.script.choose(n + 1, drawn);
    }
    if (!s.script.replaysEdges()) {
      s.edge(p);
      return drawn;
    }
    int other = s.script.choose(Math.min(n, 1) + 1, 0); // only what is next to it has a slope
    return stop(p) == 0 ? other : n - other;
  }
}
