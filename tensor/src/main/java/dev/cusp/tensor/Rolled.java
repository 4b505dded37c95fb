package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A loop whose rounds are all alike: from what is carried and a slice of each input it computes
 * what is carried on and a slice of each output. Its inputs are: what is carried at first; inputs
 * to be sliced along axis 0; what the body uses, then the condition; the number of rounds, where it
 * is counted. Its results: what is carried at last; outputs; what each round was given, where it
 * keeps that; the number of rounds, where it has a condition.
 *
 * <p>The reverse sweep of a loop is a loop over its rounds in opposite order, each of them computed
 * once more from what it was given (Chen et al., Training deep nets with sublinear memory cost,
 * arXiv:1604.06174, with a segment for each round).
 *
 * @param condition of what is carried, the first of it; null for none
 * @param uses how many tensors the body uses besides
 * @param length rounds, at most; so many slices
 */
record Rolled(
    Traced body,
    Traced condition,
    int carried,
    int sliced,
    int uses,
    int length,
    boolean isReversed,
    boolean isCounted,
    boolean keeps)
    implements Primitive {
  /** A length for loops that end only when their condition says so. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  int outputs() {
    return body.results().size() - carried;
  }

  /** How many of the carried tensors the condition sees. */
  int tested(int inputs) {
    int conditions = inputs - carried - sliced - uses - (isCounted ? 1 : 0);
    return condition.params().size() - conditions;
  }

  @Override
  public List<Spec> results(List<Spec> inputs) {
    List<Spec> specs = new ArrayList<>();
    for (int i = 0; i < body.results().size(); i++) {
      Spec spec = Spec.of(body.results().get(i));
      specs.add(i < carried ? spec : stacked(spec));
    }
    for (int i = 0; keeps && i < carried; i++) {
      specs.add(stacked(specs.get(i)));
    }
    if (condition != null) {
      specs.add(new Spec(Shape.SCALAR, DType.I32));
    }
    return specs;
  }

  private Spec stacked(Spec slice) {
    List<Integer> lengths = new ArrayList<>(slice.shape().lengths());
    lengths.addFirst(length);
    return new Spec(new Shape(lengths), slice.type());
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    return new Rounds(this, inputs);
  }

  /** One loop for all examples, where they all have as many rounds. */
  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    if (condition != null || isCounted) {
      return Primitive.super.batched(inputs, which);
    }
    int count = inputs.getFirst().shape().length(0);
    List<Tensor> args = new ArrayList<>();
    List<Tensor> params = new ArrayList<>();
    List<Boolean> isMany = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor x = inputs.get(i);
      boolean isUse = i >= carried + sliced;
      boolean isSlice = i >= carried && !isUse;
      isMany.add(!isUse || which.get(i));
      args.add(isSlice ? x.swapAxes(0, 1) : isMany.get(i) ? x : x.at(0, 0));
      Shape shape = args.get(i).shape();
      params.add(Tensor.parameter(isSlice ? shape.without(List.of(0)) : shape, x.type()));
    }
    List<Tensor> results = Vmap.of(body.results(), body.params(), params, isMany, count);
    Traced.Closed closed = Traced.of(params, results);
    args.addAll(closed.uses());
    int used = uses + closed.uses().size();
    Rolled all =
        new Rolled(closed.traced(), null, carried, sliced, used, length, isReversed, false, keeps);
    List<Tensor> made = Primitive.call(all, args.toArray(Tensor[]::new));
    List<Tensor> split = new ArrayList<>(made.subList(0, carried));
    made.subList(carried, made.size()).forEach(t -> split.add(t.swapAxes(0, 1)));
    return split;
  }

  /** The same with what each round is given among the results. */
  private Rolled keeping() {
    return new Rolled(body, condition, carried, sliced, uses, length, isReversed, isCounted, true);
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return new RolledRules(this, inputs).jvp(dots);
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    if (length == UNBOUNDED) {
      throw new IllegalArgumentException(
          "whileLoop: reverse mode keeps what each round was given, for as many rounds as there"
              + " are at most; say how many, whileLoop(atMost, condition, body, init), or use jvp");
    }
    List<Tensor> all = keeps ? results : Primitive.call(keeping(), inputs.toArray(Tensor[]::new));
    List<Tensor> allBars = new ArrayList<>(bars);
    if (!keeps) {
      allBars.addAll(body.results().size(), Collections.nCopies(carried, null));
    }
    return new RolledRules(this, inputs).vjp(all, allBars);
  }
}
