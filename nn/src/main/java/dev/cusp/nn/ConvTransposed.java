package dev.cusp.nn;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;

/**
 * A transposed convolution, which makes images larger: {@link
 * dev.cusp.tensor.Convolutions#convolveTransposed}.
 *
 * @param weight of shape [channels, spatial axes, filters]
 * @param bias of shape [filters]
 */
public record ConvTransposed(Tensor weight, Tensor bias, Window window) implements Layer {
  /** With a bias that begins at 0 and weights of {@link Initializer#heNormal}. */
  public static Template<ConvTransposed> of(int filters, int size, Window window) {
    return (Tensor sample, Key key) -> {
      int spatial = sample.shape().rank() - 2;
      int channels = sample.shape().length(-1);
      int[] shape = new int[spatial + 2];
      java.util.Arrays.fill(shape, size);
      shape[0] = channels;
      shape[spatial + 1] = filters;
      int area = (int) Math.pow(size, spatial);
      return new ConvTransposed(
          Initializer.heNormal().draw(key, sample.type(), area * channels, filters, shape),
          Tensor.zeros(sample.type(), filters),
          window);
    };
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return x.convolveTransposed(weight, window).add(bias);
  }
}
