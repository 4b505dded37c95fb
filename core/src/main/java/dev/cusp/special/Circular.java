package dev.cusp.special;

/**
 * Bessel's functions of the von Mises distribution on the circle, of concentration k, and its
 * distribution function, which for large k is that of a normal one corrected, by the sine of half
 * the angle. Sources: NIST Digital Library of Mathematical Functions, 10.25.2 and 10.40.1; ratios
 * by their recurrence downwards, 10.33.1.
 */
public final class Circular {
  private static final double LARGE = 25;

  /** From here on expansions in 1 / k are exact, and take no more steps for larger ones. */
  private static final double HUGE = 1e4;

  /** Terms of such an expansion. */
  private static final int FEW = 5;

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
    return k + logScaledBesselI0(k);
  }

  /** {@code log(exp(-k) I0(k))}. */
  public static double logScaledBesselI0(double k) {
    if (k < LARGE) {
      return logBesselI0(k) - k;
    }
    double term = 1;
    double sum = 1;
    for (int n = 1; n < 20; n++) {
      term *= (2 * n - 1) * (2 * n - 1) / (8.0 * n * k);
      sum += term;
    }
    return -Gammas.HALF_LOG_2_PI - 0.5 * Math.log(k) + Math.log(sum);
  }

  /** {@code I1(k) / I0(k)}, the mean of the cosine; the derivative of {@link #logBesselI0}. */
  public static double besselRatio(double k) {
    if (k > HUGE) {
      return 1 - besselGap(k);
    }
    double ratio = 0;
    for (int n = terms(k); n >= 1; n--) {
      ratio = k / (2 * n + k * ratio);
    }
    return ratio;
  }

  /** {@code 1 - I1(k) / I0(k)}, also where that is small. */
  public static double besselGap(double k) {
    double i = 1 / k;
    return k > HUGE
        ? i * (0.5 + i * (0.125 + i * (0.125 + i * (0.1953125 + i * 0.40625))))
        : 1 - besselRatio(k);
  }

  /** The variance of the cosine: the derivative of {@link #besselRatio}. */
  public static double besselRatioSlope(double k) {
    if (k > HUGE) {
      double i = 1 / k;
      return i * i * (0.5 + i * (0.25 + i * (0.375 + i * (0.78125 + i * 2.03125))));
    }
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
    if (k > HUGE) {
      return lowerOfNarrow(k, angle);
    }
    double ratio = 0;
    double sum = 0;
    for (int n = terms(k); n >= 1; n--) {
      ratio = k / (2 * n + k * ratio);
      sum = ratio * (Math.sin(n * angle) / n + sum);
    }
    return Math.clamp(0.5 + (angle / 2 + sum) / Math.PI, 0, 1);
  }

  /**
   * With t = 2 sqrt(k) sin(angle / 2) the density is {@code exp(-t² / 2) / sqrt(1 - t² / (4 k))},
   * the root of which is expanded and integrated term by term.
   */
  private static double lowerOfNarrow(double k, double angle) {
    double t = 2 * Math.sqrt(k) * Math.sin(angle / 2);
    double tail = 0.5 * IncompleteGamma.upper(0.5, 0.5 * t * t);
    double weight = 1;
    double moment = 1;
    double power = 1 / t;
    double rest = 0;
    double sum = 0;
    double whole = 1;
    for (int n = 1; n <= FEW && t != 0; n++) {
      weight *= (2 * n - 1) / (8 * n * k);
      moment *= 2 * n - 1;
      power *= t * t;
      rest = power + (2 * n - 1) * rest;
      sum += weight * rest;
      whole += weight * moment;
    }
    double density = Math.exp(-0.5 * t * t - Gammas.HALF_LOG_2_PI);
    return Math.clamp((angle < 0 ? tail : 1 - tail) - density * sum / whole, 0, 1);
  }

  /** How an angle moves where {@link #lowerOfNarrow} holds. */
  private static double slopeOfNarrow(double k, double angle) {
    double t = 2 * Math.sqrt(k) * Math.sin(angle / 2);
    double weight = 1;
    double moment = 1;
    double power = 1 / t;
    double rest = 0;
    double sum = 0;
    double sumDot = 0;
    double whole = 1;
    double wholeDot = 0;
    for (int n = 1; n <= FEW && t != 0; n++) {
      weight *= (2 * n - 1) / (8 * n * k);
      moment *= 2 * n - 1;
      power *= t * t;
      rest = power + (2 * n - 1) * rest;
      sum += weight * rest;
      sumDot -= n * weight * rest / k;
      whole += weight * moment;
      wholeDot -= n * weight * moment / k;
    }
    return (sumDot - sum / whole * wholeDot) / Math.sqrt(k) - Math.tan(angle / 2) / k;
  }

  /** {@code log(exp(k cos(angle)) / (2 pi I0(k)))}. */
  public static double logDensity(double k, double angle) {
    double half = Math.sin(angle / 2);
    return -2 * k * half * half - logScaledBesselI0(k) - 2 * Gammas.HALF_LOG_2_PI;
  }

  /**
   * How an angle of this distribution moves with the concentration when its share stays what it is.
   */
  public static double slope(double k, double angle) {
    if (Math.abs(angle) >= Math.PI) {
      return 0;
    }
    if (k > HUGE) {
      return slopeOfNarrow(k, angle);
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
