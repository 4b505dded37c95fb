package dev.cusp.tensor;

/** Functions of numbers that {@link Math} has not, for use in methods of elements. */
public final class Special {
  private static final double LN_2 = 0.6931471805599453;
  private static final double TWO_BY_ROOT_PI = 1.1283791670955126;

  private Special() {}

  /** The square root, with derivative 0 at 0, where that of a norm may be taken to be. */
  public static double root(double x) {
    return x == 0 ? 0 : Math.sqrt(x);
  }

  /**
   * The error function, {@code 2 / sqrt(pi)} times the integral of {@code exp(-t²)} from 0 to x. To
   * about 1e-16 of its value; Cody, Rational Chebyshev approximations for the error function, 1969.
   */
  public static double erf(double x) {
    double size = Math.abs(x);
    if (size < 0.46875) {
      return x * nearZero(x * x);
    }
    double rest = size >= 6 ? 0 : Math.exp(-size * size) * middle(size);
    return x < 0 ? rest - 1 : 1 - rest;
  }

  /** {@code 1 - erf(x)}, to about 1e-15 of its value also where that is tiny. */
  public static double erfc(double x) {
    double size = Math.abs(x);
    if (size < 0.46875) {
      return 1 - x * nearZero(x * x);
    }
    double rest = size >= 28 ? 0 : square(size) * (size < 4 ? middle(size) : far(size));
    return x < 0 ? 2 - rest : rest;
  }

