package dev.cusp.tensor;

/** What has come together so far at each place along an axis. */
public sealed interface Cumulative permits Tensor {
  Tensor self();

  /** The sum up to each element; of bools and ints as i64. */
  default Tensor cumSum(int axis) {
    Tensor x = self().as(self().type().summed());
    int at = x.shape().axis(axis);
    Tensor wide = x.as(x.type().wide());
    return Primitive.call(new Recurrence(at), wide).getFirst().as(x.type());
  }

  /** The product up to each element; of bools and ints as i64. */
  default Tensor cumProd(int axis) {
    Tensor x = self().as(self().type().summed());
    Tensor first = x.slice(axis, Range.of(0, 1));
    int more = x.shape().length(axis) - first.shape().length(axis);
    return first.pad(axis, 0, more).recurrence(axis, x);
  }

  /**
   * {@code y[i] = factors[i] y[i - 1] + x[i]}, from {@code y[0] = x[0]}: a running average, a
   * filter, a chain of states.
   *
   * @param factors broadcast to this shape; the first one does not matter
   */
  default Tensor recurrence(int axis, Tensor factors) {
    DType type = DType.common(self().type(), factors.type()).summed();
    int at = self().shape().axis(axis);
    Tensor x = self().as(type.wide());
    Tensor all = factors.as(type.wide()).broadcastTo(x.shape());
    return Primitive.call(new Recurrence(at), x, all).getFirst().as(type);
  }

  /** The largest element so far; NaN from the first NaN on. */
  default Tensor cumMax(int axis) {
    return self().gather(axis, running(axis, true));
  }

  /** The least element so far; NaN from the first NaN on. */
  default Tensor cumMin(int axis) {
    return self().gather(axis, running(axis, false));
  }

  private Tensor running(int axis, boolean isMax) {
    RunningExtreme extreme = new RunningExtreme(self().shape().axis(axis), isMax);
    return Primitive.call(extreme, self().as(self().type().wide())).getFirst();
  }

  /** {@code log} of the sum of {@code exp} up to each element, which does not overflow. */
  default Tensor cumLogSumExp(int axis) {
    Tensor x = self().as(self().type().floating().wide());
    if (x.shape().length(axis) == 0) {
      return x;
    }
    Tensor top = x.stopGradient().cumMax(axis).map(v -> Double.isInfinite(v) ? 0 : v);
    Tensor before =
        Views.concat(axis, top.slice(axis, Range.of(0, 1)), top.slice(axis, Range.of(0, -1)));
    Tensor sum = x.sub(top).exp().recurrence(axis, before.sub(top).exp());
    return sum.log().add(top).as(self().type().floating());
  }

  /** Each element less the one before it, for all but the first. */
  default Tensor diff(int axis) {
    return self().slice(axis, Range.from(1)).sub(self().slice(axis, Range.of(0, -1)));
  }
}
