package dev.cusp.rules;

/** Derivatives of the arithmetic of {@link Double}. */
@RulesFor(Double.class)
public final class DoubleRules {
  private DoubleRules() {}

  /** d(x + y) = dx + dy. */
  static double sum(double x, double xDot, double y, double yDot) {
    return xDot + yDot;
  }

  /** See {@link ArithmeticRules#max}. */
  static double max(double x, double xDot, double y, double yDot) {
    return x >= y ? xDot : yDot;
  }

  /** See {@link ArithmeticRules#min}. */
  static double min(double x, double xDot, double y, double yDot) {
    return x <= y ? xDot : yDot;
  }
}
