package dev.cusp.optim;

import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Leaves;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes better parameters of parameters and their gradient. An optimizer is a value; what it
 * remembers from step to step is a value too, {@link State}, kept beside the model by the caller or
 * in {@link Trained}.
 */
public interface Optimizer {
  /**
   * What is remembered.
   *
   * @param step how many steps have been made
   * @param scale what step sizes are multiplied by; it is changed by hand, or where a loss stays
   * @param memory lists of tensors, by name; most have one for each parameter
   */
  record State(long step, double scale, Map<String, List<Tensor>> memory) {
    public State {
      memory = Collections.unmodifiableMap(new LinkedHashMap<>(memory));
    }

    /** After one more step. */
    State next(Map<String, List<Tensor>> remembered) {
      return new State(step + 1, scale, remembered);
    }

    /** With step sizes multiplied by a factor from now on. */
    public State scaled(double factor) {
      return new State(step, scale * factor, memory);
    }
  }

  /** Parameters after a step, and what is remembered then. */
  record Step(List<Tensor> parameters, State state) {}

  /**
   * A parameter before a step.
   *
   * @param path where it is in the model, such as {@code layers.0.weight}
   */
  record Parameter(String path, Tensor value, Tensor gradient) {
    Parameter withGradient(Tensor other) {
      return new Parameter(path, value, other);
    }
  }

  /** What is remembered before the first step. */
  State start(List<Parameter> parameters);

  /** A step downhill. */
  Step step(List<Parameter> parameters, State state);

  /** The size of the next step, as the schedule and the scale make it. */
  double rate(State state);

  /** A model that has not been trained yet. */
  default <M> Trained<M> start(M model) {
    return new Trained<>(model, start(parameters(model, model)));
  }

  /** The model after a step down its gradient, which is computed now. */
  default <M> Trained<M> step(Trained<M> now, M gradient) {
    return step(now, gradient, List.of());
  }

  /**
   * The model after a step down the gradient of a loss. All of it is computed now and as a whole,
   * and the loss with it; the gradient itself is not kept, unless it has been read before.
   */
  default <M> Trained<M> step(Trained<M> now, Gradients.Result<M> loss) {
    return step(now, loss, List.of());
  }

  /** The same, with some more tensors that are computed at once with it. */
  default <M> Trained<M> step(Trained<M> now, Gradients.Result<M> loss, List<Tensor> also) {
    List<Tensor> all = new ArrayList<>(also);
    all.add(loss.value());
    return step(now, loss.gradient(), all);
  }

  private <M> Trained<M> step(Trained<M> now, M gradient, List<Tensor> more) {
    Step step = step(parameters(now.model(), gradient), now.state());
    List<Tensor> all = new ArrayList<>(more);
    all.addAll(step.parameters());
    step.state().memory().values().forEach(all::addAll);
    Tensor.evaluate(all);
    return new Trained<>(Leaves.with(now.model(), step.parameters()), step.state());
  }

  private static <M> List<Parameter> parameters(M model, M gradient) {
    List<String> paths = Leaves.paths(model);
    List<Tensor> values = Leaves.of(model);
    List<Tensor> gradients = Leaves.of(gradient);
    List<Parameter> all = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      if (!values.get(i).shape().equals(gradients.get(i).shape())) {
        throw new IllegalArgumentException(
            "the gradient of %s has shape %s, but the parameter %s"
                .formatted(paths.get(i), gradients.get(i).shape(), values.get(i).shape()));
      }
      all.add(new Parameter(paths.get(i), values.get(i), gradients.get(i)));
    }
    return all;
  }

  /** This one, for gradients that something is done to first, such as {@link Clip}. */
  default Optimizer after(Function<List<Parameter>, List<Parameter>> first) {
    return new After(this, first);
  }

  /** An optimizer for gradients that something is done to first. */
  record After(Optimizer inner, Function<List<Parameter>, List<Parameter>> first)
      implements Optimizer {
    @Override
    public State start(List<Parameter> parameters) {
      return inner.start(parameters);
    }

    @Override
    public Step step(List<Parameter> parameters, State state) {
      return inner.step(first.apply(parameters), state);
    }

    @Override
    public double rate(State state) {
      return inner.rate(state);
    }
  }
}
