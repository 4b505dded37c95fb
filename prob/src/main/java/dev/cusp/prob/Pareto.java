package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/** {@code shape least^shape / x^(shape + 1)} from the least on. */
public record Pareto(Tensor shape, Tensor least) implements Invertible {
  /** One distribution, of f64. */
  public static Pareto of(double shape, double least) {
    return new Pareto(Tensor.scalar(shape), Tensor.scalar(least));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Pareto", "shape", shape);
    Domain.POSITIVE.check("Pareto", "least", least);
  }

  @Override
  public Shape batch() {
    return Distribution.batch(shape, least);
  }

  @Override
  public Tensor rsample(Key key, int... draws) {
    Tensor noise = key.draw(bits -> Noise.exponential(bits), drawn(draws));
    return noise.zip3(shape, least, (e, a, m) -> m * Math.exp(e / a)).as(least.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip3(
        shape,
        least,
        (v, a, m) ->
            v >= m
                ? Math.log(a) + a * Math.log(m) - (a + 1) * Math.log(v)
                : Double.NEGATIVE_INFINITY);
  }

  @Override
  public Tensor cdf(Tensor x) {
    check();
    return x.zip3(shape, least, (v, a, m) -> v > m ? 1 - Math.pow(m / v, a) : 0);
  }

  @Override
  public Tensor quantile(Tensor share) {
    check();
    return share.zip3(shape, least, (p, a, m) -> m * Math.exp(-Math.log1p(-p) / a));
  }

  @Override
  public Tensor survival(Tensor x) {
    check();
    return x.zip3(shape, least, (v, a, m) -> v > m ? Math.pow(m / v, a) : 1);
  }

  @Override
  public Tensor quantileAbove(Tensor share) {
    check();
    return share.zip3(shape, least, (p, a, m) -> m * Math.exp(-Math.log(p) / a));
  }

  @Override
  public Tensor mean() {
    check();
    return shape.zip(least, (a, m) -> a > 1 ? a * m / (a - 1) : Double.POSITIVE_INFINITY);
  }

  @Override
  public Tensor variance() {
    check();
    return shape.zip(
        least,
        (a, m) -> a > 2 ? m * m * a / ((a - 1) * (a - 1) * (a - 2)) : Double.POSITIVE_INFINITY);
  }

  @Override
  public Tensor entropy() {
    check();
    return shape.zip(least, (a, m) -> Math.log(m / a) + 1 + 1 / a);
  }
}
