package dev.cusp.prob;

import dev.cusp.special.Gammas;
import dev.cusp.special.IncompleteGamma;

/**
 * Numbers of standard distributions made of random bits, as plain Java methods: by inversion, and
 * by rejection with as many further bits as that takes.
 */
final class Noise {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Noise() {}

  /** Further bits, by SplitMix64's finalizer. */
  static long next(long bits) {
    long x = bits + GOLDEN;
    long y = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
    long z = (y ^ y >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** Between 0 and 1, neither of which it is. */
  static double uniform(long bits) {
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }

  static double exponential(long bits) {
    return -Math.log(uniform(bits));
  }

  static double laplace(long bits) {
    double u = uniform(bits);
    return u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u));
  }

  static double logistic(long bits) {
    double u = uniform(bits);
    return Math.log(u) - Math.log1p(-u);
  }

  static double cauchy(long bits) {
    double angle = Math.PI * (uniform(bits) - 0.5);
    return Math.sin(angle) / Math.cos(angle);
  }

  /** Box and Muller's transformation. */
  static double normal(long bits) {
    double radius = Math.sqrt(2 * exponential(bits));
    return radius * Math.cos(2 * Math.PI * uniform(next(bits)));
  }

  /**
   * The logarithm of a number of the gamma distribution of rate 1. Marsaglia and Tsang, A simple
   * method for generating gamma variables, 2000; below shape 1 by that of a + 1. Of huge shapes all
   * are taken, as one in 1e10 is not, by a difference that cancels.
   */
  static double logGamma(double a, long bits) {
    if (!(a > 0)) {
      return Double.NaN;
    }
    long state = next(bits);
    double boost = a < 1 ? Math.log(uniform(bits)) / a : 0;
    double d = (a < 1 ? a + 1 : a) - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    double cube = 0;
    boolean isFound = false;
    while (!isFound) {
      double x = normal(state);
      state = next(next(state));
      double v = 1 + c * x;
      cube = v * v * v;
      double log = Math.log(uniform(state));
      isFound = d > 1e10 || v > 0 && log < 0.5 * x * x + d * (1 - cube + Math.log(cube));
      state = next(state);
    }
    return Math.log(d * cube) + boost;
  }

  /** A number of the beta distribution, by two of gamma distributions. */
  static double beta(double a, double b, long bits) {
    double log = logGamma(b, next(bits ^ GOLDEN)) - logGamma(a, bits);
    return 1 / (1 + Math.exp(log));
  }

  /** An angle. Best and Fisher, Efficient simulation of the von Mises distribution, 1979. */
  static double vonMises(double k, long bits) {
    if (!(k > 1e-8)) {
      return k >= 0 ? Math.PI * (2 * uniform(bits) - 1) : Double.NaN;
    }
    if (k > 1e8) {
      return normal(bits) / Math.sqrt(k); // to 1e-8, and what follows would cancel
    }
    double tau = 1 + Math.sqrt(1 + 4 * k * k);
    double rho = (tau - Math.sqrt(2 * tau)) / (2 * k);
    double r = k < 1e-5 ? 1 / k + k : (1 + rho * rho) / (2 * rho);
    long state = bits;
    double f = 0;
    boolean isFound = false;
    while (!isFound) {
      double z = Math.cos(Math.PI * uniform(state));
      f = (1 + r * z) / (r + z);
      double c = k * (r - f);
      state = next(state);
      double u = uniform(state);
      isFound = c * (2 - c) > u || Math.log(c / u) + 1 - c >= 0;
      state = next(state);
    }
    double angle = Math.acos(Math.min(1, Math.max(-1, f)));
    return uniform(next(state)) < 0.5 ? -angle : angle;
  }

  /**
   * A number of Poisson's distribution: by inversion below a rate of 10, else Hörmann, The
   * transformed rejection method for generating Poisson random variables, 1993, PTRS.
   */
  static double poisson(double rate, long bits) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    return rate < 10 ? poissonByInversion(rate, bits) : poissonByRejection(rate, bits);
  }

  private static double poissonByInversion(double rate, long bits) {
    double u = uniform(bits);
    double term = Math.exp(-rate);
    double sum = term;
    double k = 0;
    while (u > sum && k < 200) {
      k += 1;
      term *= rate / k;
      sum += term;
    }
    return k;
  }

  private static double poissonByRejection(double rate, long bits) {
    double b = 0.931 + 2.53 * Math.sqrt(rate);
    double a = -0.059 + 0.02483 * b;
    double alpha = 1.1239 + 1.1328 / (b - 3.4);
    double least = 0.9277 - 3.6224 / (b - 2);
    long state = bits;
    double k = 0;
    boolean isFound = false;
    while (!isFound) {
      double u = uniform(state) - 0.5;
      state = next(state);
      double v = uniform(state);
      state = next(state);
      double us = 0.5 - Math.abs(u);
      k = Math.floor((2 * a / us + b) * u + rate + 0.43);
      double log = Math.log(v * alpha / (a / (us * us) + b));
      boolean isInside = us >= 0.07 && v <= least;
      boolean isPossible = k >= 0 && !(us < 0.013 && v > us);
      isFound = isInside || isPossible && log <= IncompleteGamma.logDensity(k + 1, rate);
    }
    return k;
  }

  /**
   * A number of the binomial distribution: by inversion where fewer than 10 are expected, else
   * Hörmann, The generation of binomial random variates, 1993, BTRS.
   */
  static double binomial(double n, double p, long bits) {
    double least = Math.min(p, 1 - p);
    if (!(least >= 0 && n >= 0 && n < 1e15)) {
      return Double.NaN;
    }
    double k =
        n * least < 10 ? binomialByInversion(n, least, bits) : binomialByRejection(n, least, bits);
    return p > 0.5 ? n - k : k;
  }

  private static double binomialByInversion(double n, double p, long bits) {
    double u = uniform(bits);
    double term = Math.exp(n * Math.log1p(-p));
    double sum = term;
    double k = 0;
    while (u > sum && k < n) {
      term *= (n - k) / (k + 1) * (p / (1 - p));
      k += 1;
      sum += term;
    }
    return k;
  }

  private static double binomialByRejection(double n, double p, long bits) {
    double spread = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double c = n * p + 0.5;
    double alpha = (2.83 + 5.1 / b) * spread;
    double least = 0.92 - 4.2 / b;
    double logOdds = Math.log(p / (1 - p));
    double mode = Math.floor((n + 1) * p);
    double peak = Gammas.logGamma(mode + 1) + Gammas.logGamma(n - mode + 1);
    long state = bits;
    double k = 0;
    boolean isFound = false;
    while (!isFound) {
      double u = uniform(state) - 0.5;
      state = next(state);
      double v = uniform(state);
      state = next(state);
      double us = 0.5 - Math.abs(u);
      k = Math.floor((2 * a / us + b) * u + c);
      boolean isInside = us >= 0.07 && v <= least;
      boolean isPossible = k >= 0 && k <= n;
      double log = Math.log(v * alpha / (a / (us * us) + b));
      double share = isPossible ? Gammas.logGamma(k + 1) + Gammas.logGamma(n - k + 1) : 0;
      isFound = isInside || isPossible && log <= peak - share + (k - mode) * logOdds;
    }
    return k;
  }
}
