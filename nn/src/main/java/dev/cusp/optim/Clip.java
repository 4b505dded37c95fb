package dev.cusp.optim;

import dev.cusp.optim.Optimizer.Parameter;
import dev.cusp.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** Gradients made smaller, for {@link Optimizer#after}. */
public sealed interface Clip extends Function<List<Parameter>, List<Parameter>> {
  /** Each number into {@code [-most, most]}. */
  record Value(double most) implements Clip {
    @Override
    public List<Parameter> apply(List<Parameter> all) {
      return all.stream()
          .map(p -> p.withGradient(p.gradient().maximum(-most).minimum(most)))
          .toList();
    }
  }

  /** All together shortened to a norm, where they are longer (Pascanu, Mikolov and Bengio 2013). */
  record GlobalNorm(double most) implements Clip {
    @Override
    public List<Parameter> apply(List<Parameter> all) {
      Tensor square = Tensor.scalar(0);
      for (Parameter p : all) {
        square = square.add(p.gradient().square().sum().as(square.type()));
      }
      double limit = most;
      Tensor factor = square.sqrt().map(norm -> norm > limit ? limit / norm : 1);
      return all.stream()
          .map(p -> p.withGradient(p.gradient().mul(factor.as(p.gradient().type()))))
          .toList();
    }
  }

  static Clip value(double most) {
    return new Value(most);
  }

  static Clip globalNorm(double most) {
    return new GlobalNorm(most);
  }
}
