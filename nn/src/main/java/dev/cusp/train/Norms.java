package dev.cusp.train;

import dev.cusp.nn.Pass;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How large things are in a step, by which gradients that vanish or explode are seen: {@code
 * gradient PATH} and {@code parameter PATH}, the root mean squares of each parameter's gradient and
 * of itself; for the results of each layer {@code activation PATH}, their root mean square, and
 * {@code dead PATH}, the share of channels that are 0 in the whole batch.
 */
final class Norms {
  private final Map<String, Tensor> squares = new LinkedHashMap<>();
  private final Map<String, Tensor> largest = new LinkedHashMap<>();
  private final Map<String, Tensor> wanted = new LinkedHashMap<>();

  /** Looks at the results of layers for a part of the batch. */
  void add(Pass pass, double share) {
    pass.watched()
        .forEach((path, x) -> {
          squares.merge(path, x.square().mean().mul(share), Tensor::add);
          int[] others = IntStream.range(0, Math.max(0, x.shape().rank() - 1)).toArray();
          largest.merge(path, x.abs().max(others), Tensor::maximum);
        });
  }

  /** What was found so far, to be computed with a part of the batch. */
  List<Tensor> soFar() {
    List<Tensor> all = new ArrayList<>(squares.values());
    all.addAll(largest.values());
    return all;
  }

  /** Looks at the parameters and their gradient, once all parts have been seen. */
  <M> Norms with(M model, M gradient) {
    List<String> paths = Leaves.paths(model);
    List<Tensor> values = Leaves.of(model);
    List<Tensor> gradients = Leaves.of(gradient);
    for (int i = 0; i < paths.size(); i++) {
      wanted.put("gradient " + paths.get(i), gradients.get(i).square().mean().sqrt());
      wanted.put("parameter " + paths.get(i), values.get(i).square().mean().sqrt());
    }
    squares.forEach((path, square) -> {
      wanted.put("activation " + path, square.sqrt());
      wanted.put("dead " + path, largest.get(path).eq(0).as(DType.F64).mean());
    });
    return this;
  }

  /** The tensors to be computed with the step. */
  List<Tensor> tensors() {
    return new ArrayList<>(wanted.values());
  }

  Map<String, Double> numbers(long step) {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("step", (double) step);
    wanted.forEach((name, t) -> row.put(name, t.item()));
    return row;
  }
}
