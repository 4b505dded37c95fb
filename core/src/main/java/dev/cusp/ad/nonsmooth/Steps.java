package dev.cusp.ad.nonsmooth;

/** Functions that are constant between jumps: on a jump the ray says which side it is. */
final class Steps {
  private Steps() {}

  /** The value of a piecewise constant function along the ray. */
  static Germ constant(String name, Germ x) {
    if (x.value().isNaN()) {
      return Germ.of(Double.NaN);
    }
    if (name.equals("signum") && !x.value().isInfinite()) {
      return Germ.of(x.value().signum());
    }
    return Germ.of(at(name, x.value()));
  }

  /** The number for which to evaluate a piecewise constant function, jumps decided. */
  static double at(String name, Series x) {
    if (x.isNaN() || x.isConstant()) {
      return apply(name, x.limit());
    }
    double c = x.limit();
    if (!Double.isFinite(c)) {
      throw new Unresolved(name + " of what grows without bound");
    }
    if (!isJump(name, c)) {
      return apply(name, c);
    }
    return apply(name, x.without(0).signum() > 0 ? Math.nextUp(c) : Math.nextDown(c));
  }

  private static boolean isJump(String name, double c) {
    return switch (name) {
      case "rint", "round" -> c - Math.floor(c) == 0.5;
      case "ulp" -> Math.abs(c) == Math.scalb(1.0, Math.getExponent(c));
      default -> c == Math.rint(c);
    };
  }

  private static double apply(String name, double x) {
    return switch (name) {
      case "floor" -> Math.floor(x);
      case "ceil" -> Math.ceil(x);
      case "rint" -> Math.rint(x);
      case "round" -> Math.round(x);
      case "signum" -> Math.signum(x);
      case "ulp" -> Math.ulp(x);
      case "truncate" -> x < 0 ? Math.ceil(x) : Math.floor(x);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** {@code x % y}, or the IEEE remainder: x - n y with n = x / y truncated, or to the nearest. */
  static Germ remainder(Germ x, Germ y, boolean nearest) {
    if (x.value().isNaN() || y.value().isNaN() || x.value().isInfinite() || y.value().isZero()) {
      return Germ.of(Double.NaN);
    }
    if (y.value().isInfinite()) {
      return x;
    }
    double a = x.value().limit();
    double b = y.value().limit();
    if (Double.isInfinite(a) || b == 0 || Double.isInfinite(b)) {
      throw new Unresolved("the remainder of a division by what vanishes or grows");
    }
    double r = nearest ? Math.IEEEremainder(a, b) : a % b;
    double n = Math.rint((a - r) / b);
    Germ rest = minus(x, y, n, r);
    if (nearest && Math.abs(r) == Math.abs(b) / 2) {
      Germ half = Germ.product(y, Germ.of(Math.signum(r) * Math.signum(b) / 2));
      int beyond = Germ.difference(rest, half).value().signum() * (r < 0 ? -1 : 1);
      double step = beyond > 0 ? Math.signum(r) * Math.signum(b) : 0;
      return step == 0 ? rest : minus(x, y, n + step, r - step * b);
    }
    if (!nearest && r == 0 && a != 0) {
      int left = rest.value().signum() * (a < 0 ? -1 : 1);
      double step = left < 0 ? Math.signum(a) * Math.signum(b) : 0;
      return step == 0 ? rest : minus(x, y, n - step, step * b);
    }
    return rest;
  }

  private static Germ minus(Germ x, Germ y, double n, double computed) {
    return Germ.difference(x, Germ.product(Germ.of(n), y)).computed(computed);
  }
}
