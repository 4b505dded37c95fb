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
    return mean + deviation * Noise.gaussian(bits);
  }

  static double uniform(long bits, double least, double most) {
    return least + (most - least) * Noise.uniform(bits);
  }

  static double logNormal(long bits, double mean, double deviation) {
    return Math.exp(mean + deviation * Noise.gaussian(bits));
  }

  static double exponential(long bits, double rate) {
    return -Math.log(Noise.uniform(bits)) / rate;
  }

  static double laplace(long bits, double middle, double scale) {
    double u = Noise.uniform(bits);
    double noise = u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u));
    return middle + scale * noise;
  }

  static double logistic(long bits, double middle, double scale) {
    double u = Noise.uniform(bits);
    return middle + scale * (Math.log(u) - Math.log(1 - u));
  }

  static double gumbel(long bits, double middle, double scale) {
    return middle - scale * Math.log(-Math.log(Noise.uniform(bits)));
  }

  static double cauchy(long bits, double middle, double scale) {
    return middle + scale * Math.tan(Math.PI * (Noise.uniform(bits) - 0.5));
  }

  static double weibull(long bits, double shape, double scale) {
    return scale * Math.exp(Math.log(-Math.log(Noise.uniform(bits))) / shape);
  }

  static double pareto(long bits, double shape, double least) {
    return least * Math.exp(-Math.log(Noise.uniform(bits)) / shape);
  }

  static double kumaraswamy(long bits, double a, double b) {
    double rest = Math.exp(Math.log(Noise.uniform(bits)) / b);
    return Math.exp(Math.log(1 - rest) / a);
  }

  // From here on draws are made by other means, and derivatives are those of the draw that keeps
  // its share of the distribution: Figurnov, Mohamed and Mnih, Implicit reparameterization
  // gradients, 2018.

  static double gamma(long bits, double shape, double rate) {
    return IncompleteGamma.draw(shape, Noise.gamma(bits, stop(shape))) / rate;
  }

  static double beta(long bits, double a, double b) {
    return IncompleteBeta.draw(a, b, Noise.beta(bits, stop(a), stop(b)));
  }

  static double studentT(long bits, double freedom, double middle, double scale) {
    double spread = gamma(Noise.bits(bits, 0), freedom / 2, freedom / 2);
    return middle + scale * Noise.gaussian(bits) / Math.sqrt(spread);
  }

  static double vonMises(long bits, double mean, double k) {
    return mean + Circular.draw(k, Noise.vonMises(bits, stop(k)));
  }

  static double[] dirichlet(long bits, double[] a) {
    double[] x = new double[a.length];
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      x[i] = gamma(Noise.bits(bits, i), a[i], 1);
      sum += x[i];
    }
    for (int i = 0; i < a.length; i++) {
      x[i] /= sum;
    }
    return x;
  }

  static double normalMixture(long bits, double[] p, double[] means, double[] deviations) {
    int i = Noise.categorical(bits, stop(p));
    double x = stop(means[i]) + stop(deviations[i]) * Noise.gaussian(Noise.bits(bits, 0));
    double density = 0;
    double share = 0; // of what lies below x: its value does not matter, its derivative does
    for (int j = 0; j < p.length; j++) {
      double z = (x - means[j]) / deviations[j];
      double above = stop(p[j]) * Noise.density(stop(z));
      density += above / stop(deviations[j]);
      share += p[j] * Noise.share(stop(z)) + above * z;
    }
    return Surrogate.of(x, -share / density);
  }
}
