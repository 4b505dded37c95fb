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
}
