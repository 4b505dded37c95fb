package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * {@code scale (x - mean) / sqrt(variance + epsilon) + shift}, with mean and variance over the last
 * axis (Ba, Kiros and Hinton, arXiv 1607.06450).
 */
public record LayerNorm(Tensor scale, Tensor shift, double epsilon) implements Layer {
  /** With an epsilon of 1e-5. */
  public static Template<LayerNorm> of() {
    return (sample, _) -> {
      int n = sample.shape().length(-1);
      return new LayerNorm(Tensor.ones(sample.type(), n), Tensor.zeros(sample.type(), n), 1e-5);
    };
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return normalized(x, epsilon, -1).mul(scale).add(shift);
  }

  /** With mean 0 and variance 1 along some axes. */
  static Tensor normalized(Tensor x, double epsilon, int... axes) {
    Tensor centred = x.sub(x.mean(axes).keepDims(axes));
    Tensor variance = centred.square().mean(axes).keepDims(axes);
    return centred.mul(variance.add(epsilon).rsqrt());
  }
}
