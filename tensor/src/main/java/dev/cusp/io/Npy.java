package dev.cusp.io;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * NumPy's files of one array, {@code .npy}, versions 1 to 3 of the format.
 *
 * <p>bool, f16, f32, f64, i32 and i64 are what they are; i8, u8, i16 and u16 are read as i32, u32
 * and u64 as i64; complex numbers get an axis of length 2 at the end, their parts. Either byte
 * order, rows or columns first. Not read: Python objects, which are programs, records, text, dates
 * and f128.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private Npy() {}

  /**
   * Reads a file.
   *
   * @throws FileFormatException if it is no such file, is cut off, or holds what cannot be read
   */
  public static Tensor read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(file.toString(), in, Files.size(file));
    }
  }

  /** Reads an array that takes all of so many bytes. */
  static Tensor read(String name, InputStream in, long size) throws IOException {
    try {
      byte[] start = in.readNBytes(8);
      if (start.length < 8 || !startsWithMagic(start)) {
        throw new FileFormatException(name, "no .npy file: it does not begin with \\x93NUMPY");
      }
      int version = start[6];
      if (version < 1 || version > 3 || start[7] != 0) {
        throw new FileFormatException(
            name, "version %d.%d of the format; known are 1.0 to 3.0", version, start[7]);
      }
      int wide = version == 1 ? 2 : 4;
      long length = 0;
      byte[] given = in.readNBytes(wide);
      for (int i = given.length - 1; i >= 0; i--) {
        length = length << 8 | Byte.toUnsignedInt(given[i]);
      }
      long rest = size - 8 - wide - length;
      if (given.length < wide || rest < 0 || length > 1 << 20) {
        throw new FileFormatException(
            name, "its header is said to have %d bytes, but the file has %d", length, size);
      }
      byte[] text = in.readNBytes((int) length);
      NpyHeader header = NpyHeader.parse(name, new String(text, StandardCharsets.UTF_8));
      return elements(name, header, in, rest);
    } catch (EOFException e) {
      throw new FileFormatException(name, "it ends in the middle of the numbers");
    } catch (ArithmeticException e) {
      throw new FileFormatException(name, "%s", e.getMessage());
    }
  }

  private static boolean startsWithMagic(byte[] start) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static Tensor elements(String name, NpyHeader header, InputStream in, long rest)
      throws IOException {
    List<Integer> lengths = new ArrayList<>(header.lengths());
    if (header.isColumnsFirst()) {
      Collections.reverse(lengths);
    }
    if (header.isComplex()) {
      lengths.add(2);
    }
    Shape shape = Sizes.shape(name, lengths);
    long bytes = (long) shape.size() * header.element().bytes;
    if (bytes != rest) {
      throw new FileFormatException(
          name,
          "%s of shape %s take %d bytes, but %d follow the header",
          header.element(),
          header.lengths(),
          bytes,
          rest);
    }
    Object array = header.element().read(in, shape.size(), header.order());
    Tensor read = Tensor.ofData(array, shape, header.element().type);
    return header.isColumnsFirst() ? turned(read, header.isComplex() ? 1 : 0) : read;
  }

  /** With the axes in opposite order, but for some at the end. */
  private static Tensor turned(Tensor x, int kept) {
    int rank = x.shape().rank();
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = i < rank - kept ? rank - kept - 1 - i : i;
    }
    return x.permute(order).evaluate();
  }

  /**
   * Writes a file, which is there as a whole or not at all.
   *
   * @throws IllegalArgumentException for bf16, which NumPy has not
   */
  public static void write(Path file, Tensor tensor) throws IOException {
    check(tensor);
    tensor.evaluate();
    Whole.write(file, out -> write(out, tensor));
  }

  static void check(Tensor tensor) {
    if (tensor.type() == DType.BF16) {
      throw new IllegalArgumentException("NumPy has no bf16; write it as f32");
    }
  }

  static void write(OutputStream out, Tensor tensor) throws IOException {
    out.write(header(tensor));
    Element.write(tensor.data(), out);
  }

  /** What comes before the numbers: a multiple of 64 bytes. */
  static byte[] header(Tensor tensor) {
    String type =
        switch (tensor.type()) {
          case BOOL -> "|b1";
          case I32 -> "<i4";
          case I64 -> "<i8";
          case F16 -> "<f2";
          case F32 -> "<f4";
          case F64 -> "<f8";
          case BF16 -> throw new IllegalStateException("checked before");
        };
    List<Integer> lengths = tensor.shape().lengths();
    String shape = lengths.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(type, shape, lengths.size() == 1 ? "," : "");
    int wide = text.length() + 1 + 10 > 0xffff ? 4 : 2;
    int before = 8 + wide;
    int length = Math.ceilDiv(before + text.length() + 1, 64) * 64 - before;
    byte[] header = new byte[before + length];
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[6] = (byte) (wide == 2 ? 1 : 2);
    for (int i = 0; i < wide; i++) {
      header[8 + i] = (byte) (length >>> 8 * i);
    }
    java.util.Arrays.fill(header, before, header.length, (byte) ' ');
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, before, ascii.length);
    header[header.length - 1] = '\n';
    return header;
  }
}
