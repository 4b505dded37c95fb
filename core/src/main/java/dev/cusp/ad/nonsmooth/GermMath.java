package dev.cusp.ad.nonsmooth;

/** The functions of two and three numbers of {@link Math}, and the piecewise constant ones. */
final class GermMath {
  private GermMath() {}

  /**
   * A function by name, or null if it is none of {@link Math} that has a derivative.
   *
   * <p>What cannot be known is an unknown number: perhaps the program does not use it.
   */
  static Germ call(String name, Object[] args) {
    try {
      return value(name, args);
    } catch (Unresolved reason) {
      return Germ.of(Series.unknown(name + ": " + reason.getMessage()));
    }
  }

  private static Germ value(String name, Object[] args) {
    Germ a = args.length > 0 && isNumber(args[0]) ? Germ.of(args[0]) : null;
    Germ b = args.length > 1 && isNumber(args[1]) ? Germ.of(args[1]) : null;
    if (a == null) {
      return null;
    }
    if (args.length == 1) {
      return one(name, a);
    }
    return args.length == 2 ? two(name, a, b, args[1]) : three(name, a, b, Germ.of(args[2]));
  }

  private static boolean isNumber(Object arg) {
    return arg instanceof Number || arg instanceof Germ;
  }

  private static Germ one(String name, Germ a) {
    if (Elementary.knows(name)) {
      return a.map(name);
    }
    return switch (name) {
      case "abs" -> a.abs();
      case "toRadians" -> Germ.product(a, Germ.of(Math.PI / 180));
      case "toDegrees" -> Germ.product(a, Germ.of(180 / Math.PI));
      case "nextUp", "nextDown" -> a;
      case "floor", "ceil", "rint", "signum", "ulp" -> Steps.constant(name, a);
      default -> null;
    };
  }

  private static Germ two(String name, Germ a, Germ b, Object second) {
    return switch (name) {
      case "max" -> Germ.max(a, b);
      case "min" -> Germ.min(a, b);
      case "sum" -> Germ.sum(a, b);
      case "pow" -> pow(a, b);
      case "hypot" -> hypot(a, b);
      case "atan2" -> atan2(a, b);
      case "copySign" -> copySign(a, b, second);
      case "%" -> Steps.remainder(a, b, false);
      case "IEEEremainder" -> Steps.remainder(a, b, true);
      case "scalb" -> Germ.product(a, Germ.of(Math.scalb(1.0, ((Number) second).intValue())));
      case "nextAfter" -> a;
      default -> null;
    };
  }

  private static Germ three(String name, Germ a, Germ b, Germ c) {
    return switch (name) {
      case "fma" -> fma(a, b, c);
      case "clamp" -> Germ.max(b, Germ.min(c, a));
      default -> null;
    };
  }

  /** a b + c, rounded once. */
  private static Germ fma(Germ a, Germ b, Germ c) {
    Germ r = Germ.sum(Germ.product(a, b), c);
    boolean regular = !a.isSingular() && !b.isSingular() && !c.isSingular();
    return regular
        ? r.computed(Math.fma(a.value().limit(), b.value().limit(), c.value().limit()))
        : r;
  }

  /** |a| times the sign of b, which for exactly zero is that of the zero. */
  private static Germ copySign(Germ a, Germ b, Object second) {
    if (b.value().isFaulty()) {
      throw new Unresolved("copySign: " + b.value().fault());
    }
    int sign = b.value().signum();
    boolean negative = sign < 0 || sign == 0 && second instanceof Number n && isNegative(n);
    return negative ? a.abs().negated() : a.abs();
  }

  private static boolean isNegative(Number zero) {
    return Math.copySign(1, zero.doubleValue()) < 0;
  }

