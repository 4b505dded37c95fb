package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * Normalization of each example by itself, over groups of entries of the last axis and all axes
 * between (Wu and He, arXiv 1803.08494). With as many groups as entries it is instance
 * normalization.
 */
public record GroupNorm(Tensor scale, Tensor shift, int groups, double epsilon) implements Layer {
  /** With an epsilon of 1e-5. */
  public static Template<GroupNorm> of(int groups) {
    return (sample, _) -> {
      int n = sample.shape().length(-1);
      if (groups < 1 || n % groups != 0) {
        throw new IllegalArgumentException(
            "group normalization: %d entries are not divided into %d groups".formatted(n, groups));
      }
      return new GroupNorm(
          Tensor.ones(sample.type(), n), Tensor.zeros(sample.type(), n), groups, 1e-5);
    };
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    int n = x.shape().length(-1);
    int batch = x.shape().length(0);
    Tensor grouped = x.reshape(batch, -1, groups, n / groups);
    int[] shape = x.shape().lengths().stream().mapToInt(length -> length).toArray();
    return LayerNorm.normalized(grouped, epsilon, 1, 3).reshape(shape).mul(scale).add(shift);
  }
}
