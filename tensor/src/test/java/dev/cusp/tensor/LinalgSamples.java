package dev.cusp.tensor;

import dev.cusp.fft.Complex;
import dev.cusp.fft.Fft;
import dev.cusp.linalg.Linalg;
import dev.cusp.tensor.Samples.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Linear algebra, at matrices whose values are well apart, and Fourier transforms. */
final class LinalgSamples {
  private LinalgSamples() {}

  private static final List<Sample> ALL = new ArrayList<>();

  private static Tensor draw(int seed, int... shape) {
    return Key.of(seed).normal(DType.F64, shape);
  }

  private static void one(String name, UnaryOperator<Tensor> f, Tensor x) {
    ALL.add(new Sample("linalg " + name, xs -> f.apply(xs.getFirst()), List.of(x)));
  }

  private static void two(String name, BinaryOperator<Tensor> f, Tensor x, Tensor y) {
    ALL.add(new Sample("linalg " + name, xs -> f.apply(xs.get(0), xs.get(1)), List.of(x, y)));
  }

  /** Not symmetric, and near enough to twice the identity to have all inverses and roots. */
  private static Tensor regular(int seed, int... shape) {
    return draw(seed, shape).mul(0.2).add(Linalg.eye(DType.F64, shape[shape.length - 1]).mul(2));
  }

  private static Tensor all(Tensor... parts) {
    return Views.concat(0, Arrays.stream(parts).map(x -> x.reshape(-1)).toList());
  }

  static List<Sample> all() {
    return ALL;
  }

  static {
    solving();
    determinants();
    decompositions();
    others();
    transforms();
  }

  private static void solving() {
    for (int[][] shapes :
        new int[][][] {
          {{3, 3}, {3, 2}}, {{2, 1, 3, 3}, {4, 3, 1}}, {{0, 0}, {0, 2}}, {{1, 1}, {1, 0}}
        }) {
      Tensor a = regular(1, shapes[0]);
      Tensor b = draw(2, shapes[1]);
      two("solve", Linalg::solve, a, b);
      two("solveLower", Linalg::solveLower, a, b);
      two("solveUpper", Linalg::solveUpper, a, b);
      two("choleskySolve", Linalg::choleskySolve, a, b);
    }
    two("solve of a permuted one", Linalg::solve, draw(3, 5, 5), draw(2, 5, 2));
    one("inverse", Linalg::inverse, regular(1, 2, 3, 3));
    two("lstsq, tall", Linalg::lstsq, draw(1, 2, 5, 3), draw(2, 5, 2));
    two("lstsq, wide", Linalg::lstsq, draw(1, 3, 5), draw(2, 3, 2));
    one("pinv, tall", Linalg::pinv, draw(1, 4, 2));
    one("pinv, wide", Linalg::pinv, draw(1, 2, 4));
    one("pinv, square", Linalg::pinv, regular(1, 3, 3));
  }

  private static void determinants() {
    one("det", Linalg::det, draw(4, 2, 4, 4));
    one("det of nothing", Linalg::det, draw(4, 0, 0));
    one("det of a number", Linalg::det, draw(4, 1, 1));
    one("det, rank 3 of 4", Linalg::det, draw(5, 4, 3).matmul(draw(6, 3, 4)).evaluate());
    one("det, rank 2 of 4", Linalg::det, draw(5, 4, 2).matmul(draw(6, 2, 4)).evaluate());
    one("det of zeros", Linalg::det, Tensor.zeros(DType.F64, 3, 3));
    one("det of a gradient", Linalg::det, draw(8, 3, 3));
    one("slogDet", x -> Linalg.slogDet(x).logAbs(), draw(4, 2, 3, 3));
  }

