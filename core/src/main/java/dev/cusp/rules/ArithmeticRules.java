package dev.cusp.rules;

/**
 * Derivatives of the arithmetic of {@link Math} and {@link StrictMath} at {@code double}: what is
 * linear, piecewise linear or piecewise constant.
 *
 * <p>At kinks the convention is PyTorch's: abs'(0) is 0; equal operands of max and min share
 * evenly, but of an operand and an equal constant the constant is selected, so that {@code max(x,
 * 0)} is relu; clamp has derivative 1 on the closed interval.
 */
@RulesFor({Math.class, StrictMath.class})
public final class ArithmeticRules {
  private ArithmeticRules() {}

  /** toRadians is x · π/180. */
  static double toRadians(double x, double xDot) {
    return Math.PI / 180 * xDot;
  }

  /** toDegrees is x · 180/π. */
  static double toDegrees(double x, double xDot) {
    return 180 / Math.PI * xDot;
  }

  /** |x|' = sign x, 0 at 0. */
  static double abs(double x, double xDot) {
    return Math.signum(x) * xDot;
  }

  /** The tangent of the larger operand, where they are equal their mean. */
  static double max(double x, double xDot, double y, double yDot) {
    return x > y ? xDot : x == y ? 0.5 * Tangents.both(xDot, yDot) : yDot;
  }

  /** The tangent of the smaller operand, where they are equal their mean. */
  static double min(double x, double xDot, double y, double yDot) {
    return x < y ? xDot : x == y ? 0.5 * Tangents.both(xDot, yDot) : yDot;
  }

  /** The tangent of what clamp returns: that of x on the closed interval. */
  static double clamp(
      double x, double xDot, double low, double lowDot, double high, double highDot) {
    return x < low ? lowDot : x > high ? highDot : xDot;
  }

  /** |x| sign s: the derivative in x is sign x · sign s, that in s is 0. */
  static double copySign(double x, double xDot, double s, double sDot) {
    return Math.signum(x) * Math.copySign(1.0, s) * xDot;
  }

  /** d(x y + z) = y dx + x dy + dz. */
  static double fma(double x, double xDot, double y, double yDot, double z, double zDot) {
    return y * xDot + x * yDot + zDot;
  }

  /** x - n y with n the whole number nearest to x / y, constant almost everywhere. */
  static double IEEEremainder(double x, double xDot, double y, double yDot) {
    return xDot - Math.rint((x - Math.IEEEremainder(x, y)) / y) * yDot;
  }

  /** scalb is x · 2^n. */
  static double scalb(double x, double xDot, int n) {
    return Math.scalb(1.0, n) * xDot;
  }

  /** A neighbour of x, one ulp away. */
  static double nextUp(double x, double xDot) {
    return xDot;
  }

  /** A neighbour of x, one ulp away. */
  static double nextDown(double x, double xDot) {
    return xDot;
  }

  /** A neighbour of x, one ulp away, in a direction whose size does not matter. */
  static double nextAfter(double x, double xDot, double direction, double directionDot) {
    return xDot;
  }

  /** Piecewise constant. */
  static double floor(double x, double xDot) {
    return 0;
  }

  /** Piecewise constant. */
  static double ceil(double x, double xDot) {
    return 0;
  }

  /** Piecewise constant. */
  static double rint(double x, double xDot) {
    return 0;
  }

  /** Piecewise constant. */
  static double signum(double x, double xDot) {
    return 0;
  }

  /** Piecewise constant. */
  static double ulp(double x, double xDot) {
    return 0;
  }
}
