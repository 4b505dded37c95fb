package dev.cusp.tree;

import dev.cusp.runtime.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Numbers, arrays, records and plain objects, nested as you like, seen as vectors.
 *
 * <p>The leaves are the {@code double}s and {@code float}s, boxed or not, and the arrays of them,
 * in the order of declaration; also those in lists, queues and the values of maps, in their order.
 * Everything else (whole numbers, strings, enums, lambdas, JDK objects, and what is marked {@link
 * dev.cusp.NonDifferentiable}) is constant and goes along unchanged. A part that two references
 * lead to counts once. A record is made anew by its canonical constructor, a mutable object by the
 * one without parameters, or by none.
 */
public final class Tree {
  private Tree() {}

  /**
   * The gradient in the shape of the argument it belongs to.
   *
   * @param shadow the argument's cotangent as derivative code has it, see {@link
   *     dev.cusp.runtime.Shadows}; its arrays become the gradient's; null for zero
   */
  public static Object toGradient(Object primal, Object shadow) {
    return new Rebuild(new Gradient()).rebuild(primal, shadow, Path.ROOT);
  }

  /**
   * The shadow structure that derivative code wants for a tangent in the shape of its argument.
   *
   * @param tangent may be null, or have nulls, for zero; it is copied
   */
  public static Object fromTangent(Object primal, Object tangent) {
    return Tangents.shadow(primal, tangent);
  }

  /** Whether there are numbers in lists, queues or maps. */
  public static boolean isInCollection(Object tree) {
    return Leaf.isInCollection(tree);
  }

  /** Gives {@link Foreign} values away, see {@link Foreign#release}. */
  public static void release(Object... trees) {
    List<Object> values = new ArrayList<>();
    if (Foreign.standard() != null) {
      Leaf.all(trees).forEach(leaf -> values.add(leaf.value()));
      values.removeIf(value -> !Foreign.isOne(value));
    }
    if (!values.isEmpty()) {
      Foreign.standard().release(values);
    }
  }

  /** The numbers of the leaves. */
  public static double[] flatten(Object tree) {
    return tree instanceof double[] numbers ? numbers.clone() : flatten(Leaf.all(tree));
  }

  private static double[] flatten(List<Leaf> leaves) {
    double[] flat = new double[Math.toIntExact(size(leaves))];
    int next = 0;
    for (Leaf leaf : leaves) {
      leaf.copyTo(flat, next);
      next += leaf.length();
    }
    return flat;
  }

  private static long size(List<Leaf> leaves) {
    return leaves.stream().mapToLong(Leaf::length).sum();
  }

  /** A tree of the shape of another with the given numbers; the inverse of {@link #flatten}. */
  @SuppressWarnings("unchecked") // the copy is of the class of the original
  public static <T> T unflatten(T like, double[] flat) {
    long size = size(Leaf.all(like));
    if (size != flat.length) {
      throw new IllegalArgumentException(
          "the tree has %d numbers, but %d are given".formatted(size, flat.length));
    }
    return (T) new Rebuild(new Unflatten(flat)).rebuild(like, null, Path.ROOT);
  }

  /** The names of the numbers of {@link #flatten}, such as {@code layers[2].weight[0]}. */
  public static List<String> names(Object tree) {
    List<String> names = new ArrayList<>();
    Leaf.all(tree).forEach(leaf -> leaf.nameTo(names));
    return names;
  }

  /** Applies a function to each number. */
  public static <T> T map(T x, DoubleUnaryOperator f) {
    double[] flat = flatten(x);
    for (int i = 0; i < flat.length; i++) {
      flat[i] = f.applyAsDouble(flat[i]);
    }
    return unflatten(x, flat);
  }

  /** Applies a function to each pair of numbers; what is constant is taken from the first tree. */
  public static <T> T zip(T x, T y, DoubleBinaryOperator f) {
    Flats flats = Flats.of(x, y);
    double[] result = flats.x();
    for (int i = 0; i < result.length; i++) {
      result[i] = f.applyAsDouble(flats.x()[i], flats.y()[i]);
    }
    return unflatten(x, result);
  }

  /** {@code y + a x}, constants as in y. */
  public static <T> T axpy(double a, T x, T y) {
    return zip(y, x, (number, step) -> number + a * step);
  }

  /** The inner product: the sum of the products of the numbers. */
  public static double inner(Object x, Object y) {
    Flats flats = Flats.of(x, y);
    double sum = 0;
    for (int i = 0; i < flats.x().length; i++) {
      sum += flats.x()[i] * flats.y()[i];
    }
    return sum;
  }

  /** The Euclidean norm. */
  public static double norm(Object x) {
    return Math.sqrt(inner(x, x));
  }

  /** A tree of the same shape whose numbers are standard normal. */
  public static <T> T random(T like, RandomGenerator random) {
    return map(like, _ -> random.nextGaussian());
  }

  /** The numbers of two trees of one shape. */
  private record Flats(double[] x, double[] y) {
    static Flats of(Object x, Object y) {
      List<Leaf> xs = Leaf.all(x);
      List<Leaf> ys = Leaf.all(y);
      for (int i = 0; i < Math.max(xs.size(), ys.size()); i++) {
        check(i < xs.size() ? xs.get(i) : null, i < ys.size() ? ys.get(i) : null);
      }
      return new Flats(flatten(xs), flatten(ys));
    }

    private static void check(Leaf x, Leaf y) {
      if (x == null || y == null) {
        Leaf extra = x == null ? y : x;
        throw new IllegalArgumentException(
            "trees of different shape: only the %s one has %s"
                .formatted(x == null ? "second" : "first", extra.at().described()));
      }
      if (x.length() != y.length()) {
        throw new IllegalArgumentException(
            "trees of different shape: %s has %d numbers in the first, but %s has %d in the second"
                .formatted(x.at().described(), x.length(), y.at().described(), y.length()));
      }
    }
  }
}
