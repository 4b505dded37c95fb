package dev.cusp.tensor;

import static dev.cusp.tensor.Samples.draw;
import static dev.cusp.tensor.Samples.one;
import static dev.cusp.tensor.Samples.two;

/** Samples of what is chosen, put, sorted and accumulated. */
final class IndexingSamples {
  private IndexingSamples() {}

  static void add() {
    indexing();
    scattering();
    sorting();
    cumulative();
  }

  private static final Tensor INDEX = Tensor.ofNested(new int[][] {{0, 2, -1, 0}, {1, 1, 0, -3}});

  private static void indexing() {
    Tensor places = Tensor.ofNested(new int[][] {{2, 0}, {-1, 2}});
    one("take axis", x -> x.take(1, places).exp(), 2, 3, 4);
    one("take last", x -> x.take(-1, Tensor.of(1L, 0L)).exp(), 2, 3);
    one("gather", x -> x.gather(0, INDEX).exp(), 3, 4);
    one("gather last", x -> x.gather(-1, INDEX).exp(), 2, 3);
    one("gather broadcast", x -> x.gather(0, Tensor.ofNested(new int[][] {{1}})).exp(), 3, 4);
    one("gather nothing", x -> x.gather(0, Tensor.zeros(DType.I32, 0, 4)), 3, 4);
    one("mask", x -> x.mask(Tensor.of(true, false, true)).exp(), 3, 2);
    one("mask of all", x -> x.mask(x.gt(0)).exp(), 3, 4);
    two(
        "assign",
        (x, y) -> x.square().assign(y, Range.every(-2), Range.of(1, 3)),
        draw(1, 5, 4),
        draw(2, 2));
  }

  private static void scattering() {
    for (int axis : new int[] {0, -1}) {
      int[] shape = axis == 0 ? new int[] {3, 4} : new int[] {2, 3};
      Tensor x = draw(1, shape);
      Tensor y = draw(2, 2, 4);
      two("scatter " + axis, (a, b) -> a.scatter(axis, INDEX, b).exp(), x, y);
      two("scatterAdd " + axis, (a, b) -> a.scatterAdd(axis, INDEX, b).exp(), x, y);
      two("scatterMin " + axis, (a, b) -> a.scatterMin(axis, INDEX, b).exp(), x, y);
      two("scatterMax " + axis, (a, b) -> a.scatterMax(axis, INDEX, b).exp(), x, y);
    }
  }

  private static void sorting() {
    one("sort", x -> x.sort(1).mul(Tensor.range(20)).square(), 2, 20);
    one("sort descending", x -> x.sort(0, true).mul(Tensor.range(2)).square(), 7, 2);
    one("topK", x -> x.topK(-1, 3).values().exp(), 2, 5);
    one("quantile", x -> x.quantile(0.3, 0).exp(), 6, 2);
    one("median", x -> x.median(-1).exp(), 2, 6);
    one("unique", x -> x.unique().values().exp(), 6);
  }

  private static void cumulative() {
    for (int axis : new int[] {0, -1}) {
      one("cumSum " + axis, x -> x.cumSum(axis).exp(), 3, 5);
      one("cumProd " + axis, x -> x.cumProd(axis).exp(), 3, 5);
      one("cumMax " + axis, x -> x.cumMax(axis).exp(), 3, 5);
      one("cumMin " + axis, x -> x.cumMin(axis).exp(), 3, 5);
      one("cumLogSumExp " + axis, x -> x.cumLogSumExp(axis).square(), 3, 5);
      two("recurrence " + axis, (x, f) -> x.recurrence(axis, f), draw(1, 3, 5), draw(2, 3, 5));
    }
    one("cumProd through 0", x -> x.mul(Tensor.of(1.0, 0, 1, 0, 1)).cumProd(0), 5);
    one("cumProd of nothing", x -> x.cumProd(1), 3, 0);
    one("diff", x -> x.diff(0).square(), 5, 2);
  }
}
