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
    return new Sums(shape.length(0), shape.size(), inputs.getFirst().size());
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

  /**
   * Image by image, in the order of what was taken.
   *
   * @param size elements of all images
   * @param taken how many were taken of all images
   */
  public record Sums(int batch, int size, int taken) implements Routine {
    @Override
    public void run(Object[] inputs, Object[] results) {
      images(0, batch, inputs, results);
    }

    /** Some of the images. */
    public void images(int first, int end, Object[] inputs, Object[] results) {
      int[] at = (int[]) inputs[1];
      int pixels = size / Math.max(1, batch);
      int each = taken / Math.max(1, batch);
      for (int n = first; n < end; n++) {
        int from = n * each;
        if (results[0] instanceof float[] sums) {
          Arrays.fill(sums, n * pixels, (n + 1) * pixels, 0);
          add((float[]) inputs[0], at, from, from + each, sums);
        } else {
          double[] doubles = (double[]) results[0];
          Arrays.fill(doubles, n * pixels, (n + 1) * pixels, 0);
          add((double[]) inputs[0], at, from, from + each, doubles);
        }
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
}
