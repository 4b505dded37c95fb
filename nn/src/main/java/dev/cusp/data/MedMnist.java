package dev.cusp.data;

import dev.cusp.io.Npz;
import dev.cusp.tensor.DType;
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
   * The images of a part, each of one class.
   *
   * @throws IOException where the file is none of these
   */
  public static Images read(Path file, String part) throws IOException {
    Part p = Part.of(file, part);
    if (p.labels().shape().size() != p.n()) {
      throw new IOException(
          "%s: %s_labels of shape %s are several for each image, which MedMnist.findings reads"
              .formatted(file, part, p.labels().shape()));
    }
    int[] y = Arrays.stream(p.labels().toDoubles()).mapToInt(value -> (int) value).toArray();
    int most = Arrays.stream(y).max().orElseThrow();
    if (Arrays.stream(y).min().orElseThrow() < 0) {
      throw new IOException("%s: %s_labels has labels below 0".formatted(file, part));
    }
    List<String> classes = IntStream.rangeClosed(0, most).mapToObj(String::valueOf).toList();
    return Images.of(p.pixels(), p.height(), p.width(), p.channels(), y, classes);
  }

  /**
   * The images of a part with findings of which each is there or not, as those of ChestMNIST, or of
   * two classes: labels of shape [n, findings], 0 or 1.
   *
   * @throws IOException where the file is none of these, or has other labels
   */
  public static Rows findings(Path file, String part) throws IOException {
    Part p = Part.of(file, part);
    double[] values = p.labels().toDoubles();
    int count = values.length / p.n();
    for (double value : values) {
      if (value != 0 && value != 1) {
        throw new IOException(
            "%s: %s_labels has %s; findings are 0 or 1".formatted(file, part, value));
      }
    }
    float[] x = new float[p.pixels().length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (p.pixels()[i] & 0xff) / 255f;
    }
    return new Rows(
        Tensor.of(x).reshape(p.n(), p.height(), p.width(), p.channels()),
        p.labels().as(DType.F32).reshape(p.n(), count),
        IntStream.range(0, count).mapToObj(i -> "finding " + i).toList());
  }

  /** What both have in common. */
  private record Part(int n, int height, int width, int channels, byte[] pixels, Tensor labels) {
    static Part of(Path file, String part) throws IOException {
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
      boolean isLabels = labels.shape().rank() > 0 && labels.shape().length(0) == n;
      if (!isImages || n == 0 || !isLabels || labels.shape().size() == 0) {
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
      int channels = rank == 3 ? 1 : shape.length(3);
      return new Part(n, shape.length(1), shape.length(2), channels, pixels, labels);
    }
  }
}
