package dev.cusp.data;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Labelled images of one size, kept as bytes. Batches have shape [n, height, width, channels], f32,
 * from 0 to 1.
 *
 * @param pixels unsigned, of all images: rows, columns, channels
 * @param labels classes from 0
 * @param augmentation null for none
 */
public record Images(
    byte[] pixels,
    int height,
    int width,
    int channels,
    int[] labels,
    List<String> classes,
    Augmentation augmentation)
    implements Dataset {
  public Images {
    long expected = (long) labels.length * height * width * channels;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          "%d images of %d x %d x %d pixels are %d bytes, not %d"
              .formatted(labels.length, height, width, channels, expected, pixels.length));
    }
  }

  /** Without changes. */
  public static Images of(
      byte[] pixels, int height, int width, int channels, int[] labels, List<String> classes) {
    return new Images(pixels, height, width, channels, labels, classes, null);
  }

  @Override
  public int size() {
    return labels.length;
  }

  /** With a random change of each image, each time it is taken. */
  public Images augmented(Augmentation change) {
    Augmentation all = augmentation == null ? change : augmentation.and(change);
    return new Images(pixels, height, width, channels, labels, classes, all);
  }

  @Override
  public Batch batch(int[] which, Key key) {
    int area = height * width * channels;
    float[] x = new float[which.length * area];
    int[] y = new int[which.length];
    float[] image = new float[area];
    for (int i = 0; i < which.length; i++) {
      y[i] = labels[which[i]];
      for (int j = 0; j < area; j++) {
        image[j] = (pixels[which[i] * area + j] & 0xff) / 255f;
      }
      if (augmentation != null) {
        SplittableRandom random = new SplittableRandom(key.split(i).bits());
        augmentation.change(image, height, width, channels, random);
      }
      System.arraycopy(image, 0, x, i * area, area);
    }
    Tensor all = Tensor.of(x).reshape(which.length, height, width, channels);
    return new Batch(all, Tensor.of(y).as(DType.I32));
  }
}
