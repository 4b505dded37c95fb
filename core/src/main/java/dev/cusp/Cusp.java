package dev.cusp;

import dev.cusp.expectation.Comparison;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import dev.cusp.rules.Surrogate;
import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;

/**
 * The door: derivatives of plain Java methods.
 *
 * <p>Every method takes a lambda or method reference, finds its bytecode, differentiates it and
 * returns the derivative as compiled code. Captured variables are constants. What cannot be
 * differentiated is refused with method, line and reason. The functions returned are thread-safe,
 * and leave their arguments as they were.
 */
public final class Cusp {
  private static final int[] FIRST = {0};

  private Cusp() {}

  /** The derivative {@code f'} of a real function; its derivative in turn is {@code f''}. */
  public static Scalar derivative(Scalar f) {
    return Derived.of(f);
  }

  /**
   * The function itself, its value too computed in a stable form where the program's formula
   * overflows or cancels, such as {@code log(1 + exp(x))}; {@link #explain} lists these formulas.
   */
  public static Scalar stabilized(Scalar f) {
    return Derived.stabilized(f);
  }

  @SuppressWarnings("unchecked") // a gradient has the type of its argument
  private static <A> Result<A> result(Program program, Object... args) {
    Program.Gradients r = program.gradients(FIRST, args);
    return new Result<>(r.value(), (A) r.gradients().getFirst());
  }

  /** The gradient with respect to the first argument, in the shape of that argument. */
  public static <A> Gradient<A> gradient(Objective<A> f) {
    return new DerivedGradient<>(f);
  }

  /** The gradient with respect to the first argument, in the shape of that argument. */
  public static <A, B> Gradient.Two<A, B> gradient(Objective.Two<A, B> f) {
    Program program = Program.of(f);
    return (a, b) -> Cusp.<A>result(program, a, b).gradient();
  }

  /** The gradient with respect to the first argument, in the shape of that argument. */
  public static <A, B, C> Gradient.Three<A, B, C> gradient(Objective.Three<A, B, C> f) {
    Program program = Program.of(f);
    return (a, b, c) -> Cusp.<A>result(program, a, b, c).gradient();
  }

  /** The gradient with respect to the first argument, in the shape of that argument. */
  public static <A, B, C, D> Gradient.Four<A, B, C, D> gradient(Objective.Four<A, B, C, D> f) {
    Program program = Program.of(f);
    return (a, b, c, d) -> Cusp.<A>result(program, a, b, c, d).gradient();
  }

  /** The gradient with respect to the first argument, in the shape of that argument. */
  public static <A, B, C, D, E> Gradient.Five<A, B, C, D, E> gradient(
      Objective.Five<A, B, C, D, E> f) {
    Program program = Program.of(f);
    return (a, b, c, d, e) -> Cusp.<A>result(program, a, b, c, d, e).gradient();
  }

  /** The gradient with respect to the first argument, in the shape of that argument. */
  public static <A, B, C, D, E, F> Gradient.Six<A, B, C, D, E, F> gradient(
      Objective.Six<A, B, C, D, E, F> function) {
    Program program = Program.of(function);
    return (a, b, c, d, e, f) -> Cusp.<A>result(program, a, b, c, d, e, f).gradient();
  }

  /** Value and gradient with respect to the first argument, at the cost of the gradient. */
  public static <A> ValueAndGradient<A> valueAndGradient(Objective<A> f) {
    Program program = Program.of(f);
    return a -> result(program, a);
  }

  /** Value and gradient with respect to the first argument, at the cost of the gradient. */
  public static <A, B> ValueAndGradient.Two<A, B> valueAndGradient(Objective.Two<A, B> f) {
    Program program = Program.of(f);
    return (a, b) -> result(program, a, b);
  }

  /** Value and gradient with respect to the first argument, at the cost of the gradient. */
  public static <A, B, C> ValueAndGradient.Three<A, B, C> valueAndGradient(
      Objective.Three<A, B, C> f) {
    Program program = Program.of(f);
    return (a, b, c) -> result(program, a, b, c);
  }

