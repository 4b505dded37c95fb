package dev.cusp.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done in one step, and that it is the same. */
final class NodesTest {
  private final Tensor x = Key.of(1).normal(DType.F64, 4, 3, 2).evaluate();
  private final Tensor y = Key.of(2).normal(DType.F64, 4, 2, 5).evaluate();

  private static int steps(Tensor... results) {
    Recorded recorded = new Recorded(List.of(results));
    Nodes nodes = new Nodes(List.of(results), recorded);
    return Schedule.plan(nodes, new Kernels(new Cpu()), true).steps().size();
  }

  private static void same(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] values = expected.toDoubles();
    for (int i = 0; i < values.length; i++) {
      assertThat(actual.toDoubles()[i]).isCloseTo(values[i], within(1e-14));
    }
  }

  @Test
  void productsAreWrittenAsTheyAreRead() {
    Tensor product = x.matmul(y);
    assertThat(steps(product.permute(2, 0, 1))).isOne();
    assertThat(steps(product.sum(0).transpose())).isOne();
    assertThat(steps(product.sum(1))).isEqualTo(2); // over rows of x alone
    assertThat(steps(product, product.sum(0))).isEqualTo(2);
    assertThat(steps(product.sum(0), product.permute(2, 0, 1))).isEqualTo(3);
    Tensor known = x.matmul(y).evaluate();
    same(product.permute(2, 0, 1), known.permute(2, 0, 1));
    same(x.matmul(y).sum(0).transpose(), known.sum(0).transpose());
    same(x.matmul(y).sum(1), known.sum(1));
  }

  @Test
  void piecesAreWrittenToOnePlace() {
    Tensor apart =
        Gradients.<Tensor>of(v -> part(v, 0, 2).square().sum().add(part(v, 2, 4).exp().sum()))
            .apply(x);
    same(apart.slice(0, Range.of(0, 2)), part(x, 0, 2).mul(2));
    same(apart.slice(0, Range.of(2, 4)), part(x, 2, 4).exp());
    Tensor meeting =
        Gradients.<Tensor>of(v -> part(v, 0, 3).sum().add(part(v, 2, 4).sum())).apply(x);
    assertThat(meeting.sum(1, 2).toDoubles()).containsExactly(6, 6, 12, 6);
  }

  private static Tensor part(Tensor x, int from, int to) {
    return x.slice(0, Range.of(from, to));
  }
}
