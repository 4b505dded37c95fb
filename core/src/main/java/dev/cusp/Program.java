package dev.cusp;

import java.lang.reflect.Method;
import java.util.List;

/**
 * A Java method seen as a differentiable function of its arguments, whatever their types; what
 * {@link Cusp} and the command line are made of.
 */
public final class Program {
  private Program() {}

  /** The given method; for an instance method the receiver is the first argument. */
  public static Program of(Method method) {
    throw new UnsupportedOperationException();
  }

  /** The method behind a lambda or method reference; captured variables are constants. */
  public static Program of(Object function) {
    throw new UnsupportedOperationException();
  }

  public Method method() {
    throw new UnsupportedOperationException();
  }

  /** The value, computed by the program itself. */
  public Object value(Object... args) {
    throw new UnsupportedOperationException();
  }

  /**
   * Value and gradients of a program that returns one number.
   *
   * @param gradients one per argument, shaped like it; null for arguments that were not asked for
   *     or cannot be differentiated (ints, strings)
   */
  public record Gradients(double value, List<Object> gradients) {}

  /** Reverse mode: gradients with respect to the arguments of the given positions. */
  public Gradients gradients(int[] wrt, Object... args) {
    throw new UnsupportedOperationException();
  }

  /** The same by forward mode, one sweep for each number in the arguments. */
  public Gradients gradientsForward(int[] wrt, Object... args) {
    throw new UnsupportedOperationException();
  }

  /** A value of any type and the tangent of it, shaped like it. */
  public record Tangent(Object value, Object tangent) {}

  /**
   * Forward mode: the derivative along a direction.
   *
   * @param tangents one per argument, shaped like it; null for none
   */
  public Tangent jvp(Object[] args, Object[] tangents) {
    throw new UnsupportedOperationException();
  }

  /** A value and the map from a cotangent of it to cotangents of the arguments. */
  public interface Pullback {
    Object value();

    /** Cotangents of the arguments asked for, shaped like them; can be called again and again. */
    List<Object> apply(Object resultBar);
  }

  /** Reverse mode for a result of any type. */
  public Pullback vjp(int[] wrt, Object... args) {
    throw new UnsupportedOperationException();
  }

  /**
   * The Jacobian of the flattened result with respect to the flattened numbers of the arguments
   * asked for: [output][input].
   */
  public double[][] jacobian(int[] wrt, Object... args) {
    throw new UnsupportedOperationException();
  }

  /** The Hessian with respect to the flattened numbers of the arguments asked for. */
  public double[][] hessian(int[] wrt, Object... args) {
    throw new UnsupportedOperationException();
  }

  /** The stages of the derivative as text. */
  public Explanation explain() {
    throw new UnsupportedOperationException();
  }
}
