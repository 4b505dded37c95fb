package dev.cusp;

import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Sampler;

/** Programs that draw, whose expected results have derivatives in closed form. */
final class StochasticPrograms {
  private StochasticPrograms() {}

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Of the logit of the probability: p (1 - p) (1 - 2 t), with t = 0.45. */
  static double toy(double[] logit, Sampler s) {
    double b = s.bernoulli(sigmoid(logit[0]));
    return (b - 0.45) * (b - 0.45);
  }

  static double square(double[] t, Sampler s) {
    double x = s.normal(t[0], t[1]);
    return x * x;
  }

  static double cosine(double[] t, Sampler s) {
    return Math.cos(0.5 * s.normal(t[0], t[1]));
  }

  static double step(double[] t, Sampler s) {
    return s.normal(t[0], 1) > 0 ? 1 : 0;
  }

  static double rectified(double[] t, Sampler s) {
    return Math.max(s.normal(t[0], 1), 0);
  }

  /** Lew et al. 2023: {@code -(1 - p) p / 2}. */
  static double flip(double[] p, Sampler s) {
    return s.flip(p[0]) ? 0 : -p[0] / 2;
  }

  /** Arya et al. 2022, documentation: {@code 20 p^2 (1 - p) + 210 p^3 (1 - p)} and its like. */
  static double poisson(double[] t, Sampler s) {
    int x = s.poisson(t[0]);
    return x * x;
  }

  static double geometric(double[] t, Sampler s) {
    int x = s.geometric(t[0]);
    return x * x;
  }

  static double binomial(double[] t, Sampler s) {
    int x = s.binomial(20, t[0]);
    return x * x;
  }

  static double thinned(double[] t, Sampler s) {
    int x = s.binomial(s.binomial(10, t[0]), t[0]);
    return x;
  }

  /** A walk that turns back the more surely the farther it is. */
  static double walk(double[] t, Sampler s) {
    double x = 0;
    for (int i = 0; i < t[1]; i++) {
      x = stride(x, t[0], s);
    }
    return x * x;
  }

  private static double stride(double x, double p, Sampler s) {
    return s.flip(Math.exp(-x / p)) ? x + 1 : x - 1;
  }

  /** The derivative of {@link #walk}, by the distribution of places after each step. */
  static double walkDerivative(double p, int steps) {
    return (walkExpectation(p + 1e-4, steps) - walkExpectation(p - 1e-4, steps)) / 2e-4;
  }

  private static double walkExpectation(double p, int steps) {
    double[] at = new double[2 * steps + 3];
    int origin = steps + 1;
    at[origin] = 1;
    for (int i = 0; i < steps; i++) {
      double[] next = new double[at.length];
      for (int x = -i; x <= i; x++) {
        double forth = Math.min(1, Math.exp(-x / p));
        next[origin + x + 1] += at[origin + x] * forth;
        next[origin + x - 1] += at[origin + x] * (1 - forth);
      }
      at = next;
    }
    double sum = 0;
    for (int x = -steps; x <= steps; x++) {
      sum += at[origin + x] * x * x;
    }
    return sum;
  }

  /** Draws in a branch, in a called method that calls itself, and each of another kind. */
  static double mixed(double[] t, Sampler s) {
    double z = s.normal(t[0], 1);
    double sum = s.flip(sigmoid(z)) ? z * z : fallen(t[0], 3, s);
    return sum + 0.5 * s.poisson(Math.exp(0.3 * z));
  }

  private static double fallen(double rate, int left, Sampler s) {
    return left == 0 ? 0 : s.exponential(rate) + fallen(rate, left - 1, s);
  }

  static double gammaLog(double[] t, Sampler s) {
    return Math.log(s.gamma(t[0], t[1]));
  }

  static double gammaStep(double[] t, Sampler s) {
    return s.gamma(t[0], t[1]) > 1 ? 1 : 0;
  }

