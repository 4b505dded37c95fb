package dev.cusp.special;

import java.util.function.DoubleUnaryOperator;

/**
 * The distribution function of the gamma distribution of a shape a and rate 1, its inverse, and how
 * a number that has this distribution moves with the shape. To about 1e-13 of their values, and to
 * what a rounding of x changes, which for large shapes is more.
 *
 * <p>Sources: NIST Digital Library of Mathematical Functions, 8.11.4 (series) and 8.9.2 (continued
 * fraction), both also differentiated by the shape; Figurnov, Mohamed and Mnih, Implicit
 * reparameterization gradients, 2018.
 */
public final class IncompleteGamma {
  private static final double TINY = 1e-300;
  private static final double EPSILON = 1e-17;
  private static final int MOST_TERMS = 100_000;

  /** From this shape on tails are integrated. */
  private static final double LARGE = 1e4;

  private IncompleteGamma() {}

  /**
   * {@code log(x^(a-1) exp(-x) / Gamma(a))}, the logarithm of the density; minus infinity below 0.
   */
  public static double logDensity(double a, double x) {
    if (!(x > 0)) {
      return x < 0 ? Double.NEGATIVE_INFINITY : atZero(a, x);
    }
    if (a < 10) {
      return (a - 1) * Math.log(x) - x - Gammas.logGamma(a);
    }
    double shape = a - 1;
    return -0.5 * Math.log(shape)
        - Gammas.HALF_LOG_2_PI
        - Gammas.stirlingError(shape)
        - shape * Gammas.excess((x - shape) / shape);
  }

  private static double atZero(double a, double x) {
    double log = a == 1 ? 0 : a < 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    return x == 0 && a > 0 ? log : Double.NaN;
  }

  /** The share below x: P(a, x), from 0 to 1. */
  public static double lower(double a, double x) {
    return x <= 0 ? 0 : isSmall(a, x) ? below(a, x) : 1 - above(a, x);
  }

  /** The share above x: Q(a, x) = 1 - P(a, x), exact also where that is tiny. */
  public static double upper(double a, double x) {
    return x <= 0 ? 1 : isSmall(a, x) ? 1 - below(a, x) : above(a, x);
  }

  /** The derivative of {@link #logDensity} by a: {@code log(x) - digamma(a)}. */
  public static double score(double a, double x) {
    return a > LARGE
        ? Math.log1p((x - a) / a) + Gammas.digammaGap(a)
        : Math.log(x) - Gammas.digamma(a);
  }

  /**
   * The density's integral with a weight from x downwards, or upwards, over the density at x.
   * Powers of a are taken by their distance from those at x, where they would cancel.
   *
   * @param weight of the distance
   */
  private static double tail(double a, double x, boolean isUp, DoubleUnaryOperator weight) {
    double sign = isUp ? 1 : -1;
    double steep = (a - 1 - x) / x;
    DoubleUnaryOperator ratio =
        s -> isUp || s < x ? Math.exp(sign * s * steep - (a - 1) * Gammas.excess(sign * s / x)) : 0;
    return Tails.integral(1 / (1 / Math.sqrt(a) + Math.abs(steep)), ratio, weight);
  }

  private static boolean isSmall(double a, double x) {
    return x < a + 1;
  }

  private static double below(double a, double x) {
    double whole = a > LARGE ? tail(a, x, false, _ -> 1) : x / a * series(a, x);
    return Math.min(1, Math.exp(logDensity(a, x)) * whole);
  }

  private static double above(double a, double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double whole = a > LARGE ? tail(a, x, true, _ -> 1) : x * fraction(a, x);
    return Math.min(1, Math.exp(logDensity(a, x)) * whole);
  }

  /** 1 + x / (a + 1) + x² / ((a + 1) (a + 2)) + ... */
  private static double series(double a, double x) {
    double term = 1;
    double sum = 1;
    for (int n = 1; n < MOST_TERMS && term > EPSILON * sum; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum;
  }

  /** Q(a, x) over x times the density, by Lentz's method. */
  private static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double h = d;
    double change = 2;
    for (int n = 1; n < MOST_TERMS && Math.abs(change - 1) > 1e-16; n++) {
      double an = n * (a - n);
      b += 2;
      d = 1 / (an * d + b);
      c = b + an / c;
      change = c * d;
      h *= change;
    }
    return h;
  }

