package dev.cusp.expectation;

import static dev.cusp.expectation.Sampler.stop;

import dev.cusp.rules.Surrogate;
import dev.cusp.special.Circular;
import dev.cusp.special.IncompleteBeta;
import dev.cusp.special.IncompleteGamma;

/**
 * Draws as functions of noise and parameters, which can be differentiated by the parameters: the
 * reparametrizations.
 */
final class Draw {
  private Draw() {}

  static double normal(long bits, double mean, double deviation) {
    Noise.requireScale(stop(deviation), "the deviation of a normal distribution");
    return mean + deviation * Noise.gaussian(bits);
  }

  static double uniform(long bits, double least, double most) {
    Noise.requireOrder(stop(least), stop(most));
    return least + (most - least) * Noise.uniform(bits);
  }

  static double logNormal(long bits, double mean, double deviation) {
    Noise.requireScale(stop(deviation), "the deviation of a log-normal distribution");
    return Math.exp(mean + deviation * Noise.gaussian(bits));
  }

  static double exponential(long bits, double rate) {
    Noise.requirePositive(stop(rate), "the rate of an exponential distribution");
    return -Math.log(Noise.uniform(bits)) / rate;
  }

  static double laplace(long bits, double middle, double scale) {
    Noise.requireScale(stop(scale), "the scale of a Laplace distribution");
    double u = Noise.uniform(bits);
    double noise = u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u));
    return middle + scale * noise;
  }

  static double logistic(long bits, double middle, double scale) {
    Noise.requireScale(stop(scale), "the scale of a logistic distribution");
    double u = Noise.uniform(bits);
    return middle + scale * (Math.log(u) - Math.log(1 - u));
  }

  static double gumbel(long bits, double middle, double scale) {
    Noise.requireScale(stop(scale), "the scale of a Gumbel distribution");
    return middle - scale * Math.log(-Math.log(Noise.uniform(bits)));
  }

  static double cauchy(long bits, double middle, double scale) {
    Noise.requireScale(stop(scale), "the scale of a Cauchy distribution");
    return middle + scale * Math.tan(Math.PI * (Noise.uniform(bits) - 0.5));
  }

  static double weibull(long bits, double shape, double scale) {
    Noise.requirePositive(stop(shape), "the shape of a Weibull distribution");
    Noise.requireScale(stop(scale), "the scale of a Weibull distribution");
    return scale * Math.exp(Math.log(-Math.log(Noise.uniform(bits))) / shape);
  }

  static double pareto(long bits, double shape, double least) {
    Noise.requirePositive(stop(shape), "the shape of a Pareto distribution");
    Noise.requirePositive(stop(least), "the least value of a Pareto distribution");
    return least * Math.exp(-Math.log(Noise.uniform(bits)) / shape);
  }

  static double kumaraswamy(long bits, double a, double b) {
    Noise.requirePositive(stop(a), "the first shape of a Kumaraswamy distribution");
    Noise.requirePositive(stop(b), "the second shape of a Kumaraswamy distribution");
    double logRest = Math.log(Noise.uniform(bits)) / b;
    return Math.exp(Math.log(-Math.expm1(logRest)) / a);
  }

  // From here on draws are made by other means, and derivatives are those of the draw that keeps
  // its share of the distribution: Figurnov, Mohamed and Mnih, Implicit reparameterization
  // gradients, 2018.

  static double gamma(long bits, double shape, double rate) {
    Noise.requirePositive(stop(rate), "the rate of a gamma distribution");
    return IncompleteGamma.draw(shape, Noise.gamma(bits, stop(shape))) / rate;
  }

  static double beta(long bits, double a, double b) {
    return IncompleteBeta.draw(a, b, Noise.beta(bits, stop(a), stop(b)));
  }

  static double studentT(long bits, double freedom, double middle, double scale) {
    Noise.requirePositive(stop(freedom), "the degrees of freedom of Student's t distribution");
    Noise.requireScale(stop(scale), "the scale of Student's t distribution");
    double spread = gamma(Noise.bits(bits, 0), freedom / 2, freedom / 2);
    return middle + scale * Noise.gaussian(bits) / Math.sqrt(spread);
  }

  static double vonMises(long bits, double mean, double k) {
    return mean + Circular.draw(k, Noise.vonMises(bits, stop(k)));
  }

  /** By logarithms: numbers of gamma distributions may be too small. */
  static double[] dirichlet(long bits, double[] a) {
    double[] x = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      Noise.requirePositive(stop(a[i]), "a parameter of a Dirichlet distribution");
      double log = Noise.logGamma(Noise.bits(bits, i), stop(a[i]));
      x[i] = IncompleteGamma.logDraw(a[i], log);
    }
    GumbelSoftmax.softmax(x, 1);
    return x;
  }

  static double[] multivariateNormal(long bits, double[] mean, double[][] factor) {
    Noise.requireLength(factor.length, mean.length, "rows of the factor, and numbers of the mean");
    double[] noise = new double[mean.length];
    double[] x = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      noise[i] = Noise.gaussian(Noise.bits(bits, i));
      double sum = mean[i];
      for (int j = 0; j <= i; j++) {
        sum += factor[i][j] * noise[j];
      }
      x[i] = sum;
    }
    return x;
  }

  static double normalMixture(long bits, double[] p, double[] means, double[] deviations) {
    Noise.requireLength(means.length, p.length, "means and probabilities of a mixture");
    Noise.requireLength(deviations.length, p.length, "deviations and probabilities of a mixture");
    for (int j = 0; j < p.length; j++) {
      Noise.requirePositive(stop(deviations[j]), "a deviation of a mixture");
    }
    int i = Noise.categorical(bits, stop(p));
    double x = stop(means[i]) + stop(deviations[i]) * Noise.gaussian(Noise.bits(bits, 0));
    double density = 0;
    double sum = Score.sum(p);
    double share = 0; // of what lies below x: its value does not matter, its derivative does
    for (int j = 0; j < p.length; j++) {
      double z = (x - means[j]) / deviations[j];
      double above = stop(p[j]) * Noise.density(stop(z));
      density += above / stop(deviations[j]);
      share += p[j] / sum * Noise.share(stop(z)) + above * z;
    }
    return Surrogate.of(x, -share / density);
  }
}
