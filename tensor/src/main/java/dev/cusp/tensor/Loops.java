package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Loops that stay loops: the body is called once, with tensors that stand for those of any round,
 * recorded, and compiled once for all rounds. So its elements cannot be read, and Java's {@code if}
 * cannot depend on them: use {@link Tensor#where}. Derivatives are loops too, in both modes and of
 * any order.
 *
 * <p>What is carried, the slices and the outputs are tensors, or records, lists, maps and arrays of
 * them. Reverse mode keeps what is carried of each round, and products of matrices that are not
 * much larger, and computes the round again from these. Loops in loops keep less: one of 100 rounds
 * of 100 keeps 200, not 10,000.
 */
public final class Loops {
  private Loops() {}

  /** What a round carries on, and what it puts out. */
  public record Step<C, Y>(C carry, Y out) {}

  /**
   * Runs a body for each slice along axis 0 of some tensors.
   *
   * @return what is carried at last, and the outputs of all rounds along a new axis 0
   * @throws ShapeException where slices are not equally many, or what is carried changes its shape
   */
  public static <C, X, Y> Step<C, Y> scan(BiFunction<C, X, Step<C, Y>> body, C init, X xs) {
    List<Tensor> sliced = Leaves.every(xs);
    if (sliced.isEmpty()) {
      throw new ShapeException("scan: no tensors to be sliced; repeat runs a body some times");
    }
    int length = sliced.getFirst().shape().rank() == 0 ? -1 : sliced.getFirst().shape().length(0);
    for (Tensor x : sliced) {
      if (x.shape().rank() == 0 || x.shape().length(0) != length) {
        throw new ShapeException(
            "scan: shapes %s and %s are not equally long along axis 0",
            sliced.getFirst().shape(), x.shape());
      }
    }
    return rolled("scan", body, null, init, xs, length);
  }

  /** Runs a body some times, on what it gave the last time. */
  public static <C> C repeat(int times, UnaryOperator<C> body, C init) {
    if (times < 0) {
      throw new IllegalArgumentException("repeat: %d times".formatted(times));
    }
    return rolled("repeat", steps(body), null, init, List.<Tensor>of(), times).carry();
  }

  /** A function of each slice along axis 0; results are along a new axis 0. */
  public static <X, Y> Y map(Function<X, Y> f, X xs) {
    BiFunction<List<Tensor>, X, Step<List<Tensor>, Y>> body =
        (none, x) -> new Step<>(none, f.apply(x));
    return scan(body, List.of(), xs).out();
  }

  /**
   * Runs a body as long as a condition holds, on what it gave the last time. It has no reverse
   * mode, for which see {@link #whileLoop(int, Function, UnaryOperator, Object)}.
   *
   * @param condition gives a scalar bool
   */
  public static <C> C whileLoop(Function<C, Tensor> condition, UnaryOperator<C> body, C init) {
    return rolled("whileLoop", steps(body), condition, init, List.<Tensor>of(), Rolled.UNBOUNDED)
        .carry();
  }

  /**
   * Runs a body as long as a condition holds, but not more often than said. Reverse mode has memory
   * for as many rounds.
   */
  public static <C> C whileLoop(
      int atMost, Function<C, Tensor> condition, UnaryOperator<C> body, C init) {
    return rolled("whileLoop", steps(body), condition, init, List.<Tensor>of(), atMost).carry();
  }

  private static <C> BiFunction<C, List<Tensor>, Step<C, List<Tensor>>> steps(
      UnaryOperator<C> body) {
    return (carry, none) -> new Step<>(body.apply(carry), none);
  }

  private static <C, X, Y> Step<C, Y> rolled(
      String name,
      BiFunction<C, X, Step<C, Y>> body,
      Function<C, Tensor> condition,
      C init,
      X xs,
      int length) {
    List<Tensor> carried = Leaves.every(init);
    List<Tensor> sliced = Leaves.every(xs);
    List<Tensor> params = new ArrayList<>();
    carried.forEach(t -> params.add(Tensor.parameter(t.shape(), t.type())));
    sliced.forEach(t -> params.add(Tensor.parameter(t.shape().without(List.of(0)), t.type())));
    C carry = Leaves.withEvery(init, params.subList(0, carried.size()));
    X slice = Leaves.withEvery(xs, params.subList(carried.size(), params.size()));
    Step<C, Y> step = body.apply(carry, slice);
    List<Tensor> results = new ArrayList<>(Leaves.every(step.carry()));
    check(name, carried, results);
    results.addAll(Leaves.every(step.out()));
    int visible = results.size();
    boolean keeps = length != Rolled.UNBOUNDED && Gradients.isRecording();
    if (keeps) {
      results.addAll(Traced.products(params, results, carried));
    }
    Traced.Closed closed = Traced.of(params, results);
    List<Tensor> args = new ArrayList<>(carried);
    args.addAll(sliced);
    args.addAll(closed.uses());
    Traced test = null;
    if (condition != null) {
      List<Tensor> fresh = params.subList(0, carried.size());
      Traced.Closed tested = Traced.of(fresh, List.of(answer(name, condition.apply(carry))));
      args.addAll(tested.uses());
      test = tested.traced();
    }
    Rolled rolled =
        new Rolled(
            closed.traced(),
            test,
            carried.size(),
            sliced.size(),
            closed.uses().size(),
            length,
            false,
            false,
            keeps);
    List<Tensor> all = Primitive.call(rolled, args.toArray(Tensor[]::new));
    return new Step<>(
        Leaves.withEvery(step.carry(), all.subList(0, carried.size())),
        Leaves.withEvery(step.out(), all.subList(carried.size(), visible)));
  }

  private static Tensor answer(String name, Tensor answer) {
    if (answer.shape().rank() != 0 || answer.type() != DType.BOOL) {
      throw new ShapeException(
          "%s: the condition is %s of shape %s; it has to be a scalar bool",
          name, answer.type(), answer.shape());
    }
    return answer;
  }

  private static void check(String name, List<Tensor> before, List<Tensor> after) {
    if (before.size() != after.size()) {
      throw new ShapeException(
          "%s: %d tensors are carried in, %d out", name, before.size(), after.size());
    }
    for (int i = 0; i < before.size(); i++) {
      Tensor in = before.get(i);
      Tensor out = after.get(i);
      if (!in.shape().equals(out.shape()) || in.type() != out.type()) {
        throw new ShapeException(
            "%s: tensor %d of what is carried is %s of shape %s at first, then %s of shape %s",
            name, i, in.type(), in.shape(), out.type(), out.shape());
      }
    }
  }
}
