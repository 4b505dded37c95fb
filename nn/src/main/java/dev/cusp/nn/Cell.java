package dev.cusp.nn;

import dev.cusp.tensor.Tensor;

/**
 * A step of a recurrent layer, for {@link Recurrent}. Make it a record of tensors, as a {@link
 * Layer}; what it carries from step to step is a floating tensor or a record of such, each with the
 * batch as axis 0.
 *
 * @param <S> what is carried
 */
public interface Cell<S> {
  /** What is carried into the first step. */
  S start(Tensor x);

  /**
   * What becomes of the inputs of all steps at once, before the first one: the place for products
   * that do not depend on what is carried.
   *
   * @param x of shape [batch, time, in]
   * @return of shape [batch, time, ...]
   */
  default Tensor prepare(Tensor x) {
    return x;
  }

  /**
   * A step.
   *
   * @param x what {@link #prepare} made of the step's input, of shape [batch, ...]
   */
  S step(Tensor x, S state);

  /** The result of a step, of shape [batch, width], given what it carries on. */
  Tensor output(S state);
}
