package dev.cusp.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.TensorTrace;
import dev.cusp.tensor.TensorTrace.Visit;
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
  void whatIsNotLookedForSaysSo() {
    TensorTrace trace = Gradients.trace((Tensor x) -> x.sort(1).square().sum(), X);
    assertThat(trace.visits().getFirst().ties()).isEqualTo(-1);
    assertThat(trace.toString()).contains("not looked for");
  }
}
