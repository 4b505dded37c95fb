package dev.cusp;

import dev.cusp.rules.RulesFor;
import dev.cusp.rules.Substitute;

/** What calls of smoothed functions in programs are to derivatives, of first order only. */
@RulesFor(Smoothed.class)
final class SmoothedRules {
  private SmoothedRules() {}

  @Substitute(Smoothed.class)
  static double applyAsDouble(Smoothed f, double[] x) {
    double[] here = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      here[i] = Cusp.stopGradient(x[i]);
    }
    Smoothed.Estimate e = f.estimate(here);
    double[] gradient = e.gradient();
    double along = 0;
    for (int i = 0; i < x.length; i++) {
      along += Smoothed.times(gradient[i], x[i]);
    }
    return Cusp.surrogate(e.value(), along);
  }

  @Substitute(SmoothedScalar.class)
  static double applyAsDouble(SmoothedScalar f, double x) {
    SmoothedScalar.Estimate e = f.estimate(Cusp.stopGradient(x));
    return Cusp.surrogate(e.value(), Smoothed.times(e.slope(), x));
  }

  static double times(double slope, double slopeDot, double x, double xDot) {
    return Smoothed.estimated(slope, x) * xDot;
  }
}
