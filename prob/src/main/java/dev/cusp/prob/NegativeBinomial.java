package dev.cusp.prob;

import dev.cusp.special.IncompleteBeta;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * How often it fails before it has succeeded so many times; the count may be any positive number:
 * {@code Gamma(k + count) / (k! Gamma(count)) p^count (1 - p)^k}.
 */
public record NegativeBinomial(Tensor count, Tensor probability) implements Cumulative {
  /** One distribution, of f64. */
  public static NegativeBinomial of(double count, double probability) {
    return new NegativeBinomial(Tensor.scalar(count), Tensor.scalar(probability));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("NegativeBinomial", "count", count);
    Domain.POSITIVE_SHARE.check("NegativeBinomial", "probability", probability);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(count, probability);
  }

  /** Of Poisson's distribution with a rate of a gamma distribution. */
  @Override
  public Tensor sample(Key key, int... shape) {
    Tensor fixed = probability.stopGradient();
    Tensor log = key.split(0).draw(Noise::logGamma, count, drawn(shape));
    Tensor rates = log.zip(fixed, (g, p) -> Math.exp(g) * (1 - p) / p);
    return key.split(1).draw(Noise::poisson, rates, drawn(shape)).as(probability.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(count, probability, (k, n, p) -> logProb(k, n, p));
  }

  private static double logProb(double k, double n, double p) {
    if (k < 0 || k != Math.rint(k) || k == Double.POSITIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    if (k == 0) {
      return n * Math.log(p);
    }
    return IncompleteBeta.logDensity(n, k + 1, p) + Math.log(p) - Math.log(n + k);
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(
        count,
        probability,
        (v, n, p) ->
            v < 0
                ? 0
                : v == Double.POSITIVE_INFINITY
                    ? 1
                    : IncompleteBeta.lower(n, Math.floor(v) + 1, p));
  }

  @Override
  public Tensor mean() {
    check();
    return count.zip(probability, (n, p) -> n * (1 - p) / p);
  }

  @Override
  public Tensor variance() {
    check();
    return count.zip(probability, (n, p) -> n * (1 - p) / (p * p));
  }

  /**
   * A sum over all values that matter, which takes long for tiny probabilities; an expansion where
   * the distribution is wide and nearly symmetrical.
   */
  @Override
  public Tensor entropy() {
    check();
    return count.zip(
        probability,
        (n, p) -> {
          double spread = Math.sqrt(n * (1 - p)) / p;
          double skew = (2 - p) * (2 - p) / (n * (1 - p));
          if (spread > 1e3 && skew < 1e-6) {
            return Math.log(spread) + 1.4189385332046727 - skew / 12;
          }
          double mean = n * (1 - p) / p;
          double end = mean + 12 * spread + 40 / p;
          double sum = 0;
          for (double k = Math.max(0, Math.ceil(mean - 12 * spread - 40 / p)); k < end; k++) {
            double log = logProb(k, n, p);
            sum -= log == Double.NEGATIVE_INFINITY ? 0 : Math.exp(log) * log;
          }
          return sum;
        });
  }
}
