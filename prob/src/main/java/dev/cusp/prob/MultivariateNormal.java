package dev.cusp.prob;

import dev.cusp.linalg.Linalg;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * Vectors {@code x = A eps + mean} of standard normal eps, along the last axis: their covariance is
 * {@code A A'}.
 *
 * @param mean of shape [..., n]
 * @param factor A, lower triangular, of shape [..., n, n]; what is above its diagonal is not read
 */
public record MultivariateNormal(Tensor mean, Tensor factor) implements Reparametrized {
  /**
   * Of a covariance, whose Cholesky factor is taken.
   *
   * @throws dev.cusp.linalg.LinalgException when elements are read, where it is not positive
   *     definite
   */
  public static MultivariateNormal ofCovariance(Tensor mean, Tensor covariance) {
    return new MultivariateNormal(mean, Linalg.cholesky(covariance));
  }

  @Override
  public void check() {
    Domain.checkDiagonal("MultivariateNormal", "factor", factor);
  }

  @Override
  public Shape batch() {
    return Shape.broadcast("parameters", mean.sum(-1).shape(), factor.sum(-1, -2).shape());
  }

  @Override
  public Shape event() {
    return Shape.of(mean.shape().length(-1));
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Shape all = Distribution.join(drawn(shape), event());
    Tensor noise = key.draw(bits -> Noise.normal(bits), all).as(factor.type());
    return factor.tril(0).matmul(noise.expandDims(-1)).squeeze(-1).add(mean);
  }

  @Override
  public Tensor logProb(Tensor x) {
    check();
    Tensor centred = x.sub(mean);
    Shape batch = Shape.broadcast("parameters", centred.sum(-1).shape(), batch());
    int n = event().length(0);
    Tensor all = factor.broadcastTo(Distribution.join(batch, Shape.of(n, n)));
    Tensor right = centred.broadcastTo(Distribution.join(batch, Shape.of(n))).expandDims(-1);
    Tensor z = Linalg.solveLower(all, right);
    double constant = -0.9189385332046728 * n;
    return z.square().sum(-1, -2).mul(-0.5).sub(logDet()).add(constant);
  }

  /** Of the factor. */
  Tensor logDet() {
    return Linalg.diagonal(factor).abs().log().sum(-1);
  }

  /** The covariance's diagonal; see {@link #covariance}. */
  @Override
  public Tensor variance() {
    check();
    return factor.tril(0).square().sum(-1);
  }

  public Tensor covariance() {
    Tensor lower = factor.tril(0);
    return lower.matmul(lower.swapAxes(-1, -2));
  }

  @Override
  public Tensor entropy() {
    check();
    return logDet().add(1.4189385332046727 * event().length(0));
  }
}
