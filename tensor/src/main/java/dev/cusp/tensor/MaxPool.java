package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.Arrays;
import java.util.List;

/**
 * The largest of the elements that maps take along the spatial axes, whatever their weights, and
 * its position in the whole input: the first such, or the first NaN.
 */
public record MaxPool(List<Taps> taps) implements Primitive {
  static Tensor of(Tensor x, List<Taps> taps) {
    return Primitive.call(new MaxPool(taps), x.as(Convolution.computed(x.type())))
        .getFirst()
        .as(x.type().floating());
  }

  @Override
  public List<Spec> results(List<Spec> inputs) {
    Spec input = inputs.getFirst();
    Shape shape = Resample.shape(taps, input.shape());
    return List.of(new Spec(shape, input.type()), new Spec(shape, DType.I32));
  }

  @Override
  public boolean isSmooth() {
    return false;
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    return new Largest(taps, inputs.getFirst());
  }

  /** Examples are more images. */
  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    Shape shape = inputs.getFirst().shape();
    int[] lengths = Shape.ints(shape.without(List.of(0)).lengths());
    lengths[0] *= shape.length(0);
    List<Tensor> all = Primitive.call(this, inputs.getFirst().reshape(lengths));
    int[] split = Shape.ints(Resample.split(all.getFirst().shape(), shape.length(0)));
    int size = shape.without(List.of(0)).size();
    return List.of(all.get(0).reshape(split), all.get(1).mod(Math.max(1, size)).reshape(split));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return Arrays.asList(dots.getFirst().reshape(-1).take(results.get(1)), null);
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    if (bars.getFirst() == null) {
      return Arrays.asList((Tensor) null);
    }
    return List.of(Unpool.of(bars.getFirst(), results.get(1), inputs.getFirst().shape()));
  }

  /** Element by element. */
  public record Largest(List<Taps> taps, Spec input) implements Routine {
    @Override
    public void run(Object[] inputs, Object[] results) {
      double[] x = Widened.of(inputs[0]);
      double[] largest = new double[((int[]) results[1]).length];
      List<Table> tables = taps.stream().map(Taps::table).toList();
      int channels = input.shape().length(-1);
      for (int i = 0; i < largest.length; i++) {
        int[] places = new int[taps.size()];
        int rest = i / channels;
        for (int axis = places.length - 1; axis >= 0; axis--) {
          places[axis] = rest % taps.get(axis).to();
          rest /= taps.get(axis).to();
        }
        int best = first(0, rest, places, tables, x, i % channels, -1);
        ((int[]) results[1])[i] = best;
        largest[i] = x[best];
      }
      Widened.store(largest, results[0]);
    }

    /** The position of the best element so far, after those of an axis and all that follow it. */
    private int first(
        int axis, int position, int[] places, List<Table> tables, double[] x, int c, int known) {
      if (axis == places.length) {
        int at = position * input.shape().length(-1) + c;
        boolean isBetter =
            known < 0 || x[at] > x[known] || Double.isNaN(x[at]) && !Double.isNaN(x[known]);
        return isBetter ? at : known;
      }
      Table table = tables.get(axis);
      int best = known;
      for (int t = table.starts[places[axis]]; t < table.starts[places[axis] + 1]; t++) {
        int inner = position * taps.get(axis).from() + table.columns[t];
        best = first(axis + 1, inner, places, tables, x, c, best);
      }
      return best;
    }
  }
}
