package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Newton's direction from an inverse Hessian that the last steps tell of: the two-loop recursion
 * (Nocedal and Wright, Numerical Optimization, algorithm 7.4). For gradients without noise. The
 * step size is the schedule's; there is no line search.
 *
 * @param length how many steps are remembered; those along which the slope did not rise are not
 */
public record Lbfgs(Schedule rate, int length) implements Optimizer {
  /** Differences of parameters and gradients, s and y, over one step. */
  private record Pair(List<Tensor> s, List<Tensor> y) {}

  public static Lbfgs of(double rate) {
    return of(Schedule.constant(rate));
  }

  public static Lbfgs of(Schedule rate) {
    return new Lbfgs(rate, 10);
  }

  @Override
  public State start(List<Parameter> parameters) {
    return new State(0, 1, Map.of());
  }

  @Override
  public Step step(List<Parameter> parameters, State state) {
    List<Tensor> x = parameters.stream().map(Parameter::value).toList();
    List<Tensor> xBar = parameters.stream().map(Parameter::gradient).toList();
    List<Pair> pairs = pairs(x, xBar, state);
    List<Tensor> direction = direction(xBar, pairs);
    double size = rate(state);
    Map<String, List<Tensor>> memory = new LinkedHashMap<>();
    memory.put("parameters", x);
    memory.put("gradient", xBar);
    for (int k = 0; k < pairs.size(); k++) {
      memory.put("s" + k, pairs.get(k).s());
      memory.put("y" + k, pairs.get(k).y());
    }
    return new Step(combined(x, direction, Tensor.scalar(-size)), state.next(memory));
  }

  @Override
  public double rate(State state) {
    return rate.at(state.step()) * state.scale();
  }

  /** The pairs remembered and the newest one, oldest first. */
  private List<Pair> pairs(List<Tensor> x, List<Tensor> xBar, State state) {
    List<Pair> pairs = new ArrayList<>();
    for (int k = 0; state.memory().containsKey("s" + k); k++) {
      pairs.add(new Pair(state.memory().get("s" + k), state.memory().get("y" + k)));
    }
    if (state.step() > 0) {
      Tensor minus = Tensor.scalar(-1);
      pairs.add(
          new Pair(
              combined(x, state.memory().get("parameters"), minus),
              combined(xBar, state.memory().get("gradient"), minus)));
    }
    return pairs.subList(Math.max(0, pairs.size() - length), pairs.size());
  }

  private static List<Tensor> direction(List<Tensor> xBar, List<Pair> pairs) {
    List<Tensor> q = xBar;
    List<Tensor> alphas = new ArrayList<>();
    for (Pair pair : pairs.reversed()) {
      Tensor alpha = share(dot(pair.s(), q), dot(pair.s(), pair.y()));
      alphas.addFirst(alpha);
      q = combined(q, pair.y(), alpha.neg());
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      Tensor slope = dot(last.s(), last.y());
      Tensor scale = slope.zip(dot(last.y(), last.y()), (a, b) -> a > 0 ? a / b : 1);
      q = q.stream().map(t -> t.mul(scale.as(t.type()))).toList();
    }
    for (int k = 0; k < pairs.size(); k++) {
      Pair pair = pairs.get(k);
      Tensor beta = share(dot(pair.y(), q), dot(pair.s(), pair.y()));
      Tensor rest = alphas.get(k).sub(beta);
      q = combined(q, pair.s(), rest);
    }
    return q;
  }

  /** {@code a / slope}, and 0 where the slope did not rise. */
  private static Tensor share(Tensor a, Tensor slope) {
    return a.zip(slope, (x, y) -> y > 0 ? x / y : 0);
  }

  private static Tensor dot(List<Tensor> xs, List<Tensor> ys) {
    Tensor sum = Tensor.scalar(0);
    for (int i = 0; i < xs.size(); i++) {
      sum = sum.add(xs.get(i).mul(ys.get(i)).as(sum.type()).sum());
    }
    return sum;
  }

  private static List<Tensor> combined(List<Tensor> xs, List<Tensor> ys, Tensor factor) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      all.add(xs.get(i).add(ys.get(i).mul(factor.as(xs.get(i).type()))));
    }
    return all;
  }
}
