package dev.cusp.io;

import dev.cusp.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's files of several arrays with names, {@code .npz}: a zip of {@link Npy} files. */
public final class Npz {
  /** Deflate makes nothing larger than this many times smaller. */
  private static final long LARGEST_RATIO = 1032;

  private Npz() {}

  /**
   * Reads all arrays of a file, packed or not, in its order.
   *
   * @throws FileFormatException if it is no such file, is damaged, or holds what cannot be read
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long packed = 0;
    long size = Files.size(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String where = file + ", " + entry.getName();
        packed += Math.max(0, entry.getCompressedSize());
        if (!entry.getName().endsWith(".npy")) {
          throw new FileFormatException(where, "no array; all of a .npz file end in .npy");
        }
        if (packed > size || entry.getSize() > LARGEST_RATIO * (entry.getCompressedSize() + 1)) {
          throw new FileFormatException(
              where,
              "%d bytes, said to be packed in %d of a file of %d",
              entry.getSize(),
              entry.getCompressedSize(),
              size);
        }
        String name = entry.getName().substring(0, entry.getName().length() - 4);
        if (tensors.put(name, read(where, zip, entry)) != null) {
          throw new FileFormatException(where, "a second array of this name");
        }
      }
    } catch (ZipException | EOFException e) {
      throw new FileFormatException(
          file.toString(), "no .npz file, or damaged: %s", e.getMessage());
    }
    return tensors;
  }

  private static Tensor read(String where, ZipFile zip, ZipEntry entry) throws IOException {
    try (CheckedInputStream in =
        new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), new CRC32())) {
      Tensor tensor = Npy.read(where, in, entry.getSize());
      if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
        throw new FileFormatException(where, "damaged: its checksum is another one");
      }
      return tensor;
    }
  }

  /** Writes arrays, not packed; the file is there as a whole or not at all. */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    for (Tensor tensor : tensors.values()) {
      Npy.check(tensor);
      tensor.evaluate();
    }
    Whole.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
            zip.putNextEntry(entry(each.getKey(), each.getValue()));
            Npy.write(zip, each.getValue());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  /** What has to be known before: the size and the checksum; and always the same date. */
  private static ZipEntry entry(String name, Tensor tensor) throws IOException {
    CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    Npy.write(sum, tensor);
    long bytes = (long) tensor.shape().size() * Element.of(tensor.type()).bytes;
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(Npy.header(tensor).length + bytes);
    entry.setCrc(sum.getChecksum().getValue());
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    return entry;
  }
}
