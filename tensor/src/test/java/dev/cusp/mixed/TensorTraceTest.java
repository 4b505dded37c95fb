package dev.cusp.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.TensorTrace;
import dev.cusp.tensor.TensorTrace.Visit;
import dev.cusp.tensor.Window;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Elements at kinks, counted by the line of the user's that recorded the operation. */
final class TensorTraceTest {
  private static final Tensor X = Tensor.ofNested(new double[][] {{0, 1, 1}, {-2, 0, 3}});

  private static Tensor loss(Tensor x) {
    Tensor y = x.relu().add(x.exp().mul(2));
    Tensor z = x.max(1).mul(y.sum(1)).sin();
    Tensor w = x.zip(x.mul(0.5), (a, b) -> a > 2 * b ? a : b * b).mean();
    return z.sum().add(w).add(x.maximum(x.abs()).sum()).add(Tensor.scalar(-1).abs());
  }

  @Test
  void tiesAreCountedByLine() {
    TensorTrace trace = Gradients.trace(TensorTraceTest::loss, X);
    assertThat(trace.value()).isEqualTo(loss(X).item());
    // relu at two zeros; a row with two maxima; a = 2b everywhere; |x| at two zeros; x = |x| but
    // for -2
    assertThat(trace.visits())
        .extracting(Visit::ties)
        .containsExactlyInAnyOrder(2L, 1L, 6L, 2L, 5L);
    assertThat(trace.ties()).isEqualTo(16);
    assertThat(trace.visits())
        .extracting(Visit::where)
        .allMatch(where -> where.startsWith("TensorTraceTest.java:"));
    assertThat(trace.toString()).contains("2 of 6").contains("max  1 of 2");
  }

  @Test
  void smoothFunctionsHaveNone() {
    assertThat(Gradients.trace((Tensor x) -> x.sin().mul(x).sum(), X).visits()).isEmpty();
  }

  @Test
  void tiesOfChoicesAreCounted() {
    Tensor x = Tensor.of(1.0, 1, 3, 1, 2, 2);
    // 1, 1, 1 and 2, 2; two windows; all but the 3 itself are equal to the largest so far but once
    assertThat(ties(t -> t.sort(0), x)).isEqualTo(5);
    assertThat(ties(t -> t.reshape(1, 6, 1).maxPool(Window.of(2)), x)).isEqualTo(2);
    assertThat(ties(t -> t.cumMax(0), x)).isEqualTo(1);
    assertThat(ties(t -> Tensor.of(1.0, 3).searchSorted(t).as(DType.F64).mul(t), x)).isEqualTo(4);
  }

  private static long ties(UnaryOperator<Tensor> f, Tensor x) {
    return Gradients.trace((Tensor t) -> f.apply(t).sum(), x).ties();
  }

  @Test
  void whatIsNotLookedForSaysSo() {
    Tensor places = Tensor.of(0, 0);
    TensorTrace trace =
        Gradients.trace(
            (Tensor x) ->
                Tensor.of(1.0).scatterMax(0, places, x.at(0, 1).slice(Range.of(0, 2))).sum(),
            X);
    assertThat(trace.visits().getFirst().ties()).isEqualTo(-1);
    assertThat(trace.toString()).contains("not looked for");
  }
}
