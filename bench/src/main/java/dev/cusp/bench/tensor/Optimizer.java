package dev.cusp.bench.tensor;

import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** How parameters are moved along a gradient. */
public sealed interface Optimizer {
  /**
   * What a step leaves.
   *
   * @param state as many trees of the parameters' shape as the optimizer remembers
   */
  record Moved(Map<String, Tensor> parameters, List<Map<String, Tensor>> state) {}

  /**
   * One step.
   *
   * @param t the number of the step, from 1
   */
  Moved step(Moved before, Map<String, Tensor> gradient, int t);

  /** How many trees it remembers; zeros at first. */
  int remembers();

  /** Stochastic gradient descent, with momentum where it is not 0. */
  record Sgd(double rate, double momentum) implements Optimizer {
    @Override
    public int remembers() {
      return momentum == 0 ? 0 : 1;
    }

    @Override
    public Moved step(Moved before, Map<String, Tensor> gradient, int t) {
      Map<String, Tensor> velocity =
          momentum == 0
              ? gradient
              : Leaves.zip(before.state().getFirst(), gradient, (v, g) -> v.mul(momentum).add(g));
      return new Moved(
          Leaves.zip(before.parameters(), velocity, (p, v) -> p.sub(v.mul(rate))),
          momentum == 0 ? List.of() : List.of(velocity));
    }
  }

  /** Adam (Kingma and Ba 2014, arXiv:1412.6980) with β 0.9 and 0.999, ε 1e-8. */
  record Adam(double rate) implements Optimizer {
    @Override
    public int remembers() {
      return 2;
    }

    @Override
    public Moved step(Moved before, Map<String, Tensor> gradient, int t) {
      Map<String, Tensor> mean =
          Leaves.zip(
              before.state().get(0), gradient, (m, g) -> m.zip(g, (x, y) -> 0.9 * x + 0.1 * y));
      Map<String, Tensor> square =
          Leaves.zip(
              before.state().get(1),
              gradient,
              (v, g) -> v.zip(g, (x, y) -> 0.999 * x + 0.001 * y * y));
      double rateNow = rate / (1 - Math.pow(0.9, t));
      double root = Math.sqrt(1 - Math.pow(0.999, t));
      Map<String, Tensor> move =
          Leaves.zip(
              mean,
              square,
              (m, v) -> m.zip(v, (x, y) -> rateNow * x / (Math.sqrt(y) / root + 1e-8)));
      return new Moved(Leaves.zip(before.parameters(), move, Tensor::sub), List.of(mean, square));
    }
  }
}
