package dev.cusp.peers;

import static dev.cusp.peers.Torch.both;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolutions, pooling and linear algebra; images have their channels last, as Cusp's have. */
final class LibraryReferences {
  private LibraryReferences() {}

  static void add(References r) {
    convolutions(r);
    pooling(r);
    matrices(r);
    decompositions(r);
    transforms(r);
  }

  /** Images and weights from channels last to PyTorch's order. */
  private static Tensor first(Tensor x) {
    return x.permute(0, 3, 1, 2);
  }

  private static Tensor last(Tensor x) {
    return x.permute(0, 2, 3, 1);
  }

  private static void convolutions(References r) {
    long[] image = {2, 6, 5, 4};
    convolution(r, "convolve", image, new long[] {3, 3, 3, 4}, 1, 0, 1);
    convolution(r, "convolve", new long[] {1, 3, 3, 1}, new long[] {1, 1, 1, 1}, 1, 0, 1);
    convolution(r, "convolve stride 2 padding 1", image, new long[] {3, 4, 4, 4}, 2, 1, 1);
    convolution(r, "convolve groups 2 padding 1", image, new long[] {6, 3, 2, 2}, 1, 1, 2);
    convolution(r, "convolve groups 4 padding 1", image, new long[] {4, 3, 3, 1}, 1, 1, 4);
    r.arrays(
        "convolveTransposed stride 2 padding 1",
        (x, w) ->
            last(
                torch.conv_transpose2d(
                    first(x), first(w), new TensorOptional(), both(2), both(1), both(0), 1, 1, 1)),
        new long[] {2, 3, 2, 3},
        new long[] {3, 4, 4, 2});
  }

  private static void convolution(
      References r, String name, long[] image, long[] weight, int stride, int padding, int groups) {
    r.arrays(
        name,
        (x, w) -> last(Torch.convolve(first(x), first(w), null, stride, padding, groups)),
        image,
        weight);
  }

  private static void pooling(References r) {
    long[] image = {2, 6, 7, 3};
    r.array("maxPool 2", x -> last(torch.max_pool2d(first(x), 2, 2)), image);
    r.array(
        "maxPool 3 stride 2 padding 1",
        x -> last(torch.max_pool2d(first(x), both(3), both(2), both(1), both(1), false)),
        image);
    r.array("averagePool 2", x -> last(torch.avg_pool2d(first(x), 2, 2)), image);
    r.array("adaptiveAveragePool 2 3", x -> last(torch.adaptive_avg_pool2d(first(x), 2, 3)), image);
  }

  /**
   * Well-conditioned ones: the argument plus as many on the diagonal as there are rows, and two.
   */
  private static Tensor regular(Tensor x) {
    Tensor one = torch.eye(x.size(-1)).to(x.scalar_type());
    return x.add(one.mul(Torch.number(x.size(-1) + 2)));
  }

  private static Tensor positive(Tensor x) {
    return regular(x.matmul(x.transpose(-2, -1)));
  }

  private static void matrices(References r) {
    for (long[] shape : new long[][] {{3, 3}, {1, 1}, {2, 4, 4}}) {
      r.array("inverse", x -> torch.linalg_inv(regular(x)), shape);
      r.array("det", torch::linalg_det, shape);
      r.array("logAbsDet", x -> torch.linalg_slogdet(regular(x)).get1(), shape);
      r.array("cholesky", x -> torch.linalg_cholesky(positive(x)), shape);
      r.array("expm", torch::linalg_matrix_exp, shape);
      r.array("eigenvalues", x -> torch.linalg_eigh(positive(x)).get0(), shape);
      r.array("singularValues", x -> torch.linalg_svd(regular(x)).get1(), shape);
    }
    r.arrays(
        "solve",
        (a, b) -> torch.linalg_solve(regular(a), b),
        new long[] {2, 3, 3},
        new long[] {2, 3, 2});
    r.arrays("cross", torch::linalg_cross, new long[] {4, 3}, new long[] {4, 3});
  }

