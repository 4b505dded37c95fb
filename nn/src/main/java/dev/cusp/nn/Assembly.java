package dev.cusp.nn;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A model being put together: a sample goes through what has been added, so that no size has to be
 * written twice, and each layer gets a key of its own.
 *
 * <pre>{@code
 * static Template<LeNet> template() {
 *   return Assembly.template(a -> {
 *     Conv2d first = a.add(Conv2d.of(6, 5));
 *     a.pass(x -> x.relu());
 *     ...
 *     return new LeNet(first, ...);
 *   });
 * }
 * }</pre>
 */
public final class Assembly {
  private final Key key;
  private Tensor sample;
  private int added;

  private Assembly(Tensor sample, Key key) {
    this.sample = sample;
    this.key = key;
  }

  /** How a model is put together. */
  @FunctionalInterface
  public interface Plan<M> {
    M put(Assembly assembly);
  }

  /** The template of a model. */
  public static <M> Template<M> template(Plan<M> plan) {
    return (sample, key) -> plan.put(new Assembly(sample, key));
  }

  /** Makes a layer for what arrives here, and goes on with its result. */
  public <L extends Layer> L add(Template<L> template) {
    L layer = branch(template);
    pass(layer::apply);
    return layer;
  }

  /** Makes a layer for what arrives here, without going through it. */
  public <L> L branch(Template<L> template) {
    return template.make(sample, key.split(added++));
  }

  /** Goes on with the result of a function without parameters. */
  public void pass(UnaryOperator<Tensor> f) {
    Tensor result = f.apply(sample);
    // only its shape and type matter: of a deep network, nothing is computed and nothing kept
    sample = Tensor.full(0, result.type(), result.shape());
  }

  /** What arrives here: its shape and type, not its numbers. */
  public Tensor sample() {
    return sample;
  }
}
