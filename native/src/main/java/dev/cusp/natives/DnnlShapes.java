package dev.cusp.natives;

import dev.cusp.library.Convolver.Axis;
import dev.cusp.library.Convolver.Lengths;
import dev.cusp.library.Convolver.Part;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The lengths of a convolution as oneDNN has them: channels before the spatial axes, wherever they
 * lie in memory.
 */
record DnnlShapes(Lengths lengths) {
  private static final int FORWARD_TRAINING = 64;
  private static final int DIRECT = 1;

  private int elements(ToIntFunction<Axis> length) {
    return lengths.axes().stream().mapToInt(length).reduce(1, Math::multiplyExact);
  }

  /** Numbers of one image. */
  int imageSize() {
    return elements(Axis::image) * lengths.channels();
  }

  /** Numbers of the result for one image. */
  int resultSize() {
    return elements(Axis::places) * lengths.filters();
  }

  int weightSize() {
    return elements(Axis::size) * lengths.channels() / lengths.groups() * lengths.filters();
  }

  /** Descriptions of some images, of their results, and of a weight by rows. */
  MemorySegment image(Arena arena, int count) {
    return interleaved(arena, count, lengths.channels(), Axis::image);
  }

  MemorySegment result(Arena arena, int count) {
    return interleaved(arena, count, lengths.filters(), Axis::places);
  }

  private MemorySegment interleaved(
      Arena arena, int count, int channels, ToIntFunction<Axis> length) {
    int rank = lengths.axes().size() + 2;
    long[] extents = new long[rank];
    long[] strides = new long[rank];
    extents[0] = count;
    extents[1] = channels;
    strides[1] = 1;
    strides[0] = spatial(extents, strides, channels, length);
    return OneDnn.description(arena, extents, strides);
  }

  /** Fills in the last axes, and gives how many numbers there are in all of them. */
  private long spatial(long[] extents, long[] strides, long innermost, ToIntFunction<Axis> length) {
    long stride = innermost;
    for (int i = lengths.axes().size() - 1; i >= 0; i--) {
      int at = extents.length - lengths.axes().size() + i;
      extents[at] = length.applyAsInt(lengths.axes().get(i));
      strides[at] = stride;
      stride *= extents[at];
    }
    return stride;
  }

  MemorySegment weight(Arena arena) {
    return weight(arena, true);
  }

  /**
   * Describes a weight.
   *
   * @param isByRows false for a layout of the library's choice
   */
  private MemorySegment weight(Arena arena, boolean isByRows) {
    int groups = lengths.groups();
    int lead = groups == 1 ? 0 : 1;
    long[] extents = new long[lead + 2 + lengths.axes().size()];
    long[] strides = new long[extents.length];
    int depth = lengths.channels() / groups;
    int fan = lengths.filters() / groups;
    extents[lead] = fan;
    extents[lead + 1] = depth;
    strides[lead + 1] = 1;
    strides[lead] = spatial(extents, strides, depth, Axis::size);
    if (groups > 1) {
      extents[0] = groups;
      strides[0] = fan * strides[1];
    }
    return OneDnn.description(arena, extents, isByRows ? strides : null);
  }

  private MemorySegment each(Arena arena, ToLongFunction<Axis> what) {
    return OneDnn.longs(arena, lengths.axes().stream().mapToLong(what).toArray());
  }

  /** How far the window reaches over the end. */
  private static long after(Axis a) {
    int reach = (a.places() - 1) * a.stride() + (a.size() - 1) * a.dilation() + 1;
    return Math.max(0, reach - a.image() - a.before());
  }

  /** The description of a primitive that computes a part. */
  MemorySegment primitive(Arena arena, Part part, MemorySegment image, MemorySegment result) {
    MemorySegment weight = weight(arena, false);
    MemorySegment strides = each(arena, Axis::stride);
    MemorySegment dilations = each(arena, a -> a.dilation() - 1);
    MemorySegment before = each(arena, Axis::before);
    MemorySegment after = each(arena, DnnlShapes::after);
    MemorySegment none = MemorySegment.NULL; // no bias
    MemorySegment forward =
        OneDnn.primitive(
            arena,
            "convolution_forward",
            FORWARD_TRAINING,
            DIRECT,
            image,
            weight,
            none,
            result,
            strides,
            dilations,
            before,
            after);
    return switch (part) {
      case RESULT -> forward;
      case IMAGE ->
          OneDnn.primitive(
              arena,
              "convolution_backward_data",
              DIRECT,
              image,
              weight,
              result,
              strides,
              dilations,
              before,
              after,
              forward);
      case WEIGHT ->
          OneDnn.primitive(
              arena,
              "convolution_backward_weights",
              DIRECT,
              image,
              weight,
              none,
              result,
              strides,
              dilations,
              before,
              after,
              forward);
    };
  }
}
