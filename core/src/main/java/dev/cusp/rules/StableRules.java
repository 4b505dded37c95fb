package dev.cusp.rules;

/**
 * Derivatives of the functions of {@link Stable}, stable themselves.
 *
 * <p>They are written with the exponentials that the program has computed anyway, which are shared
 * then; only where these have overflowed is something else computed.
 */
@RulesFor(Stable.class)
public final class StableRules {
  private StableRules() {}

  /** The derivative of the second argument. */
  static double like(double value, double valueDot, double stable, double stableDot) {
    return stableDot;
  }

  /** softplus' = logistic: exp(z) / (1 + exp(z)), 1 where exp(z) overflows. */
  static double softplus(double z, double zDot) {
    return rising(Math.exp(z)) * zDot;
  }

  private static double rising(double e) {
    return e > Double.MAX_VALUE ? 1 : e / (1 + e);
  }

  /** logistic' = logistic(z) · logistic(-z). */
  static double logistic(double z, double zDot) {
    return slope(Math.exp(z)) * zDot;
  }

  /** fermi' = -logistic'. */
  static double fermi(double z, double zDot) {
    return -slope(Math.exp(z)) * zDot;
  }

  /** e / (1 + e)², without a square that overflows and without 1 - 1 / (1 + e), which cancels. */
  private static double slope(double e) {
    double d = 1 / (1 + e);
    return e > Double.MAX_VALUE ? 0 : e * d * d;
  }

  /** (log logistic)' = 1 / (1 + exp(z)). */
  static double logLogistic(double z, double zDot) {
    return 1 / (1 + Math.exp(z)) * zDot;
  }

  /** d log(exp(a) + exp(b)) = (da + exp(b - a) db) / (1 + exp(b - a)). */
  static double logAddExp(double a, double aDot, double b, double bDot) {
    double e = Math.exp(b - a);
    return 1 / (1 + e) * aDot + rising(e) * bDot;
  }

  /**
   * (log |exp(z) - 1|)' = exp(z) / (exp(z) - 1) = 1 / (1 - exp(-z)). Either form would do near 0;
   * the bound between them is no round number, as a tie is unlikely there.
   */
  static double logAbsExpm1(double z, double zDot) {
    return (z < -0.71 ? Math.exp(z) / Math.expm1(z) : -1 / Math.expm1(-z)) * zDot;
  }

  /** (log cosh)' = tanh. */
  static double logCosh(double x, double xDot) {
    return Math.tanh(x) * xDot;
  }

  /** (1 - cos)' = sin. */
  static double versine(double x, double xDot) {
    return Math.sin(x) * xDot;
  }

  /** (sqrt(1 + x) - 1)' = 1 / (2 sqrt(1 + x)). */
  static double sqrt1pm1(double x, double xDot) {
    return 0.5 / Math.sqrt(1 + x) * xDot;
  }

  /** d norm = (x dx + y dy) / norm; 0 at the origin, as for {@link Math#hypot}. */
  static double norm(double x, double xDot, double y, double yDot) {
    double inverse = Stable.inverseNorm(x, y);
    return x * inverse * xDot + y * inverse * yDot;
  }

  /** d norm = (x dx + y dy + z dz) / norm; 0 at the origin. */
  static double norm(double x, double xDot, double y, double yDot, double z, double zDot) {
    double inverse = Stable.inverseNorm(x, y, z);
    return x * inverse * xDot + y * inverse * yDot + z * inverse * zDot;
  }

  /** d (1 / norm) = -(x dx + y dy) / norm³. */
  static double inverseNorm(double x, double xDot, double y, double yDot) {
    double inverse = Stable.inverseNorm(x, y);
    return -inverse * inverse * (x * inverse * xDot + y * inverse * yDot);
  }

  /** d (1 / norm) = -(x dx + y dy + z dz) / norm³. */
  static double inverseNorm(double x, double xDot, double y, double yDot, double z, double zDot) {
    double inverse = Stable.inverseNorm(x, y, z);
    return -inverse * inverse * (x * inverse * xDot + y * inverse * yDot + z * inverse * zDot);
  }
}
