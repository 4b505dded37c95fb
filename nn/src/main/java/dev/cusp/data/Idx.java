package dev.cusp.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Files of the MNIST family: a magic number that tells the type and the number of axes, their
 * lengths as big-endian ints, then unsigned bytes.
 */
public final class Idx {
  private static final int BYTES = 0x08;

  private Idx() {}

  /**
   * An array of bytes.
   *
   * @param lengths of its axes
   */
  public record Array(int[] lengths, byte[] data) {}

  /**
   * Reads a file, which may be compressed by gzip.
   *
   * @throws IOException where it is no such file, or is cut off
   */
  public static Array read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        DataInputStream data = new DataInputStream(new java.io.BufferedInputStream(in))) {
      int magic = data.readInt();
      if (magic >>> 16 != 0 || (magic >>> 8 & 0xff) != BYTES || (magic & 0xff) == 0) {
        throw new IOException(
            "%s: not an IDX file of bytes: it begins with 0x%08x".formatted(file, magic));
      }
      int[] lengths = new int[magic & 0xff];
      long size = 1;
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = data.readInt();
        size = lengths[i] < 0 || size > Integer.MAX_VALUE ? Long.MAX_VALUE : size * lengths[i];
      }
      // what is said to follow is believed as it comes, so that a lie allocates nothing
      byte[] all = size > Integer.MAX_VALUE - 16 ? new byte[0] : data.readNBytes((int) size);
      if (all.length != size || data.read() >= 0) {
        throw new IOException(
            "%s: %s bytes should follow the header of lengths %s, and do not"
                .formatted(file, size, Arrays.toString(lengths)));
      }
      return new Array(lengths, all);
    } catch (java.io.EOFException e) {
      throw new IOException(file + ": the file ends within its header", e);
    }
  }

  /** Images and their labels, from a file each. */
  public static Images images(Path images, Path labels, List<String> classes) throws IOException {
    Array pixels = read(images);
    Array wanted = read(labels);
    if (pixels.lengths().length != 3
        || wanted.lengths().length != 1
        || pixels.lengths()[0] != wanted.lengths()[0]) {
      throw new IOException(
          "%s has lengths %s and %s has %s: these are no images and their labels"
              .formatted(
                  images,
                  Arrays.toString(pixels.lengths()),
                  labels,
                  Arrays.toString(wanted.lengths())));
    }
    int[] y = new int[wanted.data().length];
    for (int i = 0; i < y.length; i++) {
      y[i] = wanted.data()[i] & 0xff;
      if (y[i] >= classes.size()) {
        throw new IOException(
            "%s: label %d of example %d; there are %d classes"
                .formatted(labels, y[i], i, classes.size()));
      }
    }
    return Images.of(pixels.data(), pixels.lengths()[1], pixels.lengths()[2], 1, y, classes);
  }
}
