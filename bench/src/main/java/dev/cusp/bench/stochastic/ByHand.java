package dev.cusp.bench.stochastic;

/** The same estimators as somebody would write them, from the same kind of random bits. */
final class ByHand {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private ByHand() {}

  /** An estimator: adds value and gradient of a sample to sums. */
  interface Sample {
    void add(double[] at, long key, double[] sums);
  }

  private static double uniform(long key, int position) {
    long z = key + GOLDEN * (position + 1L);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    z ^= z >>> 31;
    return ((z >>> 11) + 0.5) * 0x1p-53;
  }

  /** Pathwise, both derivatives carried along. */
  static void queue(double[] rates, long key, double[] sums) {
    double wait = 0;
    double waitArrivals = 0;
    double waitService = 0;
    double sum = 0;
    double sumArrivals = 0;
    double sumService = 0;
    for (int i = 0; i < Programs.CUSTOMERS; i++) {
      double service = -Math.log(uniform(key, 2 * i)) / rates[1];
      double arrival = -Math.log(uniform(key, 2 * i + 1)) / rates[0];
      wait += service - arrival;
      waitArrivals += arrival / rates[0];
      waitService -= service / rates[1];
      if (wait <= 0) {
        wait = 0;
        waitArrivals = 0;
        waitService = 0;
      }
      sum += wait;
      sumArrivals += waitArrivals;
      sumService += waitService;
    }
    sums[0] += sum / Programs.CUSTOMERS;
    sums[1] += sumArrivals / Programs.CUSTOMERS;
    sums[2] += sumService / Programs.CUSTOMERS;
  }

  /** The score function without a baseline. */
  static void walkByScore(double[] p, long key, double[] sums) {
    double x = 0;
    double score = 0;
    for (int i = 0; i < Programs.STEPS; i++) {
      double forth = Math.exp(-x / p[0]);
      double change = forth * x / (p[0] * p[0]);
      if (uniform(key, i) < forth) {
        score += change / forth;
        x++;
      } else {
        score -= change / (1 - forth);
        x--;
      }
    }
    sums[0] += x * x;
    sums[1] += x * x * score;
  }

  /** Coupled: the walk once more from one place at which it could have stepped forth. */
  static void walkCoupled(double[] p, long key, double[] sums) {
    double[] rates = new double[Programs.STEPS];
    double[] slopes = new double[Programs.STEPS];
    double[] places = new double[Programs.STEPS];
    double all = 0;
    double x = 0;
    for (int i = 0; i < Programs.STEPS; i++) {
      double forth = Math.exp(-x / p[0]);
      places[i] = x;
      if (uniform(key, i) < forth) {
        x++;
      } else {
        rates[i] = 1 / (1 - forth);
        slopes[i] = forth * x / (p[0] * p[0]);
        all += rates[i];
        x--;
      }
    }
    sums[0] += x * x;
    if (all > 0) {
      double left = uniform(key, -3) * all;
      int at = -1;
      for (int i = 0; i < Programs.STEPS && left >= 0; i++) {
        if (rates[i] > 0) {
          left -= rates[i];
          at = i;
        }
      }
      double other = places[at] + 1;
      for (int i = at + 1; i < Programs.STEPS; i++) {
        other += uniform(key, i) < Math.exp(-other / p[0]) ? 1 : -1;
      }
      sums[1] += slopes[at] * all * (other * other - x * x);
    }
  }
}
