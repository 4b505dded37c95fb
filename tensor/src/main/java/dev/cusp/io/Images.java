package dev.cusp.io;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Images, PNG and JPEG, as tensors of shape [height, width, channels], f32 from 0 to 1: one channel
 * of grey, two with opacity, three of red, green and blue, four with opacity.
 */
public final class Images {
  /**
   * No format packs more pixels than so many in a byte: 8 of one bit each, times deflate's 1032.
   */
  private static final long PIXELS_PER_BYTE = 8 * 1032;

  private Images() {}

  /**
   * Reads a file.
   *
   * @throws FileFormatException if it is no image, or is damaged
   */
  public static Tensor read(Path file) throws IOException {
    long size = Files.size(file);
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new FileFormatException(file.toString(), "no image of a known format");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > PIXELS_PER_BYTE * size) {
          throw new FileFormatException(
              file.toString(),
              "an image said to be %d by %d, in %d bytes",
              reader.getHeight(0),
              reader.getWidth(0),
              size);
        }
        reader.addIIOReadWarningListener((_, warning) -> whole(warning));
        return tensor(reader.read(0));
      } catch (FileFormatException e) {
        throw e;
      } catch (IOException | RuntimeException e) { // readers throw all kinds for damaged files
        throw new FileFormatException(file.toString(), "a damaged image: %s", e.getMessage());
      } finally {
        reader.dispose();
      }
    }
  }

  /** Refuses what the JPEG reader only warns of, and fills with grey. */
  private static void whole(String warning) {
    if (warning.contains("Premature end")) {
      throw new IllegalStateException("it is cut off");
    }
  }

  private static Tensor tensor(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    int space = colors.getColorSpace().getType();
    boolean isPlain =
        colors instanceof ComponentColorModel
            && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
            && !colors.isAlphaPremultiplied();
    return isPlain ? samples(image.getRaster(), colors) : converted(image);
  }

  /** As they are in memory. */
  private static Tensor samples(Raster raster, ColorModel colors) {
    int h = raster.getHeight();
    int w = raster.getWidth();
    int c = raster.getNumBands();
    Shape shape = Shape.of(h, w, c);
    float[] values = new float[shape.size()];
    int[] row = new int[w * c];
    for (int y = 0; y < h; y++) {
      raster.getPixels(0, y, w, 1, row);
      for (int i = 0; i < row.length; i++) {
        float largest = (1 << colors.getComponentSize(i % c)) - 1;
        values[y * w * c + i] = row[i] / largest;
      }
    }
    return Tensor.ofData(values, shape, DType.F32);
  }

  /** By Java's own conversion, from palettes and packed pixels. */
  private static Tensor converted(BufferedImage image) {
    int h = image.getHeight();
    int w = image.getWidth();
    int c = image.getColorModel().hasAlpha() ? 4 : 3;
    Shape shape = Shape.of(h, w, c);
    float[] values = new float[shape.size()];
    for (int i = 0; i < h * w; i++) {
      int argb = image.getRGB(i % w, i / w);
      for (int k = 0; k < c; k++) {
        values[i * c + k] = (argb >>> (k == 3 ? 24 : 16 - 8 * k) & 0xff) / 255f;
      }
    }
    return Tensor.ofData(values, shape, DType.F32);
  }

  /**
   * Writes a file, as its name ends, {@code .png}, {@code .jpg} or {@code .jpeg}, with 8 bits for
   * each channel; the file is there as a whole or not at all.
   *
   * @param image of shape [height, width, channels] with 1, 3 or, for PNG, 4 channels, or [height,
   *     width]; what is below 0 or above 1 is taken for these
   */
  public static void write(Path file, Tensor image) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean isPng = name.endsWith(".png");
    if (!isPng && !name.endsWith(".jpg") && !name.endsWith(".jpeg")) {
      throw new IllegalArgumentException(file + ": the name of an image ends in .png or .jpg");
    }
    BufferedImage pixels = pixels(image, isPng);
    Whole.write(
        file,
        out -> {
          if (!ImageIO.write(pixels, isPng ? "png" : "jpeg", out)) {
            throw new IOException("this Java runtime cannot write " + file);
          }
        });
  }

  private static BufferedImage pixels(Tensor image, boolean isPng) {
    Tensor x = image.shape().rank() == 2 ? image.expandDims(-1) : image;
    int c = x.shape().rank() == 3 ? x.shape().length(2) : 0;
    boolean isKnown = c == 1 || c == 3 || c == 4 && isPng;
    if (!isKnown || x.shape().size() == 0 || !x.type().isFloating()) {
      throw new ShapeException(
          "an image of %s of shape %s; it has to be floating, from 0 to 1, of shape [height, width,"
              + " channels] with 1, 3 or (PNG) 4 channels",
          image.type(), image.shape());
    }
    int h = x.shape().length(0);
    int w = x.shape().length(1);
    int[] types = {
      BufferedImage.TYPE_BYTE_GRAY, 0, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR
    };
    BufferedImage pixels = new BufferedImage(w, h, types[c - 1]);
    double[] values = x.toDoubles();
    int[] levels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException(
            "an image with NaN, at %d, %d".formatted(i / c / w, i / c % w));
      }
      levels[i] = (int) Math.round(Math.clamp(values[i], 0.0, 1.0) * 255);
    }
    pixels.getRaster().setPixels(0, 0, w, h, levels);
    return pixels;
  }
}
