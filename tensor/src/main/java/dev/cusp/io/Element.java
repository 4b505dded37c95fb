package dev.cusp.io;

import dev.cusp.tensor.DType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The types of numbers in files, and what they are as elements of a tensor. */
enum Element {
  BOOL(1, DType.BOOL),
  I8(1, DType.I32),
  U8(1, DType.I32),
  I16(2, DType.I32),
  U16(2, DType.I32),
  I32(4, DType.I32),
  U32(4, DType.I64),
  I64(8, DType.I64),
  U64(8, DType.I64),
  F16(2, DType.F16),
  BF16(2, DType.BF16),
  F32(4, DType.F32),
  F64(8, DType.F64);

  private static final int CHUNK = 1 << 16;

  final int bytes;
  final DType type;

  Element(int bytes, DType type) {
    this.bytes = bytes;
    this.type = type;
  }

  /** The type that holds exactly the elements of a tensor. */
  static Element of(DType type) {
    return valueOf(type.name());
  }

  /**
   * Reads elements into a new array; whoever calls has checked that there are so many.
   *
   * @throws ArithmeticException for an unsigned number that is too large
   */
  Object read(InputStream in, int count, ByteOrder order) throws IOException {
    Object array = type.array(count);
    byte[] chunk = new byte[(int) Math.min(CHUNK, (long) count * bytes)];
    for (int at = 0; at < count; ) {
      int n = Math.min(count - at, chunk.length / bytes);
      if (in.readNBytes(chunk, 0, n * bytes) < n * bytes) {
        throw new EOFException();
      }
      decode(MemorySegment.ofArray(chunk), order, array, at, n);
      at += n;
    }
    return array;
  }

  private void decode(MemorySegment from, ByteOrder order, Object to, int at, int n) {
    ValueLayout.OfShort shorts = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
    ValueLayout.OfInt ints = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
    ValueLayout.OfLong longs = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
    switch (this) {
      case I32 -> MemorySegment.copy(from, ints, 0, to, at, n);
      case I64 -> MemorySegment.copy(from, longs, 0, to, at, n);
      case F16, BF16 -> MemorySegment.copy(from, shorts, 0, to, at, n);
      case F32 ->
          MemorySegment.copy(from, ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), 0, to, at, n);
      case F64 ->
          MemorySegment.copy(
              from, ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), 0, to, at, n);
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          ((boolean[]) to)[at + i] = from.get(ValueLayout.JAVA_BYTE, i) != 0;
        }
      }
      case I8, U8, I16, U16 -> {
        for (int i = 0; i < n; i++) {
          ((int[]) to)[at + i] = small(from, i, shorts);
        }
      }
      case U32, U64 -> {
        for (int i = 0; i < n; i++) {
          ((long[]) to)[at + i] =
              this == U32
                  ? Integer.toUnsignedLong(from.getAtIndex(ints, i))
                  : signed(from.getAtIndex(longs, i));
        }
      }
    }
  }

  private int small(MemorySegment from, int i, ValueLayout.OfShort shorts) {
    return switch (this) {
      case I8 -> from.get(ValueLayout.JAVA_BYTE, i);
      case U8 -> Byte.toUnsignedInt(from.get(ValueLayout.JAVA_BYTE, i));
      case I16 -> from.getAtIndex(shorts, i);
      default -> Short.toUnsignedInt(from.getAtIndex(shorts, i));
    };
  }

  private static long signed(long bits) {
    if (bits < 0) {
      throw new ArithmeticException(
          "the number %s does not fit an i64".formatted(Long.toUnsignedString(bits)));
    }
    return bits;
  }

  /** Writes the array of a tensor of this type, in little-endian order. */
  static void write(Object array, OutputStream out) throws IOException {
    if (array instanceof boolean[] bits) {
      byte[] bytes = new byte[bits.length];
      for (int i = 0; i < bits.length; i++) {
        bytes[i] = (byte) (bits[i] ? 1 : 0);
      }
      out.write(bytes);
      return;
    }
    int size = java.lang.reflect.Array.getLength(array);
    byte[] chunk = new byte[CHUNK];
    MemorySegment to = MemorySegment.ofArray(chunk);
    for (int at = 0; at < size; ) {
      int bytes =
          switch (array) {
            case short[] _ -> 2;
            case int[] _, float[] _ -> 4;
            default -> 8;
          };
      int n = Math.min(size - at, CHUNK / bytes);
      ValueLayout layout =
          switch (array) {
            case short[] _ -> ValueLayout.JAVA_SHORT_UNALIGNED;
            case int[] _ -> ValueLayout.JAVA_INT_UNALIGNED;
            case long[] _ -> ValueLayout.JAVA_LONG_UNALIGNED;
            case float[] _ -> ValueLayout.JAVA_FLOAT_UNALIGNED;
            case double[] _ -> ValueLayout.JAVA_DOUBLE_UNALIGNED;
            default -> throw new IllegalStateException("no tensor has " + array.getClass());
          };
      MemorySegment.copy(array, at, to, layout.withOrder(ByteOrder.LITTLE_ENDIAN), 0, n);
      out.write(chunk, 0, n * bytes);
      at += n;
    }
  }
}
