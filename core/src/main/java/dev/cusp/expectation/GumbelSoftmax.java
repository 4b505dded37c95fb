package dev.cusp.expectation;

import dev.cusp.rules.Substitute;

/** Draws from the concrete distributions, which become discrete as the temperature goes to 0. */
final class GumbelSoftmax {
  /** The logarithm of the probability 0, as a number that has a softmax. */
  static final double NEVER = -1e300;

  private GumbelSoftmax() {}

  /** Whether a probability is 0 or 1, so that no noise decides. */
  static boolean isCertain(double p) {
    return Sampler.stop(p) * (1 - Sampler.stop(p)) == 0;
  }

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    long bits = s.bits();
    if (isCertain(p)) {
      return Sampler.stop(p);
    }
    double logit = Math.log(p) - Math.log1p(-p);
    return sigmoid((logit + Draw.logistic(bits, 0, 1)) / s.script.temperature());
  }

  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    long bits = s.bits();
    double[] x = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double noise = Draw.gumbel(Noise.bits(bits, i), 0, 1);
      x[i] = Sampler.stop(p[i]) == 0 ? NEVER : Math.log(p[i]) + noise;
    }
    softmax(x, s.script.temperature());
    return x;
  }

  /** Makes weights of numbers, in place. */
  static void softmax(double[] x, double temperature) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      most = Math.max(most, Sampler.stop(x[i]));
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.exp((x[i] - most) / temperature);
      sum += x[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] /= sum;
    }
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
