package dev.cusp.rules;

/**
 * Derivatives of the arithmetic of {@link Math} and {@link StrictMath} at {@code float}, with the
 * conventions of {@link ArithmeticRules}.
 */
@RulesFor({Math.class, StrictMath.class})
public final class FloatArithmeticRules {
  private FloatArithmeticRules() {}

  /** |x|' = sign x, 0 at 0. */
  static float abs(float x, float xDot) {
    return Math.signum(x) * xDot;
  }

  /** The tangent of the larger operand, where they are equal their mean. */
  static float max(float x, float xDot, float y, float yDot) {
    return x > y ? xDot : x == y ? 0.5f * Tangents.both(xDot, yDot) : yDot;
  }

  /** The tangent of the smaller operand, where they are equal their mean. */
  static float min(float x, float xDot, float y, float yDot) {
    return x < y ? xDot : x == y ? 0.5f * Tangents.both(xDot, yDot) : yDot;
  }

  /** The tangent of what clamp returns: that of x on the closed interval. */
  static float clamp(float x, float xDot, float low, float lowDot, float high, float highDot) {
    return x < low ? lowDot : x > high ? highDot : xDot;
  }

  /** |x| sign s: the derivative in x is sign x · sign s, that in s is 0. */
  static float copySign(float x, float xDot, float s, float sDot) {
    return Math.signum(x) * Math.copySign(1f, s) * xDot;
  }

  /** d(x y + z) = y dx + x dy + dz. */
  static float fma(float x, float xDot, float y, float yDot, float z, float zDot) {
    return y * xDot + x * yDot + zDot;
  }

  /** scalb is x · 2^n. */
  static float scalb(float x, float xDot, int n) {
    return Math.scalb(1f, n) * xDot;
  }

  /** A neighbour of x, one ulp away. */
  static float nextUp(float x, float xDot) {
    return xDot;
  }

  /** A neighbour of x, one ulp away. */
  static float nextDown(float x, float xDot) {
    return xDot;
  }

  /** A neighbour of x, one ulp away, in a direction whose size does not matter. */
  static float nextAfter(float x, float xDot, double direction, double directionDot) {
    return xDot;
  }

  /** Piecewise constant. */
  static float signum(float x, float xDot) {
    return 0;
  }

  /** Piecewise constant. */
  static float ulp(float x, float xDot) {
    return 0;
  }
}
