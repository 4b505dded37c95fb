package dev.cusp;

import java.io.Serializable;

/**
 * A function to a number, the kind that has a gradient.
 *
 * <p>Method references and lambdas fit; primitive parameters ({@code int n}) fit too. It is
 * serializable so that its bytecode can be found.
 */
@FunctionalInterface
public interface Objective<A> extends Serializable {
  double applyAsDouble(A a);

  /** The same with two arguments. */
  @FunctionalInterface
  interface Two<A, B> extends Serializable {
    double applyAsDouble(A a, B b);
  }

  /** The same with three arguments. */
  @FunctionalInterface
  interface Three<A, B, C> extends Serializable {
    double applyAsDouble(A a, B b, C c);
  }

  /** The same with four arguments. */
  @FunctionalInterface
  interface Four<A, B, C, D> extends Serializable {
    double applyAsDouble(A a, B b, C c, D d);
  }

  /** The same with five arguments. */
  @FunctionalInterface
  interface Five<A, B, C, D, E> extends Serializable {
    double applyAsDouble(A a, B b, C c, D d, E e);
  }

  /** The same with six arguments. */
  @FunctionalInterface
  interface Six<A, B, C, D, E, F> extends Serializable {
    double applyAsDouble(A a, B b, C c, D d, E e, F f);
  }
}
