package dev.cusp.ad.nonsmooth;

import dev.cusp.ir.Source;

/**
 * A number along the ray x + t v: its value and its derivatives with respect to the inputs, each a
 * series in t.
 *
 * <p>Terms of the value at t^0 are the numbers that the program computes in the limit, rounded as
 * it rounds: whether something is exactly zero is for the program to say. Sources: Kakade and Lee,
 * Provably correct automatic subdifferentiation for qualified programs, 2018; Khan and Barton,
 * Evaluating an element of the Clarke generalized Jacobian of a composite piecewise differentiable
 * function, 2013.
 *
 * @param dots the derivative by each input, null where it is zero; empty where all are
 * @param singular the statement from which on value or derivatives may be infinite, or null
 */
record Germ(Series value, Series[] dots, Source singular) {
  private static final Series[] NONE = {};

  Germ(Series value, Series[] dots) {
    this(value, dots, null);
  }

  /** A number that does not depend on the inputs. */
  static Germ of(double constant) {
    return new Germ(Series.of(constant), NONE);
  }

  /** A number that varies along the ray, but without derivatives. */
  static Germ of(Series value) {
    return new Germ(value, NONE);
  }

  /** A Double, a Float or a Germ. */
  static Germ of(Object number) {
    return number instanceof Germ g ? g : of(((Number) number).doubleValue());
  }

  /** An input, usually x + v t. */
  static Germ input(Series line, int index, int inputs) {
    Series[] dots = new Series[inputs];
    dots[index] = Series.ONE;
    return new Germ(line, dots);
  }

  boolean hasDots() {
    for (Series dot : dots) {
      if (dot != null) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is a plain number: constant along the ray, without derivatives. */
  boolean isPlain() {
    return (value.isConstant() || value.isNaN()) && !hasDots();
  }

  Series dot(int input) {
    return input < dots.length ? dots[input] : null;
  }

  /** Whether value or derivatives may be infinite. */
  boolean isSingular() {
    boolean is = value.isSingular();
    for (Series dot : dots) {
      is |= dot != null && dot.isSingular();
    }
    return is;
  }

  /** The same, first singular at a statement. */
  Germ singularAt(Source where) {
    return new Germ(value, dots, where);
  }

  /** This number as a program goes on with it: see {@link Series#settled}. */
  Germ settled() {
    Series v = value.settled();
    Series[] d = dots;
    for (int i = 0; i < dots.length; i++) {
      Series dot = dots[i] == null ? null : dots[i].settled();
      if (dot != dots[i]) {
        d = d == dots ? dots.clone() : d;
        d[i] = dot;
      }
    }
    return v == value && d == dots ? this : new Germ(v, d, singular);
  }

  Germ withoutDots() {
    return of(value);
  }

  private static boolean isRegular(Series s) {
    return !s.isFaulty() && s.lead() >= 0 && s.order() > 0 && !s.isInfinite();
  }

  /** Puts what the program computes in the place of the term t^0. */
  private static Series computed(Series value, double c) {
    return isRegular(value) && Double.isFinite(c) ? value.withCoefficient(0, c) : value;
  }

  static Germ sum(Germ a, Germ b) {
    Series value = a.value.plus(b.value);
    if (isRegular(a.value) && isRegular(b.value)) {
      value = computed(value, a.value.limit() + b.value.limit());
    }
    return new Germ(value, combined(a.dots, Series.ONE, b.dots, Series.ONE));
  }

  static Germ difference(Germ a, Germ b) {
    if (a == b) {
      return new Germ(a.value.minus(a.value), NONE);
    }
    return sum(a, b.negated());
  }

  Germ negated() {
    Series[] negated = new Series[dots.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = dots[i] == null ? null : dots[i].negated();
    }
    return new Germ(value.negated(), negated);
  }

  /** d(a b) = b da + a db. */
  static Germ product(Germ a, Germ b) {
    Series value = a.value.times(b.value);
    if (isRegular(a.value) && isRegular(b.value)) {
      value = computed(value, a.value.limit() * b.value.limit());
    }
    return new Germ(value, combined(a.dots, b.value, b.dots, a.value));
  }

  /** d(a / b) = da / b - (a / b) / b db. */
  static Germ quotient(Germ a, Germ b) {
    Series value = a.value.over(b.value);
    if (a.dots.length == 0 && b.dots.length == 0) {
      return of(value);
    }
    Series inverse = b.value.inverse();
    return new Germ(value, combined(a.dots, inverse, b.dots, value.times(inverse).negated()));
  }

  /** The derivatives p da + q db. */
  static Series[] combined(Series[] a, Series p, Series[] b, Series q) {
    Series[] sum = new Series[Math.max(a.length, b.length)];
    for (int i = 0; i < sum.length; i++) {
      Series first = i < a.length ? scaled(a[i], p) : null;
      Series second = i < b.length ? scaled(b[i], q) : null;
      sum[i] = first == null ? second : second == null ? first : unlessZero(first.plus(second));
    }
    return sum;
  }

  private static Series scaled(Series dot, Series by) {
    return dot == null || by == Series.ONE ? dot : unlessZero(dot.times(by));
  }

  private static Series unlessZero(Series s) {
    return s.isZero() ? null : s;
  }

  /** A function of one number. */
  Germ map(String function) {
    Series y = Elementary.value(function, value);
    return hasDots() ? with(y, Elementary.slope(function, value, y)) : of(y);
  }

  /** A number y that depends on this one with the given slope. */
  Germ with(Series y, Series slope) {
    return new Germ(y, combined(dots, slope, NONE, Series.ZERO));
  }

  /** This number with a value at t = 0 as the program computes it. */
  Germ computed(double c) {
    return new Germ(computed(value, c), dots);
  }

  /** Rounded to a float where it is a finite number. */
  Germ toFloat() {
    return isRegular(value) ? computed((float) value.limit()) : this;
  }

  /** Sign of a - b along the ray; of infinite numbers too. NaN is for the caller to exclude. */
  static int compare(Germ a, Germ b) {
    if (a.value == b.value && !a.value.isFaulty()) {
      return 0;
    }
    if (a.value.isInfinite() || b.value.isInfinite()) {
      return Double.compare(a.sample(), b.sample());
    }
    return difference(a.withoutDots(), b.withoutDots()).value.signum();
  }

  private double sample() {
    return value.isInfinite() ? value.limit() : 0;
  }

  /** The larger of two, chosen along the ray; where that cannot be known, what they agree in. */
  static Germ max(Germ a, Germ b) {
    if (a.value.isNaN() || b.value.isNaN()) {
      return of(Double.NaN);
    }
    try {
      return compare(a, b) >= 0 ? a : b;
    } catch (Unresolved _) {
      return common(a, b);
    }
  }

  static Germ min(Germ a, Germ b) {
    return max(a.negated(), b.negated()).negated();
  }

  Germ abs() {
    if (value.isFaulty()) {
      return this;
    }
    return value.hasSign() && value.signum() != 0
        ? value.signum() > 0 ? this : negated()
        : common(this, negated());
  }

  private static Germ common(Germ a, Germ b) {
    Series[] dots = new Series[Math.max(a.dots.length, b.dots.length)];
    for (int i = 0; i < dots.length; i++) {
      Series first = a.dot(i) == null ? Series.ZERO : a.dot(i);
      Series second = b.dot(i) == null ? Series.ZERO : b.dot(i);
      dots[i] = unlessZero(first.common(second));
    }
    return new Germ(a.value.common(b.value), dots);
  }
}
