import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Window;

/**
 * Convolution taken apart; docs/convolution.md is the page that goes with it. A part by its name, or
 * all of them:
 *
 * <pre>./cusp run docs/Convolution.java matrix</pre>
 *
 * <p>Whatever it claims it also checks, and a claim that fails ends it with an exception.
 */
public final class Convolution {
  /** The image and the filter of many a lecture. */
  static final Tensor IMAGE =
      Tensor.ofNested(
          new double[][] {
            {1, 1, 1, 0, 0}, {0, 1, 1, 1, 0}, {0, 0, 1, 1, 1}, {0, 0, 1, 1, 0}, {0, 1, 1, 0, 0}
          });

  static final Tensor FILTER = Tensor.ofNested(new double[][] {{1, 0, 1}, {0, 1, 0}, {1, 0, 1}});

  /** Filters and images with no two numbers the same, to see where each goes. */
  static final Tensor W = Tensor.range(9).add(1).as(DType.F64).reshape(3, 3);

  static final Tensor X = Tensor.range(16).add(1).as(DType.F64).reshape(4, 4);

  public static void main(String[] args) {
    for (String part :
        args.length > 0
            ? args
            : new String[] {"slide", "matrix", "patches", "derivatives", "flipped", "sizes"}) {
      switch (part) {
        case "slide" -> slide();
        case "matrix" -> matrix();
        case "patches" -> patches();
        case "derivatives" -> derivatives();
        case "flipped" -> flipped();
        case "sizes" -> sizes();
        default -> throw new IllegalArgumentException("there is no part " + part);
      }
    }
  }

  /** One image and one filter, without the axes for batch and channels. */
  static Tensor convolve(Tensor x, Tensor w, Window window) {
    Tensor image = x.reshape(1, side(x), side(x), 1);
    Tensor z = image.convolve(w.reshape(1, side(w), side(w), 1), window, 1);
    return z.reshape(z.shape().length(1), z.shape().length(2));
  }

  static Tensor convolve(Tensor x, Tensor w) {
    return convolve(x, w, Window.VALID);
  }

  static int side(Tensor x) {
    return x.shape().length(0);
  }

  /** The same by its definition. */
  static double sum(Tensor x, Tensor w, int i, int j) {
    double z = 0;
    for (int k = 0; k < side(w); k++) {
      for (int l = 0; l < side(w); l++) {
        z += w.get(k, l) * x.get(i + k, j + l);
      }
    }
    return z;
  }

  static void slide() {
    show("x", IMAGE);
    show("w", FILTER);
    Tensor z = convolve(IMAGE, FILTER);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        check(z.get(i, j) == sum(IMAGE, FILTER, i, j), "z is its sum");
      }
    }
    show("z[i, j] = sum of w[k, l] x[i + k, j + l]", z);
  }

  /** The matrix of x -> z is the Jacobian of that function. */
  static Tensor matrix(Tensor w, int side) {
    Tensor any = Tensor.zeros(DType.F64, side, side);
    Tensor j = Gradients.jacobian(x -> convolve(x, w).flatten()).apply(any);
    return j.reshape(j.shape().length(0), side * side);
  }

  static void matrix() {
    Tensor matrix = matrix(W, 4);
    show("w", W);
    show("W, for an image of 4x4: z = W x", matrix);
    check(same(matrix.matmul(X.flatten()), convolve(X, W).flatten()), "z = W x");
  }

  static void patches() {
    Tensor patches = X.reshape(1, 4, 4, 1).unfold(Window.of(3).stride(1)).reshape(4, 9);
    show("x", X);
    show("U, a row for each patch: z = U w", patches);
    check(same(patches.matmul(W.flatten()), convolve(X, W).flatten()), "z = U w");
    Tensor j = Gradients.jacobian(w -> convolve(X, w).flatten()).apply(W);
    check(same(j.reshape(4, 9), patches), "U is the Jacobian by w");
  }

  static void derivatives() {
    Tensor zBar = Tensor.ofNested(new double[][] {{1, 2}, {3, 4}});
    Tensor xBar = Gradients.<Tensor, Tensor>vjp(x -> convolve(x, W), X).pullback().apply(zBar);
    Tensor wBar = Gradients.<Tensor, Tensor>vjp(w -> convolve(X, w), W).pullback().apply(zBar);
    show("w", W);
    show("zBar", zBar);
    show("xBar = transpose(W) zBar", xBar);
    Tensor byMatrix = matrix(W, 4).transpose().matmul(zBar.flatten()).reshape(4, 4);
    check(same(xBar, byMatrix), "xBar is the product with the transpose");
    Tensor full = convolve(zBar, W.flip(), Window.VALID.padding(2));
    check(same(xBar, full), "and zBar, with zeros around, convolved with the flipped filter");
    Tensor transposed =
        zBar.reshape(1, 2, 2, 1).convolveTransposed(W.reshape(1, 3, 3, 1), Window.VALID);
    check(same(xBar, transposed.reshape(4, 4)), "and the transposed convolution of zBar");
    show("wBar = transpose(U) zBar", wBar);
    check(same(wBar, convolve(X, zBar)), "wBar is the image convolved with zBar");
  }

  static void flipped() {
    Tensor edge = Tensor.ofNested(new double[][] {{0, 0, 0}, {-1, 0, 1}, {0, 0, 0}});
    show("w", edge);
    show("correlation: sum of w[k, l] x[i + k, j + l]", convolve(IMAGE, edge));
    show("convolution: sum of w[k, l] x[i - k, j - l]", convolve(IMAGE, edge.flip()));
    Tensor twice = convolve(convolve(IMAGE, edge.flip()), FILTER.flip());
    check(twice.shape().size() == 1, "5 - 2 - 2 is 1");
    Tensor other = convolve(convolve(IMAGE, FILTER.flip()), edge.flip());
    check(same(twice, other), "convolutions may change places");
  }

  static void sizes() {
    System.out.println("  n  k  padding  stride  dilation  result");
    int[][] all = {
      {5, 3, 0, 1, 1}, {5, 3, 1, 1, 1}, {5, 3, 2, 1, 1}, {5, 3, 0, 2, 1}, {6, 3, 0, 2, 1},
      {6, 3, 1, 2, 1}, {7, 3, 0, 1, 2}, {28, 5, 2, 1, 1}, {224, 7, 3, 2, 1}
    };
    for (int[] a : all) {
      Window window = Window.VALID.padding(a[2]).stride(a[3]).dilation(a[4]);
      Tensor x = Tensor.zeros(DType.F32, a[0], a[0]);
      int n = side(convolve(x, Tensor.zeros(DType.F32, a[1], a[1]), window));
      check(n == (a[0] + 2 * a[2] - a[4] * (a[1] - 1) - 1) / a[3] + 1, "the formula");
      System.out.printf("%3d %2d %8d %7d %9d %7d%n", a[0], a[1], a[2], a[3], a[4], n);
    }
  }

  static boolean same(Tensor x, Tensor y) {
    return x.shape().equals(y.shape()) && x.sub(y).abs().max().item() < 1e-12;
  }

  static void check(boolean holds, String claim) {
    if (!holds) {
      throw new AssertionError("this does not hold: " + claim);
    }
  }

  /** A matrix, zeros as dots. */
  static void show(String what, Tensor x) {
    System.out.println(what);
    for (int i = 0; i < x.shape().length(0); i++) {
      StringBuilder line = new StringBuilder(" ");
      for (int j = 0; j < x.shape().length(1); j++) {
        double value = x.get(i, j);
        line.append(value == 0 ? "   ." : "%4.0f".formatted(value));
      }
      System.out.println(line);
    }
  }
}
