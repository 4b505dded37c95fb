package dev.cusp.expectation;

import dev.cusp.special.IncompleteGamma;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Random bits by position, and draws from them that no derivative passes through: the same key and
 * position give the same draw, whatever was drawn before. SplitMix64: Steele, Lea and Flood, Fast
 * splittable pseudorandom number generators, 2014.
 */
final class Noise {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** Inversion adds up probabilities; beyond this mean in several parts, or they underflow. */
  private static final double LONGEST = 256;

  private Noise() {}

  /** The bits at a position. */
  static long bits(long key, int position) {
    return mix(key + GOLDEN * (position + 1L));
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }

  /** Between 0 and 1, never either. */
  static double uniform(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1p-53;
  }

  /** Standard normal. */
  static double gaussian(long bits) {
    return Quantile.normal(uniform(bits));
  }

  /** The length of a vector of two standard normal numbers. */
  static double rayleigh(long bits) {
    return Math.sqrt(-2 * Math.log(uniform(bits)));
  }

  /** The length of a vector of three standard normal numbers, with either sign. */
  static double twoSidedMaxwell(long bits) {
    double z = gaussian(bits);
    double r = rayleigh(bits(bits, 1));
    return Math.copySign(Math.sqrt(z * z + r * r), z);
  }

  /** Gamma with rate 1; never 0, whose logarithm is infinite. */
  static double gamma(long bits, double shape) {
    return Math.max(Math.exp(logGamma(bits, shape)), Double.MIN_NORMAL);
  }

  /**
   * Its logarithm, also where it is too small for a number: Marsaglia and Tsang, A simple method
   * for generating gamma variables, 2000.
   */
  static double logGamma(long bits, double shape) {
    requirePositive(shape, "the shape of a gamma distribution");
    double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (int i = 0; ; i += 2) {
      double x = gaussian(bits(bits, i));
      double v = 1 + c * x;
      v = v * v * v;
      double log = Math.log(uniform(bits(bits, i + 1)));
      // of huge shapes all are taken: one in 1e10 is not, by a difference that cancels
      if (d > 1e10 || v > 0 && log < 0.5 * x * x + d * (1 - v + Math.log(v))) {
        return Math.log(d * v) + (shape < 1 ? Math.log(uniform(bits)) / shape : 0);
      }
    }
  }

  /** Beta, from two gamma draws; never 0 or 1. */
  static double beta(long bits, double a, double b) {
    requirePositive(a, "the first shape of a beta distribution");
    requirePositive(b, "the second shape of a beta distribution");
    double log = logGamma(bits(bits, 1), b) - logGamma(bits(bits, 0), a);
    return Math.clamp(1 / (1 + Math.exp(log)), Double.MIN_NORMAL, Math.nextDown(1.0));
  }

  /** Von Mises with mean 0: Best and Fisher, Efficient simulation of the distribution, 1979. */
  static double vonMises(long bits, double k) {
    requireScale(k, "the concentration of a von Mises distribution");
    if (k < 1e-8) {
      return Math.PI * (2 * uniform(bits) - 1);
    }
    if (k > 1e8) { // as good as normal, and s would be 1
      return gaussian(bits) / Math.sqrt(k);
    }
    double r = 1 + Math.sqrt(1 + 4 * k * k);
    double rho = (r - Math.sqrt(2 * r)) / (2 * k);
    double s = k < 1e-5 ? 1 / k + k : (1 + rho * rho) / (2 * rho);
    for (int i = 0; ; i += 2) {
      double z = Math.cos(Math.PI * uniform(bits(bits, i)));
      double w = (1 + s * z) / (s + z);
      double y = k * (s - w);
      double u = uniform(bits(bits, i + 1));
      if (y * (2 - y) > u || Math.log(y / u) + 1 >= y) {
        return Math.copySign(Math.acos(Math.clamp(w, -1, 1)), uniform(bits) - 0.5);
      }
    }
  }

  /** The density of the standard normal distribution. */
  static double density(double z) {
    return 0.3989422804014327 * Math.exp(-0.5 * z * z);
  }

  /** Its distribution function. */
  static double share(double z) {
    double half = 0.5 * IncompleteGamma.upper(0.5, 0.5 * z * z);
    return z < 0 ? half : 1 - half;
  }

  /** The number of arrivals in a time in which {@code rate} are expected, by inversion. */
  static int poisson(long bits, double rate) {
    require(
        rate >= 0 && rate < Integer.MAX_VALUE,
        "the rate of a Poisson distribution",
        rate,
        "0 or more, and less than 2147483647");
    int parts = (int) Math.ceil(rate / LONGEST);
    int sum = 0;
    for (int i = 0; i < parts; i++) {
      sum += fewPoisson(uniform(parts == 1 ? bits : bits(bits, i)), rate / parts);
    }
    return sum;
  }

