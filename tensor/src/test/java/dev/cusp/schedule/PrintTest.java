package dev.cusp.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.device.cpu.Cpu;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a graph that is compiled. */
final class PrintTest {
  private static Recorded recorded(Tensor t) {
    return new Recorded(List.of(t));
  }

  private static Tensor sum(int n) {
    return Tensor.ones(DType.F32, n).evaluate().map(x -> x * x).sum();
  }

  @Test
  void saysWhatAndWhy() {
    Tensor t = sum(3);
    Recorded recorded = recorded(t);
    Nodes nodes = new Nodes(List.of(t), recorded);
    Plan plan = Schedule.plan(nodes, new Kernels(new Cpu()), true);
    assertThat(Print.text(recorded, nodes, plan, List.of(), 1_500_000))
        .isEqualTo(
            """
            fuse: 3 tensors and 0 gradients became 3 operations in 1 steps, 4 bytes; 1.5 ms
              because no graph of these operations was known
              SUM, f32 []
            """);
    assertThat(Print.text(recorded, nodes, plan, List.of(recorded(sum(4)).key()), 0))
        .contains("because a graph was known but for f32 [4], which is f32 [3]");
    int n = nodes.size();
    assertThat(Print.text(Lower.of(nodes, new int[n], new int[n], n - 1)))
        .startsWith(
            "kernel: loops of [1, 3], SUM over the last 1, float of array 0 at 0 + [0, 1]\n");
  }
}
