package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The derivative of {@code sum of image[n, o stride + k dilation - before, c] weight[f, k, c]
 * result[n, o, f]} by one of the three, for given others. That by the result is a convolution, that
 * by the image a transposed one; and as the sum is linear in each, the derivatives of the three are
 * again among the three.
 */
public record Convolution(Part part, Geometry geometry) implements Primitive {
  /** The tensors of a convolution; two of them are given, in this order. */
  public enum Part {
    IMAGE,
    WEIGHT,
    RESULT
  }

  /** All lengths; c above runs over the channels of the group of f. */
  public record Geometry(int batch, int channels, int filters, int groups, List<Window.Axis> axes) {
    /** An axis as seen from the last, of as many as one likes: there are none before the first. */
    public Window.Axis fromLast(int axis) {
      return axis < axes.size() ? axes.get(axes.size() - 1 - axis) : Window.Axis.NONE;
    }

    /** The shape of a part. */
    public Shape shape(Part part) {
      List<Integer> lengths = new ArrayList<>();
      lengths.add(part == Part.WEIGHT ? filters : batch);
      for (Window.Axis axis : axes) {
        lengths.add(
            switch (part) {
              case IMAGE -> axis.image();
              case WEIGHT -> axis.size();
              case RESULT -> axis.places();
            });
      }
      lengths.add(
          switch (part) {
            case IMAGE -> channels;
            case WEIGHT -> channels / groups;
            case RESULT -> filters;
          });
      return new Shape(lengths);
    }
  }

  static void checkGroups(
      String name, Shape image, Shape weight, int groups, int filters, int channels) {
    boolean divides = groups > 0 && channels % groups == 0 && filters % groups == 0;
    if (!divides || weight.length(-1) != channels / groups) {
      throw new ShapeException(
          "%s: shapes %s and %s in %d groups: %d channels and %d filters have to be multiples of"
              + " the groups, and the last axis of the weight one group's channels",
          name, image, weight, groups, channels, filters);
    }
  }

  /** What is computed with for a type of elements. */
  static DType computed(DType type) {
    return type == DType.F32 || type.isHalf() ? DType.F32 : DType.F64;
  }

  /** Records it; the part that it computes is not given. */
  Tensor of(Tensor image, Tensor weight, Tensor result) {
    Tensor[] given = {image, weight, result};
    DType type = DType.BOOL;
    for (Part p : Part.values()) {
      type = p == part ? type : DType.common(type, given[p.ordinal()].type());
    }
    List<Tensor> inputs = new ArrayList<>();
    for (Part p : Part.values()) {
      if (p != part) {
        inputs.add(given[p.ordinal()].as(computed(type)));
      }
    }
    return Primitive.call(this, inputs.get(0), inputs.get(1)).getFirst().as(type.floating());
  }

  /** Which part an input is. */
  private Part input(int i) {
    return Part.values()[i < part.ordinal() ? i : i + 1];
  }

  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(new Spec(geometry.shape(part), inputs.getFirst().type()));
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    return new Direct(part, geometry, inputs.getFirst().type());
  }

  /** Examples are more images, or where they have weights of their own, groups of channels. */
  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    int count = inputs.getFirst().shape().length(0);
    Geometry g = geometry;
    boolean isShared = part != Part.WEIGHT && !which.get(part == Part.IMAGE ? 0 : 1);
    Geometry all =
        isShared
            ? new Geometry(count * g.batch(), g.channels(), g.filters(), g.groups(), g.axes())
            : new Geometry(
                g.batch(), count * g.channels(), count * g.filters(), count * g.groups(), g.axes());
    Tensor[] given = new Tensor[2];
    for (int i = 0; i < 2; i++) {
      Tensor x = inputs.get(i);
      int[] shape = Shape.ints(all.shape(input(i)).lengths());
      given[i] =
          input(i) == Part.WEIGHT
              ? (isShared ? x.at(0, 0) : x.reshape(shape))
              : (isShared ? x : x.moveAxis(0, -2)).reshape(shape);
    }
    Tensor made = Primitive.call(new Convolution(part, all), given).getFirst();
    List<Integer> lengths = new ArrayList<>(geometry.shape(part).lengths());
    boolean isFirst = isShared || part == Part.WEIGHT;
    lengths.add(isFirst ? 0 : lengths.size() - 1, count);
    Tensor split = made.reshape(Shape.ints(lengths));
    return List.of(isFirst ? split : split.moveAxis(-2, 0));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor dot = null;
    for (int i = 0; i < 2; i++) {
      if (dots.get(i) != null) {
        Tensor[] given = given(inputs, null);
        given[input(i).ordinal()] = dots.get(i);
        dot = Rules.sum(dot, of(given[0], given[1], given[2]));
      }
    }
    return Arrays.asList(dot);
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor[] given = given(inputs, bars.getFirst());
    List<Tensor> inputBars = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      inputBars.add(new Convolution(input(i), geometry).of(given[0], given[1], given[2]));
    }
    return inputBars;
  }

  private Tensor[] given(List<Tensor> inputs, Tensor own) {
    Tensor[] given = new Tensor[3];
    given[part.ordinal()] = own;
    for (int i = 0; i < 2; i++) {
      given[input(i).ordinal()] = inputs.get(i);
    }
    return given;
  }

  /** The sum term by term, accumulated in double. */
  public record Direct(Part part, Geometry geometry, DType type) implements Routine {
    @Override
    public void run(Object[] inputs, Object[] results) {
      double[][] arrays = new double[3][];
      int next = 0;
      for (Part p : Part.values()) {
        arrays[p.ordinal()] =
            p == part ? new double[geometry.shape(p).size()] : Widened.of(inputs[next++]);
      }
      for (int n = 0; n < geometry.batch(); n++) {
        places(0, n, 0, n, arrays);
      }
      Widened.store(arrays[part.ordinal()], results[0]);
    }

    /**
     * All places and elements of the window along an axis and those that follow it.
     *
     * @param image position in the image, up to this axis; the other two likewise
     */
    private void places(int axis, int image, int element, int place, double[][] arrays) {
      if (axis == geometry.axes().size()) {
        channels(image, element, place, arrays);
        return;
      }
      Window.Axis a = geometry.axes().get(axis);
      for (int o = 0; o < a.places(); o++) {
        for (int k = 0; k < a.size(); k++) {
          int at = a.at(o, k);
          if (at >= 0 && at < a.image()) {
            places(
                axis + 1,
                image * a.image() + at,
                element * a.size() + k,
                place * a.places() + o,
                arrays);
          }
        }
      }
    }

    private void channels(int image, int element, int place, double[][] arrays) {
      int depth = geometry.channels() / geometry.groups();
      int elements =
          geometry.axes().stream().mapToInt(Window.Axis::size).reduce(1, (x, y) -> x * y);
      for (int f = 0; f < geometry.filters(); f++) {
        int group = f / (geometry.filters() / geometry.groups());
        for (int c = 0; c < depth; c++) {
          int x = image * geometry.channels() + group * depth + c;
          int w = (f * elements + element) * depth + c;
          int y = place * geometry.filters() + f;
          switch (part) {
            case IMAGE -> arrays[0][x] += arrays[1][w] * arrays[2][y];
            case WEIGHT -> arrays[1][w] += arrays[0][x] * arrays[2][y];
            case RESULT -> arrays[2][y] += arrays[0][x] * arrays[1][w];
          }
        }
      }
    }
  }
}