  private static int fewPoisson(double u, double rate) {
    double term = Math.exp(-rate);
    double below = term;
    int k = 0;
    while (u > below && term > 0) {
      k++;
      term *= rate / k;
      below += term;
    }
    return k;
  }

  /** The number of successes in n trials, by inversion. */
  static int binomial(long bits, int n, double p) {
    requireProbability(p);
    require(n >= 0, "the number of trials", n, "0 or more");
    int most = (int) (LONGEST / Math.max(p, 1e-3));
    int sum = 0;
    int part = 0;
    for (int left = n; left > 0; left -= most) {
      int trials = Math.min(left, most);
      double u = uniform(n <= most ? bits : bits(bits, part++));
      sum += p > 0.5 ? trials - fewBinomial(1 - u, trials, 1 - p) : fewBinomial(u, trials, p);
    }
    return sum;
  }

  private static int fewBinomial(double u, int n, double p) {
    double odds = p / (1 - p);
    double term = Math.exp(n * Math.log1p(-p));
    double below = term;
    int k = 0;
    while (u > below && k < n && term > 0) {
      term *= odds * (n - k) / (k + 1);
      k++;
      below += term;
    }
    return k;
  }

  /** The number of failures before the first success, by inversion. */
  static int geometric(long bits, double p) {
    require(p > 0 && p <= 1, "the probability of a geometric distribution", p, "in (0, 1]");
    double failures = p == 1 ? 0 : Math.log(uniform(bits)) / Math.log1p(-p);
    require(failures < Integer.MAX_VALUE, "a geometric draw", failures, "less than 2147483647");
    return (int) failures;
  }

  /** The number of failures before so many successes: Poisson's, with a rate of a gamma one. */
  static int negativeBinomial(long bits, double count, double p) {
    requirePositive(count, "the count of a negative binomial distribution");
    require(p > 0 && p <= 1, "the probability of a negative binomial distribution", p, "in (0, 1]");
    double rate = p == 1 ? 0 : Math.exp(logGamma(bits(bits, 0), count)) * (1 - p) / p;
    return poisson(bits(bits, 1), rate);
  }

  /** In the order of the scores with Gumbel noise: Yellott 1977. */
  static int[] plackettLuce(long bits, double[] scores) {
    double[] keys = new double[scores.length];
    for (int i = 0; i < keys.length; i++) {
      require(Double.isFinite(scores[i]), "a score of an order", scores[i], "finite");
      keys[i] = Math.log(-Math.log(uniform(bits(bits, i)))) - scores[i];
    }
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> keys[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** 1 with probability p, else 0. */
  static int bernoulli(long bits, double p) {
    requireProbability(p);
    return uniform(bits) < p ? 1 : 0;
  }

  /** An index, each with its probability. */
  static int categorical(long bits, double[] p) {
    double sum = 0;
    for (double each : p) {
      require(each >= 0, "a probability", each, "0 or more");
      sum += each;
    }
    require(Math.abs(sum - 1) < 1e-6, "the sum of the probabilities", sum, "1");
    double left = uniform(bits) * sum;
    int last = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        last = i;
        if (left < p[i]) {
          return i;
        }
      }
      left -= p[i];
    }
    return last;
  }

  static void requireProbability(double p) {
    require(p >= 0 && p <= 1, "a probability", p, "in [0, 1]");
  }

  private static void require(boolean good, String what, double value, String must) {
    if (!good) {
      throw new IllegalArgumentException(what + " is " + value + "; it must be " + must);
    }
  }

  /** A parameter that may be 0, where there is no noise. */
  static void requireScale(double x, String what) {
    require(x >= 0 && x < Double.POSITIVE_INFINITY, what, x, "0 or more, and finite");
  }

  /** A parameter that may not be 0. */
  static void requirePositive(double x, String what) {
    require(x > 0 && x < Double.POSITIVE_INFINITY, what, x, "more than 0, and finite");
  }

  static void requireOrder(double least, double most) {
    if (!(least <= most && most - least < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the bounds of a uniform distribution are %s and %s; they must be finite, the first not more"
              .formatted(least, most));
    }
  }

  static void requireLength(int length, int wanted, String what) {
    if (length != wanted) {
      throw new IllegalArgumentException(
          what + ": " + length + " and " + wanted + "; as many are needed");
    }
  }
}
