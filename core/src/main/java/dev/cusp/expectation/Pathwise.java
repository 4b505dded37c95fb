package dev.cusp.expectation;

import dev.cusp.rules.Substitute;

/** Draws as functions of their parameters. */
final class Pathwise {
  private Pathwise() {}

  @Substitute(Sampler.class)
  static double normal(Sampler s, double mean, double deviation) {
    return Draw.normal(s.bits(), mean, deviation);
  }

  @Substitute(Sampler.class)
  static double uniform(Sampler s, double least, double most) {
    return Draw.uniform(s.bits(), least, most);
  }

  @Substitute(Sampler.class)
  static double logNormal(Sampler s, double mean, double deviation) {
    return Draw.logNormal(s.bits(), mean, deviation);
  }

  @Substitute(Sampler.class)
  static double exponential(Sampler s, double rate) {
    return Draw.exponential(s.bits(), rate);
  }

  @Substitute(Sampler.class)
  static double laplace(Sampler s, double middle, double scale) {
    return Draw.laplace(s.bits(), middle, scale);
  }

  @Substitute(Sampler.class)
  static double logistic(Sampler s, double middle, double scale) {
    return Draw.logistic(s.bits(), middle, scale);
  }

  @Substitute(Sampler.class)
  static double gumbel(Sampler s, double middle, double scale) {
    return Draw.gumbel(s.bits(), middle, scale);
  }

  @Substitute(Sampler.class)
  static double cauchy(Sampler s, double middle, double scale) {
    return Draw.cauchy(s.bits(), middle, scale);
  }

  @Substitute(Sampler.class)
  static double weibull(Sampler s, double shape, double scale) {
    return Draw.weibull(s.bits(), shape, scale);
  }

  @Substitute(Sampler.class)
  static double pareto(Sampler s, double shape, double least) {
    return Draw.pareto(s.bits(), shape, least);
  }

  @Substitute(Sampler.class)
  static double kumaraswamy(Sampler s, double a, double b) {
    return Draw.kumaraswamy(s.bits(), a, b);
  }

  @Substitute(Sampler.class)
  static double gamma(Sampler s, double shape, double rate) {
    return Draw.gamma(s.bits(), shape, rate);
  }

  @Substitute(Sampler.class)
  static double beta(Sampler s, double a, double b) {
    return Draw.beta(s.bits(), a, b);
  }

  @Substitute(Sampler.class)
  static double studentT(Sampler s, double freedom, double middle, double scale) {
    return Draw.studentT(s.bits(), freedom, middle, scale);
  }

  @Substitute(Sampler.class)
  static double vonMises(Sampler s, double mean, double k) {
    return Draw.vonMises(s.bits(), mean, k);
  }

  @Substitute(Sampler.class)
  static double[] dirichlet(Sampler s, double[] a) {
    return Draw.dirichlet(s.bits(), a);
  }

  @Substitute(Sampler.class)
  static double[] multivariateNormal(Sampler s, double[] mean, double[][] factor) {
    return Draw.multivariateNormal(s.bits(), mean, factor);
  }

  @Substitute(Sampler.class)
  static double normalMixture(Sampler s, double[] p, double[] means, double[] deviations) {
    return Draw.normalMixture(s.bits(), p, means, deviations);
  }
}
