package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What is done to images: tensors of a batch, one to three spatial axes and channels, in this order
 * (NHWC), so that the channels of one place lie together. Images in the order of PyTorch (NCHW)
 * become such by {@code permute(0, 2, 3, 1)}, its weights of convolutions likewise; the weights of
 * its transposed convolutions, (in, out, height, width), by the same.
 *
 * <p>A mean or maximum over all places is {@code mean(1, 2)} or {@code max(1, 2)}.
 */
public sealed interface Convolutions permits Tensor {
  Tensor self();

  /** The convolution, inside of the image, with one group. */
  default Tensor convolve(Tensor weight) {
    return convolve(weight, Window.VALID);
  }

  /** The convolution with one group. */
  default Tensor convolve(Tensor weight, Window window) {
    return convolve(weight, window, 1);
  }

  /**
   * The convolution, as networks have it (the weight is not flipped): {@code result[n, o, f] = sum
   * over k and c of image[n, o stride + k dilation - padding, c] weight[f, k, c]}, for spatial
   * positions o and k; outside of the image there are zeros.
   *
   * @param weight of shape (filters, spatial axes, channels / groups)
   * @param groups into how many the channels and the filters are divided, each filter seeing the
   *     channels of its group; as many as channels for a depthwise convolution
   */
  default Tensor convolve(Tensor weight, Window window, int groups) {
    String name = "convolve";
    Tensor image = self();
    checkImage(name, image, weight);
    List<Integer> sizes = Convolutions.spatial(weight.shape());
    List<Window.Axis> axes = window.on(name, Convolutions.spatial(image.shape()), sizes, false);
    int filters = weight.shape().length(0);
    int channels = image.shape().length(-1);
    Convolution.checkGroups(name, image.shape(), weight.shape(), groups, filters, channels);
    return new Convolution(
            Convolution.Part.RESULT,
            new Convolution.Geometry(image.shape().length(0), channels, filters, groups, axes))
        .of(image, weight, null);
  }

  /** The transposed convolution with one group, of the shortest result. */
  default Tensor convolveTransposed(Tensor weight, Window window) {
    return convolveTransposed(weight, window, 1);
  }

  /**
   * The transposed convolution: as a linear map, the transpose of {@link #convolve} with the same
   * weight, window and groups. This tensor stands for that one's result.
   *
   * @param weight of shape (channels of this tensor, spatial axes, channels of the result / groups)
   * @param lengths the spatial lengths of the result, for which a convolution gives those of this
   *     tensor; none for the shortest such, or with {@link Window#SAME} for the stride times them
   */
  default Tensor convolveTransposed(Tensor weight, Window window, int groups, int... lengths) {
    String name = "convolveTransposed";
    Tensor result = self();
    checkImage(name, result, weight);
    List<Integer> wanted = Arrays.stream(lengths).boxed().toList();
    List<Integer> sizes = Convolutions.spatial(weight.shape());
    List<Window.Axis> axes = window.from(name, Convolutions.spatial(result.shape()), sizes, wanted);
    int filters = result.shape().length(-1);
    int channels = weight.shape().length(-1) * groups;
    if (weight.shape().length(0) != filters) {
      throw new ShapeException(
          "%s: shape %s has %d channels, but the weight %s is for %d",
          name, result.shape(), filters, weight.shape(), weight.shape().length(0));
    }
    Convolution.checkGroups(name, result.shape(), weight.shape(), groups, filters, channels);
    return new Convolution(
            Convolution.Part.IMAGE,
            new Convolution.Geometry(result.shape().length(0), channels, filters, groups, axes))
        .of(null, weight, result);
  }

  private static void checkImage(String name, Tensor image, Tensor weight) {
    int rank = image.shape().rank();
    if (rank < 3 || rank > 5 || weight.shape().rank() != rank) {
      throw new ShapeException(
          "%s: shapes %s and %s; an image has a batch, one to three spatial axes and channels, a"
              + " weight filters, as many spatial axes, and channels",
          name, image.shape(), weight.shape());
    }
  }

  private static List<Integer> spatial(Shape shape) {
    return shape.lengths().subList(1, shape.rank() - 1);
  }

  /** The axes of a window of its own size. */
  private List<Window.Axis> axes(String name, Window window) {
    spatialRank(name);
    if (window.size().isEmpty()) {
      throw new ShapeException("%s: the window has no size; Window.of(2) has", name);
    }
    return window.on(name, Convolutions.spatial(self().shape()), window.size(), true);
  }

  private int spatialRank(String name) {
    int rank = self().shape().rank();
    if (rank < 3) {
      throw new ShapeException(
          "%s: shape %s; an image has a batch, spatial axes and channels", name, self().shape());
    }
    return rank - 2;
  }

