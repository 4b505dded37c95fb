package dev.cusp.models;

import dev.cusp.nn.BatchNorm;
import dev.cusp.nn.Conv;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What networks for images have in common. */
final class Blocks {
  /** From this height on, networks reduce an image to a quarter before anything else. */
  private static final int LARGE = 64;

  private Blocks() {}

  static boolean isLarge(Tensor sample) {
    return sample.shape().length(1) >= LARGE;
  }

  /** A convolution without bias, with zeros around so that a stride of 1 keeps the size. */
  static Conv.Of convolution(int filters, int size, int stride) {
    return Conv.of(filters, size)
        .window(Window.VALID.padding(size / 2).stride(stride))
        .withoutBias();
  }

  /** A convolution and batch normalization; appended to a list, so that paths stay short. */
  static List<Template<?>> normalized(int filters, int size, int stride) {
    return List.of(convolution(filters, size, stride), BatchNorm.of());
  }

  /** Batch normalization, ReLU and a convolution. */
  static List<Template<?>> before(int filters, int size, int stride) {
    return List.of(BatchNorm.of(), Functions.relu(), convolution(filters, size, stride));
  }

  /** The first layers: 7x7 with stride 2 and pooling for large images, 3x3 for small ones. */
  static Template<Sequential> stem(int filters, Template<?>... next) {
    return (sample, key) -> {
      boolean isLarge = isLarge(sample);
      List<Template<?>> all = new ArrayList<>();
      all.add(isLarge ? convolution(filters, 7, 2) : convolution(filters, 3, 1));
      all.addAll(Arrays.asList(next));
      if (isLarge) {
        all.add(Layer.of("maxPool 3", x -> x.maxPool(Window.of(3).stride(2).padding(1))));
      }
      return row(all).make(sample, key);
    };
  }

  /** Lists of layers in a row. */
  @SafeVarargs
  static Template<Sequential> row(List<? extends Template<?>>... parts) {
    List<Template<?>> all = new ArrayList<>();
    for (List<? extends Template<?>> part : parts) {
      all.addAll(part);
    }
    return Sequential.of(all.toArray(Template<?>[]::new));
  }
}
