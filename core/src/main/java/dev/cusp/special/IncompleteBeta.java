package dev.cusp.special;

import java.util.function.DoubleUnaryOperator;

/**
 * The distribution function of the beta distribution, its inverse, and how a number that has this
 * distribution moves with the parameters. To about 1e-12 of their values, and to what a rounding of
 * x changes, which for large parameters is more.
 *
 * <p>Sources: NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction), also
 * differentiated by both parameters; Figurnov, Mohamed and Mnih, Implicit reparameterization
 * gradients, 2018.
 */
public final class IncompleteBeta {
  private static final double TINY = 1e-300;
  private static final int MOST_TERMS = 10_000;

  /** From this parameter on tails are integrated. */
  private static final double LARGE = 1e4;

  private IncompleteBeta() {}

  /** {@code log(x^(a-1) (1-x)^(b-1) / B(a, b))}; minus infinity outside of [0, 1]. */
  public static double logDensity(double a, double b, double x) {
    if (!(x >= 0 && x <= 1)) {
      return Double.isNaN(x) ? x : Double.NEGATIVE_INFINITY;
    }
    if (a < 10 || b < 10 || x == 0 || x == 1) {
      double left = a == 1 ? 0 : (a - 1) * Math.log(x);
      double right = b == 1 ? 0 : (b - 1) * Math.log1p(-x);
      return left + right - Gammas.logBeta(a, b);
    }
    return logShare(a, b, x, 1 - x) - Math.log(x) - Math.log1p(-x);
  }

  /** {@code log(x^a y^b / B(a, b))} for y = 1 - x and large a and b, by distances from the peak. */
  private static double logShare(double a, double b, double x, double y) {
    double whole = a + b;
    double off = (x * b - y * a) / whole;
    return -a * Gammas.excess(off * whole / a)
        - b * Gammas.excess(-off * whole / b)
        + 0.5 * (Math.log(a) + Math.log(b / whole))
        - Gammas.HALF_LOG_2_PI
        - Gammas.stirlingError(a)
        - Gammas.stirlingError(b)
        + Gammas.stirlingError(whole);
  }

  /** The share below x: I(a, b; x), from 0 to 1. */
  public static double lower(double a, double b, double x) {
    if (!(x > 0)) {
      return Double.isNaN(x) ? x : 0;
    }
    if (x >= 1) {
      return 1;
    }
    return isLeft(a, b, x) ? part(a, b, x) : 1 - part(b, a, 1 - x);
  }

  /** The share above x, between 0 and 1. */
  private static double upper(double a, double b, double x) {
    return isLeft(a, b, x) ? 1 - part(a, b, x) : part(b, a, 1 - x);
  }

  private static boolean isLeft(double a, double b, double x) {
    return x <= (a + 1) / (a + b + 2);
  }

  private static double part(double a, double b, double x) {
    double log = logDensity(a, b, x) + Math.log(x) + Math.log1p(-x);
    double whole = a > LARGE ? a / x / (1 - x) * tail(a, b, x, _ -> 1) : fraction(a, b, x);
    return Math.min(1, Math.exp(log) / a * whole);
  }

  /**
   * The density's integral with a weight from x downwards, over the density at x, for a large a.
   * Powers are taken by their distance from those at x, where they would cancel.
   *
   * @param weight of the distance
   */
  private static double tail(double a, double b, double x, DoubleUnaryOperator weight) {
    double y = 1 - x;
    double steep = ((a - 1) * y - (b - 1) * x) / (x * y);
    DoubleUnaryOperator ratio =
        s ->
            s < x
                ? Math.exp(
                    -(a - 1) * Gammas.excess(-s / x) - (b - 1) * Gammas.excess(s / y) - s * steep)
                : 0;
    double whole = a + b;
    double width = Math.sqrt(a / whole * (b + 1) / whole / whole);
    return Tails.integral(1 / (1 / width + Math.abs(steep)), ratio, weight);
  }

