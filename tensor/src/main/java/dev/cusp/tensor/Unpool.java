package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The transpose of taking some elements of each image of a batch: an image in which each element is
 * the sum of those that were taken of it.
 *
 * @param shape of the images
 */
public record Unpool(Shape shape) implements Primitive {
  /**
   * Records it.
   *
   * @param taken elements, with the batch as axis 0
   * @param at the position of each among the elements of all images; of its own image
   */
  static Tensor of(Tensor taken, Tensor at, Shape shape) {
    return Primitive.call(new Unpool(shape), taken, at).getFirst();
  }

  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(new Spec(shape, inputs.getFirst().type()));
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    int batch = shape.length(0);
    int taken = inputs.getFirst().size();
    int pixels = shape.size() / Math.max(1, batch);
    int each = taken / Math.max(1, batch);
    return new Routine.InPieces(
        batch,
        (long) shape.size() + taken,
        (first, end, given, results) -> {
          int[] at = (int[]) given[1];
          for (int n = first; n < end; n++) {
            sum(given[0], at, n * each, (n + 1) * each, results[0], n * pixels, (n + 1) * pixels);
          }
        });
  }

  /** Examples are more images. */
  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    Shape taken = inputs.getFirst().shape();
    int examples = taken.length(0);
    int[] lengths = Shape.ints(taken.without(List.of(0)).lengths());
    lengths[0] *= examples;
    int[] each = new int[taken.rank()];
    Arrays.fill(each, 1);
    each[0] = examples;
    Tensor at = inputs.get(1).add(Tensor.range(examples).mul(shape.size()).reshape(each));
    List<Integer> images = new ArrayList<>(shape.lengths());
    images.set(0, examples * shape.length(0));
    Tensor all = of(inputs.getFirst().reshape(lengths), at.reshape(lengths), new Shape(images));
    return List.of(all.reshape(Shape.ints(Resample.split(all.shape(), examples))));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return Arrays.asList(
        dots.getFirst() == null ? null : of(dots.getFirst(), inputs.get(1), shape));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor bar = bars.getFirst();
    return Arrays.asList(bar == null ? null : bar.reshape(-1).take(inputs.get(1)), null);
  }

  /** One image, in the order of what was taken. */
  private static void sum(
      Object taken, int[] at, int from, int to, Object image, int first, int end) {
    if (image instanceof float[] sums) {
      Arrays.fill(sums, first, end, 0);
      add((float[]) taken, at, from, to, sums);
    } else {
      double[] doubles = (double[]) image;
      Arrays.fill(doubles, first, end, 0);
      add((double[]) taken, at, from, to, doubles);
    }
  }

  private static void add(float[] x, int[] at, int from, int to, float[] sums) {
    for (int i = from; i < to; i++) {
      sums[at[i]] += x[i];
    }
  }

  private static void add(double[] x, int[] at, int from, int to, double[] sums) {
    for (int i = from; i < to; i++) {
      sums[at[i]] += x[i];
    }
  }
}