  /** x^p: d = p x^(p-1) dx + x^p log x dp. */
  static Germ pow(Germ x, Germ p) {
    if (x.value().isNaN() || p.value().isNaN()) {
      boolean one = p.value().isZero() || x.value().isConstant() && x.value().limit() == 1;
      return one && !p.hasDots() ? Germ.of(1) : Germ.of(Double.NaN);
    }
    if (p.value().isFaulty() || x.value().isFaulty()) {
      return Germ.of(x.value().isFaulty() ? x.value() : p.value());
    }
    if (!p.value().isConstant() || p.value().isInfinite() || x.value().isInfinite()) {
      return generalPower(x, p);
    }
    double exponent = p.value().limit();
    Series y = power(x.value(), exponent);
    Germ r = Germ.of(y);
    if (x.hasDots() && exponent != 0) {
      r = x.with(y, power(x.value(), exponent - 1).times(exponent));
    }
    if (p.hasDots()) {
      boolean vanishes = x.value().isZero() && exponent > 0; // 0^p is 0 for all p > 0
      Series slope = vanishes ? Series.ZERO : y.times(Elementary.value("log", x.value()));
      r = new Germ(y, Germ.combined(r.dots(), Series.ONE, p.dots(), slope));
    }
    boolean regular = !x.value().isSingular() && x.value().limit() != 0;
    return regular ? r.computed(Math.pow(x.value().limit(), exponent)) : r;
  }

  private static Series power(Series x, double p) {
    if (p != Math.rint(p) || Math.abs(p) > Series.SPAN) {
      return p == Math.rint(p) && !x.isConstant() && x.hasSign() && x.signum() < 0
          ? Expansions.power(x.negated(), p).times(p % 2 == 0 ? 1 : -1)
          : Expansions.power(x, p);
    }
    Series y = Series.ONE;
    Series square = x;
    for (int n = (int) Math.abs(p); n > 0; n >>= 1) {
      y = (n & 1) == 1 ? y.times(square) : y;
      square = n > 1 ? square.times(square) : square;
    }
    return p < 0 ? y.inverse() : y;
  }

  private static Germ generalPower(Germ x, Germ p) {
    if (x.isPlain() && p.isPlain()) {
      return Germ.of(Math.pow(x.value().limit(), p.value().limit()));
    }
    if (x.value().isZero() && p.value().hasSign() && p.value().signum() > 0) {
      return x.hasDots() ? Germ.of(Series.unknown("0 to a power that varies")) : Germ.of(0);
    }
    Germ r = Germ.product(p, x.map("log")).map("exp");
    boolean regular = !x.value().isSingular() && !p.value().isSingular();
    return regular && x.value().limit() != 0
        ? r.computed(Math.pow(x.value().limit(), p.value().limit()))
        : r;
  }

  /** d hypot(a, b) = (a da + b db) / hypot. */
  private static Germ hypot(Germ a, Germ b) {
    if (b.value().isZero() && !b.hasDots()) {
      return a.abs();
    }
    if (a.value().isZero() && !a.hasDots()) {
      return b.abs();
    }
    Series square = a.value().times(a.value()).plus(b.value().times(b.value()));
    Series r = Elementary.value("sqrt", square);
    Series p = a.value().over(r);
    Series q = b.value().over(r);
    Germ result = new Germ(r, Germ.combined(a.dots(), p, b.dots(), q));
    boolean regular = !a.value().isSingular() && !b.value().isSingular();
    return regular ? result.computed(Math.hypot(a.value().limit(), b.value().limit())) : result;
  }

  /** d atan2(y, x) = (x dy - y dx) / (x² + y²). */
  private static Germ atan2(Germ y, Germ x) {
    Series a = y.value();
    Series b = x.value();
    if (a.isFaulty() || b.isFaulty()) {
      return Germ.of(a.isNaN() || b.isFaulty() && !b.isNaN() ? a : b);
    }
    Series square = a.times(a).plus(b.times(b));
    Series p = b.over(square);
    Series q = a.over(square).negated();
    Germ result = new Germ(angle(a, b), Germ.combined(y.dots(), p, x.dots(), q));
    boolean regular = !y.value().isSingular() && !x.value().isSingular();
    boolean origin = regular && a.limit() == 0 && b.limit() <= 0;
    return regular && !origin ? result.computed(Math.atan2(a.limit(), b.limit())) : result;
  }

  private static Series angle(Series y, Series x) {
    if (y.isConstant() && x.isConstant()) {
      return Series.rounded(Math.atan2(y.limit(), x.limit()));
    }
    if (!x.isZero() && (y.isZero() || x.lead() <= y.lead())) {
      Series angle = Elementary.value("atan", y.over(x));
      double turn = x.signum() > 0 ? 0 : y.signum() < 0 ? -Math.PI : Math.PI;
      return angle.plus(Series.rounded(turn));
    }
    Series quarter = Series.rounded(y.signum() * Math.PI / 2);
    return quarter.minus(Elementary.value("atan", x.over(y)));
  }
}
