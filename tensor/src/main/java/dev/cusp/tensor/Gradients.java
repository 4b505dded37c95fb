package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Derivatives of functions of tensors, and of records, lists, maps and arrays of tensors, nested as
 * you like ({@link Leaves}); what is derived has the argument's shape. What these give are
 * functions of tensors again, so that they can be differentiated again.
 *
 * <p>Where a function is not smooth, a convention decides, as in PyTorch and JAX: see {@link
 * Rules}; or, on request, a random direction: {@link #exact}.
 */
public final class Gradients {
  private static final ScopedValue<Boolean> RECORDING = ScopedValue.newInstance();

  private Gradients() {}

  /** A value and the gradient in the argument's shape. */
  public record Result<A>(Tensor value, A gradient) {}

  /** A value and its tangent. */
  public record Jvp<R>(R value, R tangent) {}

  /** A value and the map from a cotangent of it to the cotangent of the argument. */
  public record Vjp<A, R>(R value, Function<R, A> pullback) {}

  /** Whether a derivative is being taken, for which tensors have to know how they came about. */
  static boolean isRecording() {
    return RECORDING.isBound();
  }

  static <R> R recording(java.util.function.Supplier<R> body) {
    return ScopedValue.where(RECORDING, true).call(body::get);
  }

  /** The gradient of a function to a scalar, whose value is not computed unless it is needed. */
  public static <A> Function<A, A> of(Function<A, Tensor> f) {
    return a -> {
      A gradient = derived(f, a).gradient();
      List<Tensor> all = new ArrayList<>(Leaves.of(gradient));
      all.addAll(Leaves.of(a));
      Tensor.together(all);
      return gradient;
    };
  }

  /** Value and gradient of a function to a scalar; they are computed together. */
  public static <A> Function<A, Result<A>> valueAndGradient(Function<A, Tensor> f) {
    return a -> {
      Result<A> result = derived(f, a);
      List<Tensor> all = new ArrayList<>(Leaves.of(result.gradient()));
      all.addAll(Leaves.of(a));
      all.add(result.value());
      Tensor.together(all);
      return result;
    };
  }

  private static <A> Result<A> derived(Function<A, Tensor> f, A a) {
    settle(Leaves.of(a));
    return recording(() -> swept(f, a));
  }

  /**
   * Computes an argument that waits for other gradients, and the values these are of. So steps of
   * training have the same structure where nothing is read in between, and do not pile up.
   */
  private static void settle(List<Tensor> leaves) {
    List<Tensor> waiting = new ArrayList<>();
    for (Tensor leaf : leaves) {
      if (leaf.awaited() != null) {
        waiting.add(leaf.awaited().result());
      }
    }
    if (!waiting.isEmpty() && !isRecording()) {
      waiting.addAll(leaves);
      Tensor.together(waiting);
      waiting.forEach(Tensor::data);
    }
  }

  private static <A> Result<A> swept(Function<A, Tensor> f, A a) {
    A own = own(a);
    Tensor value = f.apply(own);
    if (value.shape().rank() != 0 || !value.type().isFloating()) {
      throw new ShapeException(
          "a gradient is that of a floating scalar, not of %s of shape %s; sum or mean it",
          value.type(), value.shape());
    }
    return new Result<>(value, Leaves.with(a, Derivation.of(value, Leaves.of(own))));
  }

  /** The argument made of tensors of their own, which nothing but the function has. */
  static <A> A own(A a) {
    List<Tensor> own = new ArrayList<>();
    for (Tensor t : Leaves.of(a)) {
      own.add(Tensor.of(new Operation.Reshape(t), t.shape(), t.type()));
    }
    return Leaves.with(a, own);
  }

  private static List<Tensor> pull(List<Tensor> results, Object own, List<Tensor> resultBars) {
    List<Tensor> from = Leaves.of(own);
    List<Tensor> bars = Sweeps.vjp(results, from, resultBars);
    List<Tensor> filled = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      filled.add(filled(bars.get(i), from.get(i)));
    }
    return filled;
  }

  static Tensor filled(Tensor derivative, Tensor like) {
    return derivative == null
        ? Tensor.number(0, like.type()).broadcastTo(like.shape())
        : derivative;
  }

  /**
   * One evaluation: where the function has kinks or jumps, by the user's line, and how many
   * elements are at one. There derivatives are those of the convention.
   */
  public static <A> TensorTrace trace(Function<A, Tensor> f, A a) {
    return TensorTrace.of(f, a);
  }

  /** The same as {@link #exact(Function, long)} for one seed. */
  public static <A, R> Function<A, R> exact(Function<A, R> f) {
    return exact(f, 0);
  }

  /**
   * The same function, of which derivatives at kinks are exact: limits of the derivatives along a
   * random direction, so that they fit together. They are elements of the generalized derivative,
   * and the derivative itself wherever there is one: {@code relu(x) - relu(-x)} has slope 1 at 0.
   * To be given to the others, {@code Gradients.of(Gradients.exact(f))}; of second derivatives it
   * gives those of the smooth piece that the direction leads into.
   *
   * <p>Comparisons, extrema, {@code where}, sorts, pooling, conditions of loops and methods of
   * elements are decided by the values, and where these are equal by the tangents in three
   * directions. The function is computed at once, on both sides, so a gradient takes several times
   * as long. Loops are unrolled. Java's own {@code if} on elements that were read is not seen, and
   * a {@link Programs program} decides for itself.
   *
   * @param seed of the direction
   * @return a function that throws {@link dev.cusp.ad.NonsmoothException} where the value jumps,
   *     the slope is infinite, or the tangents do not decide; with the line
   */
  public static <A, R> Function<A, R> exact(Function<A, R> f, long seed) {
    return a -> ExactKinks.of(f, a, seed);
  }

  /** The value {@code f(x)} and its derivative along {@code xDot}, by forward mode. */
  public static <A, R> Jvp<R> jvp(Function<A, R> f, A x, A xDot) {
    return recording(() -> {
      List<Tensor> dots = Leaves.of(xDot);
      A own = own(x);
      List<Tensor> from = Leaves.of(own);
      check("jvp: the tangent", from, dots);
      R value = f.apply(own);
      List<Tensor> results = Leaves.of(value);
      List<Tensor> tangents = Sweeps.jvp(results, from, dots);
      List<Tensor> filled = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        filled.add(filled(tangents.get(i), results.get(i)));
      }
      R tangent = Leaves.with(value, filled);
      List<Tensor> all = new ArrayList<>(results);
      all.addAll(filled);
      Tensor.together(all);
      return new Jvp<>(value, tangent);
    });
  }

  /** The value {@code f(x)} and its pullback, which can be called again and again. */
  public static <A, R> Vjp<A, R> vjp(Function<A, R> f, A x) {
    A own = own(x);
    R value = recording(() -> f.apply(own));
    List<Tensor> results = Leaves.of(value);
    R shown = own(value); // the results go on to know how they came about
    return new Vjp<>(
        shown,
        bar ->
            recording(() -> {
              List<Tensor> bars = Leaves.of(bar);
              check("pullback: the cotangent", results, bars);
              List<Tensor> xBars = pull(results, own, bars);
              Tensor.together(xBars);
              return Leaves.with(x, xBars);
            }));
  }

  /** The product of the Hessian of a function to a scalar and a direction: forward over reverse. */
  public static <A> A hvp(Function<A, Tensor> f, A x, A direction) {
    return jvp(of(f), x, direction).tangent();
  }

  /**
   * All derivatives of a function of a tensor: {@code J[i, j]} is that of element i of the result
   * by element j of the argument, i and j standing for as many axes as these have. It takes a
   * reverse sweep for each element of the result, in a loop that is compiled once.
   */
  public static Function<Tensor, Tensor> jacobian(Function<Tensor, Tensor> f) {
    return x ->
        recording(() -> {
          Tensor own = own(x);
          Tensor y = f.apply(own);
          int n = y.shape().size();
          Tensor unit = Tensor.range(n).oneHot(n).as(y.type());
          Tensor rows =
              Loops.map(
                  bar -> pull(List.of(y), own, List.of(bar.reshape(lengths(y)))).getFirst(), unit);
          return rows.reshape(
              IntStream.concat(
                      y.shape().lengths().stream().mapToInt(i -> i),
                      x.shape().lengths().stream().mapToInt(i -> i))
                  .toArray());
        });
  }

  /** The second derivatives of a function to a scalar; the Jacobian of its gradient. */
  public static Function<Tensor, Tensor> hessian(Function<Tensor, Tensor> f) {
    return jacobian(of(f));
  }

  private static int[] lengths(Tensor t) {
    return t.shape().lengths().stream().mapToInt(i -> i).toArray();
  }

  /**
   * The same function, of which derivatives remember arguments only: what lies between is computed
   * once more. Tensors that it uses besides its argument are differentiated too. It runs by itself,
   * and is not fused with what is around it.
   */
  public static <A, R> Function<A, R> checkpoint(Function<A, R> f) {
    return a -> {
      List<Tensor> args = Leaves.every(a);
      List<Tensor> params = new ArrayList<>();
      args.forEach(t -> params.add(Tensor.parameter(t.shape(), t.type())));
      R result = f.apply(Leaves.withEvery(a, params));
      Traced.Closed closed = Traced.of(params, Leaves.every(result));
      List<Tensor> inputs = new ArrayList<>(args);
      inputs.addAll(closed.uses());
      Primitive checkpoint = new Checkpoint(closed.traced());
      return Leaves.withEvery(result, Primitive.call(checkpoint, inputs.toArray(Tensor[]::new)));
    };
  }

  private static void check(String what, List<Tensor> primals, List<Tensor> others) {
    for (int i = 0; i < Math.max(primals.size(), others.size()); i++) {
      Shape p = i < primals.size() ? primals.get(i).shape() : null;
      Shape o = i < others.size() ? others.get(i).shape() : null;
      if (p == null || !p.equals(o)) {
        throw new ShapeException("%s has shape %s in place %d, but the primal %s", what, o, i, p);
      }
    }
  }
}
