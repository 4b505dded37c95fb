package dev.cusp.rules;

/** The derivative of {@link Surrogate}, which is what it is for. */
@RulesFor(Surrogate.class)
final class SurrogateRules {
  private SurrogateRules() {}

  static double of(double value, double valueDot, double surrogate, double surrogateDot) {
    return surrogateDot;
  }
}
