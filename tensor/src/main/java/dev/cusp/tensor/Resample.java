package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear map along each spatial axis of an image, one after the other or all at once: average
 * pooling, resizing, and what {@link Convolutions#unfold} shows.
 */
public record Resample(List<Taps> taps) implements Primitive {
  static Tensor of(Tensor x, List<? extends Taps> taps) {
    return Primitive.call(new Resample(List.copyOf(taps)), x.as(Convolution.computed(x.type())))
        .getFirst()
        .as(x.type().floating());
  }

  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(new Spec(shape(taps, inputs.getFirst().shape()), inputs.getFirst().type()));
  }

  /** A shape whose axis 0 counts images of so many examples. */
  static List<Integer> split(Shape shape, int examples) {
    List<Integer> lengths = new ArrayList<>(shape.lengths());
    lengths.set(0, examples == 0 ? 0 : shape.length(0) / examples);
    lengths.addFirst(examples);
    return lengths;
  }

  /** The shape with the lengths that maps give. */
  static Shape shape(List<Taps> taps, Shape shape) {
    Shape result = shape;
    for (int i = 0; i < taps.size(); i++) {
      result = result.with(i + 1, taps.get(i).to());
    }
    return result;
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    return new Weighted(taps, inputs.getFirst());
  }

  /** Examples are more images. */
  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    Shape shape = inputs.getFirst().shape();
    int[] lengths = Shape.ints(shape.without(List.of(0)).lengths());
    lengths[0] *= shape.length(0);
    Tensor all = Primitive.call(this, inputs.getFirst().reshape(lengths)).getFirst();
    return List.of(all.reshape(Shape.ints(split(all.shape(), shape.length(0)))));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return Primitive.call(this, dots.getFirst());
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Resample transpose = new Resample(taps.stream().map(Taps::transposed).toList());
    return Primitive.call(transpose, bars.getFirst());
  }

  /** One axis after the other, in double. */
  public record Weighted(List<Taps> taps, Spec input) implements Routine {
    @Override
    public void run(Object[] inputs, Object[] results) {
      double[] x = Widened.of(inputs[0]);
      List<Integer> lengths = new ArrayList<>(input.shape().lengths());
      for (int axis = 0; axis < taps.size(); axis++) {
        int before = product(lengths.subList(0, axis + 1));
        int after = product(lengths.subList(axis + 2, lengths.size()));
        x = along(taps.get(axis), before, after, x);
        lengths.set(axis + 1, taps.get(axis).to());
      }
      Widened.store(x, results[0]);
    }

    private static int product(List<Integer> lengths) {
      return lengths.stream().reduce(1, (a, b) -> a * b);
    }

    private static double[] along(Taps taps, int before, int after, double[] x) {
      Table table = taps.table();
      double[] y = new double[before * taps.to() * after];
      for (int i = 0; i < before * taps.to(); i++) {
        int first = i / taps.to() * taps.from();
        int o = i % taps.to();
        for (int t = table.starts[o]; t < table.starts[o + 1]; t++) {
          int from = (first + table.columns[t]) * after;
          for (int j = 0; j < after; j++) {
            y[i * after + j] += table.weights[t] * x[from + j];
          }
        }
      }
      return y;
    }
  }
}
