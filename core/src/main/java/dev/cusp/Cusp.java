package dev.cusp;

import java.util.function.DoubleUnaryOperator;

/**
 * The door: derivatives of plain Java methods.
 *
 * <p>Every method takes a lambda or method reference, finds its bytecode, differentiates it and
 * returns the derivative as compiled code. Captured variables are constants. What cannot be
 * differentiated is refused with method, line and reason.
 */
public final class Cusp {
  private Cusp() {}

  /** The derivative {@code f'} of a real function; call it again for {@code f''}. */
  public static Scalar derivative(Scalar f) {
    throw new UnsupportedOperationException();
  }

  /** The gradient with respect to the first argument. */
  public static <A> Gradient<A> gradient(Objective<A> f) {
    throw new UnsupportedOperationException();
  }

  /** The gradient with respect to the first argument. */
  public static <A, B> Gradient.Two<A, B> gradient(Objective.Two<A, B> f) {
    throw new UnsupportedOperationException();
  }

  /** The gradient with respect to the first argument. */
  public static <A, B, C> Gradient.Three<A, B, C> gradient(Objective.Three<A, B, C> f) {
    throw new UnsupportedOperationException();
  }

  /** The gradient with respect to the first argument. */
  public static <A, B, C, D> Gradient.Four<A, B, C, D> gradient(Objective.Four<A, B, C, D> f) {
    throw new UnsupportedOperationException();
  }

  /** The gradient with respect to the first argument. */
  public static <A, B, C, D, E> Gradient.Five<A, B, C, D, E> gradient(Objective.Five<A, B, C, D, E> f) {
    throw new UnsupportedOperationException();
  }

  /** The gradient with respect to the first argument. */
  public static <A, B, C, D, E, F> Gradient.Six<A, B, C, D, E, F> gradient(Objective.Six<A, B, C, D, E, F> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradient with respect to the first argument. */
  public static <A> ValueAndGradient<A> valueAndGradient(Objective<A> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradient with respect to the first argument. */
  public static <A, B> ValueAndGradient.Two<A, B> valueAndGradient(Objective.Two<A, B> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradient with respect to the first argument. */
  public static <A, B, C> ValueAndGradient.Three<A, B, C> valueAndGradient(Objective.Three<A, B, C> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradient with respect to the first argument. */
  public static <A, B, C, D> ValueAndGradient.Four<A, B, C, D> valueAndGradient(Objective.Four<A, B, C, D> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradient with respect to the first argument. */
  public static <A, B, C, D, E> ValueAndGradient.Five<A, B, C, D, E> valueAndGradient(Objective.Five<A, B, C, D, E> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradient with respect to the first argument. */
  public static <A, B, C, D, E, F> ValueAndGradient.Six<A, B, C, D, E, F> valueAndGradient(Objective.Six<A, B, C, D, E, F> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A> Function<A, Program.Gradients> gradients(Objective<A> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B> Function.Two<A, B, Program.Gradients> gradients(Objective.Two<A, B> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B, C> Function.Three<A, B, C, Program.Gradients> gradients(Objective.Three<A, B, C> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B, C, D> Function.Four<A, B, C, D, Program.Gradients> gradients(Objective.Four<A, B, C, D> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B, C, D, E> Function.Five<A, B, C, D, E, Program.Gradients> gradients(Objective.Five<A, B, C, D, E> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B, C, D, E, F> Function.Six<A, B, C, D, E, F, Program.Gradients> gradients(Objective.Six<A, B, C, D, E, F> f) {
    throw new UnsupportedOperationException();
  }

  /** Value and gradient of a function of an array, without allocation. */
  public static GradientInto gradientInto(Objective<double[]> f) {
    throw new UnsupportedOperationException();
  }

  /** The value {@code f(x)} and its derivative along {@code xDot}. */
  public static <A, R> Jvp<R> jvp(Function<A, R> f, A x, A xDot) {
    throw new UnsupportedOperationException();
  }

  /** A value and its tangent. */
  public record Jvp<R>(R value, R tangent) {}

  /** The value {@code f(x)} and its pullback, which can be called again. */
  public static <A, R> Vjp<A, R> vjp(Function<A, R> f, A x) {
    throw new UnsupportedOperationException();
  }

  /** A value and the map from a cotangent of it to the cotangent of the argument. */
  public record Vjp<A, R>(R value, java.util.function.Function<R, A> pullback) {}

  /** The Jacobian {@code J[i][j] = d f_i / d x_j}. */
  public static Function<double[], double[][]> jacobian(Function<double[], double[]> f) {
    throw new UnsupportedOperationException();
  }

  /** The Hessian, forward over reverse. */
  public static Function<double[], double[][]> hessian(Objective<double[]> f) {
    throw new UnsupportedOperationException();
  }

  /** The product of the Hessian with a vector: {@code (x, v) -> H(x) v}, at the cost of a few gradients. */
  public static Function.Two<double[], double[], double[]> hvp(Objective<double[]> f) {
    throw new UnsupportedOperationException();
  }

  /** How the derivative of a function is made. */
  public static Explanation explain(java.io.Serializable f) {
    throw new UnsupportedOperationException();
  }

  /** The value itself, through which no derivative passes. */
  public static double stopGradient(double x) {
    return x;
  }

  /** {@code x} itself; on the way back its cotangent becomes {@code rewrite(xBar)}. */
  public static double withGradient(double x, DoubleUnaryOperator rewrite) {
    return x;
  }

  /** The function, recomputed in the reverse sweep instead of remembered. */
  public static Scalar checkpoint(Scalar f) {
    throw new UnsupportedOperationException();
  }

  /** The function itself, evaluated as stably as its derivative. */
  public static Scalar stabilized(Scalar f) {
    throw new UnsupportedOperationException();
  }
}