  /**
   * How x, a number of this distribution, moves with the shape when its share stays what it is: dx
   * / da.
   */
  public static double slope(double a, double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return x == 0 ? 0 : Double.NaN;
    }
    if (a > LARGE) {
      double sign = isSmall(a, x) ? -1 : 1;
      double gap = Gammas.digammaGap(a);
      return sign * tail(a, x, sign > 0, s -> Math.log1p((x - a + sign * s) / a) + gap);
    }
    return isSmall(a, x) ? slopeBySeries(a, x) : slopeByFraction(a, x);
  }

  private static double slopeBySeries(double a, double x) {
    double term = 1;
    double sum = 1;
    double termDot = 0;
    double sumDot = 0;
    for (int n = 1; n < MOST_TERMS && term > EPSILON * sum; n++) {
      double factor = x / (a + n);
      termDot = (termDot - term / (a + n)) * factor;
      term *= factor;
      sum += term;
      sumDot += termDot;
    }
    return -x / a * ((Math.log(x) - Gammas.digamma(a + 1)) * sum + sumDot);
  }

  private static double slopeByFraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double cDot = 0;
    double d = 1 / b;
    double dDot = d * d;
    double h = d;
    double hDot = dDot;
    double bDot = -1;
    boolean isGoingOn = true;
    for (int n = 1; n < MOST_TERMS && isGoingOn; n++) {
      double an = n * (a - n);
      b += 2;
      double below = an * d + b;
      dDot = -(n * d + an * dDot + bDot) / (below * below);
      d = 1 / below;
      cDot = bDot + n / c - an * cDot / (c * c);
      c = b + an / c;
      double change = c * d;
      double changeDot = cDot * d + c * dDot;
      isGoingOn = Math.abs(change - 1) > 1e-16 || Math.abs(changeDot * h) > 1e-16 * Math.abs(hDot);
      hDot = hDot * change + h * changeDot;
      h *= change;
    }
    return x * ((Math.log(x) - Gammas.digamma(a)) * h + hDot);
  }

  /** The number below which a share lies: the inverse of {@link #lower} in x. */
  public static double quantile(double a, double share) {
    if (!(share > 0 && share < 1) || !(a > 0)) {
      return a > 0 && share == 0 ? 0 : a > 0 && share == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    double x = start(a, share);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int round = 0; x > 0 && round < 200; round++) {
      double log = Math.log(share < 0.9 ? lower(a, x) / share : upper(a, x) / (1 - share));
      boolean isAbove = share < 0.9 ? log > 0 : log < 0;
      low = isAbove ? low : x;
      high = isAbove ? x : high;
      double density = Math.exp(logDensity(a, x));
      double next =
          share < 0.9
              ? x * Math.exp(-log * lower(a, x) / (x * density))
              : x + log * upper(a, x) / density;
      if (Math.abs(next - x) <= 2e-15 * x || Math.abs(log) <= 1e-14) {
        return next;
      }
      x = next > low && next < high ? next : middle(low, high);
    }
    return x;
  }

  /** From the first term of the series, or the middle of the distribution. */
  private static double start(double a, double share) {
    double x = Math.exp((Math.log(share) + Gammas.logGamma(a + 1)) / a);
    return Math.min(x, Math.max(a, 0.1));
  }

  /** In the geometric middle where the numbers are of different sizes. */
  private static double middle(double low, double high) {
    if (high == Double.POSITIVE_INFINITY) {
      return 2 * low;
    }
    return low > 0 && high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : (low + high) / 2;
  }

  /**
   * A number drawn from the distribution of shape a, as a function of it: x, with {@link #slope}
   * for its derivative by a. No derivative passes through the x given.
   */
  public static double draw(double a, double x) {
    return x;
  }

  /** {@link #slope} of x over x, given by its logarithm, also where x is too small for a number. */
  public static double logSlope(double a, double logX) {
    return logX > -600
        ? slope(a, Math.exp(logX)) / Math.exp(logX)
        : (Gammas.digamma(a + 1) - logX) / a;
  }

  /** {@link #draw} of a number given by its logarithm, which may be too small for a number. */
  public static double logDraw(double a, double logX) {
    return logX;
  }
}