  static double betaSquare(double[] t, Sampler s) {
    double x = s.beta(t[0], t[1]);
    return x * x;
  }

  static double dirichletProduct(double[] t, Sampler s) {
    double[] x = s.dirichlet(t);
    return x[0] * x[1];
  }

  static double vonMisesCosine(double[] t, Sampler s) {
    return Math.cos(s.vonMises(0, t[0]));
  }

  static double studentSquare(double[] t, Sampler s) {
    double x = s.studentT(t[0], 0, 1);
    return x * x;
  }

  static double logNormal(double[] t, Sampler s) {
    return s.logNormal(t[0], t[1]);
  }

  static double weibull(double[] t, Sampler s) {
    return s.weibull(t[0], t[1]);
  }

  static double exponentialSquare(double[] t, Sampler s) {
    double x = s.exponential(t[0]);
    return x * x;
  }

  static double kumaraswamy(double[] t, Sampler s) {
    return s.kumaraswamy(t[0], t[1]);
  }

  /** Of a probability, two means and two deviations. */
  static double mixtureSquare(double[] t, Sampler s) {
    double[] p = {t[0], 1 - t[0]};
    double x = s.normalMixture(p, new double[] {t[1], t[2]}, new double[] {t[3], t[4]});
    return x * x;
  }

  static double categorical(double[] t, Sampler s) {
    double sum = Math.exp(t[0]) + Math.exp(t[1]) + Math.exp(t[2]);
    int k = s.categorical(Math.exp(t[0]) / sum, Math.exp(t[1]) / sum, Math.exp(t[2]) / sum);
    return k == 0 ? t[1] : k == 1 ? 2 : 5;
  }

  /** Wages of some days, some in a branch, each drawn with a probability of its own. */
  static double wages(double[] p, Sampler s) {
    double sum = 1;
    for (int day = 0; day < p.length; day++) {
      double worked = s.with(Estimator.SCORE).bernoulli(p[day]);
      if (day == 1) {
        sum -= 2 * worked;
      } else {
        sum += worked * (1 + sum);
      }
    }
    return sum + 3;
  }

  // The estimators with relaxed draws, where probabilities depend on draws before.

  static double chained(double[] x, Sampler s) {
    double a = s.bernoulli(x[0]);
    double b = s.bernoulli(0.2 + 0.6 * a * x[1]);
    return (a + 2 * b - 0.7) * (a + 2 * b - 0.7) * (1 + b);
  }

  static double chainedExpected(double[] x) {
    double sum = 0;
    for (int a = 0; a < 2; a++) {
      for (int b = 0; b < 2; b++) {
        double p = 0.2 + 0.6 * a * x[1];
        double weight = (a == 1 ? x[0] : 1 - x[0]) * (b == 1 ? p : 1 - p);
        sum += weight * (a + 2 * b - 0.7) * (a + 2 * b - 0.7) * (1 + b);
      }
    }
    return sum;
  }

  static double chainedChoices(double[] x, Sampler s) {
    double[] a = s.oneHot(x[0], 0.3, 0.7 - x[0]);
    double[] b = s.oneHot(0.5 * a[0] + 0.2, x[1] * a[1] + 0.1, 0.7 - 0.5 * a[0] - x[1] * a[1]);
    return a[0] * b[1] * 3 + (a[2] - b[0]) * (a[2] - b[0]) + b[2];
  }

  static double chainedChoicesExpected(double[] x) {
    double[] p = {x[0], 0.3, 0.7 - x[0]};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double on = i == 0 ? 1 : 0;
      double off = i == 1 ? 1 : 0;
      double[] q = {0.5 * on + 0.2, x[1] * off + 0.1, 0.7 - 0.5 * on - x[1] * off};
      double last = i == 2 ? 1 : 0;
      sum += p[i] * (q[1] * on * 3 + q[0] * (last - 1) * (last - 1) + (1 - q[0]) * last + q[2]);
    }
    return sum;
  }
}
