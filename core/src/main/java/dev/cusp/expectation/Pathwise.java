package dev.cusp.expectation;

import dev.cusp.rules.Substitute;

/** Draws as functions of their parameters. */
final class Pathwise {
  private Pathwise() {}

  @Substitute(Sampler.class)
  static double normal(Sampler s, double mean, double deviation) {
    return Draw.normal(s.next(), mean, deviation);
  }

  @Substitute(Sampler.class)
  static double uniform(Sampler s, double least, double most) {
    return Draw.uniform(s.next(), least, most);
  }

  @Substitute(Sampler.class)
  static double logNormal(Sampler s, double mean, double deviation) {
    return Draw.logNormal(s.next(), mean, deviation);
  }

  @Substitute(Sampler.class)
  static double exponential(Sampler s, double rate) {
    return Draw.exponential(s.next(), rate);
  }

  @Substitute(Sampler.class)
  static double laplace(Sampler s, double middle, double scale) {
    return Draw.laplace(s.next(), middle, scale);
  }

  @Substitute(Sampler.class)
  static double logistic(Sampler s, double middle, double scale) {
    return Draw.logistic(s.next(), middle, scale);
  }

  @Substitute(Sampler.class)
  static double gumbel(Sampler s, double middle, double scale) {
    return Draw.gumbel(s.next(), middle, scale);
  }

  @Substitute(Sampler.class)
  static double cauchy(Sampler s, double middle, double scale) {
    return Draw.cauchy(s.next(), middle, scale);
  }

  @Substitute(Sampler.class)
  static double weibull(Sampler s, double shape, double scale) {
    return Draw.weibull(s.next(), shape, scale);
  }

  @Substitute(Sampler.class)
  static double pareto(Sampler s, double shape, double least) {
    return Draw.pareto(s.next(), shape, least);
  }

  @Substitute(Sampler.class)
  static double kumaraswamy(Sampler s, double a, double b) {
    return Draw.kumaraswamy(s.next(), a, b);
  }

  @Substitute(Sampler.class)
  static double gamma(Sampler s, double shape, double rate) {
    return Draw.gamma(s.next(), shape, rate);
  }

  @Substitute(Sampler.class)
  static double beta(Sampler s, double a, double b) {
    return Draw.beta(s.next(), a, b);
  }

  @Substitute(Sampler.class)
  static double studentT(Sampler s, double freedom, double middle, double scale) {
    return Draw.studentT(s.next(), freedom, middle, scale);
  }

  @Substitute(Sampler.class)
  static double vonMises(Sampler s, double mean, double k) {
    return Draw.vonMises(s.next(), mean, k);
  }

  @Substitute(Sampler.class)
  static double[] dirichlet(Sampler s, double[] a) {
    return Draw.dirichlet(s.next(), a);
  }

  @Substitute(Sampler.class)
  static double normalMixture(Sampler s, double[] p, double[] means, double[] deviations) {
    return Draw.normalMixture(s.next(), p, means, deviations);
  }
}