  /** Value and gradient with respect to the first argument, at the cost of the gradient. */
  public static <A, B, C, D> ValueAndGradient.Four<A, B, C, D> valueAndGradient(
      Objective.Four<A, B, C, D> f) {
    Program program = Program.of(f);
    return (a, b, c, d) -> result(program, a, b, c, d);
  }

  /** Value and gradient with respect to the first argument, at the cost of the gradient. */
  public static <A, B, C, D, E> ValueAndGradient.Five<A, B, C, D, E> valueAndGradient(
      Objective.Five<A, B, C, D, E> f) {
    Program program = Program.of(f);
    return (a, b, c, d, e) -> result(program, a, b, c, d, e);
  }

  /** Value and gradient with respect to the first argument, at the cost of the gradient. */
  public static <A, B, C, D, E, F> ValueAndGradient.Six<A, B, C, D, E, F> valueAndGradient(
      Objective.Six<A, B, C, D, E, F> function) {
    Program program = Program.of(function);
    return (a, b, c, d, e, f) -> result(program, a, b, c, d, e, f);
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A> Function<A, Program.Gradients> gradients(Objective<A> f) {
    Program program = Program.of(f);
    return a -> program.gradients(null, a);
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B> Function.Two<A, B, Program.Gradients> gradients(Objective.Two<A, B> f) {
    Program program = Program.of(f);
    return (a, b) -> program.gradients(null, a, b);
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B, C> Function.Three<A, B, C, Program.Gradients> gradients(
      Objective.Three<A, B, C> f) {
    Program program = Program.of(f);
    return (a, b, c) -> program.gradients(null, a, b, c);
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B, C, D> Function.Four<A, B, C, D, Program.Gradients> gradients(
      Objective.Four<A, B, C, D> f) {
    Program program = Program.of(f);
    return (a, b, c, d) -> program.gradients(null, a, b, c, d);
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B, C, D, E> Function.Five<A, B, C, D, E, Program.Gradients> gradients(
      Objective.Five<A, B, C, D, E> f) {
    Program program = Program.of(f);
    return (a, b, c, d, e) -> program.gradients(null, a, b, c, d, e);
  }

  /** Value and gradients with respect to every differentiable argument. */
  public static <A, B, C, D, E, F> Function.Six<A, B, C, D, E, F, Program.Gradients> gradients(
      Objective.Six<A, B, C, D, E, F> function) {
    Program program = Program.of(function);
    return (a, b, c, d, e, f) -> program.gradients(null, a, b, c, d, e, f);
  }

  /** Value and gradient of a function of an array, without allocation. */
  public static GradientInto gradientInto(Objective<double[]> f) {
    Program program = Program.of(f);
    return program.gradientInto();
  }

  /** The value {@code f(x)} and its derivative along {@code xDot}. */
  @SuppressWarnings("unchecked") // a tangent has the type of its value
  public static <A, R> Jvp<R> jvp(Function<A, R> f, A x, A xDot) {
    Program.Tangent t = Program.of(f).jvp(new Object[] {x}, new Object[] {xDot});
    return new Jvp<>((R) t.value(), (R) t.tangent());
  }

  /** A value and its tangent. */
  public record Jvp<R>(R value, R tangent) {}

  /** The value {@code f(x)} and its pullback, which can be called again. */
  @SuppressWarnings("unchecked") // a cotangent has the type of its argument
  public static <A, R> Vjp<A, R> vjp(Function<A, R> f, A x) {
    Program.Pullback p = Program.of(f).vjp(FIRST, x);
    return new Vjp<>((R) p.value(), yBar -> (A) p.apply(yBar).getFirst());
  }

  /** A value and the map from a cotangent of it to the cotangent of the argument. */
  public record Vjp<A, R>(R value, java.util.function.Function<R, A> pullback) {}

  /**
   * The Jacobian {@code J[i][j] = d f_i / d x_j}, by forward mode where there are fewer inputs than
   * outputs, else by reverse mode.
   */
  public static Function<double[], double[][]> jacobian(Function<double[], double[]> f) {
    Program program = Program.of(f);
    return x -> program.jacobian(FIRST, x);
  }

  /** The Jacobian of a function from an array to an array, into arrays of the caller's. */
  public static JacobianInto jacobianInto(Function<double[], double[]> f) {
    return Program.of(f).jacobianInto();
  }

  /** The Hessian, forward over reverse. */
  public static Function<double[], double[][]> hessian(Objective<double[]> f) {
    Program program = Program.of(f);
    return x -> program.hessian(FIRST, x);
  }

  /**
   * The product of the Hessian with a vector, {@code (x, v) -> H(x) v}, at the cost of a few
   * gradients.
   */
  public static Function.Two<double[], double[], double[]> hvp(Objective<double[]> f) {
    Program program = Program.of(f);
    return (x, v) -> (double[]) program.hvp(0, new Object[] {x}, v);
  }

  /**
   * The same function, marked: where a differentiated program calls it, its calls are not
   * remembered for the reverse sweep but run again in it, which costs time and saves memory. The
   * program may make it itself or capture it. {@link Checkpoint} does the same for a method.
   *
   * <pre>{@code
   * Scalar step = Cusp.checkpoint(x -> advance(x, 1000));
   * }</pre>
   *
   * @param f a lambda or method reference of one of Cusp's function types
   */
  public static <F extends Serializable> F checkpoint(F f) {
    return Checkpointed.of(f);
  }

  /** How the derivative of a function, of any of Cusp's function types, is made. */
  public static Explanation explain(Serializable f) {
    return Program.of(f).explain();
  }

  /** How the derivative of a lambda or method reference is made. */
  public static <A> Explanation explain(Objective<A> f) {
    return Program.of(f).explain();
  }

  /** The same of one whose result is an array or a record. */
  @SuppressWarnings("overloads") // x -> ... without its type would compile with neither
  public static <A, R> Explanation explain(Function<A, R> f) {
    return Program.of(f).explain();
  }

  /** How the derivative of a lambda or method reference is made. */
  public static <A, B> Explanation explain(Objective.Two<A, B> f) {
    return Program.of(f).explain();
  }

  /** How the derivative of a lambda or method reference is made. */
  public static <A, B, C> Explanation explain(Objective.Three<A, B, C> f) {
    return Program.of(f).explain();
  }

  /** How the derivative of a lambda or method reference is made. */
  public static <A, B, C, D> Explanation explain(Objective.Four<A, B, C, D> f) {
    return Program.of(f).explain();
  }

  /** How the derivative of a lambda or method reference is made. */
  public static <A, B, C, D, E> Explanation explain(Objective.Five<A, B, C, D, E> f) {
    return Program.of(f).explain();
  }

  /** How the derivative of a lambda or method reference is made. */
  public static <A, B, C, D, E, F> Explanation explain(Objective.Six<A, B, C, D, E, F> f) {
    return Program.of(f).explain();
  }

  /** One evaluation, with every site where the program is not smooth; see {@link Program#trace}. */
  public static <A> Trace trace(Objective<A> f, A a) {
    return Program.of(f).trace(a);
  }

  /** One evaluation, with every site where the program is not smooth; see {@link Program#trace}. */
  public static <A, B> Trace trace(Objective.Two<A, B> f, A a, B b) {
    return Program.of(f).trace(a, b);
  }

  /** One evaluation, with every site where the program is not smooth; see {@link Program#trace}. */
  public static <A, B, C> Trace trace(Objective.Three<A, B, C> f, A a, B b, C c) {
    return Program.of(f).trace(a, b, c);
  }

  /** One evaluation, with every site where the program is not smooth; see {@link Program#trace}. */
  public static <A, B, C, D> Trace trace(Objective.Four<A, B, C, D> f, A a, B b, C c, D d) {
    return Program.of(f).trace(a, b, c, d);
  }

  /** One evaluation, with every site where the program is not smooth; see {@link Program#trace}. */
  public static <A, B, C, D, E> Trace trace(
      Objective.Five<A, B, C, D, E> f, A a, B b, C c, D d, E e) {
    return Program.of(f).trace(a, b, c, d, e);
  }

  /** One evaluation, with every site where the program is not smooth; see {@link Program#trace}. */
  public static <A, B, C, D, E, F> Trace trace(
      Objective.Six<A, B, C, D, E, F> function, A a, B b, C c, D d, E e, F f) {
    return Program.of(function).trace(a, b, c, d, e, f);
  }

  /**
   * The value of the first argument with the derivative of the second, of any order and in both
   * modes. Bias is the price: the sign of such a derivative can be wrong.
   *
   * <p>A value that jumps is best computed from {@link #stopGradient} of its arguments, {@code
   * surrogate(Math.rint(stopGradient(x)), x)}: then nothing depends on which side of a jump one is,
   * and nothing is refused there. {@link #straightThrough} does so.
   */
  public static double surrogate(double value, double surrogate) {
    return Surrogate.of(value, surrogate);
  }

  /**
   * The straight-through estimator: the values of one function, bit for bit, with the derivatives
   * of another, of any order and in both modes. Called in a program or differentiated itself; kept
   * in a static final field, captured, or made on the spot.
   *
   * <p>Where {@code forward} jumps or has a kink is no matter, as its derivative is not asked for;
   * kinks of {@code surrogate} are like any. Bengio, Léonard and Courville, Estimating or
   * propagating gradients through stochastic neurons for conditional computation, 2013, after
   * Hinton's lectures of 2012. Ready ones: {@link dev.cusp.surrogate.Steps}.
   */
  public static Scalar straightThrough(Scalar forward, Scalar surrogate) {
    return StraightThrough.of(forward, surrogate);
  }

  /**
   * {@link #straightThrough} for functions of an array to an array. {@code forward} is given a copy
   * of the argument.
   *
   * @throws IllegalArgumentException, when called, where the two give arrays of different lengths
   */
  public static Function<double[], double[]> straightThroughArray(
      Function<double[], double[]> forward, Function<double[], double[]> surrogate) {
    return StraightThrough.ofArray(forward, surrogate);
  }

  /**
   * A function blurred by noise, {@code x -> E f(x + width e)} with e standard normal, and its
   * derivative, which is right also where f jumps; both estimated, with standard errors.
   *
   * @param width standard deviation of the noise, in the unit of x
   * @param pairs how many pairs of values of f an estimate takes
   * @param seed of the noise; the same seed gives the same estimate
   */
  public static SmoothedScalar smoothed(Scalar f, double width, int pairs, long seed) {
    return new SmoothedScalar(new Smoothed(x -> f.applyAsDouble(x[0]), width, pairs, seed, false));
  }

  /** {@link #smoothed} for functions of an array: noise of one width is added to each number. */
  public static Smoothed smoothedArray(Objective<double[]> f, double width, int pairs, long seed) {
    return new Smoothed(f, width, pairs, seed, false);
  }

  /**
   * The expected result of a program that draws random numbers, for its derivative by the first
   * argument; the second is where the program draws.
   *
   * <pre>{@code
   * double cost(double[] x, Sampler sampler) {
   *   double demand = sampler.normal(x[0], 1);
   *   return sampler.flip(x[1]) ? demand * demand : 2 * demand;
   * }
   *
   * Expectation.Estimate<double[]> e = Cusp.expectation(this::cost).estimate(x, seed, 1000);
   * }</pre>
   */
  public static <A> Expectation<A> expectation(Objective.Two<A, Sampler> f) {
    return Expectation.of(f);
  }

  /**
   * The estimators of the gradient of an expected result side by side: bias, variance, time of a
   * sample, and the product of the last two, which is what counts, each with its confidence
   * interval. Biases are measured from the default estimators, which are unbiased.
   */
  public static <A> Comparison compareEstimators(
      Objective.Two<A, Sampler> f, A at, long seed, int samples) {
    return Comparison.of(Expectation.of(f), at, null, seed, samples);
  }

  /** The same with the exact gradient, where that is known. */
  public static <A> Comparison compareEstimators(
      Objective.Two<A, Sampler> f, A at, A exact, long seed, int samples) {
    return Comparison.of(Expectation.of(f), at, exact, seed, samples);
  }

  /** The value itself, through which no derivative passes. */
  public static double stopGradient(double x) {
    return x;
  }

  /**
   * {@code x} itself; in reverse mode its cotangent becomes {@code rewrite(xBar)}, to be looked at,
   * clipped or replaced. Forward mode passes the tangent through.
   */
  public static double withGradient(double x, DoubleUnaryOperator rewrite) {
    return x;
  }
}
