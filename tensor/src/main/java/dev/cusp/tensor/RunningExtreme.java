package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.List;

/** Where the first least or largest element so far is, along an axis; the first NaN stays it. */
record RunningExtreme(int axis, boolean isMax) implements Discrete {
  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(new Spec(inputs.getFirst().shape(), DType.I32));
  }

  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    return Primitive.call(new RunningExtreme(axis + 1, isMax), inputs.toArray(Tensor[]::new));
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    Lanes lanes = Lanes.of(inputs.getFirst().shape(), axis);
    return lanes.routine(
        4,
        (first, end, given, results) -> {
          long[] keys = new long[lanes.n()];
          int[] to = (int[]) results[0];
          for (int lane = first; lane < end; lane++) {
            SortKeys.read(given[0], lanes.start(lane), lanes.inner(), keys, !isMax);
            int best = 0;
            for (int i = 0, at = lanes.start(lane); i < lanes.n(); i++, at += lanes.inner()) {
              best = keys[i] > keys[best] ? i : best;
              to[at] = best;
            }
          }
        });
  }
}
