package dev.cusp.data;

import dev.cusp.io.Npz;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Files of MedMNIST (Yang et al., Scientific Data 10, 41, 2023): {@code PART_images}, bytes of
 * shape [n, height, width] or [n, height, width, 3], and {@code PART_labels} of shape [n, 1]; the
 * parts are {@code train}, {@code val} and {@code test}.
 */
public final class MedMnist {
  private MedMnist() {}

  /**
   * The images of a part.
   *
   * @throws IOException where the file is none of these
   */
  public static Images read(Path file, String part) throws IOException {
    Map<String, Tensor> arrays = Npz.read(file);
    Tensor images = arrays.get(part + "_images");
    Tensor labels = arrays.get(part + "_labels");
    if (images == null || labels == null) {
      throw new IOException(
          "%s: there are no %s_images and %s_labels in it, but %s"
              .formatted(file, part, part, arrays.keySet()));
    }
    Shape shape = images.shape();
    int rank = shape.rank();
    int n = rank == 0 ? 0 : shape.length(0);
    boolean isImages = rank == 3 || rank == 4 && (shape.length(3) == 1 || shape.length(3) == 3);
    if (!isImages || n == 0 || labels.shape().size() != n) {
      throw new IOException(
          "%s: %s_images of shape %s and %s_labels of shape %s are no images with a label each"
              .formatted(file, part, shape, part, labels.shape()));
    }
    double[] values = images.toDoubles();
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] > 255 || values[i] != Math.rint(values[i])) {
        throw new IOException(
            "%s: %s_images has %s, which is no byte".formatted(file, part, values[i]));
      }
      pixels[i] = (byte) values[i];
    }
    int[] y = Arrays.stream(labels.toDoubles()).mapToInt(value -> (int) value).toArray();
    int most = Arrays.stream(y).max().orElseThrow();
    if (Arrays.stream(y).min().orElseThrow() < 0) {
      throw new IOException("%s: %s_labels has labels below 0".formatted(file, part));
    }
    List<String> classes = IntStream.rangeClosed(0, most).mapToObj(String::valueOf).toList();
    int channels = rank == 3 ? 1 : shape.length(3);
    return Images.of(pixels, shape.length(1), shape.length(2), channels, y, classes);
  }
}
