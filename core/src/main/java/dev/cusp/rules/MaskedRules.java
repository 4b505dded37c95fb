package dev.cusp.rules;

/** The derivative of {@link Masked}: as of other roundings of its size, that of the number. */
@RulesFor(Masked.class)
final class MaskedRules {
  private MaskedRules() {}

  static double of(double x, double xDot, long mask) {
    return xDot;
  }
}
