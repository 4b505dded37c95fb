package dev.cusp.prob;

import dev.cusp.special.Gammas;
import dev.cusp.special.IncompleteGamma;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** {@code rate^k exp(-rate) / k!}, for whole numbers k from 0. */
public record Poisson(Tensor rate) implements Cumulative {
  /** One distribution, of f64. */
  public static Poisson of(double rate) {
    return new Poisson(Tensor.scalar(rate));
  }

  @Override
  public void check() {
    Domain.NOT_NEGATIVE.check("Poisson", "rate", rate);
  }

  @Override
  public Shape batch() {
    return rate.shape();
  }

  @Override
  public Tensor sample(Key key, int... shape) {
    return key.draw(Noise::poisson, rate, drawn(shape)).as(rate.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip(
        rate,
        (k, r) ->
            k < 0 || k != Math.rint(k) || k == Double.POSITIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : k == 0 ? -r : IncompleteGamma.logDensity(k + 1, r));
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip(
        rate,
        (v, r) ->
            v < 0
                ? 0
                : v == Double.POSITIVE_INFINITY ? 1 : IncompleteGamma.upper(Math.floor(v) + 1, r));
  }

  @Override
  public Tensor mean() {
    check();
    return rate;
  }

  @Override
  public Tensor variance() {
    check();
    return rate;
  }

  /** A sum over all values within 12 standard deviations and more; of large rates an expansion. */
  @Override
  public Tensor entropy() {
    check();
    return rate.map(r -> {
      if (r == 0) {
        return 0;
      }
      if (r > 1e4) {
        return 0.5 * Math.log(r) + 1.4189385332046727 - (1 / 12.0 + 1 / (24 * r)) / r;
      }
      double log = Math.log(r);
      double wide = 12 * Math.sqrt(r) + 30;
      double sum = 0;
      for (int k = (int) Math.max(2, r - wide); k < r + wide; k++) {
        double factorial = Gammas.logGamma(k + 1.0);
        sum += Math.exp(k * log - r - factorial) * factorial;
      }
      return r - r * log + sum;
    });
  }
}
