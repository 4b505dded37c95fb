package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.EnumSet;
import java.util.List;

/**
 * The positions of the elements along an axis in ascending or descending order; equal ones stay in
 * order. NaN is the largest.
 */
record SortOrder(int axis, boolean isDescending) implements Discrete {
  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(new Spec(inputs.getFirst().shape(), DType.I32));
  }

  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    return Primitive.call(new SortOrder(axis + 1, isDescending), inputs.toArray(Tensor[]::new));
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    Lanes lanes = Lanes.of(inputs.getFirst().shape(), axis);
    boolean isLong = EnumSet.of(DType.F64, DType.I64).contains(inputs.getFirst().type());
    return lanes.routine(
        4 * (32 - Integer.numberOfLeadingZeros(lanes.n())),
        (first, end, given, results) -> {
          long[] keys = new long[lanes.n()];
          int[] to = (int[]) results[0];
          for (int lane = first; lane < end; lane++) {
            SortKeys.read(given[0], lanes.start(lane), lanes.inner(), keys, false);
            if (isDescending) {
              for (int i = 0; i < keys.length; i++) {
                keys[i] = ~keys[i];
              }
            }
            int[] order = isLong ? StableOrder.of(keys) : StableOrder.ofInts(keys);
            for (int i = 0, at = lanes.start(lane); i < order.length; i++, at += lanes.inner()) {
              to[at] = order[i];
            }
          }
        });
  }
}
