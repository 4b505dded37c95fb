package dev.cusp.data;

import dev.cusp.tensor.Interpolation;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A folder with a folder of PNG, JPEG, GIF or BMP images for each class. */
public final class ImageFolder {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

  private ImageFolder() {}

  /**
   * All images, scaled to one size; classes and files in the order of their names.
   *
   * @param channels 3 for red, green and blue, 1 for shades
   * @throws IOException where a class has no image, or one cannot be read
   */
  public static Images read(Path folder, int height, int width, int channels) throws IOException {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("images have 1 or 3 channels, not " + channels);
    }
    List<String> classes = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path inner : sorted(folder)) {
      if (Files.isDirectory(inner) && !Files.isHidden(inner)) {
        int before = files.size();
        for (Path file : sorted(inner)) {
          String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
          if (ENDINGS.stream().anyMatch(name::endsWith)) {
            files.add(file);
            labels.add(classes.size());
          }
        }
        if (files.size() == before) {
          throw new IOException("%s: there is no image of this class in it".formatted(inner));
        }
        classes.add(inner.getFileName().toString());
      }
    }
    long size = (long) files.size() * height * width * channels;
    if (files.isEmpty()) {
      throw new IOException(
          folder
              + ": there is no folder in it with the images of a class, and that for each class");
    }
    if (size > Integer.MAX_VALUE) {
      throw new IOException(
          "%s: %d images in folders below it, more than fit in memory"
              .formatted(folder, files.size()));
    }
    byte[] pixels = new byte[(int) size];
    for (int i = 0; i < files.size(); i++) {
      byte[] image = pixels(files.get(i), height, width, channels);
      System.arraycopy(image, 0, pixels, i * image.length, image.length);
    }
    int[] y = labels.stream().mapToInt(label -> label).toArray();
    return Images.of(pixels, height, width, channels, y, classes);
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> inner = Files.list(folder)) {
      return inner.sorted().toList();
    }
  }

  /**
   * One image's bytes, as {@link #read} has them: means of parts where it is larger, linear between
   * pixels where it is smaller; opacity is left out, and shades are those of luminance (ITU-R
   * BT.601).
   */
  public static byte[] pixels(Path file, int height, int width, int channels) throws IOException {
    Tensor image = dev.cusp.io.Images.read(file);
    Shape shape = image.shape();
    Tensor x = colors(image, channels).expandDims(0);
    Tensor least =
        x.adaptiveAveragePool(Math.min(height, shape.length(0)), Math.min(width, shape.length(1)));
    double[] scaled = least.resize(Interpolation.LINEAR, height, width).toDoubles();
    byte[] pixels = new byte[scaled.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * scaled[i]);
    }
    return pixels;
  }

  private static Tensor colors(Tensor image, int channels) {
    int own = image.shape().length(2);
    Tensor color = own % 2 == 0 ? image.slice(2, Range.of(0, own - 1)) : image;
    if (channels == 3) {
      return Views.concat(2, Collections.nCopies(own < 3 ? 3 : 1, color).toArray(Tensor[]::new));
    }
    return own < 3 ? color : color.mul(Tensor.of(0.299f, 0.587f, 0.114f)).sum(2).expandDims(2);
  }
}
