package dev.cusp.nn;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;

/**
 * A convolution over the axes between the batch and the channels, {@link
 * dev.cusp.tensor.Convolutions#convolve}: of one, two or three, as the sample has them.
 *
 * @param weight of shape [filters, spatial axes, channels / groups]
 * @param bias of shape [filters]; null for none
 */
public record Conv(Tensor weight, Tensor bias, Window window, int groups) implements Layer {
  private static final int DEPTHWISE = -1;

  /**
   * With a bias that begins at 0 and weights of {@link Initializer#heNormal}.
   *
   * @param size of the filters; one number for all axes
   */
  public static Of of(int filters, int... size) {
    return new Of(filters, size, Window.VALID, 1, true, Initializer.heNormal());
  }

  /** With filters of their own for each channel. */
  public static Of depthwise(int filtersPerChannel, int... size) {
    return new Of(filtersPerChannel, size, Window.VALID, DEPTHWISE, true, Initializer.heNormal());
  }

  /** Depthwise, then one that mixes channels (Chollet, arXiv 1610.02357). */
  public static Template<Sequential> separable(int filters, Window window, int... size) {
    return Sequential.of(depthwise(1, size).window(window).withoutBias(), of(filters, 1));
  }

  /** The template. */
  public record Of(
      int filters, int[] size, Window window, int groups, boolean hasBias, Initializer weights)
      implements Template<Conv> {
    /** How the filters move. */
    public Of window(Window other) {
      return new Of(filters, size, other, groups, hasBias, weights);
    }

    /** Padded so that a stride of 1 keeps the image's lengths. */
    public Of same() {
      return window(window.same());
    }

    /** How far the filters move. */
    public Of stride(int... lengths) {
      return window(window.stride(lengths));
    }

    /** Into how many groups channels and filters are divided. */
    public Of groups(int n) {
      return new Of(filters, size, window, n, hasBias, weights);
    }

    public Of withoutBias() {
      return new Of(filters, size, window, groups, false, weights);
    }

    public Of weights(Initializer other) {
      return new Of(filters, size, window, groups, hasBias, other);
    }

    @Override
    public Conv make(Tensor sample, Key key) {
      int channels = sample.shape().length(-1);
      int parts = groups == DEPTHWISE ? channels : groups;
      int all = groups == DEPTHWISE ? channels * filters : filters;
      int spatial = sample.shape().rank() - 2;
      if (spatial < 1 || size.length != 1 && size.length != spatial || channels % parts != 0) {
        throw new IllegalArgumentException(
            "a convolution with filters of size %s in %d groups for inputs of shape %s"
                .formatted(java.util.Arrays.toString(size), parts, sample.shape()));
      }
      int[] shape = new int[spatial + 2];
      shape[0] = all;
      shape[spatial + 1] = channels / parts;
      int area = 1;
      for (int axis = 0; axis < spatial; axis++) {
        shape[axis + 1] = size.length == 1 ? size[0] : size[axis];
        area *= shape[axis + 1];
      }
      DType type = sample.type();
      Tensor weight = weights.draw(key, type, area * channels / parts, area * all / parts, shape);
      return new Conv(weight, hasBias ? Tensor.zeros(type, all) : null, window, parts);
    }
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    Tensor y = x.convolve(weight, window, groups);
    return bias == null ? y : y.add(bias);
  }
}
