package dev.cusp.prob;

import dev.cusp.tensor.Key;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A distribution, or a batch of them: a record of tensors, its parameters, which broadcast. So it
 * is what gradients are taken with respect to, like any record.
 *
 * <p>What one draw is has the {@link #event} shape, a scalar for most; draws and probabilities of a
 * batch have further axes before that, the {@link #batch} shape, and those of several draws further
 * ones before these. Moments and entropies may be of any shape that broadcasts to that. Parameters
 * outside of their domain are refused as {@link #check} says, or else give NaN.
 */
public interface Distribution {
  /**
   * Refuses parameters outside of their domain, such as a negative deviation, whose elements are
   * there: numbers, data, what has been computed. What a network gives is not computed for that.
   * All else here calls this; a gradient, which is of the same class, is not looked at when it is
   * made. To have all parameters looked at: {@code Tensor.evaluate(Leaves.every(d))}, then this.
   *
   * @throws IllegalArgumentException with the parameter, its value, and the line of the call
   */
  default void check() {}

  /** The parameters' common shape. */
  Shape batch();

  /** The shape of what is drawn from one distribution. */
  default Shape event() {
    return Shape.SCALAR;
  }

  /**
   * Draws, as constants: no derivative passes. For one that does, see {@link
   * Reparametrized#rsample} and {@link Score}.
   *
   * @param shape how many; one of each, if there is none
   */
  Tensor sample(Key key, int... shape);

  /** The logarithm of the density or of the probability; minus infinity where there is none. */
  Tensor logProb(Tensor x);

  /**
   * The mean.
   *
   * @throws UnsupportedOperationException where there is no formula
   */
  default Tensor mean() {
    throw lacks("mean");
  }

  /**
   * The variance, of each entry of the event by itself.
   *
   * @throws UnsupportedOperationException where there is no formula
   */
  default Tensor variance() {
    throw lacks("variance");
  }

  /**
   * The entropy: the mean of {@code -logProb}.
   *
   * @throws UnsupportedOperationException where there is no formula
   */
  default Tensor entropy() {
    throw lacks("entropy");
  }

  /** Says that there is no formula, and what to do. */
  private UnsupportedOperationException lacks(String what) {
    return new UnsupportedOperationException(
        "%s has no formula for its %s; estimate it from samples"
            .formatted(getClass().getSimpleName(), what));
  }

  /** A shape before another. */
  static Shape join(Shape first, Shape second) {
    List<Integer> lengths = new ArrayList<>(first.lengths());
    lengths.addAll(second.lengths());
    return new Shape(lengths);
  }

  /** The shape of so many draws, without that of the event; after {@link #check}. */
  default Shape drawn(int... shape) {
    check();
    return join(Shape.of(shape), batch());
  }

  /** What parameters broadcast to. */
  static Shape batch(Tensor first, Tensor... others) {
    Shape shape = first.shape();
    for (Tensor other : others) {
      shape = Shape.broadcast("parameters", shape, other.shape());
    }
    return shape;
  }
}
