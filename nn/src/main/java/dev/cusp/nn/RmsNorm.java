package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * {@code scale x / sqrt(mean of x^2 + epsilon)} over the last axis (Zhang and Sennrich, arXiv
 * 1910.07467, equation 4).
 */
public record RmsNorm(Tensor scale, double epsilon) implements Layer {
  /** With an epsilon of 1e-6. */
  public static Template<RmsNorm> of() {
    return (sample, _) -> new RmsNorm(Tensor.ones(sample.type(), sample.shape().length(-1)), 1e-6);
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor square = x.square().mean(-1).keepDims(-1);
    return x.mul(square.add(epsilon).rsqrt()).mul(scale);
  }
}
