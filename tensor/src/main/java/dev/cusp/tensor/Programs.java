package dev.cusp.tensor;

import dev.cusp.Function;
import dev.cusp.Objective;
import dev.cusp.Program;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Java programs as operations on tensors: any method that {@link dev.cusp.Cusp} differentiates,
 * with its loops and branches, is called on elements and has its derivatives, in both modes and of
 * any order, among those of the tensors around it.
 *
 * <pre>{@code
 * static double energy(double[] positions, double stiffness) { ... }
 *
 * Tensor e = Programs.call(Springs::energy, x, k); // x of shape [n], k a scalar
 * }</pre>
 *
 * <p>A parameter that is a number takes a scalar, {@code double[]} a vector, {@code double[][]} a
 * matrix and so on; of {@code float}, {@code int}, {@code long} and {@code boolean} likewise. A
 * tensor with more axes is a batch: the program is called for each of its last ones, one after the
 * other, and leading axes are broadcast. Of the result the shape is given, where it is an array,
 * for nothing runs before an element is read.
 *
 * <p>The program is called with arrays of its own. What a lambda captures is constant; one that
 * captures other objects each time is compiled each time. At kinks first derivatives are {@link
 * dev.cusp.Kinks#EXACT}, higher ones those of one side.
 */
public final class Programs {
  /** The program of a lambda's class called last. */
  private static final ClassValue<Known> KNOWN =
      new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> type) {
          return new Known();
        }
      };

  private Programs() {}

  private static final class Known {
    private volatile Level level;
  }

  /** A program of one argument to a number. */
  public static <A> Tensor call(Objective<A> f, Tensor x) {
    return number(f, x);
  }

  /** A program of two arguments to a number. */
  public static <A, B> Tensor call(Objective.Two<A, B> f, Tensor x, Tensor y) {
    return number(f, x, y);
  }

  /** A program of three arguments to a number. */
  public static <A, B, C> Tensor call(Objective.Three<A, B, C> f, Tensor x, Tensor y, Tensor z) {
    return number(f, x, y, z);
  }

  /** A program of one argument, to an array of the given lengths. */
  public static <A, R> Tensor call(Function<A, R> f, Shape result, Tensor x) {
    return of(f, result, x);
  }

  /** A program of two arguments, to an array of the given lengths. */
  public static <A, B, R> Tensor call(Function.Two<A, B, R> f, Shape result, Tensor x, Tensor y) {
    return of(f, result, x, y);
  }

  /** A program of three arguments, to an array of the given lengths. */
  public static <A, B, C, R> Tensor call(
      Function.Three<A, B, C, R> f, Shape result, Tensor x, Tensor y, Tensor z) {
    return of(f, result, x, y, z);
  }

  private static Tensor number(Serializable f, Tensor... xs) {
    return of(f, Shape.SCALAR, xs);
  }

  private static Tensor of(Serializable f, Shape result, Tensor... xs) {
    Level level = level(f);
    level.check(result, xs);
    Shape batch = Shape.SCALAR;
    for (int i = 0; i < xs.length; i++) {
      batch = Shape.broadcast("call", batch, lead(level, i, xs[i].shape()));
    }
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < xs.length; i++) {
      List<Integer> lengths = new ArrayList<>(batch.lengths());
      int rank = level.kinds().get(i).rank();
      lengths.addAll(
          xs[i].shape().lengths().subList(xs[i].shape().rank() - rank, xs[i].shape().rank()));
      inputs.add(xs[i].as(level.kinds().get(i).type()).broadcastTo(new Shape(lengths)));
    }
    return Primitive.call(new ProgramCalls.Run(level, result), inputs.toArray(Tensor[]::new))
        .getFirst();
  }

  private static Shape lead(Level level, int i, Shape shape) {
    return new Shape(shape.lengths().subList(0, shape.rank() - level.kinds().get(i).rank()));
  }

  private static Level level(Serializable f) {
    Known known = KNOWN.get(f.getClass());
    Level last = known.level;
    if (last != null && last.captured().isEmpty()) {
      return last;
    }
    Program program = Program.of(f);
    if (last != null
        && last.method().equals(program.method())
        && last.captured().equals(program.captured())) {
      return last;
    }
    known.level = Level.of(program);
    return known.level;
  }
}
