package dev.cusp.prob;

import dev.cusp.special.Gammas;
import dev.cusp.special.IncompleteBeta;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * {@code middle + scale} times a standard normal number over the root of one of a gamma
 * distribution of mean 1: Student's t distribution with some degrees of freedom.
 */
public record StudentT(Tensor freedom, Tensor middle, Tensor scale) implements Invertible {
  /** One distribution, of f64. */
  public static StudentT of(double freedom, double middle, double scale) {
    return new StudentT(Tensor.scalar(freedom), Tensor.scalar(middle), Tensor.scalar(scale));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("StudentT", "freedom", freedom);
    Domain.POSITIVE.check("StudentT", "scale", scale);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(freedom, middle, scale);
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Shape all = drawn(shape);
    Tensor normal = key.split(0).draw(bits -> Noise.normal(bits), all);
    Tensor half = freedom.mul(0.5);
    Tensor log = Gamma.logDraw(key.split(1), half, all);
    Tensor noise = normal.zip3(log, half, (z, g, h) -> z * Math.exp(0.5 * (Math.log(h) - g)));
    return noise.as(scale.type()).mul(scale).add(middle);
  }

  private Tensor standard(Tensor x) {
    return x.sub(middle).div(scale);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return standard(x)
        .zip3(
            freedom,
            scale,
            (z, n, s) ->
                -Gammas.logBeta(0.5, n / 2)
                    - 0.5 * Math.log(n)
                    - Math.log(s)
                    - (n + 1) / 2 * Math.log1p(z * z / n));
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return standard(x)
        .zip(
            freedom,
            (z, n) -> {
              double square = z * z;
              double tail =
                  square < n
                      ? 0.5 - 0.5 * IncompleteBeta.lower(0.5, n / 2, square / (n + square))
                      : 0.5 * IncompleteBeta.lower(n / 2, 0.5, n / (n + square));
              return z < 0 ? tail : 1 - tail;
            });
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    Tensor standard =
        share.zip(
            freedom,
            (p, n) -> {
              double tail = 2 * (p < 0.5 ? p : 1 - p);
              double y = IncompleteBeta.quantile(n / 2, 0.5, tail);
              double size = Math.sqrt(n * (1 / y - 1));
              return p < 0.5 ? -size : size;
            });
    return standard.mul(scale).add(middle);
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return cdf(middle.mul(2).sub(x));
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return middle.mul(2).sub(quantile(share));
  }

  /** The middle; NaN for one degree of freedom or less. */
  @Override
  public Tensor mean() {
    check();
    return middle.zip(freedom, (m, n) -> n > 1 ? m : Double.NaN);
  }

  /** Infinite for two degrees of freedom or less, NaN for one or less. */
  @Override
  public Tensor variance() {
    check();
    return freedom.zip(
        scale,
        (n, s) -> n > 2 ? s * s * n / (n - 2) : n > 1 ? Double.POSITIVE_INFINITY : Double.NaN);
  }

  @Override
  public Tensor entropy() {
    check();
    return freedom.zip(
        scale,
        (n, s) -> {
          double rise =
              n > 1e4 ? (1 + 0.5 / n) / n : Gammas.digamma((n + 1) / 2) - Gammas.digamma(n / 2);
          return (n + 1) / 2 * rise + 0.5 * Math.log(n) + Gammas.logBeta(n / 2, 0.5) + Math.log(s);
        });
  }
}
