package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.Arrays;
import java.util.List;

/** Of each lane along an axis the elements that an index names. */
record Gather(int axis) implements Primitive {
  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(new Spec(inputs.get(1).shape(), inputs.get(0).type()));
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    int n = inputs.get(0).shape().length(axis);
    Lanes lanes = Lanes.of(inputs.get(1).shape(), axis);
    return new Routine.InPieces(
        lanes.outer() * lanes.n(),
        4L * inputs.get(1).size(),
        (first, end, given, results) -> {
          int[] at = lanes.positions("gather", (int[]) given[1], n, first, end);
          Moves.gather(given[0], at, results[0], first * lanes.inner());
        });
  }

  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    return Primitive.call(new Gather(axis + 1), inputs.toArray(Tensor[]::new));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return List.of(dots.get(0).gather(axis, inputs.get(1)));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor zero = Tensor.full(0, bars.get(0).type(), inputs.get(0).shape());
    return Arrays.asList(zero.scatterAdd(axis, inputs.get(1), bars.get(0)), null);
  }
}
