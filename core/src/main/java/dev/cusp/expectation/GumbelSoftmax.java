package dev.cusp.expectation;

import dev.cusp.rules.Substitute;

/** Draws from the concrete distributions, which become discrete as the temperature goes to 0. */
final class GumbelSoftmax {
  private GumbelSoftmax() {}

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    double logit = Math.log(p) - Math.log1p(-p);
    return sigmoid((logit + Draw.logistic(s.next(), 0, 1)) / s.script.temperature());
  }

  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    long bits = s.next();
    double[] x = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      x[i] = Math.log(p[i]) + Draw.gumbel(Noise.bits(bits, i), 0, 1);
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
