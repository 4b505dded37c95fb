package dev.cusp.rules;

import dev.cusp.special.Circular;

/**
 * Derivatives of {@link Circular}. Source: NIST Digital Library of Mathematical Functions, 10.29.
 */
@RulesFor(Circular.class)
final class CircularRules {
  private CircularRules() {}

  /** (log I0)' = I1 / I0. */
  static double logBesselI0(double k, double kDot) {
    return Circular.besselRatio(k) * kDot;
  }

  /** I1 / I0 - 1. */
  static double logScaledBesselI0(double k, double kDot) {
    return -Circular.besselGap(k) * kDot;
  }

  /** Less the variance of the cosine. */
  static double besselGap(double k, double kDot) {
    return -Circular.besselRatioSlope(k) * kDot;
  }

  /** (I1 / I0)' is the variance of the cosine. */
  static double besselRatio(double k, double kDot) {
    return Circular.besselRatioSlope(k) * kDot;
  }

  /** p (dangle - slope dk). */
  static double lower(double k, double kDot, double angle, double angleDot) {
    double density = Math.exp(Circular.logDensity(k, angle));
    return density * angleDot - density * Circular.slope(k, angle) * kDot;
  }

  /** The slope, at an angle that moves itself. */
  static double draw(double k, double kDot, double angle, double angleDot) {
    return Circular.slope(k, Circular.draw(k, angle)) * kDot;
  }
}
