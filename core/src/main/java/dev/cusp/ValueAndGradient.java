package dev.cusp;

import java.io.Serializable;

/**
 * The value of an {@link Objective} and its gradient with respect to the first argument, at the
 * cost of the gradient.
 */
@FunctionalInterface
public interface ValueAndGradient<A> extends Serializable {
  Result<A> apply(A a);

  /** The same with two arguments. */
  @FunctionalInterface
  interface Two<A, B> extends Serializable {
    Result<A> apply(A a, B b);
  }

  /** The same with three arguments. */
  @FunctionalInterface
  interface Three<A, B, C> extends Serializable {
    Result<A> apply(A a, B b, C c);
  }

  /** The same with four arguments. */
  @FunctionalInterface
  interface Four<A, B, C, D> extends Serializable {
    Result<A> apply(A a, B b, C c, D d);
  }

  /** The same with five arguments. */
  @FunctionalInterface
  interface Five<A, B, C, D, E> extends Serializable {
    Result<A> apply(A a, B b, C c, D d, E e);
  }

  /** The same with six arguments. */
  @FunctionalInterface
  interface Six<A, B, C, D, E, F> extends Serializable {
    Result<A> apply(A a, B b, C c, D d, E e, F f);
  }
}
