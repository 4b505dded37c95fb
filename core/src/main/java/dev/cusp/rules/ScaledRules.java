package dev.cusp.rules;

/** Derivatives of the functions of {@link Scaled}; shifts have none. */
@RulesFor(Scaled.class)
public final class ScaledRules {
  private ScaledRules() {}

  /** The result of a computation does not depend on how its numbers are split. */
  static double shift(
      double shift,
      double shiftDot,
      double rest,
      double restDot,
      double z,
      double zDot,
      double sum,
      double sumDot) {
    return 0;
  }

  /** d (rest · exp(shift) + exp(z)), over exp(newShift). */
  static double plusExp(
      double rest,
      double restDot,
      double shift,
      double shiftDot,
      double z,
      double zDot,
      double e,
      double eDot,
      double newShift,
      double newShiftDot) {
    return Scaled.ratio(shift, newShift) * restDot + Scaled.power(z, e, newShift) * zDot;
  }

  /** d (rest · exp(shift) + c · exp(z)), over exp(newShift). */
  static double plusExp(
      double rest,
      double restDot,
      double shift,
      double shiftDot,
      double c,
      double cDot,
      double z,
      double zDot,
      double e,
      double eDot,
      double newShift,
      double newShiftDot) {
    double power = Scaled.power(z, e, newShift);
    return Scaled.ratio(shift, newShift) * restDot + power * cDot + power * c * zDot;
  }

  /** Shifts have no derivative. */
  static double ratio(double shift, double shiftDot, double newShift, double newShiftDot) {
    return 0;
  }

  /** d (exp(z) / exp(shift)) = exp(z) / exp(shift) · dz. */
  static double power(double z, double zDot, double e, double eDot, double shift, double shiftDot) {
    return Scaled.power(z, e, shift) * zDot;
  }

  /** d log(rest · exp(shift)) = d rest / rest. */
  static double log(double shift, double shiftDot, double rest, double restDot) {
    return restDot / rest;
  }

  /** d log of a quotient: the difference of the logarithmic derivatives. */
  static double logQuotient(
      double shift,
      double shiftDot,
      double rest,
      double restDot,
      double shift2,
      double shift2Dot,
      double rest2,
      double rest2Dot) {
    return restDot / rest - rest2Dot / rest2;
  }

  /** d (x / y) = (dx - x / y · dy) / y. */
  static double quotient(
      double shift,
      double shiftDot,
      double rest,
      double restDot,
      double shift2,
      double shift2Dot,
      double rest2,
      double rest2Dot) {
    return Scaled.ratio(shift, shift2) * ((restDot - rest / rest2 * rest2Dot) / rest2);
  }
}
