package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.Arrays;
import java.util.List;

/**
 * A copy of the first input, into the lanes of which along an axis the elements of the third are
 * put where the second names a place.
 */
record ScatterInto(int axis, Mode mode) implements Primitive {
  /** What becomes of the element that is there. */
  enum Mode {
    SET,
    ADD,
    MIN,
    MAX
  }

  @Override
  public List<Spec> results(List<Spec> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    int n = inputs.get(0).shape().length(axis);
    Lanes lanes = Lanes.of(inputs.get(1).shape(), axis);
    int blocks = Math.max(1, lanes.outer());
    int size = inputs.get(0).size() / blocks;
    int values = inputs.get(1).size() / blocks;
    return new Routine.InPieces(
        lanes.outer(),
        4L * blocks * (size + values),
        (first, end, given, results) -> {
          int[] at =
              lanes.positions("scatter", (int[]) given[1], n, first * lanes.n(), end * lanes.n());
          System.arraycopy(given[0], first * size, results[0], first * size, (end - first) * size);
          int start = first * values;
          switch (mode) {
            case SET -> Moves.put(given[2], start, at, results[0]);
            case ADD -> Moves.add(given[2], start, at, results[0]);
            case MIN -> Moves.min(given[2], start, at, results[0]);
            case MAX -> Moves.max(given[2], start, at, results[0]);
          }
        });
  }

  @Override
  public boolean isSmooth() {
    return mode == Mode.SET || mode == Mode.ADD;
  }

  private static Tensor orZero(Tensor dot, Tensor like) {
    return dot == null ? Tensor.full(0, like.type(), like.shape()) : dot;
  }

  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    return Primitive.call(new ScatterInto(axis + 1, mode), inputs.toArray(Tensor[]::new));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor xDot = orZero(dots.get(0), inputs.get(0));
    Tensor index = inputs.get(1);
    Tensor valuesDot = orZero(dots.get(2), inputs.get(2));
    return List.of(
        switch (mode) {
          case SET -> xDot.scatter(axis, index, valuesDot);
          case ADD -> xDot.scatterAdd(axis, index, valuesDot);
          case MIN, MAX -> {
            Shares shares = shares(inputs, results.getFirst());
            yield shares
                .ofInput()
                .mul(xDot)
                .scatterAdd(axis, index, shares.ofValues().mul(valuesDot));
          }
        });
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor bar = bars.getFirst();
    Tensor index = inputs.get(1);
    Tensor there = bar.gather(axis, index);
    return switch (mode) {
      case SET -> {
        Tensor none = Tensor.full(0, there.type(), there.shape());
        yield Arrays.asList(
            bar.scatter(axis, index, none), null, isLast(inputs).where(there, none));
      }
      case ADD -> Arrays.asList(bar, null, there);
      case MIN, MAX -> {
        Shares shares = shares(inputs, results.getFirst());
        yield Arrays.asList(shares.ofInput().mul(bar), null, shares.ofValues().mul(there));
      }
    };
  }

  /** Which of the values is the one that stays, where several go to one place. */
  private Tensor isLast(List<Tensor> inputs) {
    Tensor index = inputs.get(1);
    Tensor number = Tensor.positions(index.shape());
    Tensor last = Tensor.full(0, DType.I32, inputs.get(0).shape()).scatter(axis, index, number);
    return last.gather(axis, index).eq(number);
  }

  /** How much of a derivative those have that are the least or largest; equal ones have as much. */
  private record Shares(Tensor ofInput, Tensor ofValues) {}

  private Shares shares(List<Tensor> inputs, Tensor result) {
    Tensor index = inputs.get(1);
    Tensor input = Lifting.typed("wins", result.type(), inputs.get(0), result).as(result.type());
    Tensor values =
        Lifting.typed("wins", result.type(), inputs.get(2), result.gather(axis, index))
            .as(result.type());
    Tensor count = input.scatterAdd(axis, index, values);
    return new Shares(input.div(count), values.div(count.gather(axis, index)));
  }
}
