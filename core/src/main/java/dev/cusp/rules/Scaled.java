package dev.cusp.rules;

/**
 * Sums of exponentials as pairs: {@code rest · exp(shift)}, which neither overflow nor underflow.
 *
 * <p>As long as the sum itself is an ordinary number the shift is 0 and the rest is the sum, so
 * that nothing is computed beyond what the program computes. Elsewhere the shift is the largest
 * exponent so far. No value depends on how a number is split, so a shift has no derivative.
 */
public final class Scaled {
  private Scaled() {}

  /**
   * The shift of {@code rest · exp(shift) + c · exp(z)}.
   *
   * @param sum that sum, as the program computes it
   */
  public static double shift(double shift, double rest, double z, double sum) {
    if (Stable.isOrdinary(Math.abs(sum))) {
      return 0;
    }
    return rest == 0 && z > Double.NEGATIVE_INFINITY ? z : Math.max(shift, z);
  }

  /**
   * The rest of {@code rest · exp(shift) + exp(z)} for a new shift.
   *
   * @param e exp(z), as the program computes it
   */
  public static double plusExp(double rest, double shift, double z, double e, double newShift) {
    return rest * ratio(shift, newShift) + power(z, e, newShift);
  }

  /** The rest of {@code rest · exp(shift) + c · exp(z)} for a new shift. */
  public static double plusExp(
      double rest, double shift, double c, double z, double e, double newShift) {
    return rest * ratio(shift, newShift) + c * power(z, e, newShift);
  }

  /** exp(shift) / exp(newShift); finite, so that a rest of 0 stays 0. */
  public static double ratio(double shift, double newShift) {
    return shift == newShift ? 1 : Math.min(Math.exp(shift - newShift), Double.MAX_VALUE);
  }

  /**
   * exp(z) / exp(shift).
   *
   * @param e exp(z), as the program computes it
   */
  public static double power(double z, double e, double shift) {
    return shift == 0 ? e : Math.exp(z - shift);
  }

  /** log(rest · exp(shift)). */
  public static double log(double shift, double rest) {
    return shift + Math.log(rest);
  }

  /** log(rest · exp(shift) / (rest2 · exp(shift2))). */
  public static double logQuotient(double shift, double rest, double shift2, double rest2) {
    return shift - shift2 + Math.log(rest / rest2);
  }

  /** (rest · exp(shift)) / (rest2 · exp(shift2)). */
  public static double quotient(double shift, double rest, double shift2, double rest2) {
    return rest / rest2 * ratio(shift, shift2);
  }
}
