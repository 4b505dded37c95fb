package dev.cusp.ad.nonsmooth;

import java.math.BigInteger;
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

  final int[] exponents;
  final double[] coefficients;
  final double[] errors;
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

  static Series term(double c, double error, int exponent) {
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
          order == -1
              ? "the limit is lost, because of a logarithm at 0"
              : "the limit is lost: it is only known up to terms O(" + power(order) + ")");
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

  int last() {
    return exponents.length == 0 ? lead() : exponents[exponents.length - 1];
  }

  Series faultOf(Series b) {
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
  double sample() {
    return isInfinite() ? coefficients[0] : signum();
  }

  static int sum(int order, int lead) {
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

  /** The quotient; by exactly zero it is what it is in Java. */
  Series over(Series b) {
    return Expansions.quotient(this, b);
  }

  Series inverse() {
    return ONE.over(this);
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

  /**
   * The series with errors of at most 2^-40 of the largest coefficient, as a number for a program
   * to go on with: in long loops, such as x = (x² + a) / x, estimates outgrow errors.
   */
  Series settled() {
    double largest = 0;
    for (double c : coefficients) {
      largest = Math.max(largest, Math.abs(c));
    }
    double most = largest * 0x1p-40;
    double[] settled = errors;
    for (int i = 0; i < errors.length; i++) {
      if (errors[i] > most) {
        settled = settled == errors ? errors.clone() : settled;
        settled[i] = most;
      }
    }
    return settled == errors ? this : new Series(exponents, coefficients, settled, order, fault);
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
    int divisor = BigInteger.valueOf(exponent).gcd(BigInteger.valueOf(WHOLE)).intValue();
    String fraction = exponent / divisor + "/" + WHOLE / divisor;
    return divisor == WHOLE ? "t^" + exponent / WHOLE : "t^(" + fraction + ")";
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
