package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Substitute;

/**
 * Discrete draws that are scored, and in two more runs relaxed: from noise that gives the draw, and
 * from other noise that could have given it.
 */
final class Rebar {
  private Rebar() {}

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    int visit = s.visit();
    long bits = s.bits();
    double u = Noise.uniform(bits);
    int b = u > 1 - stop(p) ? 1 : 0;
    if (s.script.isHard()) {
      s.scoreControlled(visit, b == 1 ? Math.log(p) : Math.log1p(-p));
      if (GumbelSoftmax.isCertain(p)) {
        s.edge(p);
      }
      return b;
    }
    if (GumbelSoftmax.isCertain(p)) {
      return b;
    }
    double noise = u;
    if (s.script.isConditional()) {
      s.scoreAll(b == 1 ? Math.log(p) : Math.log1p(-p));
      double v = Noise.uniform(Noise.bits(bits, 1));
      noise = b == 1 ? 1 - p + v * p : v * (1 - p);
    }
    double logit = Math.log(p) - Math.log1p(-p);
    double z = logit + Math.log(noise) - Math.log1p(-noise);
    return GumbelSoftmax.sigmoid(z / s.script.temperature());
  }

  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    int visit = s.visit();
    long bits = s.bits();
    int drawn = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < p.length; i++) {
      double z = Math.log(stop(p[i])) + Draw.gumbel(Noise.bits(bits, i), 0, 1);
      drawn = z > most ? i : drawn;
      most = Math.max(z, most);
    }
    double[] x = new double[p.length];
    if (s.script.isHard()) {
      s.scoreControlled(visit, Math.log(p[drawn] / Score.sum(p)));
      for (int i = 0; i < p.length; i++) {
        if (stop(p[i]) == 0) {
          s.edge(p[i]);
        }
      }
      x[drawn] = 1;
      return x;
    }
    if (s.script.isConditional()) {
      s.scoreAll(Math.log(p[drawn] / Score.sum(p)));
    }
    double sum = Score.sum(p);
    double first = -Math.log(Noise.uniform(Noise.bits(bits, p.length + drawn))) / sum;
    for (int i = 0; i < p.length; i++) {
      if (stop(p[i]) == 0) {
        x[i] = GumbelSoftmax.NEVER;
      } else if (s.script.isConditional()) {
        double other = -Math.log(Noise.uniform(Noise.bits(bits, p.length + i)));
        x[i] = -Math.log(i == drawn ? first : other / p[i] + first);
      } else {
        x[i] = Math.log(p[i]) + Draw.gumbel(Noise.bits(bits, i), 0, 1);
      }
    }
    GumbelSoftmax.softmax(x, s.script.temperature());
    return x;
  }

  /**
   * The runs of a sample: two relaxed ones, which estimate the same derivative in two ways, so that
   * their difference is 0 on average; with a constant one that gives the score alone, which is 0 on
   * average too; and the hard one. The conditional run scores the draws that it makes itself: where
   * later probabilities depend on earlier draws, they are not those of the hard run.
   */
  static final class Control {
    private final double fixed;
    private final boolean hasConstant;
    private final double[] conditional;
    private final double[] relaxed;
    private final double[] lessOne;

    // Sums over samples and numbers, of the score c, the control variate d and the gradient g.
    private double cc;
    private double cd;
    private double dd;
    private double cg;
    private double dg;

    /**
     * With one or two factors.
     *
     * @param fixed the factor of the control variate; NaN if it is learned
     * @param hasConstant whether the score has a factor too, which is learned
     */
    Control(double fixed, boolean hasConstant, int numbers) {
      this.fixed = fixed;
      this.hasConstant = hasConstant;
      conditional = new double[numbers];
      relaxed = new double[numbers];
      lessOne = new double[numbers];
    }

    /** The result; the gradient is set. */
    double run(Script script, Runs.Gradient program, Object a, double[] gradient) {
      double constant = constant();
      double factor = factor(constant);
      script.relax(true);
      program.run(a, conditional);
      script.differentiate();
      script.relax(false);
      program.run(a, relaxed);
      script.differentiate();
      if (hasConstant) {
        script.harden(1);
        program.run(a, lessOne);
        script.differentiate();
      }
      script.harden(0);
      double hard = program.run(a, gradient);
      for (int i = 0; i < gradient.length; i++) {
        double g = gradient[i];
        double c = hasConstant ? lessOne[i] - g : 0;
        double d = relaxed[i] - conditional[i];
        gradient[i] += constant * c + factor * d;
        cc += c * c;
        cd += c * d;
        dd += d * d;
        cg += c * g;
        dg += d * g;
      }
      return hard;
    }

    /** By least squares, as the next. */
    private double constant() {
      double determinant = cc * dd - cd * cd;
      if (!hasConstant || !(cc > 0)) {
        return 0;
      }
      if (!Double.isNaN(fixed)) {
        return -(cg + fixed * cd) / cc;
      }
      return determinant > 1e-12 * cc * dd ? (cd * dg - dd * cg) / determinant : -cg / cc;
    }

    private double factor(double constant) {
      if (!Double.isNaN(fixed)) {
        return fixed;
      }
      return dd > 0 ? -(dg + constant * cd) / dd : 0;
    }
  }
}
