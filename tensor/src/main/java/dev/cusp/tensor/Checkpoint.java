package dev.cusp.tensor;

import dev.cusp.kernel.Routine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A part of a graph that runs by itself and leaves nothing but its results, so that both modes
 * compute it once more from its inputs.
 */
record Checkpoint(Traced body) implements Primitive {
  @Override
  public List<Spec> results(List<Spec> inputs) {
    return body.results().stream().map(Spec::of).toList();
  }

  @Override
  public Routine routine(List<Spec> inputs) {
    return body.routine();
  }

  @Override
  public List<Tensor> batched(List<Tensor> inputs, List<Boolean> which) {
    int count = inputs.getFirst().shape().length(0);
    List<Tensor> given = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      given.add(which.get(i) ? inputs.get(i) : inputs.get(i).at(0, 0));
    }
    return Gradients.checkpoint(
            (List<Tensor> all) -> Vmap.of(body.results(), body.params(), all, which, count))
        .apply(given);
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    List<Tensor> own = Gradients.own(inputs);
    return Sweeps.jvp(body.on(own), own, dots);
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    List<Tensor> own = Gradients.own(inputs);
    Iterator<Tensor> next = Sweeps.vjp(body.on(own), Leaves.of(own), bars).iterator();
    List<Tensor> all = new ArrayList<>();
    own.forEach(t -> all.add(t.type().isFloating() ? next.next() : null));
    return all;
  }
}
