package dev.cusp.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes the reference values that Cusp's tests compare with. At the root of the project:
 *
 * <pre>
 * mvn -Ppytorch -pl peers -am -DskipTests package
 * java -cp "peers/target/classes:$(cat peers/target/classpath)" dev.cusp.peers.References \
 *     tensor/src/test/resources/dev/cusp/tensor/pytorch.txt
 * </pre>
 */
public final class References {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double[] SPECIAL = {
    Double.NaN, INF, -INF, 0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2, -2.5, 100, -100
  };
  private static final double[] FEW = {Double.NaN, INF, -INF, 0, -0.0, 1, -2, 0.5, 3};

  private final List<Reference> all = new ArrayList<>();

  private References() {}

  public static void main(String[] args) throws IOException {
    References references = new References();
    ElementwiseReferences.add(references);
    ArrayReferences.add(references);
    LibraryReferences.add(references);
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What PyTorch says, written by dev.cusp.peers.References; not to be edited.
        # case NAME, then its arguments (in, or view: with axes in opposite order, and of the first
        # one every other element), its result (out), and the cotangent of each floating argument
        # (bar) where that of the result's element i is (7 i mod 11 - 4) / 4.
        """);
    references.all.forEach(r -> text.append(r.text()));
    Files.writeString(Path.of(args[0]), text);
    System.out.println(references.all.size() + " cases, " + text.length() + " characters");
    System.exit(0); // libtorch's own threads would keep it
  }

  /** One case. */
  void add(String name, Function<Tensor[], Tensor> f, Input... inputs) {
    all.add(new Reference(name, f, List.of(inputs)));
  }

  /** An operation on the elements of one tensor, drawn from an interval. */
  void unary(String name, double low, double high, UnaryOperator<Tensor> f) {
    Function<Tensor[], Tensor> g = xs -> f.apply(xs[0]);
    add(name, g, Input.draw(1, low, high));
    add(name, g, Input.draw(2, low, high, 1));
    add(name, g, Input.draw(3, low, high, 0));
    add(name, g, Input.draw(4, low, high, 3, 5));
    add(name, g, Input.draw(4, low, high, 3, 5).as("f32"));
    add(name, g, Input.draw(5, low, high, 3, 2, 5).viewed());
    add(name, g, Input.of(SPECIAL, SPECIAL.length));
    add(name, g, Input.of(SPECIAL, SPECIAL.length).as("f32"));
  }

  void unary(String name, UnaryOperator<Tensor> f) {
    unary(name, -3, 3, f);
  }

  /** An operation on the elements of two tensors; the second is drawn from an interval. */
  void binary(String name, double low, double high, BinaryOperator<Tensor> f) {
    Function<Tensor[], Tensor> g = xs -> f.apply(xs[0], xs[1]);
    long[][][] shapes = {
      {{3, 5}, {3, 5}}, {{3, 1}, {4}}, {{}, {5}}, {{2, 1, 3}, {4, 1}}, {{0, 3}, {3}}, {{1}, {}}
    };
    double first = name.startsWith("pow") ? 0.25 : -3;
    for (long[][] s : shapes) {
      add(name, g, Input.draw(1, first, 3, s[0]), Input.draw(2, low, high, s[1]));
    }
    add(name, g, Input.draw(1, first, 3, 5, 6).viewed(), Input.draw(2, low, high, 3, 5));
    add(
        name,
        g,
        Input.draw(1, first, 3, 3, 5).as("f32"),
        Input.draw(2, low, high, 5, 5).viewed().as("f32"));
    int n = FEW.length;
    double[] xs = new double[n * n];
    double[] ys = new double[n * n];
    Arrays.setAll(xs, i -> FEW[i / n]);
    Arrays.setAll(ys, i -> FEW[i % n]);
    Input x = Input.of(xs, n * n);
    Input y = Input.of(ys, n * n);
    add(name, g, x, y);
    add(name, g, x.as("f32"), y.as("f32"));
  }

  void binary(String name, BinaryOperator<Tensor> f) {
    binary(name, -3, 3, f);
  }

  /** An operation on ints; those of the second one are not 0. */
  void ints(String name, BinaryOperator<Tensor> f) {
    Function<Tensor[], Tensor> g = xs -> f.apply(xs[0], xs[1]);
    Input x = Input.of(new double[] {-7, -1, 0, 3, 8, 5, 5}, 7, 1).as("i32");
    Input y = Input.of(new double[] {-3, 1, 2, 5}, 4).as("i32");
    add(name, g, x, y);
  }

  /** An operation on arrays as a whole: at given shapes, f64 and f32, and as a view. */
  void array(String name, UnaryOperator<Tensor> f, long... shape) {
    Function<Tensor[], Tensor> g = xs -> f.apply(xs[0]);
    add(name, g, Input.draw(6, -2, 2, shape));
    add(name, g, Input.draw(6, -2, 2, shape).as("f32"));
    long[] opposite = new long[shape.length];
    Arrays.setAll(opposite, i -> shape[shape.length - 1 - i]);
    if (shape.length > 0 && shape[0] > 0) {
      opposite[shape.length - 1] = 2 * shape[0] - 1;
      add(name, g, Input.draw(7, -2, 2, opposite).viewed());
    }
  }

  /** An operation on two arrays as a whole. */
  void arrays(String name, BinaryOperator<Tensor> f, long[] first, long[] second) {
    Function<Tensor[], Tensor> g = xs -> f.apply(xs[0], xs[1]);
    Input x = Input.draw(8, -2, 2, first);
    Input y = Input.draw(9, -2, 2, second);
    add(name, g, x, y);
    add(name, g, x.as("f32"), y.as("f32"));
  }
}
