package dev.cusp.bench.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workloads compute what PyTorch and JAX computed with the same numbers. */
class WorkloadsTest {
  static List<String> operators() {
    return Workloads.names().stream()
        .filter(name -> name.endsWith(":fwdbwd") && !Recorded.check(name).isEmpty())
        .filter(name -> !name.matches("matmul_(1024|2048).*|conv.*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operators")
  void gradientsAreThose(String name) {
    assertThat(Check.error(name)).isLessThan(Check.tolerance(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp_b64", "mlp_b512", "mlp_b64_sgd", "lenet5_b64"})
  void lossesAreThose(String name) {
    assertThat(Recorded.check(name)).hasSize(5);
    assertThat(Check.error(name)).isLessThan(Check.tolerance(name));
  }

  /** As many as the peers' networks have. */
  @Test
  void networksHaveTheirParameters() {
    assertThat(parameters("mlp_b64")).isEqualTo(235146);
    assertThat(parameters("lenet5_b64")).isEqualTo(61706);
    assertThat(parameters("charlstm_h256_t64_b32")).isEqualTo(420289);
    assertThat(parameters("gpt_d128_l4_t128_b16")).isEqualTo(826368);
    assertThat(parameters("resnet20_b32")).isEqualTo(269722);
    assertThat(parameters("vqvae_b32")).isEqualTo(694851);
    assertThat(parameters("densenet40_12_b32")).isEqualTo(1019722);
    assertThat(parameters("resnet18_224_b8")).isEqualTo(11689512);
  }

  private static int parameters(String name) {
    return Workloads.trained(name).network().get().parameters().stream()
        .mapToInt(p -> java.util.Arrays.stream(p.shape()).reduce(1, (x, y) -> x * y))
        .sum();
  }

  @Test
  void recordedTimesAreRead() {
    assertThat(Recorded.of("matmul_1024:fwd", 2).pytorch()).isEqualTo(11.02);
    assertThat(Recorded.of("matmul_1024:fwd", 2).jax()).isEqualTo(10.2);
    assertThat(Recorded.of("matmul_1024:fwd", 7).pytorch()).isNaN();
  }

  @Test
  void aWrongNumberIsSeen() {
    assertThat(Check.error(List.of(2.0, 4.0), List.of(2.0, 5.0))).isEqualTo(0.25);
    assertThat(Check.error(List.of(2.0, 4.0), List.of(Double.NaN, 4.0))).isNaN();
  }
}
