package dev.cusp.device.cpu;

import dev.cusp.kernel.Routine;
import dev.cusp.tensor.Primitive.Spec;
import dev.cusp.tensor.Resample;
import dev.cusp.tensor.Table;
import dev.cusp.tensor.Taps;
import java.util.ArrayList;
import java.util.List;

/**
 * Average pooling and resizing: what some elements of an image give for each place of the result,
 * all channels of it at once.
 */
final class Pool implements Routine {
  private final int batch;
  private final int channels;
  private final List<Taps> taps;
  private final List<Table> tables = new ArrayList<>();
  private int places = 1;

  Pool(Resample.Weighted meaning) {
    taps = meaning.taps();
    Spec input = meaning.input();
    batch = input.shape().length(0);
    channels = input.shape().length(-1);
    for (Taps t : taps) {
      tables.add(t.table());
      places *= t.to();
    }
  }

  @Override
  public void run(Object[] inputs, Object[] results) {
    long total = (long) batch * channels;
    for (Table table : tables) {
      total *= table.columns.length;
    }
    Threads.split(
        batch * places,
        total,
        Integer.MAX_VALUE,
        (first, end) -> {
          Lines.clear(results[0], first * channels, end * channels);
          Place place = new Place(inputs[0], results[0]);
          for (int i = first; i < end; i++) {
            place.run(i);
          }
        });
  }

  /** Goes over the elements of a place. */
  private final class Place {
    private final Object input;
    private final Object result;
    private final int[] at = new int[taps.size()];
    private int to;

    Place(Object input, Object result) {
      this.input = input;
      this.result = result;
    }

    void run(int i) {
      int rest = i;
      for (int axis = at.length - 1; axis >= 0; axis--) {
        at[axis] = rest % taps.get(axis).to();
        rest /= taps.get(axis).to();
      }
      to = i * channels;
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
          Lines.addMultiple(product, input, inner * channels, result, to, channels);
        }
      }
    }
  }
}
