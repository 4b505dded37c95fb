package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.schedule.Scheduler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values as NumPy has them, and what is refused. */
final class TensorTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void typesMeetAsDocumented() {
    Tensor ints = Tensor.of(7, -2);
    assertThat(ints.add(1).type()).isEqualTo(DType.I32);
    assertThat(ints.add(0.5).type()).isEqualTo(DType.F64);
    assertThat(ints.div(2).toDoubles()).containsExactly(3.5, -1);
    assertThat(ints.mul(Tensor.of(2f, 2f)).type()).isEqualTo(DType.F32);
    assertThat(Tensor.of(1f).mul(0.1).type()).isEqualTo(DType.F32);
    assertThat(Tensor.of(true, true, false).sum().item()).isEqualTo(2);
    assertThat(ints.sum().type()).isEqualTo(DType.I64);
    assertThat(ints.mean().item()).isEqualTo(2.5);
    assertThat(Tensor.of(2.9, -2.9, NAN).as(DType.I32).toDoubles()).containsExactly(2, -2, 0);
    assertThat(Tensor.of(0.0, -0.0, NAN).as(DType.BOOL).toDoubles()).containsExactly(0, 0, 1);
    assertThat(Tensor.of(1f, 2f).exp().toArray()).isInstanceOf(float[].class);
  }

  @Test
  void reductionsOfSpecialValues() {
    Tensor x = Tensor.ofNested(new double[][] {{1, NAN, 3}, {-0.0, 0.0, -0.0}, {INF, 1, -INF}});
    assertThat(x.max(1).toDoubles()).containsExactly(NAN, 0.0, INF);
    assertThat(x.min(1).toDoubles()).containsExactly(NAN, -0.0, -INF);
    assertThat(x.sum(1).toDoubles()).containsExactly(NAN, 0.0, NAN);
    assertThat(x.argmax(1).toDoubles()).containsExactly(1, 0, 0);
    assertThat(x.argmin(1).toDoubles()).containsExactly(1, 0, 2);
    assertThat(x.gt(0).any(1).toDoubles()).containsExactly(1, 0, 1);
    assertThat(x.eq(x).all(0).toDoubles()).containsExactly(1, 0, 1);
    Tensor none = Tensor.zeros(DType.F64, 0, 2);
    assertThat(none.sum(0).toDoubles()).containsExactly(0, 0);
    assertThat(none.prod().item()).isEqualTo(1);
    assertThat(none.mean(0).toDoubles()).containsExactly(NAN, NAN);
    assertThat(none.gt(0).any().item()).isEqualTo(0);
    assertThat(none.gt(0).all().item()).isEqualTo(1);
    assertThat(none.max(1).shape()).isEqualTo(Shape.of(0));
  }

  /** A million of 0.1f, which errs in the same direction all the way: by two units at most. */
  @Test
  void sumsOfFloatsAreAccurate() {
    double exact = 1e6 * (double) 0.1f;
    Tensor x = Tensor.full(0.1, DType.F32, 1000, 1000);
    assertThat(x.sum().item()).isCloseTo(exact, within(2 * (double) Math.ulp((float) exact)));
    for (int axis = 0; axis < 2; axis++) {
      double[] sums = x.sum(axis).toDoubles();
      assertThat(sums[7]).isCloseTo(exact / 1000, within(2 * (double) Math.ulp(100f)));
    }
    Tensor y = Key.of(1).uniform(DType.F32, 1 << 20);
    double sum = y.as(DType.F64).sum().item();
    assertThat(y.sum().item()).isCloseTo(sum, within(2 * (double) Math.ulp((float) sum)));
  }

  @Test
  void slicesAsNumPy() {
    Tensor x = Tensor.range(10);
    assertThat(x.slice(Range.of(-3, 100)).toDoubles()).containsExactly(7, 8, 9);
    assertThat(x.slice(Range.of(8, 1, -3)).toDoubles()).containsExactly(8, 5, 2);
    assertThat(x.slice(Range.REVERSED).slice(Range.every(4)).toDoubles()).containsExactly(9, 5, 1);
    assertThat(x.slice(Range.of(5, 2)).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.of(2, 0, 9).oneHot(3).toDoubles()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0, 0);
    assertThat(x.reshape(2, 5).get(-1, 0)).isEqualTo(5);
    assertThat(x.reshape(2, 5).transpose().toArray())
        .isEqualTo(new int[][] {{0, 5}, {1, 6}, {2, 7}, {3, 8}, {4, 9}});
  }

  @Test
  void errorsNameShapesAxisAndLine() {
    Tensor x = Tensor.zeros(DType.F64, 3, 4);
    assertThatThrownBy(() -> x.add(Tensor.zeros(DType.F64, 2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageMatching(
            "add: shapes \\[3, 4\\] and \\[2, 4\\] do not broadcast: axis -2 is 3 in the first but 2"
                + " in the second, at TensorTest.java:[0-9]+");
    assertThatThrownBy(() -> x.contract("ik,kj->ij", Tensor.zeros(DType.F64, 5, 6)))
        .hasMessageStartingWith(
            "contract ik,kj->ij: axis 'k' is 4 in [3, 4] but 5 in [5, 6], at Tens");
    assertThatThrownBy(() -> x.matmul(x))
        .hasMessageStartingWith("matmul: shapes [3, 4] and [3, 4]: ");
    assertThatThrownBy(() -> x.matmul(Tensor.of(1.0, 2)))
        .hasMessageStartingWith(
            "matmul: shapes [3, 4] and [2]: the last axis of the first has to be as long as the"
                + " axis of the second, at TensorTest");
    assertThatThrownBy(() -> Views.stack(0, x, x.transpose()))
        .hasMessageStartingWith("stack: shapes [3, 4] and [4, 3] differ, at TensorTest");
    assertThatThrownBy(() -> x.assign(Tensor.zeros(DType.F64, 2, 2), Range.of(0, 3)))
        .hasMessageStartingWith("assign: shapes [2, 2] and [3, 4] do not broadcast");
    assertThatThrownBy(() -> x.reshape(5, -1))
        .hasMessageStartingWith(
            "reshape: [3, 4] has 12 elements, but [5, -1] has 10, at TensorTest");
    assertThatThrownBy(() -> x.sum(2))
        .hasMessageStartingWith("the shape [3, 4] has no axis 2, at T");
    assertThatThrownBy(() -> Tensor.zeros(DType.F64, 0).max())
        .hasMessageStartingWith("max over axis 0 of shape [0]: there is nothing there");
    assertThatThrownBy(() -> Tensor.ofNested(new double[][] {{1, 2}, {3}}))
        .hasMessageStartingWith("nested arrays: a row on axis 1 has length 1, but the first one 2");
    assertThatThrownBy(() -> Views.concat(0, x, Tensor.zeros(DType.F64, 3, 5)))
        .hasMessageStartingWith("concat: shapes [3, 4] and [3, 5] differ besides axis 0");
    assertThatThrownBy(() -> Gradients.<Tensor>of(y -> y.mul(2)).apply(x))
        .hasMessageStartingWith(
            "a gradient is that of a floating scalar, not of f64 of shape [3, 4]");
    assertThatThrownBy(() -> x.take(Tensor.of(3)).evaluate())
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("take: there is no row 3 in a table of 3 rows");
    double[] captured = {1};
    assertThatThrownBy(() -> x.map(v -> v * captured[0]))
        .hasMessageStartingWith("a function of elements may capture numbers only, not [D");
  }

  /** Numbers, captured or not, are inputs: the same step is compiled once. */
  @Test
  void theSameStepCompilesOnce() {
    Scheduler scheduler = new Scheduler(new Cpu(), true);
    for (int step = 0; step < 5; step++) {
      double rate = 0.1 * step;
      Tensor x = Tensor.of(1.0, 2.0, step);
      Tensor y = x.map(v -> v * rate).add(step).mul(x.sum());
      double sum = 3 + step;
      assertThat(OperationsTest.elements(scheduler, y))
          .containsExactly(
              (rate + step) * sum, (2 * rate + step) * sum, (step * rate + step) * sum);
    }
    assertThat(scheduler.plans()).isEqualTo(1);
  }

  /** Large enough for threads and parts; a closed form. */
  @Test
  void largeOnesAreSplit() {
    int n = 300_001;
    Tensor x = Tensor.range(n).as(DType.F64);
    assertThat(x.mul(2).add(1).get(n - 1)).isEqualTo(2.0 * (n - 1) + 1);
    assertThat(x.sum().item()).isEqualTo(0.5 * n * (n - 1.0));
    Tensor matrix = x.slice(Range.of(0, 300_000)).reshape(600, 500);
    assertThat(matrix.sum(0).get(7)).isEqualTo(600 * 7 + 500 * 0.5 * 600 * 599);
    assertThat(matrix.sum(1).get(2)).isEqualTo(500 * 1000 + 0.5 * 500 * 499);
  }

  /** A long recurrence that nobody reads in between is run in parts, not on one deep stack. */
  @Test
  void longRecurrences() {
    Tensor x = Tensor.of(1.0, 2.0);
    for (int i = 0; i < 3000; i++) {
      x = x.mul(0.5).add(1);
    }
    assertThat(x.toDoubles()).containsExactly(2, 2);
  }

  @Test
  void groupsAreComputedTogether() {
    var both = Gradients.valueAndGradient((Tensor x) -> x.square().sum());
    var result = both.apply(Tensor.of(1.0, 2.0));
    assertThat(result.gradient().isEvaluated()).isFalse();
    assertThat(result.value().item()).isEqualTo(5);
    assertThat(result.gradient().isEvaluated()).isTrue();
    assertThat(result.gradient().operation()).isInstanceOf(Operation.Data.class);
    assertThat(List.of(result.gradient().toDoubles())).containsExactly(new double[] {2, 4});
  }
}
