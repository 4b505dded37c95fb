package dev.cusp.prob;

import dev.cusp.special.Gammas;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * Positive numbers that sum to 1, along the last axis: {@code product x_i^(a_i - 1) / B(a)}. Draws
 * are numbers of gamma distributions over their sum.
 */
public record Dirichlet(Tensor concentration) implements Reparametrized {
  /** One distribution, of f64. */
  public static Dirichlet of(double... concentration) {
    return new Dirichlet(Tensor.of(concentration));
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("Dirichlet", "concentration", concentration);
  }

  @Override
  public Shape batch() {
    return concentration.sum(-1).shape();
  }

  @Override
  public Shape event() {
    return Shape.of(concentration.shape().length(-1));
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Shape all = Distribution.join(drawn(shape), event());
    return Gamma.logDraw(key, concentration, all).softmax(-1).as(concentration.type());
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    return x.zip(concentration, (v, a) -> a == 1 ? 0 : (a - 1) * Math.log(v))
        .sum(-1)
        .sub(logBeta());
  }

  private Tensor logBeta() {
    return logGamma(concentration).sum(-1).sub(logGamma(concentration.sum(-1)));
  }

  private static Tensor logGamma(Tensor x) {
    return x.map(v -> Gammas.logGamma(v));
  }

  @Override
  public Tensor mean() {
    check();
    return concentration.div(concentration.sum(-1).keepDims(-1));
  }

  @Override
  public Tensor variance() {
    check();
    Tensor sum = concentration.sum(-1).keepDims(-1);
    return concentration.zip(sum, (a, s) -> a * (s - a) / (s * s * (s + 1)));
  }

  @Override
  public Tensor entropy() {
    check();
    Tensor sum = concentration.sum(-1);
    int n = concentration.shape().length(-1);
    Tensor each = concentration.map(a -> (a - 1) * Gammas.digamma(a)).sum(-1);
    return logBeta().add(sum.map(s -> (s - n) * Gammas.digamma(s))).sub(each);
  }
}
