package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Substitute;
import dev.cusp.special.Circular;
import dev.cusp.special.Gammas;

/**
 * Draws that are constants, and note their log probability; terms without parameters are left out.
 */
final class Score {
  private Score() {}

  /** What has the derivative of the logarithm, which is all that counts, and takes less time. */
  private static double log(double x) {
    return x / stop(x);
  }

  @Substitute(Sampler.class)
  static double normal(Sampler s, double mean, double deviation) {
    Noise.requirePositive(stop(deviation), "the deviation of a draw with a score");
    int visit = s.visit(mean, deviation);
    double x = Draw.normal(s.bits(), stop(mean), stop(deviation));
    double z = (x - mean) / deviation;
    s.score(visit, -0.5 * z * z - log(deviation));
    return x;
  }

  @Substitute(Sampler.class)
  static double logNormal(Sampler s, double mean, double deviation) {
    return Math.exp(normal(s, mean, deviation));
  }

  @Substitute(Sampler.class)
  static double exponential(Sampler s, double rate) {
    int visit = s.visit(rate, 0);
    double x = Draw.exponential(s.bits(), stop(rate));
    s.score(visit, log(rate) - rate * x);
    return x;
  }

  @Substitute(Sampler.class)
  static double laplace(Sampler s, double middle, double scale) {
    Noise.requirePositive(stop(scale), "the scale of a draw with a score");
    int visit = s.visit(middle, scale);
    double x = Draw.laplace(s.bits(), stop(middle), stop(scale));
    s.score(visit, -Math.abs(x - middle) / scale - Math.log(scale));
    return x;
  }

  @Substitute(Sampler.class)
  static double logistic(Sampler s, double middle, double scale) {
    Noise.requirePositive(stop(scale), "the scale of a draw with a score");
    int visit = s.visit(middle, scale);
    double x = Draw.logistic(s.bits(), stop(middle), stop(scale));
    double z = (x - middle) / scale;
    s.score(visit, -z - 2 * Math.log1p(Math.exp(-z)) - Math.log(scale));
    return x;
  }

  @Substitute(Sampler.class)
  static double gumbel(Sampler s, double middle, double scale) {
    Noise.requirePositive(stop(scale), "the scale of a draw with a score");
    int visit = s.visit(middle, scale);
    double x = Draw.gumbel(s.bits(), stop(middle), stop(scale));
    double z = (x - middle) / scale;
    s.score(visit, -z - Math.exp(-z) - Math.log(scale));
    return x;
  }

  @Substitute(Sampler.class)
  static double cauchy(Sampler s, double middle, double scale) {
    Noise.requirePositive(stop(scale), "the scale of a draw with a score");
    int visit = s.visit(middle, scale);
    double x = Draw.cauchy(s.bits(), stop(middle), stop(scale));
    double z = (x - middle) / scale;
    s.score(visit, -Math.log1p(z * z) - Math.log(scale));
    return x;
  }

  @Substitute(Sampler.class)
  static double weibull(Sampler s, double shape, double scale) {
    Noise.requirePositive(stop(scale), "the scale of a draw with a score");
    int visit = s.visit(shape, scale);
    double x = Draw.weibull(s.bits(), stop(shape), stop(scale));
    double logRatio = Math.log(x) - Math.log(scale);
    s.score(visit, Math.log(shape) + shape * logRatio - Math.exp(shape * logRatio));
    return x;
  }

  @Substitute(Sampler.class)
  static double kumaraswamy(Sampler s, double a, double b) {
    int visit = s.visit(a, b);
    double x = Draw.kumaraswamy(s.bits(), stop(a), stop(b));
    double log = Math.log(x);
    s.score(visit, Math.log(a) + Math.log(b) + a * log + (b - 1) * Math.log1p(-Math.exp(a * log)));
    return x;
  }

  @Substitute(Sampler.class)
  static double gamma(Sampler s, double shape, double rate) {
    int visit = s.visit(shape, rate);
    double x = stop(Draw.gamma(s.bits(), stop(shape), stop(rate)));
    double log = shape * Math.log(rate) + shape * Math.log(x) - rate * x;
    s.score(visit, log - Gammas.logGamma(shape));
    return x;
  }

  @Substitute(Sampler.class)
  static double beta(Sampler s, double a, double b) {
    int visit = s.visit(a, b);
    double x = Noise.beta(s.bits(), stop(a), stop(b));
    s.score(visit, a * Math.log(x) + b * Math.log1p(-x) - Gammas.logBeta(a, b));
    return x;
  }

  @Substitute(Sampler.class)
  static double studentT(Sampler s, double freedom, double middle, double scale) {
    Noise.requirePositive(stop(scale), "the scale of a draw with a score");
    int visit = s.visit(freedom, middle);
    double x = Draw.studentT(s.bits(), stop(freedom), stop(middle), stop(scale));
    double z = (x - middle) / scale;
    double half = freedom / 2;
    double norm = Gammas.logGamma(half + 0.5) - Gammas.logGamma(half) - 0.5 * Math.log(freedom);
    s.score(visit, norm - Math.log(scale) - (half + 0.5) * Math.log1p(z * z / freedom));
    return x;
  }

  @Substitute(Sampler.class)
  static double vonMises(Sampler s, double mean, double k) {
    int visit = s.visit(mean, k);
    double x = Draw.vonMises(s.bits(), stop(mean), stop(k));
    s.score(visit, k * Math.cos(x - mean) - Circular.logBesselI0(k));
    return x;
  }

