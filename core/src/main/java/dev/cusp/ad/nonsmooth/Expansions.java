package dev.cusp.ad.nonsmooth;

/** Quotients, powers and Taylor series of series. */
final class Expansions {
  private Expansions() {}

  static Series quotient(Series a, Series b) {
    if (a.isFaulty() || b.isFaulty()) {
      return a.faultOf(b);
    }
    if (b.isZero()) {
      return a.hasSign()
          ? Series.of(a.sample() / 0.0)
          : Series.unknown("division of an unknown number by 0");
    }
    if (b.isInfinite()) {
      return a.isInfinite() ? Series.NAN : Series.ZERO;
    }
    if (a.isZero()) {
      return Series.ZERO;
    }
    if (!b.hasSign()) {
      return Series.unknown("division by what may be 0");
    }
    if (a.isInfinite()) {
      return Series.of(a.sample() * b.signum());
    }
    return a.exponents.length == 0 ? Series.unknownFrom(a.order() - b.lead()) : ratio(a, b);
  }

  /** The recurrence q_k = (a_k - sum over j >= 1 of b_j q_(k-j)) / b_0. */
  private static Series ratio(Series a, Series b) {
    int lead = a.lead() - b.lead();
    boolean monomial = b.exponents.length == 1 && b.order() == Series.EXACT;
    int relative = Math.min(Series.sum(a.order(), -a.lead()), Series.sum(b.order(), -b.lead()));
    int reach = Math.min(monomial ? a.last() - a.lead() : Series.SPAN, relative - 1);
    int known = monomial ? Series.sum(a.order(), -b.lead()) : lead + reach + 1;
    Terms q = new Terms(lead, lead + reach, known);
    double[] quotients = new double[reach + 1];
    int next = 0;
    for (int k = 0; k <= reach; k++) {
      if (next < a.exponents.length && a.exponents[next] - a.lead() == k) {
        q.add(lead + k, a.coefficients[next], a.errors[next]);
        next++;
      }
      for (int j = 1; j < b.exponents.length && b.exponents[j] - b.lead() <= k; j++) {
        int i = k - (b.exponents[j] - b.lead());
        if (quotients[i] != 0) {
          q.addProduct(
              lead + k, -b.coefficients[j], b.errors[j], quotients[i], q.errorAt(lead + i));
        }
      }
      quotients[k] = q.divide(lead + k, b.coefficients[0], b.errors[0]);
    }
    return q.finish();
  }

  /**
   * A power: c t^e (1 + w) to the p is c^p t^(e p) (1 + w)^p, by the binomial series.
   *
   * <p>NaN where the leading coefficient is negative; unknown where e p is not a twelfth.
   */
  static Series power(Series s, double p) {
    if (s.isFaulty()) {
      return s;
    }
    if (s.isConstant()) {
      return root(s.limit(), s.errorAtZero(), p);
    }
    if (!s.hasSign()) {
      return Series.unknown("a power of what may be negative");
    }
    if (s.signum() < 0) {
      return Series.NAN;
    }
    double exponent = p * s.lead();
    if (Math.abs(exponent - Math.rint(exponent)) > 1e-9 || Math.abs(exponent) > Series.FLAT) {
      return Series.unknown(
          "a power of t that is not a multiple of 1/12: " + exponent / Series.WHOLE);
    }
    Series lead = Series.term(s.coefficients[0], s.errors[0], s.lead());
    Series w = s.without(s.lead()).over(lead);
    Series binomial = taylor(Taylor.power(1, p, reach(w)), w, 0);
    return binomial
        .times(root(s.coefficients[0], s.errors[0], p))
        .shifted((int) Math.rint(exponent));
  }

  private static Series root(double c, double error, double p) {
    double r = p == 0.5 ? Math.sqrt(c) : p == 1.0 / 3 ? Math.cbrt(c) : Math.pow(c, p);
    return Double.isFinite(r) && r != 0
        ? Series.term(r, Math.ulp(r) + Math.abs(p * r / c) * error, 0)
        : Series.of(r);
  }

  /** How many powers of a series that vanishes at t = 0 count. */
  static int reach(Series u) {
    return u.isZero() ? 0 : Math.min(Series.SPAN / u.lead() + 2, Series.SPAN + 2);
  }

  /**
   * A Taylor series at c: f_0 + f_1 u + f_2 u² + ..., by Horner's rule.
   *
   * @param u what vanishes at t = 0
   * @param error a bound of the error of c
   */
  static Series taylor(double[] f, Series u, double error) {
    int n = 0;
    while (n + 1 < f.length && Double.isFinite(f[n + 1])) {
      n++;
    }
    Series r = coefficient(f, n, error);
    for (int k = n - 1; k >= 0; k--) {
      r = r.times(u).plus(coefficient(f, k, error));
    }
    if (u.isZero()) {
      return r;
    }
    long unknown = Math.min(u.lead() * (n + 1L), u.order());
    return r.plus(Series.unknownFrom((int) Math.min(unknown, Series.FLAT)));
  }

  /** The coefficients come from recurrences, whose rounding errors add up. */
  private static Series coefficient(double[] f, int k, double error) {
    double next = k + 1 < f.length ? (k + 1) * Math.abs(f[k + 1]) * error : 0;
    return f[k] == 0 || !Double.isFinite(f[k])
        ? Series.of(f[k])
        : Series.term(f[k], (k + 2) * Math.ulp(f[k]) + next, 0);
  }
}
