package dev.cusp.special;

/**
 * Bessel's functions of the von Mises distribution on the circle, of concentration k, and its
 * distribution function. Sources: NIST Digital Library of Mathematical Functions, 10.25.2 and
 * 10.40.1; ratios by their recurrence downwards, 10.33.1.
 */
public final class Circular {
  private static final double LARGE = 25;

  private Circular() {}

  /** {@code log I0(k)}, which does not overflow; for k of at least 0. */
  public static double logBesselI0(double k) {
    if (k < LARGE) {
      double quarter = k * k / 4;
      double term = 1;
      double sum = 0;
      for (int n = 1; n < 80; n++) {
        term *= quarter / ((double) n * n);
        sum += term;
      }
      return Math.log1p(sum);
    }
    double term = 1;
    double sum = 1;
    for (int n = 1; n < 20; n++) {
      term *= (2 * n - 1) * (2 * n - 1) / (8.0 * n * k);
      sum += term;
    }
    return k - Gammas.HALF_LOG_2_PI - 0.5 * Math.log(k) + Math.log(sum);
  }

  /** {@code I1(k) / I0(k)}, the mean of the cosine; the derivative of {@link #logBesselI0}. */
  public static double besselRatio(double k) {
    double ratio = 0;
    for (int n = terms(k); n >= 1; n--) {
      ratio = k / (2 * n + k * ratio);
    }
    return ratio;
  }

  /** The variance of the cosine: the derivative of {@link #besselRatio}. */
  public static double besselRatioSlope(double k) {
    double ratio = 0;
    double ratioDot = 0;
    for (int n = terms(k); n >= 1; n--) {
      double below = 2 * n + k * ratio;
      ratioDot = (1 - k / below * (ratio + k * ratioDot)) / below;
      ratio = k / below;
    }
    return ratioDot;
  }

  /** From where on the ratios of successive functions do not matter. */
  private static int terms(double k) {
    return (int) (30 + 10 * Math.sqrt(k) + Math.min(k, 30));
  }

  /** The share from -pi to an angle between -pi and pi. */
  public static double lower(double k, double angle) {
    if (Math.abs(angle) >= Math.PI) {
      return angle < 0 ? 0 : 1;
    }
    double ratio = 0;
    double sum = 0;
    for (int n = terms(k); n >= 1; n--) {
      ratio = k / (2 * n + k * ratio);
      sum = ratio * (Math.sin(n * angle) / n + sum);
    }
    return Math.clamp(0.5 + (angle / 2 + sum) / Math.PI, 0, 1);
  }

  /** {@code log(exp(k cos(angle)) / (2 pi I0(k)))}. */
  public static double logDensity(double k, double angle) {
    double half = Math.sin(angle / 2);
    return -2 * k * half * half + k - logBesselI0(k) - 2 * Gammas.HALF_LOG_2_PI;
  }

  /**
   * How an angle of this distribution moves with the concentration when its share stays what it is.
   */
  public static double slope(double k, double angle) {
    if (Math.abs(angle) >= Math.PI) {
      return 0;
    }
    double ratio = 0;
    double ratioDot = 0;
    double sum = 0;
    double sumDot = 0;
    for (int n = terms(k); n >= 1; n--) {
      double below = 2 * n + k * ratio;
      ratioDot = (1 - k / below * (ratio + k * ratioDot)) / below;
      ratio = k / below;
      double inner = Math.sin(n * angle) / n + sum;
      sumDot = ratioDot * inner + ratio * sumDot;
      sum = ratio * inner;
    }
    return -sumDot / Math.PI / Math.exp(logDensity(k, angle));
  }

  /**
   * An angle drawn from the distribution of the concentration k, as a function of it: the angle,
   * with {@link #slope} for its derivative by k. No derivative passes through the angle given.
   */
  public static double draw(double k, double angle) {
    return angle;
  }
}
