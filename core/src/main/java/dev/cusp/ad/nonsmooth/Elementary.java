package dev.cusp.ad.nonsmooth;

/**
 * The functions of one number of {@link Math}, and their derivatives, of series; at the ends of
 * their domains by the expansions there, at infinity by those in 1/x.
 *
 * <p>Source: NIST Digital Library of Mathematical Functions, chapter 4. A logarithm at 0 is no
 * Puiseux series, but smaller than any negative power: O(t^(-1/12)).
 */
final class Elementary {
  /** exp(-1/t) is smaller than any power. */
  private static final Series FLAT = Series.unknownFrom(Series.FLAT);

  private static final Series LOGARITHMIC = Series.unknownFrom(-1);
  private static final String UNBOUNDED = "grows faster than any power of 1/t";

  private Elementary() {}

  static boolean knows(String function) {
    return switch (function) {
      case "exp", "expm1", "log", "log10", "log1p", "sqrt", "cbrt", "sin", "cos", "tan" -> true;
      case "asin", "acos", "atan", "sinh", "cosh", "tanh" -> true;
      default -> false;
    };
  }

  static double call(String function, double x) {
    return switch (function) {
      case "exp" -> Math.exp(x);
      case "expm1" -> Math.expm1(x);
      case "log" -> Math.log(x);
      case "log10" -> Math.log10(x);
      case "log1p" -> Math.log1p(x);
      case "sqrt" -> Math.sqrt(x);
      case "cbrt" -> Math.cbrt(x);
      case "sin" -> Math.sin(x);
      case "cos" -> Math.cos(x);
      case "tan" -> Math.tan(x);
      case "asin" -> Math.asin(x);
      case "acos" -> Math.acos(x);
      case "atan" -> Math.atan(x);
      case "sinh" -> Math.sinh(x);
      case "cosh" -> Math.cosh(x);
      case "tanh" -> Math.tanh(x);
      default -> throw new IllegalArgumentException(function);
    };
  }

  /** f(x). */
  static Series value(String function, Series x) {
    if (x.isFaulty()) {
      return x;
    }
    if (x.isConstant()) {
      return Series.rounded(call(function, x.limit()));
    }
    if (x.lead() < 0) {
      return atInfinity(function, x);
    }
    if (x.order() <= 0) {
      return Series.unknown(function + " of an unknown number");
    }
    double c = x.limit();
    if (isEnd(function, c)) {
      return atEnd(function, x, c);
    }
    double value = call(function, c);
    if (!Double.isFinite(value)) {
      return Series.of(value);
    }
    Series u = x.without(0);
    return Expansions.taylor(
        Taylor.of(function, c, value, Expansions.reach(u)), u, x.errorAtZero());
  }

  /** Whether c is a point where f is not analytic. */
  private static boolean isEnd(String function, double c) {
    return switch (function) {
      case "log", "log10", "sqrt", "cbrt" -> c == 0;
      case "log1p" -> c == -1;
      case "asin", "acos" -> c == 1 || c == -1;
      default -> false;
    };
  }

  private static Series atEnd(String function, Series x, double c) {
    return switch (function) {
      case "sqrt" -> Expansions.power(x, 0.5);
      case "cbrt" -> oddRoot(x);
      case "log", "log10" -> logarithm(x);
      case "log1p" -> logarithm(Series.ONE.plus(x));
      case "acos" -> c > 0 ? arc(Series.ONE.minus(x)) : minus(Math.PI, arc(Series.ONE.plus(x)));
      default ->
          c > 0
              ? minus(Math.PI / 2, arc(Series.ONE.minus(x)))
              : arc(Series.ONE.plus(x)).minus(Series.rounded(Math.PI / 2));
    };
  }

  private static Series minus(double c, Series x) {
    return Series.rounded(c).minus(x);
  }

  private static Series oddRoot(Series x) {
    if (!x.hasSign()) {
      return Series.unknownFrom(x.order() / 3);
    }
    return x.signum() < 0
        ? Expansions.power(x.negated(), 1.0 / 3).negated()
        : Expansions.power(x, 1.0 / 3);
  }

  private static Series logarithm(Series x) {
    if (!x.hasSign()) {
      return Series.unknown("the logarithm of what may be negative");
    }
    return x.signum() < 0 ? Series.NAN : LOGARITHMIC;
  }

  /** acos(1 - w) = 2 asin(sqrt(w / 2)). */
  private static Series arc(Series w) {
    return value("asin", Expansions.power(w.times(0.5), 0.5)).times(2);
  }

  private static Series atInfinity(String function, Series x) {
    if (!x.hasSign()) {
      return Series.unknown(function + " of an unknown number");
    }
    int sign = x.signum();
    return switch (function) {
      case "sqrt" -> Expansions.power(x, 0.5);
      case "cbrt" -> oddRoot(x);
      case "log", "log10", "log1p" -> sign < 0 ? Series.NAN : LOGARITHMIC;
      case "exp" -> sign < 0 ? FLAT : Series.unknown("exp " + UNBOUNDED);
      case "expm1" ->
          sign < 0 ? Series.ONE.negated().plus(FLAT) : Series.unknown("expm1 " + UNBOUNDED);
      case "tanh" -> Series.of(sign).plus(FLAT);
      case "atan" -> Series.rounded(sign * Math.PI / 2).minus(value("atan", x.inverse()));
      case "sin", "cos" -> Series.unknownFrom(0);
      case "asin", "acos" -> Series.NAN;
      case "tan" -> Series.unknown("tan of what grows without bound");
      default -> Series.unknown(function + " " + UNBOUNDED);
    };
  }

  /**
   * f'(x).
   *
   * @param y f(x)
   */
  static Series slope(String function, Series x, Series y) {
    if (x.isFaulty() || y.isFaulty()) {
      return x.isNaN() || y.isNaN() ? Series.NAN : x.isFaulty() ? x : y;
    }
    boolean regular = x.lead() >= 0 && x.order() > 0 && !x.isInfinite();
    double c = regular ? x.limit() : 0;
    double value = regular ? call(function, c) : 0;
    if (!regular || isEnd(function, c) || !Double.isFinite(value)) {
      return formula(function, x, y);
    }
    Series u = x.without(0);
    double[] slope = Taylor.slope(Taylor.of(function, c, value, Expansions.reach(u) + 1));
    return Expansions.taylor(slope, u, x.errorAtZero());
  }

  private static Series formula(String function, Series x, Series y) {
    return switch (function) {
      case "exp" -> y;
      case "expm1" -> y.plus(Series.ONE);
      case "log" -> x.inverse();
      case "log10" -> x.inverse().times(Series.rounded(1 / Math.log(10)));
      case "log1p" -> Series.ONE.plus(x).inverse();
      case "sqrt" -> Series.of(0.5).over(y);
      case "cbrt" -> y.over(x.times(3));
      case "asin" -> root(x).inverse();
      case "acos" -> root(x).inverse().negated();
      case "atan" -> Series.ONE.plus(x.times(x)).inverse();
      case "tanh" -> FLAT;
      case "sin", "cos" -> Series.unknownFrom(0);
      default -> Series.unknown("the derivative of " + function);
    };
  }

  /** sqrt(1 - x²). */
  private static Series root(Series x) {
    return value("sqrt", Series.ONE.minus(x).times(Series.ONE.plus(x)));
  }
}