  private static void decompositions() {
    one("cholesky", Linalg::cholesky, regular(1, 2, 4, 4));
    one("cholesky of nothing", Linalg::cholesky, draw(1, 2, 0, 0));
    for (int[] shape : new int[][] {{4, 4}, {5, 3}, {3, 5}, {2, 3, 2}, {1, 1}, {3, 0}, {0, 3}}) {
      Tensor x = draw(9, shape);
      one("qr", a -> all(Linalg.qr(a).q(), Linalg.qr(a).r()), x);
      one("qr, r", a -> Linalg.qr(a).r(), x);
      one("svd, values", Linalg::singularValues, x);
      one("svd, left", a -> Linalg.svd(a).u(), x);
      one("svd, right", a -> Linalg.svd(a).vt().mul(Linalg.svd(a).s().expandDims(-1)), x);
    }
    one(
        "svd, all",
        a -> all(Linalg.svd(a).u(), Linalg.svd(a).s(), Linalg.svd(a).vt()),
        draw(9, 4, 3));
    one("qr, complete", a -> Linalg.completeQr(a).q(), draw(9, 3, 4));
    one("eigh, values", Linalg::eigenvalues, draw(3, 2, 4, 4));
    one("eigh, vectors", a -> Linalg.eigh(a).vectors(), draw(3, 4, 4));
    one("eig, values", a -> Linalg.eig(a).values().toPairs(), draw(3, 2, 4, 4));
    one("eig, vectors", a -> Linalg.eig(a).vectors().toPairs(), draw(4, 3, 3));
    one("eig, both", a -> Linalg.eig(a).vectors().mul(Linalg.eig(a).values()).re(), draw(5, 4, 4));
    one("eigh, both", a -> Linalg.eigh(a).vectors().mul(Linalg.eigh(a).values()), draw(3, 3, 3));
  }

  private static void others() {
    one("expm", Linalg::expm, draw(1, 2, 3, 3));
    one("expm, squared", x -> Linalg.expm(x.mul(4)).mul(1e-2), draw(1, 3, 3));
    one("matrixPower 5", a -> Linalg.matrixPower(a, 5), regular(1, 3, 3).mul(0.5).evaluate());
    one("matrixPower -2", a -> Linalg.matrixPower(a, -2), regular(1, 2, 3, 3));
    one("matrixPower 0", a -> Linalg.matrixPower(a, 0).mul(a), regular(1, 3, 3));
    one("norm", Linalg::norm, draw(1, 3, 4));
    one("norm of rows", x -> Linalg.norm(x, 1), draw(1, 3, 4));
    one("norm 1", x -> Linalg.norm(x, 1.0, 0), draw(1, 3, 4));
    one("norm 3", x -> Linalg.norm(x, 3.0, -1), draw(1, 3, 4));
    one("norm of infinity", x -> Linalg.norm(x, Double.POSITIVE_INFINITY), draw(1, 3, 4));
    one("nuclearNorm", Linalg::nuclearNorm, draw(1, 2, 3, 4));
    one("spectralNorm", Linalg::spectralNorm, draw(1, 2, 3, 4));
    one("cond", Linalg::cond, regular(1, 2, 3, 3));
    one("trace", Linalg::trace, draw(1, 2, 3, 4));
    one("diagonal", x -> Linalg.diagonal(x).square(), draw(1, 4, 3));
    one("diagonalMatrix", x -> Linalg.diagonalMatrix(x).square(), draw(1, 2, 3));
    one("tril", x -> Linalg.tril(x, -1).exp(), draw(1, 3, 4));
    one("triu", x -> Linalg.triu(x, 1).exp(), draw(1, 4, 3));
    two("kron", Linalg::kron, draw(1, 2, 3), draw(2, 5, 2, 2));
    two("cross", Linalg::cross, draw(1, 4, 3), draw(2, 3));
  }

  private static void transforms() {
    two("fft", (x, y) -> Fft.fft(new Complex(x, y), 0).toPairs(), draw(1, 6, 2), draw(2, 6, 2));
    two("ifft", (x, y) -> Fft.ifft(new Complex(x, y), -1).abs2(), draw(1, 2, 17), draw(2, 2, 17));
    one("fft2", x -> Fft.fft2(Complex.of(x)).abs(), draw(1, 3, 4));
    one("rfft", x -> Fft.rfft(x, 1).toPairs(), draw(1, 3, 8));
    two("irfft", (x, y) -> Fft.irfft(new Complex(x, y), 7, -1), draw(1, 2, 4), draw(2, 2, 4));
    two("irfft, even", (x, y) -> Fft.irfft(new Complex(x, y), 6, 0), draw(1, 4), draw(2, 4));
    two("convolve", Fft::convolve, draw(1, 2, 5), draw(2, 3, 1, 4));
    two(
        "complex",
        (x, y) -> new Complex(x, y).mul(new Complex(y, x).conj()).add(Complex.turn(x)).angle(),
        draw(1, 5),
        draw(2, 5));
  }
}
