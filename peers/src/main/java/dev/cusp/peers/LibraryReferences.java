package dev.cusp.peers;

import static dev.cusp.peers.Torch.both;

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
}
