package dev.cusp.ad.nonsmooth;

import java.util.Arrays;

/**
 * A truncated Puiseux series in t > 0: the sum of c_i t^(e_i / 12) over known terms, e_i ascending,
 * plus unknown terms O(t^(order / 12)), unless the order is {@link #EXACT}.
 *
 * <p>Of a series of which nothing is known a reason is; one that is not a number is {@link #NAN};
 * an infinite constant is a series of one infinite term.
 */
final class Series {
  /** Exponents are counted in twelfths. */
  static final int WHOLE = 12;

  /** Terms are kept up to eight whole powers beyond the leading one. */
  static final int SPAN = 8 * WHOLE;

  /** The order of a series without unknown terms. */
  static final int EXACT = Integer.MAX_VALUE;

  /** The order of what vanishes faster than any power, such as exp(-1/t). */
  static final int FLAT = 1000 * WHOLE;

  static final Series ZERO = exact(0, 0);
  static final Series ONE = exact(1, 0);

  /** What is not a number for small t. */
  static final Series NAN = nothing("NaN");

  private final int[] exponents;
  private final double[] coefficients;
  private final double[] errors;
  private final int order;
  private final String fault;

  Series(int[] exponents, double[] coefficients, double[] errors, int order, String fault) {
    this.exponents = exponents;
    this.coefficients = coefficients;
    this.errors = errors;
    this.order = order;
    this.fault = fault;
  }

  private static Series nothing(String reason) {
    return new Series(new int[0], new double[0], new double[0], Integer.MIN_VALUE, reason);
  }

  private static Series exact(double c, int exponent) {
    return c == 0 ? unknownFrom(EXACT) : term(c, 0, exponent);
  }

  private static Series term(double c, double error, int exponent) {
    return new Series(new int[] {exponent}, new double[] {c}, new double[] {error}, EXACT, null);
  }

  /** A constant. */
  static Series of(double c) {
    return Double.isNaN(c) ? NAN : c == 0 ? ZERO : exact(c, 0);
  }

  /** A constant that was rounded. */
  static Series rounded(double c) {
    return Double.isFinite(c) && c != 0 ? term(c, Math.ulp(c), 0) : of(c);
  }

  /** The line c + v t. */
  static Series line(double c, double v) {
    Terms terms = new Terms(0, WHOLE, EXACT);
    terms.add(0, c, 0);
    terms.add(WHOLE, v, 0);
    return Double.isFinite(c) ? terms.finish() : of(c);
  }

  /** Nothing but that terms begin at an exponent, in twelfths. */
  static Series unknownFrom(int order) {
    return new Series(new int[0], new double[0], new double[0], order, null);
  }

  /** A number of which nothing is known. */
  static Series unknown(String reason) {
    return nothing(reason);
  }

  boolean isNaN() {
    return this == NAN;
  }

  /** Whether nothing is known, or it is no number. */
  boolean isFaulty() {
    return fault != null;
  }

  String fault() {
    return fault;
  }

  /** Whether it is exactly zero. */
  boolean isZero() {
    return exponents.length == 0 && order == EXACT;
  }

  boolean isInfinite() {
    return exponents.length == 1 && Double.isInfinite(coefficients[0]);
  }

  /** Whether it is a number that does not depend on t, infinite ones included. */
  boolean isConstant() {
    return order == EXACT && (exponents.length == 0 || exponents.length == 1 && exponents[0] == 0);
  }

  /** Exponent of the leading term; of no known term, the order. */
  int lead() {
    return exponents.length == 0 ? order : exponents[0];
  }

  int order() {
    return order;
  }

  /** The leading coefficient. */
  double leading() {
    if (exponents.length == 0) {
      throw new Unresolved("all known terms cancel");
    }
    return coefficients[0];
  }

  /** Whether it may grow without bound, or its limit is not known. */
  boolean isSingular() {
    return fault != null || isInfinite() || lead() < 0 || order <= 0;
  }

