package dev.cusp.io;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/**
 * Tables in files of Apache Arrow, of its file format (Feather 2) and its stream format, not
 * compressed. A file is a magic word, a stream and a footer, so both are read as streams.
 */
public final class Arrow {
  private static final byte[] MAGIC = {'A', 'R', 'R', 'O', 'W', '1'};
  private static final int MORE = 0xffff_ffff;

  private final Path file;
  private final ByteBuffer bytes;
  private List<Field> fields = List.of();
  private int[] wanted = {};
  private double[] values = {};
  private int rows;

  private Arrow(Path file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Reads columns of numbers: whole ones, floating ones, and true and false as 1 and 0; NaN where
   * nothing is.
   *
   * @param columns their names; none for all columns, which have to be numbers then
   * @throws FileFormatException if the file is no Arrow file, or a column is not of numbers
   */
  public static Columns read(Path file, String... columns) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new FileFormatException(file.toString(), "%d bytes are too many", channel.size());
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new Arrow(file, bytes.order(ByteOrder.LITTLE_ENDIAN)).columns(columns);
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | ArithmeticException
        | NullPointerException e) {
      // flatbuffers do not check what they read, and give null for what is not there
      throw (IOException)
          new FileFormatException(file.toString(), "this is no Arrow file, or damaged")
              .initCause(e);
    }
  }

  private FileFormatException wrong(String reason, Object... args) {
    return new FileFormatException(file.toString(), reason, args);
  }

  private Columns columns(String... columns) throws IOException {
    byte[] head = new byte[Math.min(MAGIC.length, bytes.remaining())];
    bytes.get(0, head);
    boolean isFile = Arrays.equals(head, MAGIC);
    if (isFile
        && !bytes
            .slice(bytes.limit() - MAGIC.length, MAGIC.length)
            .equals(ByteBuffer.wrap(MAGIC))) {
      throw wrong("it does not end as it begins: the file is cut off");
    }
    int at = isFile ? 8 : 0;
    boolean hasSchema = false;
    while (at + 8 <= bytes.limit()) {
      if (bytes.getInt(at) != MORE) {
        throw wrong(
            "there is no message of Arrow at byte %d; files before Arrow 0.15 are not read", at);
      }
      int length = bytes.getInt(at + 4);
      if (length == 0) {
        break; // the end of the stream
      }
      Message message = Message.getRootAsMessage(part(at + 8, length));
      long body = (long) at + 8 + length;
      if (message.headerType() == MessageHeader.Schema) {
        begin((Schema) message.header(new Schema()), columns);
        hasSchema = true;
      } else if (message.headerType() == MessageHeader.RecordBatch && hasSchema) {
        add((RecordBatch) message.header(new RecordBatch()), body, message.bodyLength());
      }
      at = Math.toIntExact(Math.addExact(body, message.bodyLength()));
    }
    if (!hasSchema) {
      throw wrong("this is no Arrow file: it has no schema");
    }
    List<String> names = Arrays.stream(wanted).mapToObj(i -> fields.get(i).name()).toList();
    double[] own = Arrays.copyOf(values, rows * wanted.length);
    return new Columns(names, Tensor.ofData(own, Shape.of(rows, wanted.length), DType.F64));
  }

  private ByteBuffer part(long from, long length) throws FileFormatException {
    if (from < 0 || length < 0 || from + length > bytes.limit()) {
      throw wrong("%d bytes from %d on are not in it: the file is cut off", length, from);
    }
    return bytes.slice((int) from, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void begin(Schema schema, String... columns) throws FileFormatException {
    if (schema.endianness() != Endianness.Little) {
      throw wrong("its numbers are big-endian, which is not read");
    }
    fields = new ArrayList<>();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      fields.add(schema.fields(i));
    }
    List<String> there = fields.stream().map(Field::name).toList();
    List<String> names = columns.length == 0 ? there : List.of(columns);
    wanted = new int[names.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = there.indexOf(names.get(i));
      if (wanted[i] < 0) {
        throw wrong("there is no column '%s', but %s", names.get(i), there);
      }
      check(fields.get(wanted[i]));
    }
  }

  private void check(Field field) throws FileFormatException {
    boolean isNumber =
        switch (field.typeType()) {
          case Type.Bool, Type.Int -> true;
          case Type.FloatingPoint -> precision(field) != Precision.HALF;
          default -> false;
        };
    if (!isNumber || field.dictionary() != null) {
      throw wrong(
          "column '%s' is %s%s, which is no column of numbers; name those to be read",
          field.name(),
          Type.name(field.typeType()),
          field.dictionary() == null ? "" : " from a dictionary");
    }
  }

  private static short precision(Field field) {
    return ((FloatingPoint) field.type(new FloatingPoint())).precision();
  }

  /** Adds the rows of a batch. */
  private void add(RecordBatch batch, long body, long bodyLength) throws IOException {
    if (batch.compression() != null) {
      throw wrong("it is compressed; write it without compression, or as Parquet");
    }
    part(body, bodyLength);
    int[] first = new int[fields.size()];
    int[] node = new int[fields.size()];
    int[] next = new int[2];
    for (int i = 0; i < fields.size(); i++) {
      first[i] = next[0];
      node[i] = next[1];
      skip(fields.get(i), next);
    }
    int width = wanted.length;
    // each row of a column takes a bit at least, so a length that fits is not absurd
    long count = batch.length();
    if (count < 0 || width > 0 && count > 8 * bodyLength) {
      throw wrong("%d rows are not in %d bytes", count, bodyLength);
    }
    int all = Math.toIntExact(rows + count);
    int needed = Math.multiplyExact(all, Math.max(1, width));
    if (needed > values.length) {
      values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 8, 2L * needed));
    }
    for (int i = 0; i < width; i++) {
      int field = wanted[i];
      boolean hasNulls = batch.nodes(node[field]).nullCount() > 0;
      ByteBuffer valid = hasNulls ? buffer(batch, first[field], body) : null;
      ByteBuffer data = buffer(batch, first[field] + 1, body);
      for (int row = 0; row < count; row++) {
        boolean isThere = valid == null || bit(valid, row);
        values[(rows + row) * width + i] =
            isThere ? number(fields.get(field), data, row) : Double.NaN;
      }
    }
    rows = all;
  }

  private ByteBuffer buffer(RecordBatch batch, int number, long body) throws FileFormatException {
    Buffer buffer = batch.buffers(number);
    return part(body + buffer.offset(), buffer.length());
  }

  /** Counts the buffers and nodes of a field, which come in the order of the fields. */
  private void skip(Field field, int... next) throws FileFormatException {
    next[1]++;
    byte type = field.dictionary() == null ? field.typeType() : Type.Int;
    next[0] +=
        switch (type) {
          case Type.Null, Type.RunEndEncoded -> 0;
          case Type.Struct_, Type.FixedSizeList -> 1;
          case Type.Binary, Type.Utf8, Type.LargeBinary, Type.LargeUtf8 -> 3;
          case Type.ListView, Type.LargeListView -> 3;
          case Type.Union, Type.BinaryView, Type.Utf8View ->
              throw wrong(
                  "column '%s' is %s, beside which nothing is read", field.name(), Type.name(type));
          default -> 2;
        };
    for (int i = 0; field.dictionary() == null && i < field.childrenLength(); i++) {
      skip(field.children(i), next);
    }
  }

  private static boolean bit(ByteBuffer bits, int at) {
    return (bits.get(at / 8) >> at % 8 & 1) != 0;
  }

  static double unsigned(long value) {
    double half = (value >>> 1 | value & 1) * 2.0;
    return value >= 0 ? value : half;
  }

  private static double number(Field field, ByteBuffer data, int row) {
    if (field.typeType() == Type.Bool) {
      return bit(data, row) ? 1 : 0;
    }
    if (field.typeType() == Type.FloatingPoint) {
      return precision(field) == Precision.SINGLE
          ? data.getFloat(4 * row)
          : data.getDouble(8 * row);
    }
    Int whole = (Int) field.type(new Int());
    boolean isSigned = whole.isSigned();
    return switch (whole.bitWidth()) {
      case 8 -> isSigned ? data.get(row) : Byte.toUnsignedInt(data.get(row));
      case 16 -> isSigned ? data.getShort(2 * row) : Short.toUnsignedInt(data.getShort(2 * row));
      case 32 -> isSigned ? data.getInt(4 * row) : Integer.toUnsignedLong(data.getInt(4 * row));
      default -> isSigned ? data.getLong(8 * row) : unsigned(data.getLong(8 * row));
    };
  }
}
