package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Substitute;
import dev.cusp.special.Gammas;

/**
 * Draws that tell, for each parameter, the two distributions whose difference the derivative of
 * their own is, by a draw of each, and the factor before it.
 */
final class MeasureValued {
  private MeasureValued() {}

  private static final double SQRT_2_PI = 2.5066282746310002;

  @Substitute(Sampler.class)
  static double normal(Sampler s, double mean, double deviation) {
    int visit = s.visit();
    long bits = s.bits();
    double m = stop(mean);
    double d = stop(deviation);
    Noise.requirePositive(d, "the deviation of a measure-valued draw");
    double x = s.script.drawn(visit, Draw.normal(bits, m, d));
    double aside = d * Noise.rayleigh(bits);
    s.offer(visit, mean, 1 / (d * SQRT_2_PI), m + aside, m - aside, x);
    s.offer(visit, deviation, 1 / d, m + d * Noise.twoSidedMaxwell(bits), x, x);
    return x;
  }

  @Substitute(Sampler.class)
  static double exponential(Sampler s, double rate) {
    int visit = s.visit();
    long bits = s.bits();
    double r = stop(rate);
    double x = s.script.drawn(visit, Draw.exponential(bits, r));
    s.offer(visit, rate, 1 / r, x, x + Draw.exponential(Noise.bits(bits, 1), r), x);
    return x;
  }

  @Substitute(Sampler.class)
  static boolean flip(Sampler s, double p) {
    return bernoulli(s, p) == 1;
  }

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    int visit = s.visit();
    double x = s.script.drawn(visit, Noise.bernoulli(s.bits(), stop(p)));
    s.offer(visit, p, GumbelSoftmax.isCertain(p), 1, 1, 0, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int binomial(Sampler s, int n, double p) {
    int visit = s.visit();
    long bits = s.bits();
    int x = (int) s.script.drawn(visit, Noise.binomial(bits, n, stop(p)));
    int fewer = Noise.binomial(bits, Math.max(n - 1, 0), stop(p));
    s.offer(visit, p, GumbelSoftmax.isCertain(p), n, fewer + 1, fewer, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int poisson(Sampler s, double rate) {
    return Coupled.poisson(s, rate);
  }

  @Substitute(Sampler.class)
  static int geometric(Sampler s, double p) {
    int visit = s.visit();
    long bits = s.bits();
    int x = (int) s.script.drawn(visit, Noise.geometric(bits, stop(p)));
    int more = x + Noise.geometric(Noise.bits(bits, 1), stop(p)) + 1;
    s.offer(visit, p, stop(p) == 1, 1 / stop(p), x, more, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int negativeBinomial(Sampler s, double count, double p) {
    return Coupled.negativeBinomial(s, count, p);
  }

  /** The rate by two distributions, the shape by its score. */
  @Substitute(Sampler.class)
  static double gamma(Sampler s, double shape, double rate) {
    int visit = s.visit();
    long bits = s.bits();
    double a = stop(shape);
    double r = stop(rate);
    double x = s.script.drawn(visit, stop(Draw.gamma(bits, a, r)));
    s.offer(visit, rate, a / r, x, x + Draw.exponential(Noise.bits(bits, -2), r), x);
    s.score(visit, shape * (Math.log(r) + Math.log(x)) - Gammas.logGamma(shape));
    return x;
  }

  /** The probabilities change so that their sum stays 1. */
  @Substitute(Sampler.class)
  static int categorical(Sampler s, double[] p) {
    int visit = s.visit();
    int x = (int) s.script.drawn(visit, Noise.categorical(s.bits(), stop(p)));
    for (int i = 0; i < p.length; i++) {
      s.offer(visit, p[i], stop(p[i]) == 0, i == x ? 0 : 1, i, x, x);
    }
    return x;
  }

  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    double[] x = new double[p.length];
    x[categorical(s, p)] = 1;
    return x;
  }
}
