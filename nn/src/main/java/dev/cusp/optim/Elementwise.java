package dev.cusp.optim;

import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An optimizer that treats each parameter by itself. */
interface Elementwise extends Optimizer {
  /** The step size. */
  Schedule rate();

  /** What is remembered of each parameter, by name; all zeros before the first step. */
  List<String> remembers();

  /**
   * The parameter after a step, then what is to be remembered.
   *
   * @param step the number of this step, from 1
   * @param size the step size
   */
  List<Tensor> update(Tensor x, Tensor xBar, List<Tensor> memory, long step, double size);

  @Override
  default State start(List<Parameter> parameters) {
    Map<String, List<Tensor>> memory = new LinkedHashMap<>();
    for (String name : remembers()) {
      memory.put(name, parameters.stream().map(p -> zeros(p.value())).toList());
    }
    return new State(0, 1, memory);
  }

  @Override
  default double rate(State state) {
    return rate().at(state.step()) * state.scale();
  }

  static Tensor zeros(Tensor like) {
    return Tensor.zeros(
        like.type(), like.shape().lengths().stream().mapToInt(length -> length).toArray());
  }

  @Override
  default Step step(List<Parameter> parameters, State state) {
    double size = rate(state);
    List<Tensor> next = new ArrayList<>();
    Map<String, List<Tensor>> memory = new LinkedHashMap<>();
    remembers().forEach(name -> memory.put(name, new ArrayList<>()));
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      int at = i;
      List<Tensor> old =
          remembers().stream().map(name -> state.memory().get(name).get(at)).toList();
      List<Tensor> updated = update(p.value(), p.gradient(), old, state.step() + 1, size);
      next.add(updated.getFirst());
      for (int k = 0; k < remembers().size(); k++) {
        memory.get(remembers().get(k)).add(updated.get(k + 1));
      }
    }
    return new Step(next, state.next(memory));
  }

  /** The running mean {@code keep old + (1 - keep) next}. */
  static Tensor mean(Tensor old, Tensor next, double keep) {
    return old.mul(keep).add(next.mul(1 - keep));
  }

  /** What a running mean of {@code step} values that began at 0 has to be divided by. */
  static double bias(double keep, long step) {
    return 1 - Math.pow(keep, step);
  }

  static List<Tensor> list(Tensor... tensors) {
    return Arrays.asList(tensors);
  }
}
