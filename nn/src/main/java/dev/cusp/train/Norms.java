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
  private final Map<String, Tensor> wanted = new LinkedHashMap<>();

  private Norms() {}

  static <M> Norms of(M model, M gradient, Pass pass) {
    Norms norms = new Norms();
    List<String> paths = Leaves.paths(model);
    List<Tensor> values = Leaves.of(model);
    List<Tensor> gradients = Leaves.of(gradient);
    for (int i = 0; i < paths.size(); i++) {
      norms.wanted.put("gradient " + paths.get(i), size(gradients.get(i)));
      norms.wanted.put("parameter " + paths.get(i), size(values.get(i)));
    }
    pass.watched()
        .forEach((path, x) -> {
          norms.wanted.put("activation " + path, size(x));
          norms.wanted.put("dead " + path, dead(x));
        });
    return norms;
  }

  private static Tensor size(Tensor x) {
    return x.square().mean().sqrt();
  }

  private static Tensor dead(Tensor x) {
    int[] others = IntStream.range(0, Math.max(0, x.shape().rank() - 1)).toArray();
    return x.abs().max(others).eq(0).as(DType.F64).mean();
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
