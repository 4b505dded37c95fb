package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Substitute;

/**
 * Flips made of a number u between 0 and 1, and of 1 - u: where they differ, the program runs once
 * more with the other. That is the case with probability {@code 2 min(p, 1 - p)}.
 */
final class DisArm {
  private DisArm() {}

  @Substitute(Sampler.class)
  static boolean flip(Sampler s, double p) {
    return bernoulli(s, p) == 1;
  }

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    int visit = s.visit();
    long bits = s.bits();
    double x = s.script.drawn(visit, Noise.bernoulli(bits, stop(p)));
    double rarer = Math.min(stop(p), 1 - stop(p));
    boolean isEnd = rarer == 0; // the other value never comes, but may have a slope
    double u = Noise.uniform(bits);
    double rate = Math.min(u, 1 - u) < rarer ? 0.5 / rarer : 0;
    s.offer(visit, p, isEnd, isEnd ? 1 : rate, 1, 0, x);
    return x;
  }
}
