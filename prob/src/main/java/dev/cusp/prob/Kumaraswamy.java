package dev.cusp.prob;

import dev.cusp.special.Gammas;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * Its distribution function is {@code 1 - (1 - x^a)^b}, for x between 0 and 1; like {@link Beta},
 * but with a quantile in closed form.
 */
public record Kumaraswamy(Tensor a, Tensor b) implements Invertible {
  /** One distribution, of f64. */
  public static Kumaraswamy of(double a, double b) {
    return new Kumaraswamy(Tensor.scalar(a), Tensor.scalar(b));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Kumaraswamy", "a", a);
    Domain.POSITIVE.check("Kumaraswamy", "b", b);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(a, b);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Tensor noise = key.draw(bits -> Noise.exponential(bits), drawn(shape));
    return noise.zip3(a, b, (e, p, q) -> Math.pow(-Math.expm1(-e / q), 1 / p)).as(a.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        a,
        b,
        (v, p, q) -> {
          if (v <= 0 || v >= 1) {
            return Double.NEGATIVE_INFINITY;
          }
          double log = Math.log(v);
          return Math.log(p)
              + Math.log(q)
              + (p - 1) * log
              + (q - 1) * Math.log1p(-Math.exp(p * log));
        });
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(a, b, (v, p, q) -> v <= 0 ? 0 : v >= 1 ? 1 : 1 - Math.pow(1 - Math.pow(v, p), q));
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(a, b, (u, p, q) -> Math.pow(-Math.expm1(Math.log1p(-u) / q), 1 / p));
  }

  @Override
  public Tensor mean() {
    check();
    return moment(1);
  }

  @Override
  public Tensor variance() {
    check();
    return moment(2).sub(moment(1).square());
  }

  @Override
  public Tensor entropy() {
    check();
    return a.zip(
        b,
        (p, q) -> {
          double harmonic = Gammas.digamma(q + 1) + Gumbel.EULER;
          return 1 - 1 / q + (1 - 1 / p) * harmonic - Math.log(p * q);
        });
  }

  /** The mean of a power. */
  private Tensor moment(double n) {
    return a.zip(b, (p, q) -> q * Math.exp(Gammas.logBeta(1 + n / p, q)));
  }
}
