package dev.cusp;

import java.io.Serializable;

/**
 * The gradient of an {@link Objective} with respect to its first argument, in that argument's
 * shape.
 */
@FunctionalInterface
public interface Gradient<A> extends Serializable {
  A apply(A a);

  /** The same with two arguments. */
  @FunctionalInterface
  interface Two<A, B> extends Serializable {
    A apply(A a, B b);
  }

  /** The same with three arguments. */
  @FunctionalInterface
  interface Three<A, B, C> extends Serializable {
    A apply(A a, B b, C c);
  }

  /** The same with four arguments. */
  @FunctionalInterface
  interface Four<A, B, C, D> extends Serializable {
    A apply(A a, B b, C c, D d);
  }

  /** The same with five arguments. */
  @FunctionalInterface
  interface Five<A, B, C, D, E> extends Serializable {
    A apply(A a, B b, C c, D d, E e);
  }

  /** The same with six arguments. */
  @FunctionalInterface
  interface Six<A, B, C, D, E, F> extends Serializable {
    A apply(A a, B b, C c, D d, E e, F f);
  }
}
