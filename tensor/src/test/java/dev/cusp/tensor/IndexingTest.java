package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is chosen, put, sorted and accumulated, as NumPy and PyTorch do it. */
final class IndexingTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void gathers() {
    Tensor x = Tensor.range(12).reshape(3, 4);
    assertThat(x.take(1, Tensor.of(3, -4)).toArray())
        .isEqualTo(new int[][] {{3, 0}, {7, 4}, {11, 8}});
    assertThat(x.take(1, Tensor.zeros(DType.I32, 2, 5)).shape()).isEqualTo(Shape.of(3, 2, 5));
    assertThat(x.gather(1, Tensor.ofNested(new int[][] {{0}, {1}, {-1}})).toArray())
        .isEqualTo(new int[][] {{0}, {5}, {11}});
    assertThat(x.gt(4).gather(0, Tensor.ofNested(new long[][] {{1}})).toDoubles())
        .containsExactly(0, 1, 1, 1);
    assertThat(x.as(DType.BF16).gather(0, Tensor.ofNested(new int[][] {{2}})).toDoubles())
        .containsExactly(8, 9, 10, 11);
  }

  @Test
  void scattersInOrder() {
    Tensor x = Tensor.of(10, 20, 30);
    Tensor at = Tensor.of(1, -1, 1);
    Tensor values = Tensor.of(1, 2, 3);
    assertThat(x.scatter(0, at, values).toDoubles()).containsExactly(10, 3, 2);
    assertThat(x.scatterAdd(0, at, values).toDoubles()).containsExactly(10, 24, 32);
    assertThat(x.scatterMin(0, at, values).toDoubles()).containsExactly(10, 1, 2);
    assertThat(x.scatterMax(0, at, Tensor.of(25.5, NAN, 1)).toDoubles())
        .containsExactly(10, 25.5, NAN);
    assertThat(Tensor.of(true, false).scatter(0, Tensor.of(1), Tensor.of(true)).type())
        .isEqualTo(DType.BOOL);
    assertThat(
            Tensor.zeros(DType.F16, 2).scatterAdd(0, Tensor.of(1, 1), Tensor.of(1, 2)).toDoubles())
        .containsExactly(0, 3);
  }

  @Test
  void masks() {
    Tensor x = Tensor.range(6).reshape(3, 2);
    assertThat(x.mask(x.mod(2).eq(1)).toDoubles()).containsExactly(1, 3, 5);
    assertThat(x.mask(Tensor.of(false, true, false)).toArray()).isEqualTo(new int[][] {{2, 3}});
    assertThat(x.mask(x.lt(0)).shape()).isEqualTo(Shape.of(0));
    assertThat(x.mod(3).nonZero().toArray())
        .isEqualTo(new int[][] {{0, 1}, {1, 0}, {2, 0}, {2, 1}});
    assertThat(x.assign(Tensor.of(-1), Range.from(1), Range.REVERSED).toDoubles())
        .containsExactly(0, 1, -1, -1, -1, -1);
  }

  @Test
  void sortsStably() {
    Tensor x = Tensor.of(2, NAN, -0.0, 0.0, -INF, INF, 2, -NAN);
    assertThat(x.argsort(0).toDoubles()).containsExactly(4, 2, 3, 0, 6, 5, 1, 7);
    assertThat(x.argsort(0, true).toDoubles()).containsExactly(1, 7, 5, 0, 6, 2, 3, 4);
    assertThat(x.sort(0).toDoubles()).containsExactly(-INF, -0.0, 0.0, 2, 2, INF, NAN, NAN);
    Tensor inFloat = x.as(DType.F32);
    assertThat(inFloat.argsort(0).toDoubles()).isEqualTo(x.argsort(0).toDoubles());
    assertThat(inFloat.argsort(0, true).toDoubles()).isEqualTo(x.argsort(0, true).toDoubles());
    assertThat(Tensor.of(3L, Long.MIN_VALUE, Long.MAX_VALUE).argsort(0).toDoubles())
        .containsExactly(1, 0, 2);
    assertThat(Tensor.of(true, false, true).sort(0).toDoubles()).containsExactly(0, 1, 1);
    Sorting.Top top = Tensor.ofNested(new float[][] {{1, 3, 3}, {9, 7, 8}}).topK(1, 2);
    assertThat(top.values().toArray()).isEqualTo(new float[][] {{3, 3}, {9, 8}});
    assertThat(top.indices().toArray()).isEqualTo(new int[][] {{1, 2}, {0, 2}});
  }

  /** Against the JDK's sort, of a length that is no power of two and with many equal ones. */
  @Test
  void sortsManyAsTheJdkDoes() {
    Tensor x = Key.of(3).normal(DType.F64, 10_007);
    double[] sorted = x.toDoubles();
    Arrays.sort(sorted);
    assertThat(x.sort(0).toDoubles()).isEqualTo(sorted);
    Tensor few = Key.of(4).integers(0, 50, 3, 1000);
    double[] order = few.at(0, 1).argsort(0).toDoubles();
    double[] values = few.at(0, 1).toDoubles();
    for (int i = 1; i < order.length; i++) {
      double before = values[(int) order[i - 1]];
      double now = values[(int) order[i]];
      assertThat(before < now || before == now && order[i - 1] < order[i]).isTrue();
    }
    assertThat(few.argsort(1).slice(0, Range.of(1, 2)).toDoubles()).isEqualTo(order);
  }

  @Test
  void orderStatistics() {
    Tensor x = Tensor.of(3.0, 1, 2, 4);
    assertThat(x.median(0).item()).isEqualTo(2.5);
    assertThat(x.quantile(0.25, 0).item()).isEqualTo(1.75);
    assertThat(x.quantile(1, 0).item()).isEqualTo(4);
    assertThat(Tensor.of(1, NAN, 2).median(0).item()).isNaN();
    assertThat(Tensor.of(-INF, INF, INF).quantile(0.75, 0).item()).isEqualTo(INF);
    Tensor edges = Tensor.of(1, 2, 2, 3);
    assertThat(edges.searchSorted(Tensor.of(0, 2, 2.5, 9, NAN)).toDoubles())
        .containsExactly(0, 1, 3, 4, 4);
    assertThat(edges.searchSorted(Tensor.of(2), true).toDoubles()).containsExactly(3);
  }

  @Test
  void countsAndKinds() {
    Tensor x = Tensor.ofNested(new double[][] {{3, 1, NAN}, {1, NAN, 3}});
    Sorting.Unique unique = x.unique();
    assertThat(unique.values().toDoubles()).containsExactly(1, 3, NAN);
    assertThat(unique.inverse().toArray()).isEqualTo(new int[][] {{1, 0, 2}, {0, 2, 1}});
    assertThat(unique.counts().toDoubles()).containsExactly(2, 2, 2);
    assertThat(Tensor.of(new int[0]).unique().values().shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.of(1, 3, 1).bincount(5).toDoubles()).containsExactly(0, 2, 0, 1, 0);
    assertThat(Tensor.of(-1, 0, 0.5, 1, 2, 2.1, NAN).histogram(2, 0, 2).toDoubles())
        .containsExactly(2, 2);
  }

  @Test
  void accumulates() {
    assertThat(Tensor.of(true, true, false).cumSum(0).type()).isEqualTo(DType.I64);
    assertThat(Tensor.of(1, 2, 3).cumSum(0).toDoubles()).containsExactly(1, 3, 6);
    assertThat(Tensor.of(Integer.MAX_VALUE, 2).cumProd(0).toDoubles())
        .containsExactly(Integer.MAX_VALUE, 2.0 * Integer.MAX_VALUE);
    assertThat(Tensor.of(1, 3, 2, NAN, 5).cumMax(0).toDoubles()).containsExactly(1, 3, 3, NAN, NAN);
    assertThat(Tensor.of(3, 1, 2, -INF).cumMin(0).toDoubles()).containsExactly(3, 1, 1, -INF);
    assertThat(Tensor.of(-INF, 1000, 1000).cumLogSumExp(0).toDoubles())
        .containsExactly(-INF, 1000, 1000 + Math.log(2));
    float sum = (float) Tensor.full(0.1, DType.F32, 1_000_000).cumSum(0).get(-1);
    assertThat(sum).isEqualTo((float) (1e6 * (double) 0.1f));
    assertThat(Tensor.zeros(DType.F64, 0, 3).cumSum(0).shape()).isEqualTo(Shape.of(0, 3));
  }

  /** All of the derivative goes to the value that stays; equal ones share it. */
  @Test
  void derivativesOfScattering() {
    Tensor at = Tensor.of(1, 1);
    Tensor x = Tensor.of(5.0, 5.0);
    Tensor set = Gradients.<Tensor>of(v -> x.scatter(0, at, v).sum()).apply(Tensor.of(7.0, 8.0));
    assertThat(set.toDoubles()).containsExactly(0, 1);
    Tensor max = Gradients.<Tensor>of(v -> x.scatterMax(0, at, v).sum()).apply(Tensor.of(5.0, 1.0));
    assertThat(max.toDoubles()).containsExactly(0.5, 0);
  }

  @Test
  void errors() {
    Tensor x = Tensor.zeros(DType.F64, 3, 4);
    assertThatThrownBy(() -> x.gather(1, Tensor.zeros(DType.I32, 2, 1)))
        .hasMessageMatching(
            "gather: shapes \\[3, 1\\] and \\[2, 1\\] do not .*IndexingTest.java.*");
    assertThatThrownBy(() -> x.gather(1, Tensor.of(1)))
        .hasMessageStartingWith("gather: an index of shape [1] for [3, 4], with another number of");
    assertThatThrownBy(() -> x.gather(0, Tensor.zeros(DType.I32, 1, 4).add(3)).evaluate())
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("gather: index 3 on an axis of length 3");
    assertThatThrownBy(() -> x.take(Tensor.of(1.0)))
        .hasMessageStartingWith("take: an index of type f64; it takes ints");
    assertThatThrownBy(() -> x.mask(Tensor.of(true)))
        .hasMessageStartingWith("mask: a condition of shape [1] for the first axes of [3, 4]");
    assertThatThrownBy(() -> x.topK(1, 5))
        .hasMessageStartingWith("topK: the 5 largest of 4, on axis 1 of [3, 4], at IndexingTest");
    assertThatThrownBy(() -> x.take(Tensor.of(1L << 32)).evaluate())
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
