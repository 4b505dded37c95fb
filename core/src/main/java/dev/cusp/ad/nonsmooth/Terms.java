package dev.cusp.ad.nonsmooth;

import java.util.Arrays;

/**
 * Sums of the terms of a series, exponent by exponent, with estimates of their rounding errors.
 *
 * <p>A sum that is small beside its error is taken to be zero: the directions are dyadic numbers of
 * 21 bits, so that sums and short products have no error at all and cancel exactly; longer products
 * and function values round, and what they leave in the place of a zero would be taken for a
 * leading term. The errors are those that really occur (of a sum: Knuth, TAOCP 2, 4.2.2, theorem B;
 * of a product: by fma), carried along as standard deviations of independent errors (Higham,
 * Accuracy and Stability of Numerical Algorithms, 2.8): bounds would outgrow the errors in long
 * computations.
 */
final class Terms {
  /** So many standard deviations are allowed for, as errors are not quite independent. */
  private static final double SURE = 64;

  /** Where there is an error at all: two units in the last place of the summands. */
  private static final double LEAST = 0x1p-51;

  /**
   * What is left when less than nine digits cancel is no zero: where it is small beside its error
   * it is unknown, and the series ends there.
   */
  private static final double MOST = 0x1p-30;

  /** An exact series has at most so many terms; then it is cut like others. */
  private static final int MOST_EXACT_TERMS = 24;

  private static final int LONGEST_EXACT = 64 * Series.WHOLE;

  private final int lead;
  private int order;
  private final double[] sum;
  private final double[] variance;
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
    variance = new double[length];
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
    variance[k] += err * err + lost * lost;
    size[k] += Math.abs(term);
  }

  /** Adds the product of two terms. */
  void addProduct(int exponent, double a, double aErr, double b, double bErr) {
    double p = a * b;
    double lost = Math.fma(a, b, -p);
    add(exponent, p, aErr == 0 && bErr == 0 ? Math.abs(lost) : norm(lost, a * bErr, b * aErr));
  }

  private static double norm(double x, double y, double z) {
    return Math.sqrt(x * x + y * y + z * z);
  }

  private double error(int k) {
    return Math.sqrt(variance[k]);
  }

  private boolean isZero(int k) {
    double error = variance[k] == 0 ? 0 : Math.sqrt(variance[k]);
    double doubt =
        error == 0 ? 0 : Math.min(Math.max(SURE * error, LEAST * size[k]), MOST * size[k]);
    return Math.abs(sum[k]) <= doubt;
  }

  /** Whether no digit is certain, although it is no zero either. */
  private boolean isNoise(int k) {
    return Math.abs(sum[k]) <= SURE * error(k) && !isZero(k);
  }

  /** Divides a sum, which then is final, by a number; gives the quotient, 0 where it cancels. */
  double divide(int exponent, double by, double byErr) {
    int k = exponent - lead;
    double q = isZero(k) ? 0 : sum[k] / by;
    double error = norm(error(k), Math.fma(q, by, -sum[k]), q * byErr) / Math.abs(by);
    variance[k] = q == 0 ? 0 : error * error;
    sum[k] = q;
    size[k] = Math.abs(q);
    return q;
  }

  double errorAt(int exponent) {
    return error(exponent - lead);
  }

  /** The series of what was added. */
  Series finish() {
    int[] exponents = new int[sum.length];
    int count = 0;
    for (int k = 0; k < sum.length && lead + k < order; k++) {
      if (!Double.isFinite(sum[k])) {
        order = lead + k;
      } else if (count > 0 && isNoise(k)) {
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
      errors[i] = error(exponents[i] - lead);
    }
    return new Series(Arrays.copyOf(exponents, count), coefficients, errors, order, null);
  }
}
