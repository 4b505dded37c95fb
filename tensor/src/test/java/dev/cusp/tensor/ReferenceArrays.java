package dev.cusp.tensor;

import static dev.cusp.tensor.ReferenceOperations.one;
import static dev.cusp.tensor.ReferenceOperations.three;
import static dev.cusp.tensor.ReferenceOperations.two;

import dev.cusp.fft.Complex;
import dev.cusp.fft.Fft;
import dev.cusp.linalg.Linalg;

/** More operations that {@code pytorch.txt} has: on arrays as a whole. */
final class ReferenceArrays {
  private ReferenceArrays() {}

  static void add() {
    arrangement();
    alongAxes();
    convolutions();
    matrices();
    decompositions();
    transforms();
  }

  private static void arrangement() {
    one("flip 0 1", x -> x.flip(0, 1));
    one("roll 1 2", x -> x.roll(1, 2));
    one("repeat 0 2", x -> x.repeat(0, 2));
    one("tile 2 3", x -> x.tile(2, 3));
    one("rot90", x -> x.rot90(1));
    one("diagonal", Tensor::diagonal);
    one("diag", Tensor::diag);
    one("trace", Tensor::trace);
    one("tril -1", x -> x.tril(-1));
    one("triu 1", x -> x.triu(1));
    one("squeeze", Tensor::squeeze);
    one("moveAxis 0 2", x -> x.moveAxis(0, 2));
    two("gather 0", (x, index) -> x.gather(0, index));
    three("scatterAdd 0", xs -> xs.get(0).scatterAdd(0, xs.get(1), xs.get(2)));
  }

  private static void alongAxes() {
    one("var 0", x -> x.var(0));
    one("std 0 2", x -> x.std(0, 2));
    one("norm 1", x -> x.norm(1));
    one("cumSum 1", x -> x.cumSum(1));
    one("cumProd 0", x -> x.cumProd(0));
    one("cumMax 1", x -> x.cumMax(1));
    one("cumMin 1", x -> x.cumMin(1));
    one("cumLogSumExp 1", x -> x.cumLogSumExp(1));
    one("diff 0", x -> x.diff(0));
    one("argsort 1", x -> x.argsort(1));
    one("topK 1 2", x -> x.topK(1, 2).values());
    one("quantile 1", x -> x.quantile(0.3, 1));
    one("logGamma", x -> x.square().add(0.2).logGamma());
    one("digamma", x -> x.square().add(0.2).digamma());
    two("searchSorted", Tensor::searchSorted);
    one("bincount", x -> x.bincount(6));
    three("scatterMin 0", xs -> xs.get(0).scatterMin(0, xs.get(1), xs.get(2)));
    three("scatterMax 0", xs -> xs.get(0).scatterMax(0, xs.get(1), xs.get(2)));
    one("sort 1", x -> x.sort(1));
    one("sort 0 descending", x -> x.sort(0, true));
  }

  private static void convolutions() {
    Window usual = Window.VALID;
    two("convolve", Tensor::convolve);
    two("convolve stride 2 padding 1", (x, w) -> x.convolve(w, usual.stride(2).padding(1)));
    two("convolve groups 2 padding 1", (x, w) -> x.convolve(w, usual.padding(1), 2));
    two("convolve groups 4 padding 1", (x, w) -> x.convolve(w, usual.padding(1), 4));
    two(
        "convolveTransposed stride 2 padding 1",
        (x, w) -> x.convolveTransposed(w, usual.stride(2).padding(1)));
    one("maxPool 2", x -> x.maxPool(Window.of(2)));
    one("maxPool 3 stride 2 padding 1", x -> x.maxPool(Window.of(3).stride(2).padding(1)));
    one("averagePool 2", x -> x.averagePool(Window.of(2)));
    one("adaptiveAveragePool 2 3", x -> x.adaptiveAveragePool(2, 3));
  }

  private static Tensor regular(Tensor x) {
    int n = x.shape().length(-1);
    return x.add(Linalg.eye(x.type(), n).mul(n + 2));
  }

  private static Tensor positive(Tensor x) {
    int rank = x.shape().rank();
    return regular(x.matmul(x.swapAxes(rank - 2, rank - 1)));
  }

  private static void matrices() {
    two("outer", Tensor::outer);
    two("kron", Tensor::kron);
    two("cross", Linalg::cross);
    two("solve", (a, b) -> Linalg.solve(regular(a), b));
    one("inverse", x -> Linalg.inverse(regular(x)));
    one("det", Linalg::det);
    one("logAbsDet", x -> Linalg.slogDet(regular(x)).logAbs());
    one("cholesky", x -> Linalg.cholesky(positive(x)));
    one("expm", Linalg::expm);
    one("eigenvalues", x -> Linalg.eigenvalues(positive(x)));
    one("singularValues", x -> Linalg.singularValues(regular(x)));
  }

  private static Tensor tall(Tensor x) {
    return x.add(Tensor.eye(x.type(), x.shape().length(-2), x.shape().length(-1), 0).mul(4));
  }

  private static Tensor spread(Tensor x) {
    Tensor places = Tensor.range(x.shape().length(-1)).as(x.type()).mul(8);
    return x.add(x.swapAxes(-2, -1)).add(Linalg.diagonalMatrix(places));
  }

  private static void decompositions() {
    one("qr q", x -> Linalg.qr(tall(x)).q());
    one("qr r", x -> Linalg.qr(tall(x)).r());
    one("pinv", x -> Linalg.pinv(tall(x)));
    one(
        "svd both",
        x -> {
          Linalg.Svd svd = Linalg.svd(x);
          return svd.u().mul(svd.s().exp().expandDims(-2)).matmul(svd.vt());
        });
    one("eigh vectors", x -> Linalg.eigh(spread(x)).vectors());
    one(
        "eig",
        x -> {
          Complex values = Linalg.eig(x).values();
          return values.re().exp().mul(values.im().cos()).sum(-1);
        });
    one("matrixPower 3", x -> Linalg.matrixPower(x, 3));
    one(
        "solveUpper",
        x -> Linalg.solveUpper(regular(x), Linalg.eye(x.type(), x.shape().length(-1))));
    one(
        "solveLower",
        x -> Linalg.solveLower(regular(x), Linalg.eye(x.type(), x.shape().length(-1))));
    one("norm 3 -1", x -> x.pNorm(3, -1));
  }

  private static void transforms() {
    one("rfft", x -> Fft.rfft(x, -1).toPairs());
    two("fft", (x, y) -> Fft.fft(new Complex(x, y), -1).toPairs());
    two("fft2", (x, y) -> Fft.fft2(new Complex(x, y)).toPairs());
    two("irfft 7", (x, y) -> Fft.irfft(new Complex(x, y), 7, -1));
    two("irfft 6", (x, y) -> Fft.irfft(new Complex(x, y), 6, -1));
    for (int[] to : new int[][] {{7, 5}, {2, 3}, {4, 4}}) {
      for (Interpolation how : Interpolation.values()) {
        one("resize %s %d %d".formatted(how, to[0], to[1]), x -> x.resize(how, to));
      }
    }
  }
}
