package dev.cusp.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of CIFAR-10's binary version (Krizhevsky 2009): for each image a label, then 32 x 32 bytes
 * of red, of green and of blue.
 */
public final class Cifar {
  public static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final int SIDE = 32;
  private static final int AREA = SIDE * SIDE;
  private static final int RECORD = 1 + 3 * AREA;

  private Cifar() {}

  /**
   * The images of some files, in order.
   *
   * @throws IOException where a file does not consist of whole images, or a label is no class
   */
  public static Images read(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      long bytes = Files.size(file);
      if (bytes % RECORD != 0) {
        throw new IOException(
            "%s: %d bytes are no number of images of %d bytes".formatted(file, bytes, RECORD));
      }
      size += bytes / RECORD;
    }
    if (size * 3 * AREA > Integer.MAX_VALUE) {
      throw new IOException("%d images are more than fit into memory at once".formatted(size));
    }
    byte[] pixels = new byte[(int) size * 3 * AREA];
    int[] labels = new int[(int) size];
    int next = 0;
    for (Path file : files) {
      byte[] all = Files.readAllBytes(file);
      for (int from = 0; from + RECORD <= all.length; from += RECORD) {
        labels[next] = all[from] & 0xff;
        if (labels[next] >= CLASSES.size()) {
          throw new IOException(
              "%s: label %d of image %d; there are %d classes"
                  .formatted(file, labels[next], from / RECORD, CLASSES.size()));
        }
        for (int i = 0; i < AREA; i++) {
          for (int c = 0; c < 3; c++) {
            pixels[(next * AREA + i) * 3 + c] = all[from + 1 + c * AREA + i];
          }
        }
        next++;
      }
    }
    return Images.of(pixels, SIDE, SIDE, 3, labels, CLASSES);
  }
}
