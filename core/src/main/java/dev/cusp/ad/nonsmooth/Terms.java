package dev.cusp.ad.nonsmooth;

import java.util.Arrays;

/**
 * Sums of the terms of a series, exponent by exponent, with bounds of their rounding errors.
 *
 * <p>A sum not larger than its error bound is taken to be zero: the directions are dyadic numbers
 * of 21 bits, so that sums and short products have no error at all and cancel exactly; longer
 * products and function values round, and what they leave in the place of a zero would be taken for
 * a leading term. The errors are those that really occur (Knuth, TAOCP 2, 4.2.2, theorem B; the
 * remainder of a product by fma), carried along as bounds, but never more than {@link #MOST} of the
 * summands' size: bounds grow faster than errors in long computations.
 */
final class Terms {
  /** Twelve digits lost in a single sum are no accident. */
  private static final double MOST = 0x1p-40;

  /** An exact series has at most so many terms; then it is cut like others. */
  private static final int MOST_EXACT_TERMS = 24;

  private static final int LONGEST_EXACT = 64 * Series.WHOLE;

  private final int lead;
  private int order;
  private final double[] sum;
  private final double[] error;
  private final double[] size;

  /**
   * No terms yet.
   *
   * @param lead the smallest exponent to come
   * @param last the largest
   * @param order the exponent from which on terms are unknown
   */
  Terms(int lead, int last, int order) {
    this.lead = lead;
    this.order = order;
    int most = order == Series.EXACT ? LONGEST_EXACT : Math.min(Series.SPAN, order - lead - 1);
    int length = Math.max(0, Math.min(most, last - lead) + 1);
    sum = new double[length];
    error = new double[length];
    size = new double[length];
  }

  /** Adds a term. */
  void add(int exponent, double term, double err) {
    int k = exponent - lead;
    if (k >= sum.length) {
      order = Math.min(order, lead + sum.length);
      return;
    }
    double s = sum[k];
    double r = s + term;
    double t = r - s;
    double lost = s - (r - t) + (term - t);
    sum[k] = r;
    error[k] += err + Math.abs(lost);
    size[k] += Math.abs(term);
  }

  /** Adds the product of two terms. */
  void addProduct(int exponent, double a, double aErr, double b, double bErr) {
    double p = a * b;
    double lost = Math.abs(Math.fma(a, b, -p));
    add(exponent, p, lost + Math.abs(a) * bErr + Math.abs(b) * aErr + aErr * bErr);
  }

  /** What may be wrong with the sum so far. */
  private double bound(int k) {
    return Math.min(error[k], MOST * size[k]);
  }

  private boolean isZero(int k) {
    return Math.abs(sum[k]) <= 2 * bound(k);
  }

  /** Divides a sum, which then is final, by a number; gives the quotient, 0 where it cancels. */
  double divide(int exponent, double by, double byErr) {
    int k = exponent - lead;
    double q = isZero(k) ? 0 : sum[k] / by;
    double err =
        (bound(k) + Math.abs(Math.fma(q, by, -sum[k])) + Math.abs(q) * byErr) / Math.abs(by);
    error[k] = q == 0 ? 0 : err;
    sum[k] = q;
    size[k] = error[k] / MOST;
    return q;
  }

  double error(int exponent) {
    return error[exponent - lead];
  }

  /** The series of what was added. */
  Series finish() {
    int[] exponents = new int[sum.length];
    int count = 0;
    for (int k = 0; k < sum.length && lead + k < order; k++) {
      if (!Double.isFinite(sum[k])) {
        order = lead + k;
      } else if (!isZero(k)) {
        exponents[count++] = lead + k;
      }
    }
    if (count > MOST_EXACT_TERMS && order == Series.EXACT) {
      order = exponents[0] + Series.SPAN + 1;
    }
    while (count > 0 && exponents[count - 1] >= order) {
      count--;
    }
    double[] coefficients = new double[count];
    double[] errors = new double[count];
    for (int i = 0; i < count; i++) {
      coefficients[i] = sum[exponents[i] - lead];
      errors[i] = bound(exponents[i] - lead);
    }
    return new Series(Arrays.copyOf(exponents, count), coefficients, errors, order, null);
  }
}