  private List<Taps> each(String name, int[] lengths, IntFunction<Taps> taps) {
    int rank = spatialRank(name);
    if (lengths.length != rank) {
      throw new ShapeException(
          "%s: %d lengths for the %d spatial axes of %s",
          name, lengths.length, rank, self().shape());
    }
    List<Taps> all = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (lengths[i] < 1 || self().shape().length(i + 1) < 1) {
        throw new ShapeException(
            "%s: from %s to %s: nothing is there, or wanted",
            name, self().shape(), Arrays.toString(lengths));
      }
      all.add(taps.apply(i));
    }
    return all;
  }

  /**
   * The largest element of each place of a window, NaN where one is; padding is never the largest.
   * Where several are, the derivative is that of the first in row-major order, as in PyTorch (while
   * {@link Reductions#max} divides among them).
   */
  default Tensor maxPool(Window window) {
    List<Window.Axis> axes = axes("maxPool", window);
    for (Window.Axis axis : axes) {
      if (axis.before() > 0 && axis.before() > axis.reach() / 2) {
        throw new ShapeException(
            "maxPool: a padding of %d would leave a window of %d nothing to take the maximum of",
            axis.before(), axis.size());
      }
    }
    return MaxPool.of(self(), axes.stream().<Taps>map(Taps.Average::new).toList());
  }

  /**
   * The mean of each place of a window, in which padding counts as zeros, as it does in PyTorch; to
   * leave it out, divide by the same of ones.
   */
  default Tensor averagePool(Window window) {
    return Resample.of(
        self(), axes("averagePool", window).stream().map(Taps.Average::new).toList());
  }

  /** The maxima of so many parts of each spatial axis, about equally long, which may overlap. */
  default Tensor adaptiveMaxPool(int... lengths) {
    return MaxPool.of(self(), each("adaptiveMaxPool", lengths, i -> adaptive(i, lengths[i])));
  }

  /** The means of so many parts of each spatial axis, about equally long, which may overlap. */
  default Tensor adaptiveAveragePool(int... lengths) {
    return Resample.of(self(), each("adaptiveAveragePool", lengths, i -> adaptive(i, lengths[i])));
  }

  private Taps adaptive(int axis, int length) {
    return new Taps.Adaptive(self().shape().length(axis + 1), length);
  }

  /** The image at other spatial lengths. */
  default Tensor resize(Interpolation interpolation, int... lengths) {
    return Resample.of(
        self(),
        each(
            "resize",
            lengths,
            i -> new Taps.Resize(interpolation, self().shape().length(i + 1), lengths[i])));
  }

  /**
   * What the window shows at each of its places, zeros for padding: of shape (batch, places,
   * window, channels), where places and window have as many axes as there are spatial ones.
   */
  default Tensor unfold(Window window) {
    List<Window.Axis> axes = axes("unfold", window);
    Tensor y = Resample.of(self(), axes.stream().map(Taps.Patches::new).toList());
    int rank = axes.size();
    int[] lengths = new int[2 * rank + 2];
    int[] order = new int[lengths.length];
    lengths[0] = y.shape().length(0);
    lengths[2 * rank + 1] = y.shape().length(-1);
    order[2 * rank + 1] = 2 * rank + 1;
    for (int i = 0; i < rank; i++) {
      lengths[2 * i + 1] = axes.get(i).places();
      lengths[2 * i + 2] = axes.get(i).size();
      order[i + 1] = 2 * i + 1;
      order[rank + i + 1] = 2 * i + 2;
    }
    return y.reshape(lengths).permute(order);
  }

  /**
   * The image in which each element is the sum of all places where {@link #unfold}, with the same
   * window, would show it.
   *
   * @param lengths the spatial lengths of the image
   */
  default Tensor fold(Window window, int... lengths) {
    int rank = lengths.length;
    Shape shape = self().shape();
    if (shape.rank() != 2 * rank + 2) {
      throw new ShapeException(
          "fold: shape %s for %d spatial lengths; it takes what unfold gives", shape, rank);
    }
    List<Integer> image = Arrays.stream(lengths).boxed().toList();
    List<Window.Axis> axes = window.on("fold", image, window.size(), true);
    int[] joined = new int[rank + 2];
    int[] order = new int[2 * rank + 2];
    joined[0] = shape.length(0);
    joined[rank + 1] = shape.length(-1);
    order[2 * rank + 1] = 2 * rank + 1;
    for (int i = 0; i < rank; i++) {
      Window.Axis axis = axes.get(i);
      if (shape.length(i + 1) != axis.places() || shape.length(rank + i + 1) != axis.size()) {
        throw new ShapeException(
            "fold: shape %s, but spatial axis %d has %d places of a window of %d",
            shape, i, axis.places(), axis.size());
      }
      joined[i + 1] = axis.places() * axis.size();
      order[2 * i + 1] = i + 1;
      order[2 * i + 2] = rank + i + 1;
    }
    Tensor y = self().permute(order).reshape(joined);
    return Resample.of(y, axes.stream().map(Taps.Patches::new).map(Taps::transposed).toList());
  }
}
