package dev.cusp.prob;

import dev.cusp.special.Circular;
import dev.cusp.special.Gammas;
import dev.cusp.tensor.Activations;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/** How far one distribution is from another: the mean under p of {@code log p - log q}. */
public final class Kl {
  private Kl() {}

  private record Pair(Distribution p, Distribution q) {}

  /**
   * The Kullback-Leibler divergence of p from q, of each distribution of a batch.
   *
   * @throws UnsupportedOperationException where there is no formula; see {@link #estimate}
   */
  public static Tensor of(Distribution p, Distribution q) {
    p.check();
    q.check();
    return switch (new Pair(p, q)) {
      case Pair(Normal a, Normal b) -> normal(a, b);
      case Pair(LogNormal a, LogNormal b) ->
          normal(
              new Normal(a.logMean(), a.logDeviation()), new Normal(b.logMean(), b.logDeviation()));
      case Pair(MultivariateNormal a, MultivariateNormal b) -> KlOfVectors.normal(a, b);
      case Pair(Exponential a, Exponential b) ->
          a.rate().zip(b.rate(), (r, s) -> Math.log(r / s) + s / r - 1);
      case Pair(Gamma a, Gamma b) -> gamma(a, b);
      case Pair(Beta a, Beta b) -> beta(a, b);
      case Pair(Dirichlet a, Dirichlet b) -> KlOfVectors.dirichlet(a, b);
      case Pair(Laplace a, Laplace b) ->
          a.middle()
              .sub(b.middle())
              .zip3(
                  a.scale(),
                  b.scale(),
                  (d, s, t) ->
                      (s * Math.exp(-Math.abs(d) / s) + Math.abs(d)) / t + Math.log(t / s) - 1);
      case Pair(Cauchy a, Cauchy b) ->
          a.middle()
              .sub(b.middle())
              .zip3(
                  a.scale(),
                  b.scale(),
                  (d, s, t) -> Math.log(((s + t) * (s + t) + d * d) / (4 * s * t)));
      case Pair(Gumbel a, Gumbel b) -> gumbel(a, b);
      case Pair(Weibull a, Weibull b) -> weibull(a, b);
      case Pair(Pareto a, Pareto b) -> pareto(a, b);
      case Pair(Uniform a, Uniform b) -> uniform(a, b);
      case Pair(VonMises a, VonMises b) -> vonMises(a, b);
      case Pair(Bernoulli a, Bernoulli b) -> bernoulli(a.logits(), b.logits());
      case Pair(Categorical a, Categorical b) -> KlOfVectors.categorical(a, b);
      case Pair(OneHot a, OneHot b) -> KlOfVectors.categorical(a.category(), b.category());
      case Pair(Binomial a, Binomial b) -> binomial(a, b);
      case Pair(Poisson a, Poisson b) ->
          a.rate().zip(b.rate(), (r, s) -> r * Math.log(r / s) + s - r);
      case Pair(Geometric a, Geometric b) ->
          a.probability()
              .zip(
                  b.probability(),
                  (u, v) -> Math.log(u / v) + (1 - u) / u * (Math.log1p(-u) - Math.log1p(-v)));
      case Pair(Independent<?>(Distribution a, int n), Independent<?>(Distribution b, int m))
          when n == m ->
          KlOfVectors.summed(of(a, b), n);
      case Pair(
              Transformed<?>(Invertible a, Bijection f),
              Transformed<?>(Invertible b, Bijection g))
          when f.equals(g) ->
          of(a, b);
      default ->
          throw new UnsupportedOperationException(
              "there is no formula for the divergence of a %s from a %s; use Kl.estimate"
                  .formatted(name(p), name(q)));
    };
  }

  private static String name(Distribution d) {
    return d.getClass().getSimpleName();
  }

  /**
   * The same from draws of p: their mean of {@code r - 1 - log r} for the ratio r of q to p, which
   * is never negative (Schulman, Approximating KL divergence, 2020). Derivatives pass where draws
   * of p are differentiable.
   */
  public static Tensor estimate(Distribution p, Distribution q, Key key, int draws) {
    Tensor x = p instanceof Reparametrized r ? r.rsample(key, draws) : p.sample(key, draws);
    Tensor log = q.logProb(x).sub(p.logProb(x));
    return log.map(v -> Math.expm1(v) - v).mean(0);
  }

