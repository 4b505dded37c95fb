package dev.cusp.bench.tensor;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;

/** What networks are made of, written on tensors. */
final class Layers {
  private Layers() {}

  /** {@code x wᵀ + b}. */
  static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return x.matmul(weight.transpose()).add(bias);
  }

  /** Along the last axis, with variance over all of it (Ba et al. 2016, arXiv:1607.06450). */
  static Tensor layerNorm(Tensor x, Tensor scale, Tensor shift) {
    Tensor centred = x.sub(x.mean(-1).keepDims(-1));
    Tensor variance = centred.square().mean(-1).keepDims(-1);
    return centred.mul(variance.add(1e-5).rsqrt()).mul(scale).add(shift);
  }

  /** The mean of {@code log Σ exp - x[label]} over rows. */
  static Tensor crossEntropy(Tensor x, Tensor labels) {
    Tensor logSum = x.logSumExp(-1).keepDims(-1);
    Tensor isLabel = labels.expandDims(-1).eq(Tensor.range(x.shape().length(-1)));
    Tensor zero = Tensor.zeros(DType.F32);
    return isLabel.where(logSum.sub(x), zero).sum(-1).mean();
  }
}
