package dev.cusp.rules;

import dev.cusp.special.IncompleteGamma;

/**
 * Derivatives of {@link IncompleteGamma}. A share is kept where x moves with the shape at {@link
 * IncompleteGamma#slope}, so the derivative by the shape is minus that times the density.
 */
@RulesFor(IncompleteGamma.class)
final class IncompleteGammaRules {
  private IncompleteGammaRules() {}

  /** The density's own logarithm, term by term. */
  static double logDensity(double a, double aDot, double x, double xDot) {
    return (a - 1 - x) / x * xDot + IncompleteGamma.score(a, x) * aDot;
  }

  /** p (dx - slope da). */
  static double lower(double a, double aDot, double x, double xDot) {
    double density = Math.exp(IncompleteGamma.logDensity(a, x));
    return x > 0 ? density * xDot - density * IncompleteGamma.slope(a, x) * aDot : 0;
  }

  /** upper = 1 - lower. */
  static double upper(double a, double aDot, double x, double xDot) {
    double density = Math.exp(IncompleteGamma.logDensity(a, x));
    return x > 0 ? density * IncompleteGamma.slope(a, x) * aDot - density * xDot : 0;
  }

  /** dshare / p + slope da. */
  static double quantile(double a, double aDot, double share, double shareDot) {
    double x = IncompleteGamma.quantile(a, share);
    return Math.exp(-IncompleteGamma.logDensity(a, x)) * shareDot
        + IncompleteGamma.slope(a, x) * aDot;
  }

  /** The slope, at a number that moves itself. */
  static double draw(double a, double aDot, double x, double xDot) {
    return IncompleteGamma.slope(a, IncompleteGamma.draw(a, x)) * aDot;
  }

  /** The same of the logarithm. */
  static double logDraw(double a, double aDot, double logX, double logXDot) {
    return IncompleteGamma.logSlope(a, IncompleteGamma.logDraw(a, logX)) * aDot;
  }
}