  private static Tensor normal(Normal p, Normal q) {
    return p.mean()
        .sub(q.mean())
        .zip3(
            p.deviation(),
            q.deviation(),
            (d, s, t) -> {
              double ratio = s / t;
              double z = d / t;
              return 0.5 * (ratio * ratio + z * z - 1) - Math.log(ratio);
            });
  }

  private static Tensor gamma(Gamma p, Gamma q) {
    Tensor shapes =
        p.shape()
            .zip(
                q.shape(),
                (a, b) -> (a - b) * Gammas.digamma(a) - Gammas.logGamma(a) + Gammas.logGamma(b));
    Tensor ratio = q.rate().div(p.rate());
    return shapes.add(ratio.zip3(p.shape(), q.shape(), (r, a, b) -> a * (r - 1) - b * Math.log(r)));
  }

  private static Tensor beta(Beta p, Beta q) {
    Tensor a = p.a().sub(q.a());
    Tensor b = p.b().sub(q.b());
    Tensor first = p.a().zip3(p.b(), a, (x, y, d) -> d * digammaShare(x, y));
    Tensor second = p.b().zip3(p.a(), b, (x, y, d) -> d * digammaShare(x, y));
    Tensor constant = q.a().zip(q.b(), (x, y) -> Gammas.logBeta(x, y));
    Tensor own = p.a().zip(p.b(), (x, y) -> Gammas.logBeta(x, y));
    return constant.sub(own).add(first).add(second);
  }

  /** The mean of log x of a beta distribution. */
  private static double digammaShare(double a, double b) {
    return Gammas.digamma(a) - Gammas.digamma(a + b);
  }

  private static Tensor gumbel(Gumbel p, Gumbel q) {
    Tensor shift = q.mode().sub(p.mode()).div(q.scale());
    return shift.zip3(
        p.scale(),
        q.scale(),
        (d, s, t) -> {
          double mean = Math.exp(d + Gammas.logGamma(1 + s / t));
          return Math.log(t / s) + Gumbel.EULER * (s / t - 1) - d + mean - 1;
        });
  }

  private static Tensor weibull(Weibull p, Weibull q) {
    Tensor ratio = p.scale().div(q.scale());
    return ratio.zip3(
        p.shape(),
        q.shape(),
        (r, k, l) ->
            Math.log(k / l)
                + (k - l) * (-Gumbel.EULER / k)
                - l * Math.log(r)
                + Math.exp(l * Math.log(r) + Gammas.logGamma(1 + l / k))
                - 1);
  }

  private static Tensor pareto(Pareto p, Pareto q) {
    Tensor ratio = p.least().div(q.least());
    return ratio.zip3(
        p.shape(),
        q.shape(),
        (r, a, b) ->
            r >= 1 ? Math.log(a / b) + b * Math.log(r) + b / a - 1 : Double.POSITIVE_INFINITY);
  }

  private static Tensor uniform(Uniform p, Uniform q) {
    Tensor isInside = p.least().ge(q.least()).and(p.most().le(q.most()));
    Tensor ratio = q.most().sub(q.least()).div(p.most().sub(p.least()));
    return isInside.where(ratio.log(), Double.POSITIVE_INFINITY);
  }

  private static Tensor vonMises(VonMises p, VonMises q) {
    return p.middle()
        .sub(q.middle())
        .zip3(
            p.concentration(),
            q.concentration(),
            (d, k, l) -> {
              double half = Math.sin(d / 2);
              double gap = Circular.besselGap(k);
              return Circular.logScaledBesselI0(l)
                  - Circular.logScaledBesselI0(k)
                  + gap * (l - k)
                  + 2 * l * (1 - gap) * half * half;
            });
  }

  private static Tensor bernoulli(Tensor p, Tensor q) {
    return p.zip(
        q,
        (a, b) -> {
          double share = 1 / (1 + Math.exp(-a));
          double log = Activations.softplus(a);
          double other = Activations.softplus(b);
          return share * (a - b) - log + other;
        });
  }

  private static Tensor binomial(Binomial p, Binomial q) {
    Tensor each =
        p.probability()
            .zip(
                q.probability(),
                (a, b) ->
                    (a == 0 ? 0 : a * Math.log(a / b))
                        + (a == 1 ? 0 : (1 - a) * (Math.log1p(-a) - Math.log1p(-b))));
    return p.count().eq(q.count()).where(p.count().mul(each), Double.NaN);
  }
}
