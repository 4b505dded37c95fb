package dev.cusp.data;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Labelled images of one size, kept as bytes. Batches have shape [n, height, width, channels], f32,
 * standardized: {@code (pixel / 255 - mean) / deviation} for each channel.
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
    double[] mean,
    double[] deviation,
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

  /** With pixels from 0 to 1. */
  public static Images of(
      byte[] pixels, int height, int width, int channels, int[] labels, List<String> classes) {
    double[] mean = new double[channels];
    double[] deviation = new double[channels];
    java.util.Arrays.fill(deviation, 1);
    return new Images(pixels, height, width, channels, labels, classes, mean, deviation, null);
  }

  @Override
  public int size() {
    return labels.length;
  }

  /** With each channel's mean subtracted, and divided by its standard deviation. */
  public Images standardized() {
    double[] sum = new double[channels];
    double[] square = new double[channels];
    for (int i = 0; i < pixels.length; i++) {
      double value = (pixels[i] & 0xff) / 255.0;
      sum[i % channels] += value;
      square[i % channels] += value * value;
    }
    double n = (double) pixels.length / channels;
    for (int c = 0; c < channels; c++) {
      sum[c] /= n;
      double variance = square[c] / n - sum[c] * sum[c];
      square[c] = variance > 0 ? Math.sqrt(variance) : 1;
    }
    return standardizedBy(sum, square);
  }

  /** With numbers of one's own, such as those of the images that a model was trained on. */
  public Images standardizedBy(double[] means, double[] deviations) {
    return new Images(
        pixels, height, width, channels, labels, classes, means, deviations, augmentation);
  }

  /** With a random change of each image, each time it is taken. */
  public Images augmented(Augmentation change) {
    Augmentation all = augmentation == null ? change : augmentation.and(change);
    return new Images(pixels, height, width, channels, labels, classes, mean, deviation, all);
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
        int c = j % channels;
        double value = (pixels[which[i] * area + j] & 0xff) / 255.0;
        image[j] = (float) ((value - mean[c]) / deviation[c]);
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
