package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y[i] = factor[i] y[i - 1] + x[i]} along an axis, from {@code y[0] = x[0]}. The inputs are
 * the x and the factors, of which the first does not matter; without factors, they are 1. Of f32
 * the running value is kept in double.
 */
record Recurrence(int axis) implements Primitive {
  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(inputs.getFirst());
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    Lanes lanes = Lanes.of(inputs.getFirst().shape(), axis);
    return lanes.routine(
        4,
        (first, end, given, results) -> {
          Object factors = given.length > 1 ? given[1] : null;
          switch (results[0]) {
            case double[] y ->
                doubles(lanes, first, end, (double[]) given[0], (double[]) factors, y);
            case float[] y -> floats(lanes, first, end, (float[]) given[0], (float[]) factors, y);
            case long[] y -> longs(lanes, first, end, (long[]) given[0], (long[]) factors, y);
            default -> throw new IllegalStateException("a recurrence of " + results[0].getClass());
          }
        });
  }

  private static void doubles(
      Lanes lanes, int first, int end, double[] x, double[] factors, double[] y) {
    for (int lane = first; lane < end; lane++) {
      double now = 0;
      for (int i = 0, at = lanes.start(lane); i < lanes.n(); i++, at += lanes.inner()) {
        now = i == 0 ? x[at] : (factors == null ? now : now * factors[at]) + x[at];
        y[at] = now;
      }
    }
  }

  private static void floats(
      Lanes lanes, int first, int end, float[] x, float[] factors, float[] y) {
    for (int lane = first; lane < end; lane++) {
      double now = 0;
      for (int i = 0, at = lanes.start(lane); i < lanes.n(); i++, at += lanes.inner()) {
        now = i == 0 ? x[at] : (factors == null ? now : now * factors[at]) + x[at];
        y[at] = (float) now;
      }
    }
  }

  private static void longs(Lanes lanes, int first, int end, long[] x, long[] factors, long[] y) {
    for (int lane = first; lane < end; lane++) {
      long now = 0;
      for (int i = 0, at = lanes.start(lane); i < lanes.n(); i++, at += lanes.inner()) {
        now = i == 0 ? x[at] : (factors == null ? now : now * factors[at]) + x[at];
        y[at] = now;
      }
    }
  }

  private Tensor call(Tensor x, Tensor factors) {
    return factors == null
        ? Primitive.call(this, x).getFirst()
        : Primitive.call(this, x, factors).getFirst();
  }

  private static Tensor factors(List<Tensor> inputs) {
    return inputs.size() > 1 ? inputs.get(1) : null;
  }

  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    return Primitive.call(new Recurrence(axis + 1), inputs.toArray(Tensor[]::new));
  }

  /** {@code y'[i] = factor[i] y'[i - 1] + (x'[i] + factor'[i] y[i - 1])}. */
  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor factorDots = dots.size() > 1 ? dots.get(1) : null;
    Tensor more = factorDots == null ? null : factorDots.mul(before(results.getFirst()));
    return List.of(call(Rules.sum(dots.getFirst(), more), factors(inputs)));
  }

  /** The recurrence from the end: {@code xBar[i] = yBar[i] + factor[i + 1] xBar[i + 1]}. */
  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor factors = factors(inputs);
    Tensor after = factors == null ? null : factors.roll(axis, -1).flip(axis);
    Tensor xBar = call(bars.getFirst().flip(axis), after).flip(axis);
    List<Tensor> all = new ArrayList<>(List.of(xBar));
    if (factors != null) {
      all.add(xBar.mul(before(results.getFirst())));
    }
    return all;
  }

  /** Each element's predecessor, and 0 for the first. */
  private Tensor before(Tensor y) {
    return y.slice(axis, Range.of(0, -1)).pad(axis, Math.min(1, y.shape().length(axis)), 0);
  }
}
