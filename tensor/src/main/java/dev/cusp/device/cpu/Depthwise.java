package dev.cusp.device.cpu;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.Convolution;
import dev.cusp.tensor.Convolution.Geometry;
import dev.cusp.tensor.Convolution.Part;
import dev.cusp.tensor.Window.Axis;
import java.util.Arrays;

/**
 * Convolutions in which each channel is a group with one filter. A line of places along the last
 * axis is taken at once, with all its channels: for each element of the window, what it shows at
 * these places is copied, so that all loops are over arrays with one counter, which the JIT
 * vectorizes.
 */
final class Depthwise implements Routine {
  /** Images whose weights are summed apart from those of others. */
  private static final int PARTS = 16;

  private final Part part;
  private final Geometry g;
  private final Axis outer;
  private final Axis middle;
  private final Axis inner;
  private final int channels;

  /** Elements of the window. */
  private final int elements;

  /** Lines of an image's result. */
  private final int lines;

  /** Numbers of a line of the result, and of the image. */
  private final int length;

  private final int imageLength;

  Depthwise(Convolution.Direct meaning) {
    part = meaning.part();
    g = meaning.geometry();
    inner = g.fromLast(0);
    middle = g.fromLast(1);
    outer = g.fromLast(2);
    channels = g.channels();
    elements = outer.size() * middle.size() * inner.size();
    lines = outer.places() * middle.places();
    length = inner.places() * channels;
    imageLength = inner.image() * channels;
  }

  /** Whether it is one of these. */
  static boolean is(Geometry g) {
    return g.groups() > 1 && g.groups() == g.channels() && g.groups() == g.filters();
  }

  @Override
  public void run(Object[] inputs, Object[] results) {
    Object out = results[0];
    switch (part) {
      case RESULT -> {
        Object[] weights = repeated(inputs[1]);
        split(
            g.batch() * lines,
            (from, to) -> {
              Object shown = Lines.like(out, length);
              Object sums = Lines.like(out, length);
              for (int line = from; line < to; line++) {
                result(inputs[0], weights, shown, sums, out, line);
              }
            });
      }
      case IMAGE -> {
        Object[] weights = repeated(inputs[0]);
        int size = outer.image() * middle.image() * imageLength;
        split(
            g.batch(),
            (from, to) -> {
              Lines.clear(out, from * size, to * size);
              Object bars = Lines.like(out, length);
              Object products = Lines.like(out, length);
              for (int line = from * lines; line < to * lines; line++) {
                image(weights, inputs[1], bars, products, out, line);
              }
            });
      }
      case WEIGHT -> weight(inputs[0], inputs[1], out);
    }
  }

  private void split(int n, Threads.Part body) {
    Threads.split(n, (long) g.batch() * lines * length * elements, Integer.MAX_VALUE, body);
  }

  /** The weights of each element, as often as there are places in a line. */
  private Object[] repeated(Object weight) {
    Object[] all = new Object[elements];
    for (int k = 0; k < elements; k++) {
      all[k] = Lines.like(weight, length);
      Lines.copy(weight, k, elements, all[k], 0, Math.min(channels, length));
      for (int o = 1; o < inner.places(); o++) {
        System.arraycopy(all[k], 0, all[k], o * channels, channels);
      }
    }
    return all;
  }

  /** Where the line of the image begins that an element of the window sees; -1 for padding. */
  private int seen(int line, int element) {
    int z = outer.at(line % lines / middle.places(), element / inner.size() / middle.size());
    int y = middle.at(line % middle.places(), element / inner.size() % middle.size());
    boolean isThere = z >= 0 && z < outer.image() && y >= 0 && y < middle.image();
    int n = line / lines;
    return isThere ? ((n * outer.image() + z) * middle.image() + y) * imageLength : -1;
  }

  /** The first place, or the one after the last, at which an element is inside of the image. */
  private int firstInside(int element, int edge) {
    int x = inner.at(0, element % inner.size());
    return Math.clamp(Math.ceilDiv(edge - (long) x, inner.stride()), 0, inner.places());
  }

  /** Copies what an element of the window shows at all places of a line; false for padding. */
  private boolean gather(Object images, int line, int element, Object shown) {
    int at = seen(line, element);
    int first = firstInside(element, 0);
    int end = firstInside(element, inner.image());
    if (at < 0 || first >= end) {
      return false;
    }
    Lines.clear(shown, 0, first * channels);
    Lines.clear(shown, end * channels, length);
    int run = inner.stride() == 1 ? end - first : 1;
    for (int o = first; o < end; o += run) {
      int from = at + inner.at(o, element % inner.size()) * channels;
      Lines.copy(images, from, 1, shown, o * channels, run * channels);
    }
    return true;
  }

  private void result(
      Object images, Object[] weights, Object shown, Object sums, Object out, int line) {
    Lines.clear(sums, 0, length);
    for (int k = 0; k < elements; k++) {
      if (gather(images, line, k, shown)) {
        Lines.addProduct(weights[k], shown, sums);
      }
    }
    System.arraycopy(sums, 0, out, line * length, length);
  }

  private void image(
      Object[] weights, Object results, Object bars, Object products, Object images, int line) {
    System.arraycopy(results, line * length, bars, 0, length);
    for (int k = 0; k < elements; k++) {
      int at = seen(line, k);
      if (at < 0) {
        continue;
      }
      Lines.clear(products, 0, length);
      Lines.addProduct(weights[k], bars, products);
      int end = firstInside(k, inner.image());
      int first = firstInside(k, 0);
      int run = inner.stride() == 1 ? end - first : 1;
      for (int o = first; o < end; o += run) {
        int to = at + inner.at(o, k % inner.size()) * channels;
        Lines.add(products, o * channels, images, to, 1, run * channels);
      }
    }
  }

  private void weight(Object images, Object results, Object weight) {
    int parts = Math.min(PARTS, g.batch());
    Object[] sums = new Object[parts];
    split(
        parts,
        (first, end) -> {
          for (int p = first; p < end; p++) {
            int from = (int) ((long) g.batch() * p / parts) * lines;
            int to = (int) ((long) g.batch() * (p + 1) / parts) * lines;
            sums[p] = weight(images, results, from, to);
          }
        });
    Lines.clear(weight, 0, channels * elements);
    for (Object sum : sums) {
      Lines.add(sum, 0, weight, 0, 1, channels * elements);
    }
  }

  private Object weight(Object images, Object results, int from, int to) {
    Object[] products = new Object[elements];
    Arrays.setAll(products, _ -> Lines.like(images, length));
    Object shown = Lines.like(images, length);
    Object bars = Lines.like(images, length);
    for (int line = from; line < to; line++) {
      System.arraycopy(results, line * length, bars, 0, length);
      for (int k = 0; k < elements; k++) {
        if (gather(images, line, k, shown)) {
          Lines.addProduct(bars, shown, products[k]);
        }
      }
    }
    Object sum = Lines.like(images, channels * elements);
    for (int k = 0; k < elements; k++) {
      for (int o = 0; o < inner.places(); o++) {
        Lines.add(products[k], o * channels, sum, k, elements, channels);
      }
    }
    return sum;
  }
}
