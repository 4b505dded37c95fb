package dev.cusp.io;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Tensors from and to memory, in the byte order of the machine: native segments, direct buffers and
 * arrays ({@link MemorySegment#ofBuffer} and {@link MemorySegment#ofArray} make segments of these).
 * The elements of a tensor are always in an array on the Java heap.
 */
public final class Segments {
  private Segments() {}

  /**
   * A tensor of the elements in a segment. Of a whole array of the very type nothing is copied: the
   * array is the tensor's from now on and must not be written to. All else is copied.
   *
   * @throws ShapeException if the segment has another size
   */
  public static Tensor tensor(MemorySegment segment, DType type, int... lengths) {
    Shape shape = Shape.of(lengths);
    long bytes = (long) shape.size() * Element.of(type).bytes;
    if (segment.byteSize() != bytes) {
      throw new ShapeException(
          "a segment of %d bytes, but %s of shape %s take %d",
          segment.byteSize(), type, shape, bytes);
    }
    Object own = segment.heapBase().orElse(null);
    Object array = type.array(0);
    boolean isWhole =
        own != null
            && own.getClass() == array.getClass()
            && java.lang.reflect.Array.getLength(own) == shape.size();
    return Tensor.ofData(isWhole ? own : copy(segment, type, shape.size()), shape, type);
  }

  private static Object copy(MemorySegment from, DType type, int size) {
    Object array = type.array(size);
    switch (array) {
      case boolean[] bits -> {
        for (int i = 0; i < size; i++) {
          bits[i] = from.get(ValueLayout.JAVA_BYTE, i) != 0;
        }
      }
      case short[] _ ->
          MemorySegment.copy(from, ValueLayout.JAVA_SHORT_UNALIGNED, 0, array, 0, size);
      case int[] _ -> MemorySegment.copy(from, ValueLayout.JAVA_INT_UNALIGNED, 0, array, 0, size);
      case long[] _ -> MemorySegment.copy(from, ValueLayout.JAVA_LONG_UNALIGNED, 0, array, 0, size);
      case float[] _ ->
          MemorySegment.copy(from, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, array, 0, size);
      default -> MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, array, 0, size);
    }
    return array;
  }

  /** The elements of a tensor, without a copy and to be read only; of bools, a copy of bytes. */
  public static MemorySegment of(Tensor tensor) {
    MemorySegment segment =
        switch (tensor.data()) {
          case short[] a -> MemorySegment.ofArray(a);
          case int[] a -> MemorySegment.ofArray(a);
          case long[] a -> MemorySegment.ofArray(a);
          case float[] a -> MemorySegment.ofArray(a);
          case double[] a -> MemorySegment.ofArray(a);
          case boolean[] a -> {
            byte[] bytes = new byte[a.length];
            for (int i = 0; i < a.length; i++) {
              bytes[i] = (byte) (a[i] ? 1 : 0);
            }
            yield MemorySegment.ofArray(bytes);
          }
          default -> throw new IllegalStateException("no tensor has " + tensor.data().getClass());
        };
    return segment.asReadOnly();
  }
}
