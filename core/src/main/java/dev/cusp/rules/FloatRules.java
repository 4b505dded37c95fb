package dev.cusp.rules;

/** Derivatives of the arithmetic of {@link Float}. */
@RulesFor(Float.class)
public final class FloatRules {
  private FloatRules() {}

  /** d(x + y) = dx + dy. */
  static float sum(float x, float xDot, float y, float yDot) {
    return xDot + yDot;
  }

  /** See {@link FloatArithmeticRules#max}. */
  static float max(float x, float xDot, float y, float yDot) {
    return x >= y ? xDot : yDot;
  }

  /** See {@link FloatArithmeticRules#min}. */
  static float min(float x, float xDot, float y, float yDot) {
    return x <= y ? xDot : yDot;
  }
}