  /** The coefficient of a power, given in twelfths; 0 where it is absent or unknown. */
  double coefficient(int exponent) {
    int i = Arrays.binarySearch(exponents, exponent);
    return i < 0 ? 0 : coefficients[i];
  }

  /** The value for t to 0, infinite where it grows without bound, NaN where it is none. */
  double limit() {
    if (isNaN()) {
      return Double.NaN;
    }
    if (fault != null) {
      throw new Unresolved(fault);
    }
    if (exponents.length > 0 && exponents[0] < 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, coefficients[0]);
    }
    if (order <= 0) {
      throw new Unresolved(
          "the limit is lost: it is only known up to terms O(" + power(order) + ")");
    }
    return coefficient(0);
  }

  /** Sign for small t: that of the leading coefficient; 0 only for exactly zero. */
  int signum() {
    if (isZero()) {
      return 0;
    }
    if (fault != null) {
      throw new Unresolved(fault);
    }
    if (exponents.length == 0) {
      throw new Unresolved("its sign is lost: all terms below " + power(order) + " cancel");
    }
    return coefficients[0] > 0 ? 1 : -1;
  }

  /** Whether {@link #signum} has an answer. */
  boolean hasSign() {
    return fault == null && (exponents.length > 0 || order == EXACT);
  }

  Series plus(Series b) {
    if (isZero() || b.isZero()) {
      return isZero() ? b : this;
    }
    if (fault != null || b.fault != null) {
      return faultOf(b);
    }
    if (isInfinite() || b.isInfinite()) {
      double x = isInfinite() ? coefficients[0] : 0;
      return of(b.isInfinite() ? x + b.coefficients[0] : x);
    }
    Terms terms = new Terms(Math.min(lead(), b.lead()), Math.max(last(), b.last()), order(b));
    for (int i = 0; i < exponents.length; i++) {
      terms.add(exponents[i], coefficients[i], errors[i]);
    }
    for (int i = 0; i < b.exponents.length; i++) {
      terms.add(b.exponents[i], b.coefficients[i], b.errors[i]);
    }
    return terms.finish();
  }

  private int order(Series b) {
    return Math.min(order, b.order);
  }

  private int last() {
    return exponents.length == 0 ? lead() : exponents[exponents.length - 1];
  }

  private Series faultOf(Series b) {
    return isNaN() || b.isNaN() ? NAN : fault != null ? this : b;
  }

  Series minus(Series b) {
    return this == b && fault == null && !isInfinite() ? ZERO : plus(b.negated());
  }

  Series negated() {
    double[] negated = new double[coefficients.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -coefficients[i];
    }
    return fault != null ? this : new Series(exponents, negated, errors, order, null);
  }

  Series times(Series b) {
    if (isNaN() || b.isNaN()) {
      return NAN;
    }
    if (isInfinite() || b.isInfinite()) {
      return timesInfinite(b);
    }
    if (isZero() || b.isZero()) {
      return ZERO;
    }
    if (fault != null || b.fault != null) {
      return faultOf(b);
    }
    int lead = lead() + b.lead();
    int known = Math.min(sum(order, b.lead()), sum(b.order, lead()));
    Terms terms = new Terms(lead, last() + b.last(), known);
    for (int i = 0; i < exponents.length; i++) {
      for (int j = 0; j < b.exponents.length; j++) {
        terms.addProduct(
            exponents[i] + b.exponents[j],
            coefficients[i],
            errors[i],
            b.coefficients[j],
            b.errors[j]);
      }
    }
    return terms.finish();
  }

  private Series timesInfinite(Series b) {
    return hasSign() && b.hasSign() ? of(sample() * b.sample()) : unknown("infinity times unknown");
  }

  /** A number of the same sign, infinite for infinity. */
  private double sample() {
    return isInfinite() ? coefficients[0] : signum();
  }

  private static int sum(int order, int lead) {
    return order == EXACT || lead == EXACT ? EXACT : order + lead;
  }

  Series times(double factor) {
    return factor == 1 ? this : times(of(factor));
  }

  /** The series times t^(exponent / 12). */
  Series shifted(int by) {
    int[] shifted = new int[exponents.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = exponents[i] + by;
    }
    return new Series(shifted, coefficients, errors, sum(order, by), fault);
  }

  /**
   * The quotient q by the recurrence q_k = (a_k - sum over j >= 1 of b_j q_(k-j)) / b_0.
   *
   * <p>Division by exactly zero gives what it gives in Java.
   */
  Series over(Series b) {
    if (fault != null || b.fault != null) {
      return faultOf(b);
    }
    if (b.isZero()) {
      return hasSign() ? of(sample() / 0.0) : unknown("division of an unknown number by 0");
    }
    if (b.isInfinite()) {
      return isInfinite() ? NAN : ZERO;
    }
    if (isInfinite()) {
      return b.hasSign() ? of(coefficients[0] * b.signum()) : unknown("division by what may be 0");
    }
    if (b.exponents.length == 0) {
      return isZero() ? ZERO : unknown("division by what may be 0");
    }
    if (isZero()) {
      return ZERO;
    }
    int lead = lead() - b.lead();
    if (exponents.length == 0) {
      return unknownFrom(lead);
    }
    return quotient(b, lead);
  }

  private Series quotient(Series b, int lead) {
    boolean monomial = b.exponents.length == 1 && b.order == EXACT;
    int relative = Math.min(sum(order, -lead()), sum(b.order, -b.lead()));
    int reach = Math.min(monomial ? last() - lead() : SPAN, relative - 1);
    int known = monomial ? sum(order, -b.lead()) : lead + reach + 1;
    Terms q = new Terms(lead, lead + reach, known);
    double[] quotients = new double[reach + 1];
    int next = 0;
    for (int k = 0; k <= reach; k++) {
      if (next < exponents.length && exponents[next] - lead() == k) {
        q.add(lead + k, coefficients[next], errors[next]);
        next++;
      }
      for (int j = 1; j < b.exponents.length && b.exponents[j] - b.lead() <= k; j++) {
        int i = k - (b.exponents[j] - b.lead());
        if (quotients[i] != 0) {
          q.addProduct(lead + k, -b.coefficients[j], b.errors[j], quotients[i], q.error(lead + i));
        }
      }
      quotients[k] = q.divide(lead + k, b.coefficients[0], b.errors[0]);
    }
    return q.finish();
  }

  Series inverse() {
    return ONE.over(this);
  }

  /**
   * A power: c t^e (1 + w) to the p is c^p t^(e p) (1 + w)^p, by the binomial series.
   *
   * <p>NaN where the leading coefficient is negative; unknown where e p is not a twelfth.
   */
  Series power(double p) {
    if (fault != null) {
      return this;
    }
    if (isConstant()) {
      return root(isZero() ? 0 : coefficients[0], errorAtZero(), p);
    }
    if (exponents.length == 0) {
      return unknown("a power of what may be negative");
    }
    if (coefficients[0] < 0) {
      return NAN;
    }
    double exponent = p * exponents[0];
    if (Math.abs(exponent - Math.rint(exponent)) > 1e-9 || Math.abs(exponent) > FLAT) {
      return unknown("a power of t that is not a multiple of 1/12: " + exponent / WHOLE);
    }
    Series lead = term(coefficients[0], errors[0], exponents[0]);
    Series w = without(exponents[0]).over(lead);
    Series binomial = w.into(Taylor.power(1, p, w.reach()), 0);
    return binomial.times(root(coefficients[0], errors[0], p)).shifted((int) Math.rint(exponent));
  }

  private static Series root(double c, double error, double p) {
    double r = p == 0.5 ? Math.sqrt(c) : Math.pow(c, p);
    return Double.isFinite(r) && r != 0
        ? term(r, Math.ulp(r) + Math.abs(p * r / c) * error, 0)
        : of(r);
  }

  /** The series without one of its terms. */
  Series without(int exponent) {
    return withCoefficient(exponent, 0);
  }

  /** The series with another coefficient, its error kept. */
  Series withCoefficient(int exponent, double c) {
    int i = Arrays.binarySearch(exponents, exponent);
    if (c == (i < 0 ? 0 : coefficients[i])) {
      return this;
    }
    if (i >= 0 && c != 0) {
      double[] changed = coefficients.clone();
      changed[i] = c;
      return new Series(exponents, changed, errors, order, fault);
    }
    Terms terms = new Terms(Math.min(exponent, lead()), Math.max(exponent, last()), order);
    for (int k = 0; k < exponents.length; k++) {
      if (k != i) {
        terms.add(exponents[k], coefficients[k], errors[k]);
      }
    }
    terms.add(exponent, c, 0);
    return terms.finish();
  }

  /** How many powers of this series, which vanishes at t = 0, count. */
  int reach() {
    return isZero() ? 0 : Math.min(SPAN / lead() + 2, SPAN + 2);
  }

  /**
   * A Taylor series at c0, f_0 + f_1 u + f_2 u² + ..., of this series u, which vanishes at t = 0.
   *
   * @param at a bound of the error of c0
   */
  Series into(double[] f, double at) {
    int n = 0;
    while (n + 1 < f.length && Double.isFinite(f[n + 1])) {
      n++;
    }
    Series r = coefficient(f, n, at);
    for (int k = n - 1; k >= 0; k--) {
      r = r.times(this).plus(coefficient(f, k, at));
    }
    if (isZero()) {
      return r;
    }
    return r.plus(unknownFrom((int) Math.min(Math.min(lead() * (n + 1L), order), FLAT)));
  }

  /** The coefficients come from recurrences, whose rounding errors add up. */
  private static Series coefficient(double[] f, int k, double at) {
    double next = k + 1 < f.length ? (k + 1) * Math.abs(f[k + 1]) * at : 0;
    return f[k] == 0 || !Double.isFinite(f[k])
        ? of(f[k])
        : term(f[k], (k + 2) * Math.ulp(f[k]) + next, 0);
  }

  /** The error bound of the term t^0. */
  double errorAtZero() {
    int i = Arrays.binarySearch(exponents, 0);
    return i < 0 ? 0 : errors[i];
  }

  /** What two series have in common: the terms before the first that differs. */
  Series common(Series b) {
    if (fault != null || b.fault != null) {
      return faultOf(b);
    }
    Series difference = minus(b);
    return difference.isZero() ? this : plus(unknownFrom(difference.lead()));
  }

  /** The derivative in t. */
  Series derivative() {
    Terms terms = new Terms(sum(lead(), -WHOLE), last() - WHOLE, sum(order, -WHOLE));
    for (int i = 0; i < exponents.length; i++) {
      terms.addProduct(
          exponents[i] - WHOLE, coefficients[i], errors[i], exponents[i] / (double) WHOLE, 0);
    }
    return fault != null || isConstant() ? (fault != null ? this : ZERO) : terms.finish();
  }

  static String power(int exponent) {
    return exponent % WHOLE == 0 ? "t^" + exponent / WHOLE : "t^(" + exponent + "/12)";
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < exponents.length; i++) {
      text.append(i > 0 ? " + " : "").append(coefficients[i]);
      text.append(exponents[i] == 0 ? "" : " " + power(exponents[i]));
    }
    if (fault != null) {
      return fault;
    }
    if (order != EXACT) {
      text.append(text.isEmpty() ? "" : " + ").append("O(").append(power(order)).append(')');
    }
    return text.isEmpty() ? "0" : text.toString();
  }
}
