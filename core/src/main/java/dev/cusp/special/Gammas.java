package dev.cusp.special;

/**
 * The gamma function's logarithm, its derivatives, and what is made of them. To about 1e-15 of
 * their values, and of 1 near their zeros. Sources: NIST Digital Library of Mathematical Functions,
 * 5.5 (recurrences, reflection), 5.7 (series), 5.11 (expansions for large numbers).
 */
public final class Gammas {
  static final double HALF_LOG_2_PI = 0.9189385332046728;

  /** Where the expansions for large numbers begin. */
  private static final double LARGE = 10;

  /** zeta(k) - 1 from k = 2. */
  private static final double[] ZETA = {
    0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993,
    0.01734306198444914, 0.008349277381922827, 0.00407735619794434, 0.0020083928260822143,
    0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
    6.124813505870483e-05, 3.058823630702049e-05, 1.528225940865187e-05, 7.637197637899763e-06,
    3.81729326499984e-06, 1.908212716553939e-06, 9.539620338727962e-07, 4.769329867878064e-07,
    2.38450502727733e-07, 1.1921992596531106e-07, 5.960818905125948e-08, 2.980350351465228e-08,
    1.4901554828365043e-08, 7.45071178983543e-09, 3.725334024788457e-09, 1.862659723513049e-09,
    9.313274324196682e-10, 4.656629065033784e-10
  };

  /** Bernoulli's numbers of order 2, 4, ... */
  private static final double[] BERNOULLI = {
    1 / 6.0, -1 / 30.0, 1 / 42.0, -1 / 30.0, 5 / 66.0, -691 / 2730.0, 7 / 6.0, -3617 / 510.0
  };

  private static final double ONE_LESS_EULER = 0.42278433509846713;

  private Gammas() {}

  /** {@code log|Gamma(x)|}; infinite at 0, -1, -2, ... */
  public static double logGamma(double x) {
    if (x <= 0) {
      double sine = Math.abs(Math.sin(Math.PI * (x - Math.rint(x))));
      return sine == 0 ? Double.POSITIVE_INFINITY : Math.log(Math.PI / sine) - logGamma(1 - x);
    }
    if (x < 0.5) {
      return aboveTwo(x) - Math.log1p(x) - Math.log(x);
    }
    if (x < 1.5) {
      return aboveTwo(x - 1) - Math.log1p(x - 1);
    }
    double y = x;
    double product = 1;
    while (y > 2.5 && x < LARGE) {
      y -= 1;
      product *= y;
    }
    return x < LARGE ? Math.log(product) + aboveTwo(y - 2) : stirling(x);
  }

  /** logGamma(2 + y) for y from -1/2 to 1/2. */
  private static double aboveTwo(double y) {
    double sum = 0;
    for (int k = ZETA.length + 1; k >= 2; k--) {
      sum = y * (ZETA[k - 2] / k - sum);
    }
    return y * (ONE_LESS_EULER + sum);
  }

  private static double stirling(double x) {
    return (x - 0.5) * Math.log(x) - x + HALF_LOG_2_PI + stirlingError(x);
  }

  /** What Stirling's formula for logGamma(x) lacks: 1 / (12 x) and so on. */
  static double stirlingError(double x) {
    if (x < LARGE) {
      return logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_2_PI);
    }
    double sum = 0;
    for (int k = BERNOULLI.length; k >= 1; k--) {
      sum = sum / (x * x) + BERNOULLI[k - 1] / (2 * k * (2 * k - 1));
    }
    return sum / x;
  }

  /** The derivative of {@link #logGamma}; NaN at 0, -1, -2, ... */
  public static double digamma(double x) {
    if (x <= 0) {
      double tangent = Math.tan(Math.PI * (x - Math.rint(x)));
      return tangent == 0 ? Double.NaN : digamma(1 - x) - Math.PI / tangent;
    }
    double y = x;
    double before = 0;
    while (y < LARGE) {
      before += 1 / y;
      y += 1;
    }
    return Math.log(y) - gapOfLarge(y) - before;
  }

  /** {@code log(x) - digamma(x)}, exact also where that is small; for positive x. */
  public static double digammaGap(double x) {
    return x < LARGE ? Math.log(x) - digamma(x) : gapOfLarge(x);
  }

  private static double gapOfLarge(double x) {
    double sum = 0;
    for (int k = BERNOULLI.length; k >= 1; k--) {
      sum = (sum + BERNOULLI[k - 1] / (2 * k)) / x / x;
    }
    return 0.5 / x + sum;
  }

  /** The derivative of {@link #digamma}. */
  public static double trigamma(double x) {
    if (x <= 0) {
      double sine = Math.sin(Math.PI * (x - Math.rint(x))) / Math.PI;
      return 1 / (sine * sine) - trigamma(1 - x);
    }
    return polygamma(1, x);
  }

  /**
   * The n-th derivative of {@link #digamma}, for positive x; NaN for others, if n is 2 or more.
   *
   * @throws IllegalArgumentException for a negative n
   */
  public static double polygamma(int n, double x) {
    if (n < 0) {
      throw new IllegalArgumentException("polygamma: order " + n + "; it is at least 0");
    }
    if (n == 0) {
      return digamma(x);
    }
    if (!(x > 0)) {
      return n == 1 && x <= 0 ? trigamma(x) : Double.NaN;
    }
    double factorial = 1;
    for (int k = 2; k < n; k++) {
      factorial *= k;
    }
    double y = x;
    double before = 0;
    while (y < LARGE + 2 * n) {
      before += Math.pow(y, -n - 1);
      y += 1;
    }
    double sum = 1 + n / (2 * y);
    double term = 1;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      term *= (2.0 * k + n - 1) * (2.0 * k + n - 2) / (2 * k * (2 * k - 1) * y * y);
      sum += BERNOULLI[k - 1] * term;
    }
    double size = factorial * (sum * Math.pow(y, -n) + n * before);
    return n % 2 == 1 ? size : -size;
  }

  /** {@code log(Gamma(a) Gamma(b) / Gamma(a + b))}, for positive a and b. */
  public static double logBeta(double a, double b) {
    double least = Math.min(a, b);
    double most = Math.max(a, b);
    if (least < LARGE) {
      return most < LARGE
          ? logGamma(least) + logGamma(most) - logGamma(least + most)
          : logGamma(least) - logGammaRise(most, least);
    }
    double share = least / (least + most);
    return -0.5 * Math.log(most)
        + HALF_LOG_2_PI
        + (least - 0.5) * Math.log(share)
        + most * Math.log1p(-share)
        + stirlingError(least)
        + stirlingError(most)
        - stirlingError(least + most);
  }

  /** {@code logGamma(x + by) - logGamma(x)} for a large x, where both may be nearly the same. */
  private static double logGammaRise(double x, double by) {
    double whole = x + by;
    return (x - 0.5) * Math.log1p(by / x)
        + by * (Math.log(whole) - 1)
        + stirlingError(whole)
        - stirlingError(x);
  }

  /** {@code x - log(1 + x)}, also near 0. */
  static double excess(double x) {
    if (Math.abs(x) > 0.3) {
      return x - Math.log1p(x);
    }
    double v = x / (2 + x);
    double square = v * v;
    double sum = 0;
    for (int k = 21; k >= 3; k -= 2) {
      sum = sum * square + 1.0 / k;
    }
    return x * v - 2 * v * square * sum;
  }
}
