package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Another optimizer's step, made as long as a share of the parameter it belongs to: {@code |x| /
 * |step|} times as long. Over {@link Sgd} it is LARS (You, Gitman and Ginsburg, arXiv 1708.03888),
 * over {@link Adam} it is LAMB (You et al., arXiv 1904.00962).
 *
 * @param inner the optimizer, with step size 1
 * @param rate what the ratio is multiplied by; where one of the norms is 0 it alone counts
 */
public record LayerWise(Optimizer inner, Schedule rate) implements Optimizer {
  /** LARS. */
  public static LayerWise lars(Schedule rate, double momentum, double decay) {
    return new LayerWise(Sgd.of(1).momentum(momentum).decay(decay), rate);
  }

  /** LAMB. */
  public static LayerWise lamb(Schedule rate, double decay) {
    return new LayerWise(Adam.of(1).epsilon(1e-6).decay(decay), rate);
  }

  @Override
  public State start(List<Parameter> parameters) {
    return inner.start(parameters);
  }

  @Override
  public Step step(List<Parameter> parameters, State state) {
    Step step = inner.step(parameters, new State(state.step(), 1, state.memory()));
    double size = rate(state);
    List<Tensor> next = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Tensor x = parameters.get(i).value();
      Tensor move = step.parameters().get(i).sub(x);
      Tensor ratio = norm(x).zip(norm(move), (a, b) -> a > 0 && b > 0 ? a / b : 1);
      next.add(x.add(move.mul(ratio.mul(size))));
    }
    return new Step(next, state.next(step.state().memory()));
  }

  @Override
  public double rate(State state) {
    return rate.at(state.step()) * state.scale();
  }

  private static Tensor norm(Tensor x) {
    return x.square().sum().sqrt();
  }
}
