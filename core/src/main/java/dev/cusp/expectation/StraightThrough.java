package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Substitute;
import dev.cusp.rules.Surrogate;

/** Discrete draws with the derivative of their mean. */
final class StraightThrough {
  private StraightThrough() {}

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    return Surrogate.of(Noise.bernoulli(s.bits(), stop(p)), p);
  }

  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    int drawn = Noise.categorical(s.bits(), stop(p));
    double[] x = new double[p.length];
    double sum = Score.sum(p);
    for (int i = 0; i < p.length; i++) {
      x[i] = Surrogate.of(i == drawn ? 1 : 0, p[i] / sum);
    }
    return x;
  }
}
