package dev.cusp.prob;

import dev.cusp.special.Gammas;
import dev.cusp.special.IncompleteBeta;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * {@code x^(a - 1) (1 - x)^(b - 1) / B(a, b)}, for x between 0 and 1. Draws move with a and b as
 * their quantile does: implicit reparametrization (Figurnov, Mohamed and Mnih 2018).
 */
public record Beta(Tensor a, Tensor b) implements Invertible {
  /** One distribution, of f64. */
  public static Beta of(double a, double b) {
    return new Beta(Tensor.scalar(a), Tensor.scalar(b));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Beta", "a", a);
    Domain.POSITIVE.check("Beta", "b", b);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(a, b);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor x = key.draw(Noise::beta, a, b, drawn(shape));
    return a.zip3(b, x, (p, q, v) -> IncompleteBeta.draw(p, q, v)).as(a.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        a,
        b,
        (v, p, q) ->
            v < 0 || v > 1 ? Double.NEGATIVE_INFINITY : IncompleteBeta.logDensity(p, q, v));
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(a, b, (v, p, q) -> IncompleteBeta.lower(p, q, v));
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(a, b, (u, p, q) -> IncompleteBeta.quantile(p, q, u));
  }

  @Override
  public Tensor mean() {
    check();
    return a.zip(b, (p, q) -> p / (p + q));
  }

  @Override
  public Tensor variance() {
    check();
    return a.zip(b, (p, q) -> p * q / ((p + q) * (p + q) * (p + q + 1)));
  }

  @Override
  public Tensor entropy() {
    check();
    return a.zip(
        b,
        (p, q) ->
            Gammas.logBeta(p, q)
                - (p - 1) * Gammas.digamma(p)
                - (q - 1) * Gammas.digamma(q)
                + (p + q - 2) * Gammas.digamma(p + q));
  }
}
