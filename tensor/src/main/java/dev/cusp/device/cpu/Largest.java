package dev.cusp.device.cpu;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.MaxPool;
import dev.cusp.tensor.Table;
import dev.cusp.tensor.Taps;
import java.util.List;

/**
 * The largest elements of windows and where they are. Numbers are compared as ints in the same
 * order, NaN last: the JIT makes jumps of comparisons of floats, which nobody can predict here.
 */
final class Largest implements Routine {
  private final List<Taps> taps;
  private final List<Table> tables;
  private final int batch;
  private final int channels;

  /** Places of a row, along the last axis, with all channels of each. */
  private final int length;

  /** How many rows there are of an image, and of how many an element of the result is made. */
  private final int rows;

  private final int widest;

  /** For a window's first pixel of a row, and so on: where it is for each element of the result. */
  private final int[][] along;

  Largest(MaxPool.Largest meaning) {
    taps = meaning.taps();
    tables = taps.stream().map(Taps::table).toList();
    batch = meaning.input().shape().length(0);
    channels = meaning.input().shape().length(-1);
    length = taps.getLast().to() * channels;
    rows = taps.stream().mapToInt(Taps::to).reduce(1, (x, y) -> x * y) / taps.getLast().to();
    Table last = tables.getLast();
    along = new int[last.widest()][length];
    for (int k = 0; k < along.length; k++) {
      for (int i = 0; i < length; i++) {
        int place = i / channels;
        int start = last.starts[place];
        int some =
            Math.min(start + k, last.starts[place + 1] - 1); // the last one again does no harm
        along[k][i] = last.columns[some] * channels + i % channels;
      }
    }
    widest = tables.stream().mapToInt(Table::widest).reduce(1, (x, y) -> x * y) / along.length;
  }

  @Override
  public void run(Object[] inputs, Object[] results) {
    int[] found = (int[]) results[1];
    Threads.split(
        batch * rows,
        4L * found.length * widest * along.length,
        Integer.MAX_VALUE,
        (first, end) -> {
          int[] window = new int[widest];
          int[] keys = new int[length];
          long[] longKeys = new long[inputs[0] instanceof double[] ? length : 0];
          for (int row = first; row < end; row++) {
            int count = window(row, window);
            int to = row * length;
            if (inputs[0] instanceof float[] x) {
              largest(x, window, count, keys, found, to);
              take(x, found, (float[]) results[0], to);
            } else {
              double[] x = (double[]) inputs[0];
              largest(x, window, count, longKeys, found, to);
              take(x, found, (double[]) results[0], to);
            }
          }
        });
  }

  /** Where the rows of the input begin that a row is made of; gives back how many there are. */
  private int window(int row, int[] window) {
    int last = taps.size() - 1;
    int[] at = new int[last];
    int rest = row;
    for (int axis = last - 1; axis >= 0; axis--) {
      at[axis] = rest % taps.get(axis).to();
      rest /= taps.get(axis).to();
    }
    window[0] = rest;
    int count = 1;
    for (int axis = 0; axis < last; axis++) {
      Table table = tables.get(axis);
      int start = table.starts[at[axis]];
      int more = table.starts[at[axis] + 1] - start;
      for (int k = count - 1; k >= 0; k--) { // from the end, as it grows in place
        int before = window[k] * taps.get(axis).from();
        for (int t = more - 1; t >= 0; t--) {
          window[k * more + t] = before + table.columns[start + t];
        }
      }
      count *= more;
    }
    for (int k = 0; k < count; k++) {
      window[k] *= taps.get(last).from() * channels;
    }
    return count;
  }

  private void largest(float[] x, int[] window, int count, int[] keys, int[] found, int to) {
    for (int i = 0; i < length; i++) {
      found[to + i] = window[0] + along[0][i];
      keys[i] = key(x[found[to + i]]);
    }
    for (int k = 1; k < count * along.length; k++) {
      int from = window[k / along.length];
      int[] offsets = along[k % along.length];
      for (int i = 0; i < keys.length; i++) {
        int at = from + offsets[i];
        int key = key(x[at]);
        int known = keys[i];
        found[to + i] = key > known ? at : found[to + i];
        keys[i] = Math.max(key, known);
      }
    }
  }

  private void largest(double[] x, int[] window, int count, long[] keys, int[] found, int to) {
    for (int i = 0; i < length; i++) {
      found[to + i] = window[0] + along[0][i];
      keys[i] = key(x[found[to + i]]);
    }
    for (int k = 1; k < count * along.length; k++) {
      int from = window[k / along.length];
      int[] offsets = along[k % along.length];
      for (int i = 0; i < keys.length; i++) {
        int at = from + offsets[i];
        long key = key(x[at]);
        long known = keys[i];
        found[to + i] = key > known ? at : found[to + i];
        keys[i] = Math.max(key, known);
      }
    }
  }

  private void take(float[] x, int[] found, float[] largest, int to) {
    for (int i = to; i < to + length; i++) {
      largest[i] = x[found[i]];
    }
  }

  private void take(double[] x, int[] found, double[] largest, int to) {
    for (int i = to; i < to + length; i++) {
      largest[i] = x[found[i]];
    }
  }

  /** Both zeros have the same one. */
  private static int key(float x) {
    int bits = Float.floatToIntBits(x + 0f);
    return bits ^ bits >> 31 & Integer.MAX_VALUE;
  }

  private static long key(double x) {
    long bits = Double.doubleToLongBits(x + 0.0);
    return bits ^ bits >> 63 & Long.MAX_VALUE;
  }
}
