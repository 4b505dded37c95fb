package dev.cusp.nn;

import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Loops;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A cell, applied to one time after the other, in a loop that is compiled once however long the
 * sequences are. Inputs have shape [batch, time, in], results [batch, time, width].
 *
 * @param isBackward whether the last time comes first
 */
public record Recurrent<S>(Cell<S> cell, boolean isBackward) implements SequenceLayer {
  /** With a cell of any kind. */
  public static <S> Template<Recurrent<S>> of(Template<? extends Cell<S>> cell) {
    return (sample, key) -> new Recurrent<>(cell.make(sample, key), false);
  }

  public static Template<Recurrent<Tensor>> rnn(int width) {
    return of(RnnCell.of(width));
  }

  public static Template<Recurrent<LstmCell.State>> lstm(int width) {
    return of(LstmCell.of(width));
  }

  public static Template<Recurrent<Tensor>> gru(int width) {
    return of(GruCell.of(width));
  }

  @Override
  public Tensor apply(Tensor x, Tensor mask, Pass pass) {
    return run(x, cell.start(x), mask).out();
  }

  /**
   * What is carried after the last step, and the results of all.
   *
   * @param start what is carried into the first step
   * @param mask as for {@link #apply(Tensor, Tensor, Pass)}: what is carried passes unchanged where
   *     it is false
   */
  public Loops.Step<S, Tensor> run(Tensor x, S start, Tensor mask) {
    if (x.shape().rank() != 3) {
      throw new IllegalArgumentException(
          "a recurrent layer for inputs of shape %s; it wants [batch, time, in]"
              .formatted(x.shape()));
    }
    if (mask != null && !mask.shape().lengths().equals(x.shape().lengths().subList(0, 2))) {
      throw new IllegalArgumentException(
          "a mask of shape %s for sequences of shape %s".formatted(mask.shape(), x.shape()));
    }
    Tensor inputs = byTime(cell.prepare(x));
    Loops.Step<S, Tensor> all =
        Loops.scan(
            (S state, List<Tensor> now) -> {
              S next = cell.step(now.getFirst(), state);
              if (mask == null) {
                return new Loops.Step<>(next, cell.output(next));
              }
              Tensor is = now.getLast();
              Tensor out = cell.output(next);
              S kept = Leaves.zip(next, state, (a, b) -> where(is, a, b));
              return new Loops.Step<>(kept, where(is, out, Tensor.full(0, out.type())));
            },
            start,
            mask == null ? List.of(inputs) : List.of(inputs, byTime(mask)));
    return new Loops.Step<>(all.carry(), ordered(all.out()).swapAxes(0, 1));
  }

  /** Along axis 0, in the order in which the cell goes through it. */
  private Tensor byTime(Tensor x) {
    return ordered(x.swapAxes(0, 1));
  }

  private Tensor ordered(Tensor x) {
    return isBackward ? x.flip(0) : x;
  }

  private static Tensor where(Tensor is, Tensor x, Tensor y) {
    int[] shape = new int[x.shape().rank()];
    Arrays.fill(shape, 1);
    shape[0] = is.shape().length(0);
    return is.reshape(shape).where(x, y);
  }
}
