package dev.cusp.prob;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;

/**
 * An order of n things, the first chosen with {@code softmax(scores)}, the next from those left,
 * and so on: the numbers 0 to n - 1 along the last axis. Luce 1959, Plackett 1975.
 */
public record PlackettLuce(Tensor scores) implements Distribution {
  @Override
  public Shape batch() {
    return new Shape(scores.shape().lengths().subList(0, scores.shape().rank() - 1));
  }

  @Override
  public Shape event() {
    return Shape.of(scores.shape().length(-1));
  }

  /** In the order of the scores with Gumbel noise (Yellott 1977). */
  @Override
  public Tensor sample(Key key, int... shape) {
    Shape all = Distribution.join(drawn(shape), event());
    Tensor noise = key.draw(bits -> -Math.log(Noise.exponential(bits)), all);
    return scores.stopGradient().add(noise).argsort(-1, true);
  }

  @Override
  public Tensor logProb(Tensor x) {
    Shape all = Shape.broadcast("logProb", x.shape(), scores.shape());
    Tensor index = x.as(DType.I32).broadcastTo(all);
    Tensor ordered = scores.broadcastTo(all).gather(-1, index);
    Tensor left = ordered.flip(-1).cumLogSumExp(-1).flip(-1);
    return ordered.sub(left).sum(-1);
  }
}
