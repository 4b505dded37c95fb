package dev.cusp.rules;

/** A number without some of its last bits; its rule is {@link MaskedRules}. */
public final class Masked {
  private Masked() {}

  /** The number with those bits alone that a mask has; the mask has all of sign and exponent. */
  public static double of(double x, long mask) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & mask);
  }
}
