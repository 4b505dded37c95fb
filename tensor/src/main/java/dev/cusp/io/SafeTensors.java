package dev.cusp.io;

import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tensors by name in a {@code .safetensors} file: a header of JSON and then the numbers. The names
 * are in order; the metadata are texts.
 *
 * <p>BOOL, F16, BF16, F32, F64, I32 and I64 are what they are; I8, U8, I16 and U16 are read as i32,
 * U32 and U64 as i64. Other types are refused.
 */
public record SafeTensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  /** As in the reference implementation. */
  private static final long LONGEST_HEADER = 100_000_000;

  /** Of tensors and metadata, which are copied. */
  public SafeTensors {
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /** Where the numbers of a tensor lie, after the header. */
  private record Entry(String name, Element element, Shape shape, long begin, long end) {}

  /**
   * Reads a file.
   *
   * @throws FileFormatException if it is no such file: lengths that do not fit, numbers that
   *     overlap or leave holes, types that are not known
   */
  public static SafeTensors read(Path file) throws IOException {
    String name = file.toString();
    long size = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] given = in.readNBytes(8);
      long length = 0;
      for (int i = given.length - 1; i >= 0; i--) {
        length = length << 8 | Byte.toUnsignedInt(given[i]);
      }
      if (given.length < 8 || length < 0 || length > Math.min(size - 8, LONGEST_HEADER)) {
        throw new FileFormatException(
            name,
            "no .safetensors file: its header is said to have %s bytes, the file has %d",
            Long.toUnsignedString(length),
            size);
      }
      String header = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
      return read(name, header, in, size - 8 - length);
    } catch (EOFException e) {
      throw new FileFormatException(name, "it ends in the middle of the numbers");
    }
  }

  private static SafeTensors read(String file, String header, InputStream in, long rest)
      throws IOException {
    Map<String, Object> json;
    try {
      json = Json.object(header);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(file, "its header is no %s", e.getMessage());
    }
    Map<String, String> metadata = new TreeMap<>();
    if (json.remove("__metadata__") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> metadata.put((String) key, String.valueOf(value)));
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Object> each : json.entrySet()) {
      entries.add(entry(file, each.getKey(), each.getValue()));
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    check(file, entries, rest);
    Map<String, Tensor> tensors = new TreeMap<>();
    for (Entry e : entries) {
      try {
        Object array = e.element().read(in, e.shape().size(), ByteOrder.LITTLE_ENDIAN);
        tensors.put(e.name(), Tensor.ofData(array, e.shape(), e.element().type));
      } catch (ArithmeticException cause) {
        throw new FileFormatException(file + ", " + e.name(), "%s", cause.getMessage());
      }
    }
    return new SafeTensors(tensors, metadata);
  }

  private static Entry entry(String file, String name, Object value) throws FileFormatException {
    String where = file + ", " + name;
    if (!(value instanceof Map<?, ?> map)
        || !(map.get("dtype") instanceof String type)
        || !(map.get("shape") instanceof List<?> lengths)
        || !(map.get("data_offsets") instanceof List<?> offsets)
        || map.size() != 3
        || offsets.size() != 2
        || !(offsets.getFirst() instanceof Long begin)
        || !(offsets.getLast() instanceof Long end)
        || !lengths.stream().allMatch(Long.class::isInstance)) {
      throw new FileFormatException(
          where, "no entry with a dtype, a shape and two data_offsets: %s", value);
    }
    Element element;
    try {
      element = Element.valueOf(type);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(where, "elements of type %s are not read", type);
    }
    Shape shape = Sizes.shape(where, lengths.stream().map(Long.class::cast).toList());
    long bytes = (long) shape.size() * element.bytes;
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw new FileFormatException(
          where,
          "%s of shape %s take %d bytes, not those from %d to %d",
          type,
          shape,
          bytes,
          begin,
          end);
    }
    return new Entry(name, element, shape, begin, end);
  }

  private static void check(String file, List<Entry> entries, long rest)
      throws FileFormatException {
    long at = 0;
    for (Entry e : entries) {
      if (e.begin() != at) {
        throw new FileFormatException(
            file + ", " + e.name(),
            e.begin() < at
                ? "it begins at byte %d, in another tensor, which ends at %d"
                : "it begins at byte %d, with a hole before it from byte %d",
            e.begin(),
            at);
      }
      at = e.end();
    }
    if (at != rest) {
      throw new FileFormatException(
          file, "its tensors take %d bytes, but %d follow the header", at, rest);
    }
  }

  /** Writes tensors and no metadata; the file is there as a whole or not at all. */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    new SafeTensors(tensors, Map.of()).write(file);
  }

  /** Writes the file, which is there as a whole or not at all. */
  public void write(Path file) throws IOException {
    if (tensors.containsKey("__metadata__")) {
      throw new IllegalArgumentException("the name __metadata__ is that of the metadata");
    }
    List<String> names = new ArrayList<>(tensors.keySet());
    // the wide ones first, so that each is aligned
    names.sort(Comparator.comparing(name -> -Element.of(tensors.get(name).type()).bytes));
    for (Tensor tensor : tensors.values()) {
      tensor.evaluate();
    }
    byte[] header = header(names);
    Whole.write(
        file,
        out -> {
          for (int i = 0; i < 8; i++) {
            out.write((int) ((long) header.length >>> 8 * i));
          }
          out.write(header);
          for (String name : names) {
            Element.write(tensors.get(name).data(), out);
          }
        });
  }

  private byte[] header(List<String> names) {
    List<String> parts = new ArrayList<>();
    if (!metadata.isEmpty()) {
      List<String> texts = new ArrayList<>();
      metadata.forEach((key, value) -> texts.add(Json.quoted(key) + ":" + Json.quoted(value)));
      parts.add("\"__metadata__\":{" + String.join(",", texts) + "}");
    }
    long at = 0;
    for (String name : names) {
      Tensor t = tensors.get(name);
      Element element = Element.of(t.type());
      long end = at + (long) t.shape().size() * element.bytes;
      parts.add(
          "%s:{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  Json.quoted(name), element, t.shape().toString().replace(" ", ""), at, end));
      at = end;
    }
    String json = "{" + String.join(",", parts) + "}";
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat(Math.floorMod(-bytes, 8))).getBytes(StandardCharsets.UTF_8);
  }
}