  @Substitute(Sampler.class)
  static double[] dirichlet(Sampler s, double[] a) {
    int visit = s.visit(a[0], 0);
    double[] x = Draw.dirichlet(s.bits(), stop(a));
    double all = 0;
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      all += a[i];
      sum += a[i] * Math.log(x[i]) - Gammas.logGamma(a[i]);
    }
    s.score(visit, sum + Gammas.logGamma(all));
    return x;
  }

  @Substitute(Sampler.class)
  static double normalMixture(Sampler s, double[] p, double[] means, double[] deviations) {
    int visit = s.visit(p[0], 0);
    double x = Draw.normalMixture(s.bits(), stop(p), stop(means), stop(deviations));
    double density = 0;
    for (int i = 0; i < p.length; i++) {
      double z = (x - means[i]) / deviations[i];
      density += p[i] / deviations[i] * Math.exp(-0.5 * z * z);
    }
    s.score(visit, Math.log(density));
    return x;
  }

  @Substitute(Sampler.class)
  static double[] multivariateNormal(Sampler s, double[] mean, double[][] factor) {
    int visit = s.visit(mean[0], 0);
    double[] x = Draw.multivariateNormal(s.bits(), stop(mean), stop(factor));
    double[] z = new double[x.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      Noise.requirePositive(stop(factor[i][i]), "what is on the diagonal of the factor of a score");
      double rest = x[i] - mean[i];
      for (int j = 0; j < i; j++) {
        rest -= factor[i][j] * z[j];
      }
      z[i] = rest / factor[i][i];
      sum -= 0.5 * z[i] * z[i] + Math.log(factor[i][i]);
    }
    s.score(visit, sum);
    return x;
  }

  @Substitute(Sampler.class)
  static boolean flip(Sampler s, double p) {
    return bernoulli(s, p) == 1;
  }

  @Substitute(Sampler.class)
  static double bernoulli(Sampler s, double p) {
    int visit = s.visit(p, 0);
    int x = Noise.bernoulli(s.bits(), stop(p));
    double taken = x == 1 ? p : 1 - p;
    s.score(visit, log(taken), stop(taken) == 1);
    return x;
  }

  @Substitute(Sampler.class)
  static int binomial(Sampler s, int n, double p) {
    int visit = s.visit(p, n);
    int x = Noise.binomial(s.bits(), n, stop(p));
    double sum = 0; // no 0 / 0 where p is 0 or 1
    if (x > 0) {
      sum += x * log(p);
    }
    if (x < n) {
      sum += (n - x) * log(1 - p);
    }
    s.score(visit, sum, GumbelSoftmax.isCertain(p));
    return x;
  }

  @Substitute(Sampler.class)
  static int poisson(Sampler s, double rate) {
    int visit = s.visit(rate, 0);
    int x = Noise.poisson(s.bits(), stop(rate));
    s.score(visit, x > 0 ? x * log(rate) - rate : -rate, stop(rate) == 0);
    return x;
  }

  @Substitute(Sampler.class)
  static int geometric(Sampler s, double p) {
    int visit = s.visit(p, 0);
    int x = Noise.geometric(s.bits(), stop(p));
    s.score(visit, x > 0 ? log(p) + x * log(1 - p) : log(p), stop(p) == 1);
    return x;
  }

  @Substitute(Sampler.class)
  static int negativeBinomial(Sampler s, double count, double p) {
    int visit = s.visit(count, p);
    int x = Noise.negativeBinomial(s.bits(), stop(count), stop(p));
    double sum = Gammas.logGamma(x + count) - Gammas.logGamma(count) + count * Math.log(p);
    s.score(visit, x > 0 ? sum + x * log(1 - p) : sum, stop(p) == 1);
    return x;
  }

  @Substitute(Sampler.class)
  static int[] plackettLuce(Sampler s, double[] scores) {
    int visit = s.visit(scores[0], 0);
    int[] order = Noise.plackettLuce(s.bits(), stop(scores));
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      most = Math.max(most, stop(scores[i]));
    }
    double left = 0;
    double sum = 0;
    for (int i = scores.length - 1; i >= 0; i--) { // of those left, the last first
      double score = scores[order[i]];
      left += Math.exp(score - most);
      sum += score - Math.log(left);
    }
    s.score(visit, sum);
    return order;
  }

  @Substitute(Sampler.class)
  static int categorical(Sampler s, double[] p) {
    int visit = s.visit(p[0], 0);
    double[] each = stop(p);
    int x = Noise.categorical(s.bits(), each);
    s.score(visit, log(p[x]) - log(sum(p)));
    edges(s, p, each);
    return x;
  }

  /**
   * Of probabilities. It is 1, but its derivative may not be 0: draws are by their shares of it.
   */
  static double sum(double[] p) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += p[i];
    }
    return sum;
  }

  private static void edges(Sampler s, double[] p, double[] each) {
    for (int i = 0; i < p.length; i++) {
      if (each[i] == 0) {
        s.edge(p[i]);
      }
    }
  }

  @Substitute(Sampler.class)
  static double[] oneHot(Sampler s, double[] p) {
    double[] x = new double[p.length];
    x[categorical(s, p)] = 1;
    return x;
  }
}
