package dev.cusp.tensor;

import dev.cusp.rules.RulesFor;

/** Derivatives of {@link Special}. */
@RulesFor(Special.class)
final class SpecialRules {
  private SpecialRules() {}

  /** erf' = 2 / sqrt(pi) exp(-x²). */
  static double erf(double x, double xDot) {
    return Special.bell(x) * xDot;
  }

  /** erfc' = -erf'. */
  static double erfc(double x, double xDot) {
    return -Special.bell(x) * xDot;
  }

  /** asinh' = 1 / sqrt(x² + 1). */
  static double asinh(double x, double xDot) {
    return xDot / Math.hypot(x, 1);
  }

  /** acosh' = 1 / sqrt(x² - 1). */
  static double acosh(double x, double xDot) {
    return xDot / (Math.sqrt(x - 1) * Math.sqrt(x + 1));
  }

  /** atanh' = 1 / (1 - x²). */
  static double atanh(double x, double xDot) {
    return xDot / ((1 - x) * (1 + x));
  }

  /** d log(exp(x) + exp(y)) = (exp(x) dx + exp(y) dy) / (exp(x) + exp(y)). */
  static double logAddExp(double x, double xDot, double y, double yDot) {
    return Activations.sigmoid(x - y) * xDot + Activations.sigmoid(y - x) * yDot;
  }

  /** The normal density: exp(-x² / 2) / sqrt(2 pi). */
  static double normalShare(double x, double xDot) {
    return 0.3989422804014327 * Math.exp(-0.5 * x * x) * xDot;
  }

  /** Of an inverse function: 1 over the derivative there. */
  static double normalQuantile(double share, double shareDot) {
    double x = Special.normalQuantile(share);
    return 2.5066282746310002 * Math.exp(0.5 * x * x) * shareDot;
  }

  /** erfInv' = sqrt(pi) / 2 exp(erfInv²). */
  static double erfInv(double x, double xDot) {
    double y = Special.erfInv(x);
    return 0.886226925452758 * Math.exp(y * y) * xDot;
  }
}
