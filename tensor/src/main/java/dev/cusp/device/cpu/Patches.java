package dev.cusp.device.cpu;

import dev.cusp.tensor.Convolution.Geometry;
import dev.cusp.tensor.Window.Axis;

/**
 * What the window of a convolution shows at some places of an image, side by side as a matrix, for
 * one group of channels: a row for each place and a column for each element of the window and
 * channel; in memory by rows, or by columns where that makes longer pieces that lie together.
 */
final class Patches {
  /** Pieces of a row that are shorter make it worth while to copy columns. */
  private static final int SHORT = 16;

  private final Axis outer;
  private final Axis middle;
  private final Axis inner;
  private final int channels;
  private final int depth;
  private final boolean byRows;

  /** Columns of the matrix. */
  final int width;

  /** Places of an image. */
  final int places;

  Patches(Geometry g) {
    inner = g.fromLast(0);
    middle = g.fromLast(1);
    outer = g.fromLast(2);
    channels = g.channels();
    depth = channels / g.groups();
    width = outer.size() * middle.size() * inner.size() * depth;
    places = outer.places() * middle.places() * inner.places();
    byRows = run() * depth >= SHORT || width == 1;
  }

  /** Elements of the window along the last axis that lie together with all their channels. */
  private int run() {
    return inner.dilation() == 1 && depth == channels ? inner.size() : 1;
  }

  /** Whether the image itself is the matrix. */
  boolean areImage() {
    return isPlain(outer) && isPlain(middle) && isPlain(inner);
  }

  private static boolean isPlain(Axis axis) {
    return axis.size() == 1 && axis.stride() == 1 && axis.before() == 0;
  }

  /** Steps from row to row and from column to column of a matrix of some rows. */
  int rowStep(int rows) {
    return areImage() ? channels : byRows ? width : 1;
  }

  /** As {@link #rowStep}. */
  int columnStep(int rows) {
    return areImage() || byRows ? 1 : rows;
  }

  private int image() {
    return outer.image() * middle.image() * inner.image() * channels;
  }

  /** Where the matrix of some places begins in the image, if it is that. */
  int at(int n, int group, int place) {
    return n * image() + place * channels + group * depth;
  }

  /** Sets an image to zeros. */
  void clear(Object images, int n) {
    Lines.clear(images, n * image(), (n + 1) * image());
  }

  /** Copies the matrix of places {@code from} to {@code to} out of an image. */
  void gather(Object images, int n, int group, int from, int to, Object matrix) {
    visit(images, n, group, from, to, matrix, true);
  }

  /** Adds it into an image. */
  void scatter(Object images, int n, int group, int from, int to, Object matrix) {
    visit(images, n, group, from, to, matrix, false);
  }

  /** Goes over the lines of places, and in each over the lines of the window. */
  private void visit(
      Object images, int n, int group, int from, int to, Object matrix, boolean gathers) {
    int first = from;
    while (first < to) {
      int line = first / inner.places();
      int end = Math.min(to, (line + 1) * inner.places());
      int d = line / middle.places();
      int h = line % middle.places();
      for (int k = 0; k < outer.size() * middle.size(); k++) {
        int z = outer.at(d, k / middle.size());
        int y = middle.at(h, k % middle.size());
        boolean isThere = z >= 0 && z < outer.image() && y >= 0 && y < middle.image();
        int row = n * image() + (z * middle.image() + y) * inner.image() * channels;
        int at = row + group * depth;
        int column = k * inner.size() * depth;
        int o = first - line * inner.places();
        Line moved = new Line(images, isThere ? at : -1, matrix, gathers);
        if (byRows) {
          rows(moved, o, end - first, (first - from) * width + column);
        } else {
          columns(moved, o, end - first, column * (to - from) + first - from, to - from);
        }
      }
      first = end;
    }
  }

  /**
   * A line of an image.
   *
   * @param at where its group of channels begins; -1 for a line of padding
   */
  private record Line(Object images, int at, Object matrix, boolean gathers) {
    void move(int imageAt, int step, int matrixAt, int count) {
      if (gathers) {
        Lines.copy(images, at + imageAt, step, matrix, matrixAt, count);
      } else {
        Lines.add(matrix, matrixAt, images, at + imageAt, step, count);
      }
    }

    void pad(int matrixAt, int count) {
      if (gathers && count > 0) {
        Lines.clear(matrix, matrixAt, matrixAt + count);
      }
    }
  }

  /** For each place the elements of the window along the last axis. */
  private void rows(Line line, int place, int count, int matrixAt) {
    int run = run();
    for (int p = 0; p < count; p++) {
      for (int k = 0; k < inner.size(); k += run) {
        int x = inner.at(place + p, k);
        int to = matrixAt + p * width + k * depth;
        int before = line.at() < 0 ? run : Math.clamp(-(long) x, 0, run);
        int end = line.at() < 0 ? run : Math.clamp(inner.image() - (long) x, before, run);
        line.pad(to, before * depth);
        if (end > before) {
          line.move((x + before) * channels, 1, to + before * depth, (end - before) * depth);
        }
        line.pad(to + end * depth, (run - end) * depth);
      }
    }
  }

  /** For each element of the window along the last axis, and each channel, all places. */
  private void columns(Line line, int place, int count, int matrixAt, int height) {
    for (int k = 0; k < inner.size(); k++) {
      int x = inner.at(place, k);
      int step = inner.stride();
      int before = line.at() < 0 ? count : Math.clamp(Math.ceilDiv(-(long) x, step), 0, count);
      int end = Math.clamp(Math.ceilDiv(inner.image() - (long) x, step), before, count);
      for (int c = 0; c < depth; c++) {
        int to = matrixAt + (k * depth + c) * height;
        line.pad(to, before);
        if (end > before) {
          int from = (x + before * step) * channels + c;
          line.move(from, step * channels, to + before, end - before);
        }
        line.pad(to + end, count - end);
      }
    }
  }
}
