package dev.cusp;

import java.io.Serializable;

/**
 * A function of any differentiable arguments and result: numbers, arrays, records, plain objects.
 */
@FunctionalInterface
public interface Function<A, R> extends Serializable {
  R apply(A a);

  /** The same with two arguments. */
  @FunctionalInterface
  interface Two<A, B, R> extends Serializable {
    R apply(A a, B b);
  }

  /** The same with three arguments. */
  @FunctionalInterface
  interface Three<A, B, C, R> extends Serializable {
    R apply(A a, B b, C c);
  }

  /** The same with four arguments. */
  @FunctionalInterface
  interface Four<A, B, C, D, R> extends Serializable {
    R apply(A a, B b, C c, D d);
  }

  /** The same with five arguments. */
  @FunctionalInterface
  interface Five<A, B, C, D, E, R> extends Serializable {
    R apply(A a, B b, C c, D d, E e);
  }

  /** The same with six arguments. */
  @FunctionalInterface
  interface Six<A, B, C, D, E, F, R> extends Serializable {
    R apply(A a, B b, C c, D d, E e, F f);
  }
}