  private static double odd(double a, double b, int m) {
    return -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1));
  }

  private static double even(double a, double b, int m) {
    return m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m));
  }

  private static double guarded(double x) {
    return Math.abs(x) < TINY ? TINY : x;
  }

  /** Lentz's method. */
  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / guarded(1 + odd(a, b, 0) * x);
    double h = d;
    double change = 2;
    for (int m = 1; m < MOST_TERMS && Math.abs(change - 1) > 1e-16; m++) {
      for (int k = 0; k < 2; k++) {
        double factor = (k == 0 ? even(a, b, m) : odd(a, b, m)) * x;
        d = 1 / guarded(1 + factor * d);
        c = guarded(1 + factor / c);
        change = c * d;
        h *= change;
      }
    }
    return h;
  }

  /** How x, a number of this distribution, moves with a when its share stays what it is. */
  public static double slopeA(double a, double b, double x) {
    if (!(x > 0 && x < 1)) {
      return 0;
    }
    return isLeft(a, b, x)
        ? -x * (1 - x) / a * logDerivative(a, b, x, true)
        : x * (1 - x) / b * logDerivative(b, a, 1 - x, false);
  }

  /** How x, a number of this distribution, moves with b when its share stays what it is. */
  public static double slopeB(double a, double b, double x) {
    if (!(x > 0 && x < 1)) {
      return 0;
    }
    return isLeft(a, b, x)
        ? -x * (1 - x) / a * logDerivative(a, b, x, false)
        : x * (1 - x) / b * logDerivative(b, a, 1 - x, true);
  }

  /** The derivative of the share, as a multiple of {@code x (1 - x) / a} times the density. */
  private static double logDerivative(double a, double b, double x, boolean isByFirst) {
    if (a > LARGE) {
      double whole = a + b;
      double off = (x * b - (1 - x) * a) / whole; // from the mean
      double gap = Gammas.digammaGap(isByFirst ? a : b) - Gammas.digammaGap(whole);
      double scale = isByFirst ? whole / a : -whole / b;
      return a / x / (1 - x) * tail(a, b, x, s -> Math.log1p(scale * (off - s)) + gap);
    }
    double aDot = isByFirst ? 1 : 0;
    double bDot = 1 - aDot;
    double ofPrefix = isByFirst ? score(a, b, x, 1 - x) - 1 / a : score(b, a, 1 - x, x);
    double c = 1;
    double cDot = 0;
    double first = guarded(1 + odd(a, b, 0) * x);
    double d = 1 / first;
    double dDot = -oddDot(a, b, 0, aDot, bDot) * x * d * d;
    double h = d;
    double hDot = dDot;
    boolean isGoingOn = true;
    for (int m = 1; m < MOST_TERMS && isGoingOn; m++) {
      isGoingOn = false;
      for (int k = 0; k < 2; k++) {
        double factor = (k == 0 ? even(a, b, m) : odd(a, b, m)) * x;
        double factorDot =
            (k == 0 ? evenDot(a, b, m, aDot, bDot) : oddDot(a, b, m, aDot, bDot)) * x;
        double below = guarded(1 + factor * d);
        dDot = -(factorDot * d + factor * dDot) / (below * below);
        d = 1 / below;
        cDot = factorDot / c - factor * cDot / (c * c);
        c = guarded(1 + factor / c);
        double change = c * d;
        double changeDot = cDot * d + c * dDot;
        isGoingOn |=
            Math.abs(change - 1) > 1e-16 || Math.abs(changeDot * h) > 1e-16 * Math.abs(hDot);
        hDot = hDot * change + h * changeDot;
        h *= change;
      }
    }
    return ofPrefix * h + hDot;
  }

  /**
   * The derivative of {@link #logDensity} by a: {@code log(x) - digamma(a) + digamma(a + b)}.
   *
   * @param y 1 - x, which may be known better than x
   */
  public static double score(double a, double b, double x, double y) {
    double whole = a + b;
    double off = (x * b - y * a) / whole;
    double log = a > LARGE ? Math.log1p(off * whole / a) : Math.log(x * (whole / a));
    return log + Gammas.digammaGap(a) - Gammas.digammaGap(whole);
  }

  private static double oddDot(double a, double b, int m, double aDot, double bDot) {
    double first = a + 2 * m;
    double top = (a + m) * (a + b + m);
    double topDot = aDot * (a + b + m) + (a + m) * (aDot + bDot);
    double bottom = first * (first + 1);
    return -(topDot - top / bottom * (2 * first + 1) * aDot) / bottom;
  }

  private static double evenDot(double a, double b, int m, double aDot, double bDot) {
    double first = a + 2 * m - 1;
    double bottom = first * (first + 1);
    return m * (bDot - (b - m) / bottom * (2 * first + 1) * aDot) / bottom;
  }

  /** The number below which a share lies: the inverse of {@link #lower} in x. */
  public static double quantile(double a, double b, double share) {
    if (!(share > 0 && share < 1) || !(a > 0 && b > 0)) {
      boolean isEnd = a > 0 && b > 0 && (share == 0 || share == 1);
      return isEnd ? share : Double.NaN;
    }
    if (lower(a, b, 0.5) < share) {
      return 1 - below(b, a, 1 - share, share);
    }
    return below(a, b, share, 1 - share);
  }

  /** The same where it is at most one half, by Newton's method kept within a bracket. */
  private static double below(double a, double b, double share, double rest) {
    double x = Math.exp((Math.log(share) + Math.log(a) + Gammas.logBeta(a, b)) / a);
    x = Math.min(x, Math.min(0.5, (a + 0.01) / (a + b)));
    double low = 0;
    double high = 0.5;
    for (int round = 0; x > 0 && round < 300; round++) {
      double found = share < 0.9 ? lower(a, b, x) : upper(a, b, x);
      double log = share < 0.9 ? Math.log(found / share) : Math.log(rest / found);
      low = log > 0 ? low : x;
      high = log > 0 ? x : high;
      double slope = Math.exp(logDensity(a, b, x)) / found;
      double next = x * Math.exp(-log / (x * slope));
      double middle = high > 4 * low && low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
      if (Math.abs(next - x) <= 2e-15 * x || Math.abs(log) <= 1e-14) {
        return next;
      }
      x = next > low && next < high ? next : middle;
    }
    return x;
  }

  /**
   * A number drawn from the distribution of a and b, as a function of them: x, with {@link #slopeA}
   * and {@link #slopeB} for its derivatives. No derivative passes through the x given.
   */
  public static double draw(double a, double b, double x) {
    return x;
  }
}
