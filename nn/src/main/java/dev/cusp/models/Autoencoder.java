package dev.cusp.models;

import dev.cusp.nn.Assembly;
import dev.cusp.nn.Conv;
import dev.cusp.nn.ConvTransposed;
import dev.cusp.nn.Dense;
import dev.cusp.nn.Functions;
import dev.cusp.nn.Initializer;
import dev.cusp.nn.Layer;
import dev.cusp.nn.Losses;
import dev.cusp.nn.Pass;
import dev.cusp.nn.Sequential;
import dev.cusp.nn.Summary;
import dev.cusp.nn.Template;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image through a narrow code and back (Hinton and Salakhutdinov 2006).
 *
 * @param encoder from images to codes, of shape [n, code]
 * @param decoder from codes to images
 */
public record Autoencoder(Sequential encoder, Sequential decoder) implements Layer, Autoencoding {
  /**
   * Of affine layers and ReLU.
   *
   * @param widths of the encoder's layers, the last of which is the code; the decoder's are the
   *     same in opposite order
   */
  public static Template<Autoencoder> dense(int... widths) {
    return Assembly.template(a -> {
      Shape image = a.sample().shape();
      List<Template<?>> encoder = new ArrayList<>(List.of(Functions.flatten()));
      List<Template<?>> decoder = new ArrayList<>();
      for (int i = 0; i < widths.length; i++) {
        encoder.add(Dense.of(widths[i]).weights(Initializer.heNormal()));
        if (i < widths.length - 1) {
          encoder.add(Functions.relu());
        }
      }
      for (int i = widths.length - 2; i >= 0; i--) {
        decoder.add(Dense.of(widths[i]).weights(Initializer.heNormal()));
        decoder.add(Functions.relu());
      }
      decoder.add(Dense.of(image.size() / image.length(0)));
      decoder.add(Layer.of("image", x -> reshaped(x, image)));
      return put(a, encoder, decoder);
    });
  }

  /**
   * Of convolutions that halve the image twice, and transposed ones that double it.
   *
   * @param filters of the first one, twice as many of the second
   * @param code the width of the code
   */
  public static Template<Autoencoder> convolutional(int filters, int code) {
    return Assembly.template(a -> {
      Shape image = a.sample().shape();
      int height = image.length(1);
      int width = image.length(2);
      if (height % 4 != 0 || width % 4 != 0) {
        throw new IllegalArgumentException(
            "images of %dx%d are not halved twice".formatted(height, width));
      }
      Window half = Window.SAME.stride(2);
      Shape small = Shape.of(1, height / 4, width / 4, 2 * filters);
      return put(
          a,
          List.of(
              Conv.of(filters, 3).window(half),
              Functions.relu(),
              Conv.of(2 * filters, 3).window(half),
              Functions.relu(),
              Functions.flatten(),
              Dense.of(code)),
          List.of(
              Dense.of(small.size()).weights(Initializer.heNormal()),
              Functions.relu(),
              Layer.of("image", x -> reshaped(x, small)),
              ConvTransposed.of(filters, 4, half),
              Functions.relu(),
              ConvTransposed.of(image.length(3), 4, half)));
    });
  }

  private static Autoencoder put(Assembly a, List<Template<?>> encoder, List<Template<?>> decoder) {
    return new Autoencoder(a.add(Blocks.row(encoder)), a.add(Blocks.row(decoder)));
  }

  /** As many images as there are rows. */
  private static Tensor reshaped(Tensor x, Shape image) {
    return x.reshape(x.shape().length(0), image.length(1), image.length(2), image.length(3));
  }

  @Override
  public Tensor apply(Tensor x, Pass pass) {
    return pass.through("decoder", decoder, pass.through("encoder", encoder, x));
  }

  /** How far images are from what they were, in the mean of squares. */
  @Override
  public Tensor loss(Tensor images, Pass pass) {
    return Losses.meanSquared(apply(images, pass), images);
  }

  @Override
  public Tensor reconstruct(Tensor images) {
    return apply(images);
  }

  @Override
  public Map<String, Tensor> metrics(Tensor images) {
    return Map.of("test_loss", loss(images, Pass.inference()));
  }

  @Override
  public String toString() {
    return Summary.of(this).toString();
  }
}
