package dev.cusp.prob;

import dev.cusp.NonDifferentiable;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Loops;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * A permutation made continuous: a matrix whose rows and columns sum to 1, {@code Sinkhorn((scores
 * + Gumbel noise) / temperature)}, which is a permutation as the temperature goes to 0. Mena,
 * Belanger, Linderman and Snoek, arXiv 1802.08665. It has no density in closed form.
 *
 * @param scores of shape [..., n, n]
 * @param rounds of normalizing rows and then columns
 */
public record GumbelSinkhorn(Tensor scores, @NonDifferentiable Tensor temperature, int rounds)
    implements Reparametrized {
  /** With one temperature. */
  public static GumbelSinkhorn of(Tensor scores, double temperature, int rounds) {
    return new GumbelSinkhorn(scores, Tensor.full(temperature, scores.type()), rounds);
  }

  @Override
  public void check() {
    Domain.POSITIVE.check("GumbelSinkhorn", "temperature", temperature);
  }

  @Override
  public Shape batch() {
    return new Shape(scores.shape().lengths().subList(0, scores.shape().rank() - 2));
  }

  @Override
  public Shape event() {
    return new Shape(
        scores.shape().lengths().subList(scores.shape().rank() - 2, scores.shape().rank()));
  }

  @Override
  public Tensor rsample(Key key, int... shape) {
    Shape all = Distribution.join(drawn(shape), event());
    Tensor noise = key.draw(bits -> -Math.log(Noise.exponential(bits)), all);
    return sinkhorn(scores.add(noise.as(scores.type())).div(temperature), rounds);
  }

  /**
   * The matrix to which normalizing the rows and the columns of {@code exp(logits)} in turn leads.
   */
  public static Tensor sinkhorn(Tensor logits, int rounds) {
    Tensor log =
        Loops.repeat(
            rounds,
            x -> {
              Tensor rows = x.sub(x.logSumExp(-1).expandDims(-1));
              return rows.sub(rows.logSumExp(-2).expandDims(-2));
            },
            logits);
    return log.exp();
  }

  @Override
  public Tensor logProb(Tensor x) {
    throw new UnsupportedOperationException(
        "GumbelSinkhorn has no density in closed form; it is for draws");
  }
}
