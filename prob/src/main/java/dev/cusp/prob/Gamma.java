package dev.cusp.prob;

import dev.cusp.special.Gammas;
import dev.cusp.special.IncompleteGamma;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * {@code rate^shape x^(shape - 1) exp(-rate x) / Gamma(shape)}, for x above 0. Draws move with the
 * shape as their quantile does: implicit reparametrization (Figurnov, Mohamed and Mnih 2018).
 */
public record Gamma(Tensor shape, Tensor rate) implements Invertible {
  /** One distribution, of f64. */
  public static Gamma of(double shape, double rate) {
    return new Gamma(Tensor.scalar(shape), Tensor.scalar(rate));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Gamma", "shape", shape);
    Domain.POSITIVE.check("Gamma", "rate", rate);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(shape, rate);
  }

  @Override
  public Tensor rsample(Key key, int... draws) {
    return logDraw(key, shape, drawn(draws)).exp().as(rate.type()).div(rate);
  }

  /** The logarithm of draws of rate 1, which may be too small for a number. */
  static Tensor logDraw(Key key, Tensor a, Shape shape) {
    Tensor logs = key.draw(Noise::logGamma, a, shape);
    return a.zip(logs, (k, x) -> IncompleteGamma.logDraw(k, x));
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        shape,
        rate,
        (v, a, r) -> {
          if (v <= 0
              || v == Double.POSITIVE_INFINITY) { // apart, as derivatives of the rest are NaN
            return v != 0 || a > 1
                ? Double.NEGATIVE_INFINITY
                : a < 1 ? Double.POSITIVE_INFINITY : Math.log(r);
          }
          return IncompleteGamma.logDensity(a, v * r) + Math.log(r);
        });
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(shape, rate, (v, a, r) -> IncompleteGamma.lower(a, v * r));
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(shape, rate, (p, a, r) -> IncompleteGamma.quantile(a, p) / r);
  }

  @Override
  public Tensor mean() {
    check();
    return shape.div(rate);
  }

  @Override
  public Tensor variance() {
    check();
    return shape.div(rate.square());
  }

  @Override
  public Tensor entropy() {
    check();
    return shape.zip(
        rate,
        (a, r) ->
            a > 1e4
                ? 0.5 * Math.log(a) + 1.4189385332046727 - (4 + 1 / a) / (12 * a) - Math.log(r)
                : a - Math.log(r) + Gammas.logGamma(a) + (1 - a) * Gammas.digamma(a));
  }
}
