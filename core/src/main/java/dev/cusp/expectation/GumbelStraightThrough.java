package dev.cusp.expectation;

import dev.cusp.rules.Substitute;
import dev.cusp.rules.Surrogate;

/** Discrete draws with the derivative of the relaxed draws of which they are the largest entry. */
final class GumbelStraightThrough {
  private GumbelStraightThrough() {}

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    double relaxed = GumbelSoftmax.bernoulli(s, p);
    return Surrogate.of(Sampler.stop(relaxed) > 0.5 ? 1 : 0, relaxed);
  }

  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    double[] x = GumbelSoftmax.oneHot(s, p);
    int largest = 0;
    for (int i = 1; i < x.length; i++) {
      if (Sampler.stop(x[i]) > Sampler.stop(x[largest])) {
        largest = i;
      }
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = Surrogate.of(i == largest ? 1 : 0, x[i]);
    }
    return x;
  }
}
