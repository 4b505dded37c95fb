package dev.cusp.prob;

import dev.cusp.linalg.Linalg;
import dev.cusp.special.Gammas;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.stream.IntStream;

/** Divergences of distributions of vectors, for {@link Kl}. */
final class KlOfVectors {
  private KlOfVectors() {}

  static Tensor summed(Tensor x, int axes) {
    return axes == 0 ? x : x.sum(IntStream.rangeClosed(1, axes).map(i -> -i).toArray());
  }

  static Tensor normal(MultivariateNormal p, MultivariateNormal q) {
    int n = p.event().length(0);
    Shape batch = Shape.broadcast("Kl.of", p.batch(), q.batch());
    Shape matrices = Distribution.join(batch, Shape.of(n, n));
    Tensor factor = q.factor().broadcastTo(matrices);
    Tensor ratio = Linalg.solveLower(factor, p.factor().tril(0).broadcastTo(matrices));
    Tensor shift = p.mean().sub(q.mean()).broadcastTo(Distribution.join(batch, Shape.of(n)));
    Tensor z = Linalg.solveLower(factor, shift.expandDims(-1));
    Tensor squares = ratio.square().sum(-1, -2).add(z.square().sum(-1, -2)).sub(n);
    return squares.mul(0.5).add(q.logDet()).sub(p.logDet());
  }

  static Tensor dirichlet(Dirichlet p, Dirichlet q) {
    Tensor a = p.concentration();
    Tensor b = q.concentration();
    Tensor sum = a.sum(-1);
    Tensor mean = a.map(x -> Gammas.digamma(x)).sub(sum.map(x -> Gammas.digamma(x)).expandDims(-1));
    Tensor constant = logBeta(b).sub(logBeta(a));
    return constant.add(a.sub(b).mul(mean).sum(-1));
  }

  private static Tensor logBeta(Tensor a) {
    return a.map(x -> Gammas.logGamma(x)).sum(-1).sub(a.sum(-1).map(x -> Gammas.logGamma(x)));
  }

  static Tensor categorical(Categorical p, Categorical q) {
    Tensor log = p.logits().logSoftmax(-1);
    Tensor other = q.logits().logSoftmax(-1);
    return log.zip(other, (a, b) -> a == Double.NEGATIVE_INFINITY ? 0 : Math.exp(a) * (a - b))
        .sum(-1);
  }
}
