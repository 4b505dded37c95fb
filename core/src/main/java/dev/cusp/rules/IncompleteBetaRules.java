package dev.cusp.rules;

import dev.cusp.special.IncompleteBeta;

/**
 * Derivatives of {@link IncompleteBeta}. A share is kept where x moves with a and b at {@link
 * IncompleteBeta#slopeA} and {@link IncompleteBeta#slopeB}.
 */
@RulesFor(IncompleteBeta.class)
final class IncompleteBetaRules {
  private IncompleteBetaRules() {}

  /** Term by term. */
  static double logDensity(double a, double aDot, double b, double bDot, double x, double xDot) {
    double left = a == 1 ? 0 : (a - 1) / x; // powers of 0 are constants, at the ends too
    double right = b == 1 ? 0 : (b - 1) / (1 - x);
    return (left - right) * xDot
        + IncompleteBeta.score(a, b, x, 1 - x) * aDot
        + IncompleteBeta.score(b, a, 1 - x, x) * bDot;
  }

  /** p (dx - slopeA da - slopeB db). */
  static double lower(double a, double aDot, double b, double bDot, double x, double xDot) {
    double density = Math.exp(IncompleteBeta.logDensity(a, b, x));
    return x > 0 && x < 1
        ? density * xDot
            - density * IncompleteBeta.slopeA(a, b, x) * aDot
            - density * IncompleteBeta.slopeB(a, b, x) * bDot
        : 0;
  }

  /** dshare / p + slopeA da + slopeB db. */
  static double quantile(
      double a, double aDot, double b, double bDot, double share, double shareDot) {
    double x = IncompleteBeta.quantile(a, b, share);
    return Math.exp(-IncompleteBeta.logDensity(a, b, x)) * shareDot
        + IncompleteBeta.slopeA(a, b, x) * aDot
        + IncompleteBeta.slopeB(a, b, x) * bDot;
  }

  /** The slopes, at a number that moves itself. */
  static double draw(double a, double aDot, double b, double bDot, double x, double xDot) {
    double moved = IncompleteBeta.draw(a, b, x);
    return IncompleteBeta.slopeA(a, b, moved) * aDot + IncompleteBeta.slopeB(a, b, moved) * bDot;
  }
}
