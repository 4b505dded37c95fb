package dev.cusp.nn;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;

/**
 * {@code x weight + bias} over the last axis.
 *
 * @param weight of shape [in, out]
 * @param bias of shape [out]; null for none
 */
public record Dense(Tensor weight, Tensor bias) implements Layer {
  /** With a bias that begins at 0 and weights of {@link Initializer#glorotUniform}. */
  public static Of of(int out) {
    return new Of(out, true, Initializer.glorotUniform());
  }

  /** The template. */
  public record Of(int out, boolean hasBias, Initializer weights) implements Template<Dense> {
    public Of withoutBias() {
      return new Of(out, false, weights);
    }

    public Of weights(Initializer other) {
      return new Of(out, hasBias, other);
    }

    @Override
    public Dense make(Tensor sample, Key key) {
      int in = sample.shape().length(-1);
      DType type = sample.type();
      return new Dense(
          weights.draw(key, type, in, out, in, out), hasBias ? Tensor.zeros(type, out) : null);
    }
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor y = x.matmul(weight);
    return bias == null ? y : y.add(bias);
  }
}
