package dev.cusp.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * How a window moves over the spatial axes of an image. One number stands for all axes; an empty
 * list for the usual one.
 *
 * @param size how many elements it covers; a convolution takes that of its weight
 * @param stride how far it moves; usually 1 for convolutions, and the size for pooling
 * @param dilation how far its elements are apart, usually 1
 * @param padding how far it reaches over either end of the image, usually 0
 * @param isSame instead of a given padding, what makes the result as long as the image, divided by
 *     the stride and rounded up; of an odd padding the larger half is at the end
 */
public record Window(
    List<Integer> size,
    List<Integer> stride,
    List<Integer> dilation,
    List<Integer> padding,
    boolean isSame) {

  /** Inside of the image. */
  public static final Window VALID = new Window(List.of(), List.of(), List.of(), List.of(), false);

  /** Padded so that a stride of 1 keeps the image's lengths. */
  public static final Window SAME = VALID.same();

  /** Checks that all are possible. */
  public Window {
    size = checked("size", size, 1);
    stride = checked("stride", stride, 1);
    dilation = checked("dilation", dilation, 1);
    padding = checked("padding", padding, 0);
  }

  private static List<Integer> checked(String what, List<Integer> lengths, int least) {
    for (int length : lengths) {
      if (length < least) {
        throw new ShapeException("a window's %s is %d at least, not %s", what, least, lengths);
      }
    }
    return List.copyOf(lengths);
  }

  /** Of a size. */
  public static Window of(int... size) {
    return new Window(list(size), List.of(), List.of(), List.of(), false);
  }

  public Window stride(int... lengths) {
    return new Window(size, list(lengths), dilation, padding, isSame);
  }

  public Window dilation(int... lengths) {
    return new Window(size, stride, list(lengths), padding, isSame);
  }

  public Window padding(int... lengths) {
    return new Window(size, stride, dilation, list(lengths), false);
  }

  public Window same() {
    return new Window(size, stride, dilation, List.of(), true);
  }

  private static List<Integer> list(int... lengths) {
    return Arrays.stream(lengths).boxed().toList();
  }

  /**
   * How a window lies on one spatial axis: element k of its place o is element {@code o stride + k
   * dilation - before} of the image, or padding where there is none.
   *
   * @param image the length of the image
   * @param size elements of the window
   * @param places how many places it has, the length of the result
   * @param before how much padding there is in front
   */
  public record Axis(int image, int size, int places, int stride, int dilation, int before) {
    /** An axis that is not there. */
    static final Axis NONE = new Axis(1, 1, 1, 1, 1, 0);

    /** The element of the image, which may lie outside. */
    public int at(int place, int element) {
      return place * stride + element * dilation - before;
    }

    /** From the first to the last element of the window. */
    int reach() {
      return (size - 1) * dilation + 1;
    }
  }

  private static int of(List<Integer> lengths, int axis, int usual) {
    return lengths.isEmpty() ? usual : lengths.get(lengths.size() == 1 ? 0 : axis);
  }

  /** The window's axes on an image of given lengths. */
  List<Axis> on(String operation, List<Integer> image, List<Integer> sizes, boolean isPooling) {
    check(operation, image.size(), sizes);
    Axis[] axes = new Axis[image.size()];
    Arrays.setAll(axes, i -> axis(operation, i, image.get(i), of(sizes, i, 1), isPooling));
    return List.of(axes);
  }

  private Axis axis(String operation, int axis, int image, int size, boolean isPooling) {
    int step = of(stride, axis, isPooling ? size : 1);
    int apart = of(dilation, axis, 1);
    int reach = (size - 1) * apart + 1;
    int places = Math.ceilDiv(image, step);
    int all = isSame ? Math.max((places - 1) * step + reach - image, 0) : 2 * of(padding, axis, 0);
    if (image + all < reach) {
      throw new ShapeException(
          "%s: the window reaches over %d elements of spatial axis %d, but there are %d, with"
              + " padding %d; use a smaller window or dilation, or more padding",
          operation, reach, axis, image, image + all);
    }
    return new Axis(image, size, (image + all - reach) / step + 1, step, apart, all / 2);
  }

  /**
   * The axes of the image that the window makes of given places.
   *
   * @param image its lengths; empty for the shortest ones, or with {@link #isSame} for the places
   *     times the stride
   */
  List<Axis> from(
      String operation, List<Integer> places, List<Integer> sizes, List<Integer> image) {
    check(operation, places.size(), sizes);
    Integer[] lengths = new Integer[places.size()];
    Arrays.setAll(lengths, i -> shortest(i, places.get(i), of(sizes, i, 1)));
    List<Integer> wanted = image.isEmpty() ? List.of(lengths) : image;
    if (wanted.size() != places.size()) {
      throw new ShapeException(
          "%s: %s are no lengths for %d spatial axes", operation, wanted, places.size());
    }
    for (int length : wanted) {
      if (length < 0) {
        throw new ShapeException("%s: a result of length %d is not possible", operation, length);
      }
    }
    List<Axis> axes = on(operation, wanted, sizes, false);
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i).places() != places.get(i)) {
        throw new ShapeException(
            "%s: on spatial axis %d a result of length %d has %d places for the window, but the"
                + " input has length %d",
            operation, i, wanted.get(i), axes.get(i).places(), places.get(i));
      }
    }
    return axes;
  }

  private int shortest(int axis, int places, int size) {
    int step = of(stride, axis, 1);
    int reach = (size - 1) * of(dilation, axis, 1) + 1;
    return isSame ? places * step : (places - 1) * step + reach - 2 * of(padding, axis, 0);
  }

  private void check(String operation, int rank, List<Integer> sizes) {
    for (List<Integer> lengths : List.of(sizes, stride, dilation, padding)) {
      if (lengths.size() > 1 && lengths.size() != rank) {
        throw new ShapeException(
            "%s: %s for %d spatial axes; give one number for each, or one for all",
            operation, lengths, rank);
      }
    }
    if (!size.isEmpty() && sizes != size) {
      throw new ShapeException(
          "%s: a window of size %s, but a convolution's is that of its weight, %s",
          operation, size, sizes);
    }
  }
}