  /** exp(-x²), the square split so that its rounding does not count. */
  private static double square(double x) {
    double coarse = (int) (x * 16) * 0.0625;
    return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse));
  }

  private static double nearZero(double y) {
    double above = 0.185777706184603153 * y + 3.16112374387056560;
    above = (above * y + 113.864154151050156) * y + 377.485237685302021;
    double below = (y + 23.6012909523441209) * y + 244.024637934444173;
    below = (below * y + 1282.61652607737228) * y + 2844.23683343917062;
    return (above * y + 3209.37758913846947) / below;
  }

  private static double middle(double y) {
    double above = 2.15311535474403846e-8 * y + 0.564188496988670089;
    above = (above * y + 8.88314979438837594) * y + 66.1191906371416295;
    above = (above * y + 298.635138197400131) * y + 881.952221241769090;
    above = (above * y + 1712.04761263407058) * y + 2051.07837782607147;
    double below = (y + 15.7449261107098347) * y + 117.693950891312499;
    below = (below * y + 537.181101862009858) * y + 1621.38957456669019;
    below = (below * y + 3290.79923573345963) * y + 4362.61909014324716;
    below = (below * y + 3439.36767414372164) * y + 1230.33935480374942;
    return (above * y + 1230.33935479799725) / below;
  }

  private static double far(double size) {
    double y = 1 / (size * size);
    double above = 0.0163153871373020978 * y + 0.305326634961232344;
    above = (above * y + 0.360344899949804439) * y + 0.125781726111229246;
    above = (above * y + 0.0160837851487422766) * y + 6.58749161529837803e-4;
    double below = (y + 2.56852019228982242) * y + 1.87295284992346725;
    below = (below * y + 0.527905102951428412) * y + 0.0605183413124413191;
    below = below * y + 0.00233520497626869185;
    return (0.5 * TWO_BY_ROOT_PI - y * above / below) / size;
  }

  /** The slope of {@link #erf}. */
  static double bell(double x) {
    return TWO_BY_ROOT_PI * Math.exp(-x * x);
  }

  /** The inverse of {@link Math#sinh}. */
  public static double asinh(double x) {
    double size = Math.abs(x);
    double log =
        size < 0x1p28
            ? Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)))
            : Math.log(size) + LN_2;
    return Math.copySign(log, x);
  }

  /** The inverse of {@link Math#cosh}; NaN below 1. */
  public static double acosh(double x) {
    double more = x - 1;
    return x < 0x1p28 ? Math.log1p(more + Math.sqrt(more * (x + 1))) : Math.log(x) + LN_2;
  }

  /** The inverse of {@link Math#tanh}; infinite at -1 and 1, NaN beyond. */
  public static double atanh(double x) {
    double size = Math.abs(x);
    return Math.copySign(0.5 * Math.log1p(2 * size / (1 - size)), x);
  }

  /** {@code log(exp(x) + exp(y))}, which does not overflow. */
  public static double logAddExp(double x, double y) {
    return x == y ? x + LN_2 : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
  }

  /** To some decimal places, of two numbers equally near the one with an even last digit. */
  static double round(double x, double scale) {
    double y = Math.abs(x) < 0x1p52 ? Math.rint(x * scale) / scale : x;
    return Math.abs(x * scale) <= Double.MAX_VALUE ? y : x;
  }

  /** How likely a standard normal number is below x. */
  public static double normalShare(double x) {
    return 0.5 * erfc(-x * 0.7071067811865476);
  }

  /**
   * The inverse of {@link #normalShare}, to about 1e-15 of its value; Wichura, Algorithm AS 241:
   * the percentage points of the normal distribution, 1988.
   */
  public static double normalQuantile(double share) {
    double q = share - 0.5;
    if (Math.abs(q) <= 0.425) {
      return q * center(0.180625 - q * q);
    }
    double r = Math.sqrt(-Math.log(q < 0 ? share : 1 - share));
    double x = r <= 5 ? shoulder(r - 1.6) : tail(r - 5);
    return r == Double.POSITIVE_INFINITY ? Math.copySign(r, q) : q < 0 ? -x : x;
  }

  private static double center(double r) {
    double above = 2509.0809287301226727 * r + 33430.575583588128105;
    above = (above * r + 67265.770927008700853) * r + 45921.953931549871457;
    above = (above * r + 13731.693765509461125) * r + 1971.5909503065514427;
    above = (above * r + 133.14166789178437745) * r + 3.387132872796366608;
    double below = 5226.495278852545925 * r + 28729.085735721942674;
    below = (below * r + 39307.89580009271061) * r + 21213.794301586595867;
    below = (below * r + 5394.1960214247511077) * r + 687.1870074920579083;
    below = (below * r + 42.313330701600911252) * r + 1;
    return above / below;
  }

  private static double shoulder(double r) {
    double above = 7.7454501427834140764e-4 * r + 0.0227238449892691845833;
    above = (above * r + 0.24178072517745061177) * r + 1.27045825245236838258;
    above = (above * r + 3.64784832476320460504) * r + 5.7694972214606914055;
    above = (above * r + 4.6303378461565452959) * r + 1.42343711074968357734;
    double below = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4;
    below = (below * r + 0.0151986665636164571966) * r + 0.14810397642748007459;
    below = (below * r + 0.68976733498510000455) * r + 1.6763848301838038494;
    below = (below * r + 2.05319162663775882187) * r + 1;
    return above / below;
  }

  private static double tail(double r) {
    double above = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
    above = (above * r + 0.0012426609473880784386) * r + 0.026532189526576123093;
    above = (above * r + 0.29656057182850489123) * r + 1.7848265399172913358;
    above = (above * r + 5.4637849111641143699) * r + 6.6579046435011037772;
    double below = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7;
    below = (below * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4;
    below = (below * r + 0.0148753612908506148525) * r + 0.13692988092273580531;
    below = (below * r + 0.59983220655588793769) * r + 1;
    return above / below;
  }

  /** The inverse of {@link #erf}; infinite at -1 and 1, NaN beyond. */
  public static double erfInv(double x) {
    double size = Math.abs(x);
    return size <= 0.85
        ? 0.7071067811865476 * 0.5 * x * center(0.180625 - 0.25 * x * x)
        : -0.7071067811865476 * Math.copySign(1, x) * normalQuantile(0.5 - 0.5 * size);
  }
}
