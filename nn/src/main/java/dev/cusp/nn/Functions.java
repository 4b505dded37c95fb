package dev.cusp.nn;

import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;

/** Layers without parameters, with names for a summary. Any other is {@link Layer#of}. */
public final class Functions {
  private Functions() {}

  public static Layer relu() {
    return Layer.of("relu", Tensor::relu);
  }

  public static Layer gelu() {
    return Layer.of("gelu", Tensor::gelu);
  }

  public static Layer silu() {
    return Layer.of("silu", Tensor::silu);
  }

  public static Layer tanh() {
    return Layer.of("tanh", Tensor::tanh);
  }

  public static Layer sigmoid() {
    return Layer.of("sigmoid", Tensor::sigmoid);
  }

  /** Each example as a vector. */
  public static Layer flatten() {
    return Layer.of("flatten", x -> x.reshape(x.shape().length(0), -1));
  }

  /** Each image as a vector, channel after channel, as in PyTorch; for weights made by it. */
  public static Layer flattenChannelsFirst() {
    return Layer.of(
        "flattenChannelsFirst", x -> x.moveAxis(-1, 1).reshape(x.shape().length(0), -1));
  }

  /** The largest of each square of an image, without overlap. */
  public static Layer maxPool(int size) {
    return Layer.of("maxPool " + size, x -> x.maxPool(Window.of(size)));
  }

  /** The mean of each square of an image, without overlap. */
  public static Layer averagePool(int size) {
    return Layer.of("averagePool " + size, x -> x.averagePool(Window.of(size)));
  }

  /** The mean of each channel over a whole image. */
  public static Layer globalAveragePool() {
    return Layer.of(
        "globalAveragePool",
        x -> {
          int[] spatial = new int[x.shape().rank() - 2];
          java.util.Arrays.setAll(spatial, i -> i + 1);
          return x.mean(spatial);
        });
  }
}
