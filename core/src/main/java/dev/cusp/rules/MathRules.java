package dev.cusp.rules;

/**
 * Derivatives of the functions of {@link Math}; those of its arithmetic are in {@link
 * ArithmeticRules}.
 *
 * <p>Sources: NIST Digital Library of Mathematical Functions, sections 4.7 (exp, log), 4.20
 * (trigonometric), 4.24 (their inverses), 4.34 (hyperbolic). Where a derivative is infinite, as
 * that of sqrt at 0, it is returned so; at its kink, the origin, hypot has derivative 0.
 */
@RulesFor(Math.class)
public final class MathRules {
  private static final double LOG10_E = 0.4342944819032518;

  private MathRules() {}

  /** exp' = exp. */
  static double exp(double x, double xDot) {
    return Math.exp(x) * xDot;
  }

  /** expm1' = exp; not 1 + expm1, which cancels for x below -1. */
  static double expm1(double x, double xDot) {
    return Math.exp(x) * xDot;
  }

  /** log' = 1 / x. */
  static double log(double x, double xDot) {
    return xDot / x;
  }

  /** log1p' = 1 / (1 + x). */
  static double log1p(double x, double xDot) {
    return xDot / (1 + x);
  }

  /** log10' = 1 / (x ln 10). */
  static double log10(double x, double xDot) {
    return LOG10_E / x * xDot;
  }

  /** sqrt' = 1 / (2 sqrt). */
  static double sqrt(double x, double xDot) {
    return 0.5 / Math.sqrt(x) * xDot;
  }

  /** cbrt' = 1 / (3 cbrt²). */
  static double cbrt(double x, double xDot) {
    double y = Math.cbrt(x);
    return 1 / (3 * y * y) * xDot;
  }

  /** d(x^y) = y x^(y-1) dx + x^y ln x dy. */
  static double pow(double x, double xDot, double y, double yDot) {
    return powerSlope(x, y) * xDot + powerLog(x, y) * yDot;
  }

  /**
   * y x^(y-1), with x^0 constant at 0 too: no 0 · ∞. Elsewhere y = 0 is no special case, so that
   * the derivative in y is right.
   */
  private static double powerSlope(double x, double y) {
    return y == 0 && Math.abs(x) < Double.MIN_NORMAL ? 0 : y * Math.pow(x, y - 1);
  }

  /** x^y ln x, the limit 0 where the power vanishes; NaN for x below 0, where it is not defined. */
  private static double powerLog(double x, double y) {
    double power = Math.pow(x, y);
    return power == 0 && x >= 0 ? 0 : power * Math.log(x);
  }

  /** sin' = cos. */
  static double sin(double x, double xDot) {
    return Math.cos(x) * xDot;
  }

  /** cos' = -sin. */
  static double cos(double x, double xDot) {
    return -Math.sin(x) * xDot;
  }

  /** tan' = 1 + tan². */
  static double tan(double x, double xDot) {
    double y = Math.tan(x);
    return (1 + y * y) * xDot;
  }

  /** asin' = 1 / sqrt(1 - x²), factored so as not to cancel near ±1. */
  static double asin(double x, double xDot) {
    return 1 / Math.sqrt((1 - x) * (1 + x)) * xDot;
  }

  /** acos' = -asin'. */
  static double acos(double x, double xDot) {
    return -1 / Math.sqrt((1 - x) * (1 + x)) * xDot;
  }

  /** atan' = 1 / (1 + x²). */
  static double atan(double x, double xDot) {
    return 1 / (1 + x * x) * xDot;
  }

  /** d atan2(y, x) = (x dy - y dx) / r², r = hypot(x, y); NaN at the origin. */
  static double atan2(double y, double yDot, double x, double xDot) {
    return overSquare(x, y) * yDot - overSquare(y, x) * xDot;
  }

  /** x / (x² + y²), also where the squares overflow or underflow; 0 infinitely far out. */
  private static double overSquare(double x, double y) {
    double square = x * x + y * y;
    if (square > 1e-280 && square <= Double.MAX_VALUE) {
      return x / square;
    }
    double r = Math.hypot(x, y);
    return r > Double.MAX_VALUE ? 0 : x / r / r;
  }

  /** d hypot(x, y) = (x dx + y dy) / hypot. */
  static double hypot(double x, double xDot, double y, double yDot) {
    double r = Math.hypot(x, y);
    return cosine(x, y, r) * xDot + cosine(y, x, r) * yDot;
  }

  /** x / r, 0 at the origin, which is a kink. */
  private static double cosine(double x, double y, double r) {
    if (r == 0) {
      return 0;
    }
    return r <= Double.MAX_VALUE ? x / r : cosineFarOut(x, y);
  }

  /** The same where the hypotenuse overflows. */
  private static double cosineFarOut(double x, double y) {
    if (Math.abs(x) > Double.MAX_VALUE) {
      return Math.abs(y) > Double.MAX_VALUE ? Double.NaN : Math.signum(x);
    }
    return 0.5 * x / Math.hypot(0.5 * x, 0.5 * y);
  }

  /** sinh' = cosh. */
  static double sinh(double x, double xDot) {
    return Math.cosh(x) * xDot;
  }

  /** cosh' = sinh. */
  static double cosh(double x, double xDot) {
    return Math.sinh(x) * xDot;
  }

  /** tanh' = 1 - tanh². */
  static double tanh(double x, double xDot) {
    return sechSquare(x) * xDot;
  }

  /**
   * 1 - tanh² cancels where |tanh| is near 1; there it is 4q / (1 + q)² with q = exp(-2|x|). Up to
   * the bound between the two, 5 bits of 53 are lost at most; it is no round number, so that a tie
   * there is unlikely.
   */
  private static double sechSquare(double x) {
    if (x > -2.03 && x < 2.03) {
      double y = Math.tanh(x);
      return 1 - y * y;
    }
    double q = Math.exp(-2 * Math.abs(x));
    return 4 * q / ((1 + q) * (1 + q));
  }
}
