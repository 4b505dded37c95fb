package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Substitute;

/**
 * Discrete draws by inversion: a number u between 0 and 1 is held, and the draw jumps where the
 * distribution function passes u as a parameter grows. Each tells the value it would jump to, and
 * at what rate it does, given the value it has.
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
    double x = s.script.drawn(visit, Noise.bernoulli(s.next(), stop(p)));
    double rest = 1 - stop(p);
    s.offer(visit, p, x == 0 ? 1 / rest : 0, 1, x, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int binomial(Sampler s, int n, double p) {
    int visit = s.visit();
    int x = (int) s.script.drawn(visit, Noise.binomial(s.next(), n, stop(p)));
    s.offer(visit, p, (n - x) / (1 - stop(p)), x + 1, x, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int poisson(Sampler s, double rate) {
    int visit = s.visit();
    int x = (int) s.script.drawn(visit, Noise.poisson(s.next(), stop(rate)));
    s.offer(visit, rate, 1, x + 1, x, x);
    return x;
  }

  @Substitute(Sampler.class)
  static int geometric(Sampler s, double p) {
    int visit = s.visit();
    int x = (int) s.script.drawn(visit, Noise.geometric(s.next(), stop(p)));
    double each = stop(p);
    s.offer(visit, p, x / (each * (1 - each)), x - 1, x, x);
    return x;
  }
}
