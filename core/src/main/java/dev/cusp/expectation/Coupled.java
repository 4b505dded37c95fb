package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Substitute;
import dev.cusp.special.Gammas;

/**
 * Discrete draws by inversion: a number u between 0 and 1 is held, and the draw jumps where the
 * distribution function passes u as a parameter grows or falls. Each tells the value it would jump
 * to, and at what rate it does, given the value it has; it takes the side on which rates are lower,
 * which is never that on which there is nothing, as above the probability 1.
 */
final class Coupled {
  private Coupled() {}

  @Substitute(Sampler.class)
  static boolean flip(Sampler s, double p) {
    return bernoulli(s, p) == 1;
  }

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    int visit = s.visit();
    double each = stop(p);
    double x = s.script.drawn(visit, Noise.bernoulli(s.bits(), each));
    boolean falls = each > 0.5;
    double rate = x == (falls ? 1 : 0) ? 1 / Math.max(each, 1 - each) : 0;
    s.offer(visit, p, GumbelSoftmax.isCertain(p), rate, falls ? x : 1, falls ? 0 : x, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int binomial(Sampler s, int n, double p) {
    int visit = s.visit();
    double each = stop(p);
    int x = (int) s.script.drawn(visit, Noise.binomial(s.bits(), n, each));
    boolean falls = each > 0.5;
    double rate = falls ? x / each : (n - x) / (1 - each);
    int more = falls ? x : x + 1;
    s.offer(visit, p, GumbelSoftmax.isCertain(p), rate, more, more - 1, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int poisson(Sampler s, double rate) {
    int visit = s.visit();
    int x = (int) s.script.drawn(visit, Noise.poisson(s.bits(), stop(rate)));
    s.offer(visit, rate, stop(rate) == 0, 1, x + 1, x, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int geometric(Sampler s, double p) {
    int visit = s.visit();
    int x = (int) s.script.drawn(visit, Noise.geometric(s.bits(), stop(p)));
    s.offer(visit, p, stop(p) == 1, (x + 1) / stop(p), x, x + 1, x);
    return x;
  }

  /** The count by its score. */
  @Substitute(Sampler.class)
  static int negativeBinomial(Sampler s, double count, double p) {
    int visit = s.visit();
    double n = stop(count);
    int x = (int) s.script.drawn(visit, Noise.negativeBinomial(s.bits(), n, stop(p)));
    s.offer(visit, p, stop(p) == 1, (x + n) / stop(p), x, x + 1, x);
    double log = Gammas.logGamma(x + count) - Gammas.logGamma(count);
    s.score(visit, log + count * Math.log(stop(p)));
    return x;
  }
}
