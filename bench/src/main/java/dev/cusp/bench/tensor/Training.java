package dev.cusp.bench.tensor;

import dev.cusp.bench.tensor.Optimizer.Moved;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Recycle;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Steps of training on one batch: forward, backward, update. Loss, parameters, what the optimizer
 * remembers and running statistics are computed in one go.
 */
final class Training implements Supplier<Object> {
  private final Network network;
  private final Optimizer optimizer;
  private Moved now;
  private Map<String, Tensor> statistics = new LinkedHashMap<>();
  private int steps;

  Training(Network network, Optimizer optimizer) {
    this.network = network;
    this.optimizer = optimizer;
    Map<String, Tensor> initial = network.initial();
    List<Map<String, Tensor>> state = new ArrayList<>();
    for (int i = 0; i < optimizer.remembers(); i++) {
      state.add(Leaves.map(initial, p -> Tensor.zeros(p.type()).broadcastTo(p.shape()).evaluate()));
    }
    now = new Moved(initial, state);
  }

  /** One step; the loss before it. */
  @Override
  public Double get() {
    Map<String, Tensor> noted = new LinkedHashMap<>();
    var result =
        Gradients.<Map<String, Tensor>>valueAndGradient(
                p -> network.loss(new Network.Pass(p, noted)))
            .apply(now.parameters());
    Moved before = now;
    now = optimizer.step(before, result.gradient(), ++steps);
    noted.forEach((name, statistic) ->
        statistics.merge(name, statistic, (old, x) -> old.mul(0.9).add(x.mul(0.1))));
    List<Tensor> all = new ArrayList<>(Leaves.of(now));
    all.addAll(statistics.values());
    all.add(result.value());
    Tensor.evaluate(all);
    Recycle.all(Leaves.of(before));
    return result.value().item();
  }

  /** The losses of the first steps. */
  static List<Double> losses(Supplier<?> training, int steps) {
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      losses.add((Double) training.get());
    }
    return losses;
  }
}
