package dev.cusp.nn;

import dev.cusp.NonDifferentiable;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * {@code scale (x - mean) / sqrt(variance + epsilon) + shift} for each entry of the last axis, with
 * mean and variance over all other axes: those of the batch in training, and running means of them
 * otherwise (Ioffe and Szegedy, arXiv 1502.03167, algorithms 1 and 2).
 *
 * @param mean running mean; what a training pass makes of it is in {@link Pass#updated}
 * @param variance running variance, of the batch's unbiased ones
 * @param keep what is kept of the running values at each step
 */
public record BatchNorm(
    Tensor scale,
    Tensor shift,
    @NonDifferentiable Tensor mean,
    @NonDifferentiable Tensor variance,
    double keep,
    double epsilon)
    implements Layer {
  /** With running means that keep 0.9, and an epsilon of 1e-5. */
  public static Template<BatchNorm> of() {
    return of(0.9, 1e-5);
  }

  public static Template<BatchNorm> of(double keep, double epsilon) {
    return (Tensor sample, Key _) -> {
      int n = sample.shape().length(-1);
      DType type = sample.type();
      return new BatchNorm(
          Tensor.ones(type, n),
          Tensor.zeros(type, n),
          Tensor.zeros(type, n),
          Tensor.ones(type, n),
          keep,
          epsilon);
    };
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    if (!pass.isTraining()) {
      Tensor factor = scale.div(variance.add(epsilon).sqrt());
      return x.mul(factor).add(shift.sub(mean.mul(factor)));
    }
    int[] others = IntStream.range(0, x.shape().rank() - 1).toArray();
    double count = (double) x.shape().size() / x.shape().length(-1);
    if (count < 2) {
      throw new IllegalArgumentException(
          "batch normalization in training of one example, of shape %s: there is no variance"
              .formatted(x.shape()));
    }
    Tensor batchMean = x.mean(others);
    Tensor centred = x.sub(batchMean);
    Tensor batchVariance = centred.square().mean(others);
    Tensor unbiased = batchVariance.mul(count / (count - 1));
    pass.replace(mean, mean.mul(keep).add(batchMean.mul(1 - keep)));
    pass.replace(variance, variance.mul(keep).add(unbiased.mul(1 - keep)));
    return centred.mul(scale.div(batchVariance.add(epsilon).sqrt())).add(shift);
  }
}
