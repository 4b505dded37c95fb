package dev.cusp.rules;

/**
 * Functions that programs often write in a way that overflows or cancels, computed so that neither
 * happens; the patterns of {@link dev.cusp.pass.Stabilize} are differentiated as these.
 *
 * <p>Their rules are {@link StableRules}. Sources: Higham, Accuracy and Stability of Numerical
 * Algorithms, 2002, sections 1.7, 1.14 and 27.7; Mächler, Accurately computing log(1 - exp(-|a|)),
 * 2012; Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions,
 * 2021.
 */
public final class Stable {
  static final double LN_2 = 0.6931471805599453;

  private Stable() {}

  /**
   * The value of the first argument with the derivative of the second, which is the same number
   * computed in another way.
   */
  public static double like(double value, double stable) {
    return value;
  }

  /** log(1 + exp(z)), of any z; the exponential overflows from z = 709.8 on. */
  public static double softplus(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  /** exp(z) / (1 + exp(z)) = 1 / (1 + exp(-z)), of any z. */
  public static double logistic(double z) {
    return z > 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
  }

  /** The Fermi function 1 / (1 + exp(z)) = logistic(-z), of any z. */
  public static double fermi(double z) {
    return logistic(-z);
  }

  /** log(logistic(z)) = -log(1 + exp(-z)), of any z; the logistic function underflows. */
  public static double logLogistic(double z) {
    return -softplus(-z);
  }

  /** log(exp(a) + exp(b)), of any a and b. */
  public static double logAddExp(double a, double b) {
    if (a == b) {
      return a + LN_2;
    }
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  /**
   * log |exp(z) - 1|: log(1 - exp(z)) of a negative z, log(exp(z) - 1) of a positive one. The
   * difference cancels near 0 and overflows far from it.
   */
  public static double logAbsExpm1(double z) {
    if (z > 1) {
      return z + Math.log1p(-Math.exp(-z));
    }
    return z > -LN_2 ? Math.log(Math.abs(Math.expm1(z))) : Math.log1p(-Math.exp(z));
  }

  /** log(cosh(x)), of any x; the cosine overflows from |x| = 710.5 on and is 1 near 0. */
  public static double logCosh(double x) {
    double size = Math.abs(x);
    if (size < 1) {
      double half = Math.sinh(0.5 * size);
      return Math.log1p(2 * half * half);
    }
    return size - LN_2 + Math.log1p(Math.exp(-2 * size));
  }

  /** 1 - cos(x) = 2 sin²(x/2), of any x; the difference cancels near 0. */
  public static double versine(double x) {
    double half = Math.sin(0.5 * x);
    return 2 * half * half;
  }

  /** sqrt(1 + x) - 1 = x / (1 + sqrt(1 + x)), of x from -1 on; the difference cancels near 0. */
  public static double sqrt1pm1(double x) {
    return x / (1 + Math.sqrt(1 + x));
  }

  /** sqrt(x² + y²), of any x and y; the squares overflow or underflow. */
  public static double norm(double x, double y) {
    double square = x * x + y * y;
    return isOrdinary(square) ? Math.sqrt(square) : scaledNorm(x, y, 0, scale(square));
  }

  /** sqrt(x² + y² + z²), of any x, y and z. */
  public static double norm(double x, double y, double z) {
    double square = x * x + y * y + z * z;
    return isOrdinary(square) ? Math.sqrt(square) : scaledNorm(x, y, z, scale(square));
  }

  /** 1 / norm(x, y), 0 at the origin. */
  public static double inverseNorm(double x, double y) {
    double square = x * x + y * y;
    return isOrdinary(square) ? 1 / Math.sqrt(square) : inverse(norm(x, y));
  }

  /** 1 / norm(x, y, z), 0 at the origin. */
  public static double inverseNorm(double x, double y, double z) {
    double square = x * x + y * y + z * z;
    return isOrdinary(square) ? 1 / Math.sqrt(square) : inverse(norm(x, y, z));
  }

  private static double inverse(double norm) {
    return norm == 0 ? 0 : 1 / norm;
  }

  /** A power of two that brings numbers whose squares overflow or underflow back to ordinary. */
  private static double scale(double square) {
    return square > 1 ? 0x1p-600 : 0x1p600;
  }

  private static double scaledNorm(double x, double y, double z, double h) {
    return Math.sqrt(x * h * (x * h) + y * h * (y * h) + z * h * (z * h)) / h;
  }

  /** Whether a sum has not overflowed, and no summand that matters has lost bits to underflow. */
  static boolean isOrdinary(double sum) {
    return sum > 1e-290 && sum <= Double.MAX_VALUE;
  }
}