  /** With the signs that Cusp has: the diagonal of R is positive, and so are largest components. */
  private static void decompositions(References r) {
    for (long[] shape : new long[][] {{4, 3}, {1, 1}, {2, 3, 3}}) {
      r.array("qr q", x -> q(tall(x)).mul(signs(tall(x)).unsqueeze(-2)), shape);
      r.array(
          "qr r", x -> torch.linalg_qr(tall(x)).get1().mul(signs(tall(x)).unsqueeze(-1)), shape);
      r.array("pinv", x -> torch.linalg_pinv(tall(x)), shape);
      r.array(
          "svd both", x -> rebuilt(torch.linalg_svd(x, false, new StringViewOptional())), shape);
    }
    for (long[] shape : new long[][] {{3, 3}, {1, 1}, {2, 4, 4}}) {
      r.array("eigh vectors", x -> upright(torch.linalg_eigh(spread(x)).get1()), shape);
      r.array("eig", x -> torch.real(torch.linalg_eigvals(x).exp()).sum(-1), shape);
      r.array("matrixPower 3", x -> torch.linalg_matrix_power(x, 3), shape);
      r.array("solveUpper", x -> solved(regular(x), true), shape);
      r.array("solveLower", x -> solved(regular(x), false), shape);
    }
    r.array("norm 3 -1", x -> torch.norm(x, new ScalarOptional(Torch.number(3)), -1), 3, 4);
  }

  /** Of full rank, and far from less. */
  private static Tensor tall(Tensor x) {
    return x.add(torch.eye(x.size(-2), x.size(-1)).to(x.scalar_type()).mul(Torch.number(4)));
  }

  /** Symmetric, with eigenvalues that are apart. */
  private static Tensor spread(Tensor x) {
    Tensor places = torch.arange(Torch.number(x.size(-1))).to(x.scalar_type());
    return x.add(x.transpose(-2, -1)).add(torch.diag(places.mul(Torch.number(8))));
  }

  private static Tensor q(Tensor x) {
    return torch.linalg_qr(x).get0();
  }

  private static Tensor signs(Tensor x) {
    return torch.linalg_qr(x).get1().diagonal(0, -2, -1).sign().detach();
  }

  private static Tensor rebuilt(T_TensorTensorTensor_T svd) {
    return svd.get0().mul(svd.get1().exp().unsqueeze(-2)).matmul(svd.get2());
  }

  private static Tensor upright(Tensor v) {
    Tensor largest = v.abs().argmax(new LongOptional(-2), true);
    return v.mul(v.gather(-2, largest).sign().detach());
  }

  private static Tensor solved(Tensor x, boolean isUpper) {
    Tensor ones = torch.eye(x.size(-1)).to(x.scalar_type()).expand_as(x);
    return torch.linalg_solve_triangular(x, ones, isUpper);
  }

  private static void transforms(References r) {
    for (long n : new long[] {1, 5, 8, 12}) {
      r.array("rfft", x -> torch.view_as_real(torch.fft_rfft(x)), 3, n);
      r.arrays("fft", (x, y) -> pairs(torch.fft_fft(complex(x, y))), row(n), row(n));
      r.arrays("fft2", (x, y) -> pairs(torch.fft_fft2(complex(x, y))), row(n), row(n));
    }
    r.arrays("irfft 7", (x, y) -> irfft(x, y, 7), row(4), row(4));
    r.arrays("irfft 6", (x, y) -> irfft(x, y, 6), row(4), row(4));
    for (long[] to : new long[][] {{7, 5}, {2, 3}, {4, 4}}) {
      String size = " " + to[0] + " " + to[1];
      long[] image = {2, 4, 3, 2};
      r.array("resize NEAREST" + size, x -> last(torch.upsample_nearest2d(first(x), to)), image);
      r.array(
          "resize LINEAR" + size, x -> last(torch.upsample_bilinear2d(first(x), to, false)), image);
      r.array(
          "resize LINEAR_CORNERS" + size,
          x -> last(torch.upsample_bilinear2d(first(x), to, true)),
          image);
      r.array(
          "resize CUBIC" + size, x -> last(torch.upsample_bicubic2d(first(x), to, false)), image);
    }
  }

  private static long[] row(long n) {
    return new long[] {2, n};
  }

  private static Tensor pairs(Tensor z) {
    return torch.view_as_real(z);
  }

  private static Tensor complex(Tensor x, Tensor y) {
    return torch.view_as_complex(torch.stack(Torch.all(x, y), -1));
  }

  private static Tensor irfft(Tensor x, Tensor y, long n) {
    return torch.fft_irfft(complex(x, y), new LongOptional(n), -1, new StringViewOptional());
  }
}
