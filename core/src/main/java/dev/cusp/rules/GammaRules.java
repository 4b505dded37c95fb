package dev.cusp.rules;

import dev.cusp.special.Gammas;

/**
 * Derivatives of {@link Gammas}. Source: NIST Digital Library of Mathematical Functions, 5.2, 5.15.
 */
@RulesFor(Gammas.class)
final class GammaRules {
  private GammaRules() {}

  /** logGamma' = digamma. */
  static double logGamma(double x, double xDot) {
    return Gammas.digamma(x) * xDot;
  }

  /** digamma' = trigamma. */
  static double digamma(double x, double xDot) {
    return Gammas.trigamma(x) * xDot;
  }

  /** trigamma' = polygamma of order 2. */
  static double trigamma(double x, double xDot) {
    return Gammas.polygamma(2, x) * xDot;
  }

  /** The next order. */
  static double polygamma(int n, double x, double xDot) {
    return Gammas.polygamma(n + 1, x) * xDot;
  }

  /** d log B = (digamma(a) - digamma(a + b)) da + (digamma(b) - digamma(a + b)) db. */
  static double logBeta(double a, double aDot, double b, double bDot) {
    double both = Gammas.digamma(a + b);
    return (Gammas.digamma(a) - both) * aDot + (Gammas.digamma(b) - both) * bDot;
  }
}
