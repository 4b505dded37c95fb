package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Substitute;
import dev.cusp.rules.Surrogate;

/**
 * Discrete draws with a derivative by Heun's method: twice that of the softmax half way between the
 * probabilities and the draw, less half that at the probabilities.
 */
final class ReinMax {
  private ReinMax() {}

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    double each = stop(p);
    int drawn = Noise.bernoulli(s.bits(), each);
    double between = drawn == 1 ? (1 + each) / (2 * each) : (1 - each / 2) / (1 - each);
    return Surrogate.of(drawn, (between - 0.5) * p);
  }

  /** The probabilities change as the softmax of their logarithms does. */
  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    int drawn = Noise.categorical(s.bits(), stop(p));
    double sum = 0;
    double shift = 0;
    for (int i = 0; i < p.length; i++) {
      sum += p[i];
      shift += ratio(stop(p[i]), i == drawn) * p[i];
    }
    double[] x = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double each = stop(p[i]);
      double ratio = ratio(each, i == drawn);
      double between = 2 * ratio * (p[i] - each * shift);
      x[i] = Surrogate.of(i == drawn ? 1 : 0, between - 0.5 * (p[i] - each * sum));
    }
    return x;
  }

  /** Half way to the draw, over the probability. */
  private static double ratio(double p, boolean isDrawn) {
    return isDrawn ? (1 + p) / (2 * p) : 0.5;
  }
}
