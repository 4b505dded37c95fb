package dev.cusp.bench.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.bench.tensor.Workload.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals, and the times of Python's scripts. */
class TensorRowTest {
  private static TensorRow row(double cusp, double goal, double bandwidth) {
    return new TensorRow(
        "gelu_1M:fwd", 2, cusp, 0.25, false, Double.NaN, bandwidth, 1e-7, goal, "");
  }

  @Test
  void theGoalIsTheStricterOfBoth() {
    assertThat(TensorRow.goal(Goal.FUSED, 2, 1.5)).isEqualTo(1.2);
    assertThat(TensorRow.goal(Goal.FUSED, 2, 0.5)).isEqualTo(0.5);
    assertThat(TensorRow.goal(Goal.PRODUCT, Double.NaN, 0.5)).isNaN();
  }

  @Test
  void whatIsAboveSaysSo() {
    assertThat(row(0.1, 0.15, Double.NaN).toString()).contains("0.2500r", "0.40", " ok");
    assertThat(row(0.2, 0.15, Double.NaN).toString()).contains("above");
    assertThat(row(0.1, 0.15, 0.5).isAbove()).isTrue();
    assertThat(row(0.1, 0.15, 0.9).isAbove()).isFalse();
  }

  /** A script in place of the interpreter prints what the peers' scripts print. */
  @Test
  void timesOfScripts(@TempDir Path folder) throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(
        python,
        """
        #!/bin/sh
        [ "$1" = -c ] && exit 0
        echo '{"suite": "ops", "name": "gelu_1M:fwd", "mode": "eager", "median_ms": 0.25}'
        echo '{"suite": "ops", "name": "gelu_1M:fwdbwd", "mode": "eager", "median_ms": 0.75}'
        echo "$@" > arguments
        """);
    assertThat(python.toFile().setExecutable(true)).isTrue();
    String name = python.toString();
    assertThat(Peer.isInstalled(name, "torch")).isTrue();
    assertThat(Peer.isInstalled(folder.resolve("none").toString(), "torch")).isFalse();
    assertThat(Peer.time(name, folder, "torch", "gelu_1M:fwdbwd", 2)).hasValue(0.75);
    assertThat(folder.resolve("arguments")).hasContent("bench_ops.py torch eager 2 gelu_1M\n");
    assertThat(Peer.time(name, folder, "torch", "mlp_b64", 2)).isEmpty();
    assertThat(folder.resolve("arguments")).hasContent("bench_train.py mlp_b64 torch eager 2\n");
  }
}
