package dev.cusp.train;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of scalars that TensorBoard shows: records of a length, its checksum, a message and its
 * checksum, little-endian; messages are {@code tensorflow.Event} in the encoding of protocol
 * buffers. Checksums are CRC-32C, masked as in TensorFlow's {@code crc32c.h}.
 */
final class EventFile implements Closeable {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;
  private static final int FOUR_BYTES = 5;

  private final OutputStream out;

  /** A new file; one that is there is left alone. */
  EventFile(Path folder, double seconds) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("events.out.tfevents.%.6f.cusp".formatted(seconds));
    out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    record(event(seconds, 0).bytes(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds some scalars of a step. */
  void scalars(double seconds, long step, Map<String, Double> values) throws IOException {
    Message summary = new Message();
    values.forEach((tag, value) ->
        summary.bytes(
            1,
            new Message()
                .bytes(1, tag.getBytes(StandardCharsets.UTF_8))
                .number(2, value.floatValue())
                .bytes()));
    record(event(seconds, step).bytes(5, summary.bytes()));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static Message event(double seconds, long step) {
    Message time = new Message().number(1, seconds);
    return step == 0 ? time : time.whole(2, step); // zeros are left out, as by protobuf's writers
  }

  private void record(Message message) throws IOException {
    byte[] data = message.bytes();
    ByteBuffer record =
        ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length);
    record.putInt(masked(record.array(), 8)).put(data).putInt(masked(data, data.length));
    out.write(record.array());
  }

  private static int masked(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
  }

  /** Fields of a message. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    Message whole(int field, long value) {
      varint((long) field << 3 | VARINT);
      varint(value);
      return this;
    }

    Message number(int field, double value) {
      varint((long) field << 3 | EIGHT_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value);
      out.writeBytes(bytes.array());
      return this;
    }

    Message number(int field, float value) {
      varint((long) field << 3 | FOUR_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
      out.writeBytes(bytes.array());
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | BYTES);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
