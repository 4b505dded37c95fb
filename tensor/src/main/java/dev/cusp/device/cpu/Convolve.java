package dev.cusp.device.cpu;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.Convolution;
import dev.cusp.tensor.Convolution.Geometry;
import dev.cusp.tensor.Convolution.Part;

/**
 * Convolutions as products of matrices, of {@link Patches} of the image and the weight, some places
 * of one image at a time. Which ones go together depends on nothing but the lengths, so the result
 * is the same on any number of threads.
 */
final class Convolve implements Routine {
  /** Numbers of a matrix of patches, which then stays in the second cache. */
  private static final int TILE = 1 << 16;

  /** Numbers of all the weights that are summed apart from each other. */
  private static final int APART = 1 << 22;

  /** A multiplication takes this part of the time of a simple operation. */
  private static final int QUICK = 16;

  private final Part part;
  private final Geometry g;
  private final Multiplier multiplier;
  private final Patches patches;

  /** Filters of a group. */
  private final int fan;

  /** Places taken together. */
  private final int tile;

  /** Parts of an image. */
  private final int tiles;

  Convolve(Convolution.Direct meaning, Multiplier multiplier) {
    this.multiplier = multiplier;
    part = meaning.part();
    g = meaning.geometry();
    patches = new Patches(g);
    fan = g.filters() / g.groups();
    tile = Math.min(patches.places, Math.max(16, TILE / Math.max(1, patches.width)));
    tiles = Math.ceilDiv(patches.places, tile);
  }

  @Override
  public void run(Object[] inputs, Object[] results) {
    if (g.batch() * g.filters() * g.channels() == 0) {
      Lines.clear(results[0], 0, g.shape(part).size());
      return;
    }
    switch (part) {
      case RESULT -> result(inputs[0], inputs[1], results[0]);
      case IMAGE -> image(inputs[0], inputs[1], results[0]);
      case WEIGHT -> weight(inputs[0], inputs[1], results[0]);
    }
  }

  /** Something done for the places of a tile, with memory for a matrix. */
  private interface Tile {
    void run(int n, int from, int to, Object matrix);
  }

  /** Does something for a range of tiles, on this thread. */
  private void tiles(int first, int end, Object like, Tile body) {
    int size = patches.areImage() ? 0 : tile * patches.width;
    Object matrix = Lines.like(like, size);
    for (int i = first; i < end; i++) {
      int from = i % tiles * tile;
      body.run(i / tiles, from, Math.min(patches.places, from + tile), matrix);
    }
  }

  private void split(int n, Threads.Part body) {
    long work = (long) g.batch() * patches.places * patches.width * g.filters() / QUICK;
    Threads.split(n, work, Integer.MAX_VALUE, body);
  }

  /** Where the results of a place are. */
  private int at(int n, int group, int place) {
    return (n * patches.places + place) * g.filters() + group * fan;
  }

  private void result(Object image, Object weight, Object result) {
    int width = patches.width;
    Tile body =
        (n, from, to, matrix) -> {
          for (int group = 0; group < g.groups(); group++) {
            Object a = patches(image, n, group, from, to, matrix);
            int rows = to - from;
            Block block =
                new Block(
                    rows,
                    fan,
                    width,
                    patches.rowStep(rows),
                    patches.columnStep(rows),
                    1,
                    width,
                    g.filters(),
                    1);
            int w = group * fan * width;
            multiplier.multiply(
                block, a, start(n, group, from), weight, w, result, at(n, group, from), false);
          }
        };
    split(g.batch() * tiles, (first, end) -> tiles(first, end, image, body));
  }

  /** The matrix of some places, copied if need be. */
  private Object patches(Object image, int n, int group, int from, int to, Object matrix) {
    if (patches.areImage()) {
      return image;
    }
    patches.gather(image, n, group, from, to, matrix);
    return matrix;
  }

  private int start(int n, int group, int from) {
    return patches.areImage() ? patches.at(n, group, from) : 0;
  }

  private void image(Object weight, Object result, Object image) {
    int width = patches.width;
    Tile body =
        (n, from, to, matrix) -> {
          for (int group = 0; group < g.groups(); group++) {
            Object c = patches.areImage() ? image : matrix;
            int rows = to - from;
            Block block =
                new Block(
                    rows,
                    width,
                    fan,
                    g.filters(),
                    1,
                    width,
                    1,
                    patches.rowStep(rows),
                    patches.columnStep(rows));
            int w = group * fan * width;
            multiplier.multiply(
                block, result, at(n, group, from), weight, w, c, start(n, group, from), false);
            if (!patches.areImage()) {
              patches.scatter(image, n, group, from, to, matrix);
            }
          }
        };
    split(
        g.batch(),
        (first, end) -> {
          for (int n = first; n < end; n++) {
            patches.clear(image, n);
          }
          tiles(first * tiles, end * tiles, image, body);
        });
  }

  private void weight(Object image, Object result, Object weight) {
    int width = patches.width;
    int size = g.filters() * width;
    int parts = Math.clamp(APART / Math.max(1, size), 1, Math.max(1, Math.min(16, g.batch())));
    Object[] sums = new Object[parts];
    split(
        parts,
        (first, end) -> {
          for (int p = first; p < end; p++) {
            Object sum = p == 0 ? weight : Lines.like(weight, size);
            sums[p] = sum;
            Lines.clear(sum, 0, p == 0 ? size : 0);
            int from = (int) ((long) g.batch() * p / parts);
            int to = (int) ((long) g.batch() * (p + 1) / parts);
            tiles(
                from * tiles,
                to * tiles,
                image,
                (n, a, b, matrix) -> weight(image, result, n, a, b, matrix, sum));
          }
        });
    for (int p = 1; p < parts; p++) {
      Lines.add(sums[p], 0, weight, 0, 1, size);
    }
  }

  private void weight(
      Object image, Object result, int n, int from, int to, Object matrix, Object sum) {
    int width = patches.width;
    for (int group = 0; group < g.groups(); group++) {
      Object b = patches(image, n, group, from, to, matrix);
      int rows = to - from;
      Block block =
          new Block(
              fan,
              width,
              rows,
              1,
              g.filters(),
              patches.rowStep(rows),
              patches.columnStep(rows),
              width,
              1);
      multiplier.multiply(
          block,
          result,
          at(n, group, from),
          b,
          start(n, group, from),
          sum,
          group * fan * width,
          true);
    }
  }
}
