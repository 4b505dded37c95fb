package dev.cusp.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A folder with a folder of PNG, JPEG, GIF or BMP images for each class. */
public final class ImageFolder {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

  private ImageFolder() {}

  /**
   * All images, scaled to one size; classes and files in the order of their names.
   *
   * @param channels 3 for red, green and blue, 1 for shades
   * @throws IOException where there is no image, or one cannot be read
   */
  public static Images read(Path folder, int height, int width, int channels) throws IOException {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("images have 1 or 3 channels, not " + channels);
    }
    List<String> classes = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path inner : sorted(folder)) {
      if (Files.isDirectory(inner)) {
        for (Path file : sorted(inner)) {
          String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
          if (ENDINGS.stream().anyMatch(name::endsWith)) {
            files.add(file);
            labels.add(classes.size());
          }
        }
        classes.add(inner.getFileName().toString());
      }
    }
    long size = (long) files.size() * height * width * channels;
    if (files.isEmpty() || size > Integer.MAX_VALUE) {
      throw new IOException(
          "%s: %d images in folders below it%s"
              .formatted(folder, files.size(), files.isEmpty() ? "" : ", more than fit in memory"));
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

  /** One image's bytes, scaled. */
  public static byte[] pixels(Path file, int height, int width, int channels) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException(file + ": not an image that can be read");
    }
    BufferedImage scaled =
        new BufferedImage(
            width,
            height,
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    byte[] pixels = new byte[height * width * channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          int value =
              channels == 1
                  ? scaled.getRaster().getSample(x, y, 0)
                  : scaled.getRGB(x, y) >> 16 - 8 * c;
          pixels[(y * width + x) * channels + c] = (byte) value;
        }
      }
    }
    return pixels;
  }
}
