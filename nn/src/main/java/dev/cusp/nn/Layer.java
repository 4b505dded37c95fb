package dev.cusp.nn;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A function with parameters. Make it a record of tensors, of further layers and of lists of them:
 * its gradient is the same record, a copy is an assignment, and there is nothing to register.
 *
 * <pre>{@code
 * record Perceptron(Dense hidden, Dense out) implements Layer {
 *   public Tensor apply(Tensor x, Pass pass) {
 *     return out.apply(hidden.apply(x, pass).tanh(), pass);
 *   }
 * }
 * }</pre>
 *
 * <p>The first axis of {@code x} is the batch. A layer without parameters is its own template.
 */
@FunctionalInterface
public interface Layer extends Template<Layer> {
  /** The result for an input, as part of a pass, which says what is different in training. */
  Tensor apply(Tensor x, Pass pass);

  /** The result for an input, outside of training. */
  default Tensor apply(Tensor x) {
    return apply(x, Pass.inference());
  }

  @Override
  default Layer make(Tensor sample, Key key) {
    return this;
  }

  /** A function of tensors, such as {@code Layer.of("square", Tensor::square)}. */
  static Layer of(String name, UnaryOperator<Tensor> f) {
    return new Function(name, f);
  }

  /** A layer without parameters. */
  record Function(String name, UnaryOperator<Tensor> f) implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
      return f.apply(x);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
