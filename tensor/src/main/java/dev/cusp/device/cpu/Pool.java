package dev.cusp.device.cpu;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.MaxPool;
import dev.cusp.tensor.Primitive.Spec;
import dev.cusp.tensor.Resample;
import dev.cusp.tensor.Table;
import dev.cusp.tensor.Taps;
import java.util.ArrayList;
import java.util.List;

/**
 * Pooling and resizing: what some elements of an image give for each place of the result, all
 * channels of it at once.
 */
final class Pool implements Routine {
  /** What is done with the elements of a place, one after the other. */
  private interface Element {
    /**
     * An element.
     *
     * @param isFirst whether it is the first of its place
     */
    void take(int from, int to, double weight, boolean isFirst);
  }

  private interface Work {
    Element of(Object[] inputs, Object[] results);
  }

  private final int batch;
  private final int channels;
  private final List<Taps> taps;
  private final List<Table> tables = new ArrayList<>();
  private final Work work;
  private int places = 1;

  private Pool(List<Taps> taps, Spec input, Work work) {
    this.taps = taps;
    this.work = work;
    batch = input.shape().length(0);
    channels = input.shape().length(-1);
    for (Taps t : taps) {
      tables.add(t.table());
      places *= t.to();
    }
  }

  static Pool of(MaxPool.Largest meaning) {
    int channels = meaning.input().shape().length(-1);
    Work work =
        (inputs, results) -> {
          int[] at = (int[]) results[1];
          return inputs[0] instanceof float[] x
              ? largest(x, (float[]) results[0], at, channels)
              : largest((double[]) inputs[0], (double[]) results[0], at, channels);
        };
    return new Pool(meaning.taps(), meaning.input(), work);
  }

  private static Element largest(float[] x, float[] largest, int[] at, int channels) {
    return (from, to, _, isFirst) -> {
      if (isFirst) {
        Lines.first(x, from, largest, at, to, channels);
      } else {
        Lines.largest(x, from, largest, at, to, channels);
      }
    };
  }

  private static Element largest(double[] x, double[] largest, int[] at, int channels) {
    return (from, to, _, isFirst) -> {
      if (isFirst) {
        Lines.first(x, from, largest, at, to, channels);
      } else {
        Lines.largest(x, from, largest, at, to, channels);
      }
    };
  }

  static Pool of(Resample.Weighted meaning) {
    int channels = meaning.input().shape().length(-1);
    Work work =
        (inputs, results) ->
            (from, to, weight, _) ->
                Lines.addMultiple(weight, inputs[0], from, results[0], to, channels);
    return new Pool(meaning.taps(), meaning.input(), work);
  }

  @Override
  public void run(Object[] inputs, Object[] results) {
    Element element = work.of(inputs, results);
    boolean isSum = results.length == 1;
    long total = (long) batch * channels;
    for (Table table : tables) {
      total *= table.columns.length;
    }
    Threads.split(
        batch * places,
        total,
        Integer.MAX_VALUE,
        (first, end) -> {
          if (isSum) {
            Lines.clear(results[0], first * channels, end * channels);
          }
          Place place = new Place(element);
          for (int i = first; i < end; i++) {
            place.run(i);
          }
        });
  }

  /** Goes over the elements of a place. */
  private final class Place {
    private final Element element;
    private final int[] at = new int[taps.size()];
    private int to;
    private boolean isFirst;

    Place(Element element) {
      this.element = element;
    }

    void run(int i) {
      int rest = i;
      for (int axis = at.length - 1; axis >= 0; axis--) {
        at[axis] = rest % taps.get(axis).to();
        rest /= taps.get(axis).to();
      }
      to = i * channels;
      isFirst = true;
      axis(0, rest, 1);
    }

    private void axis(int axis, int position, double weight) {
      Table table = tables.get(axis);
      int length = taps.get(axis).from();
      for (int t = table.starts[at[axis]]; t < table.starts[at[axis] + 1]; t++) {
        int inner = position * length + table.columns[t];
        double product = weight * table.weights[t];
        if (axis + 1 < at.length) {
          axis(axis + 1, inner, product);
        } else {
          element.take(inner * channels, to, product, isFirst);
          isFirst = false;
        }
      }
    }
  }
}
