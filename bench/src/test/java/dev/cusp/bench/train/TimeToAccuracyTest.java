package dev.cusp.bench.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.nn.Summary;
import dev.cusp.tensor.Key;
import org.junit.jupiter.api.Test;

/** The networks are those of the script that PyTorch runs. */
final class TimeToAccuracyTest {
  @Test
  void networksHaveTheParametersOfThePeers() {
    assertThat(Summary.of(TimeToAccuracy.network("mlp", Key.of(1))).parameters())
        .isEqualTo(64 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10);
    assertThat(Summary.of(TimeToAccuracy.network("cnn", Key.of(1))).parameters())
        .isEqualTo(9 * 16 + 16 + 9 * 16 * 32 + 32 + 512 * 64 + 64 + 64 * 10 + 10);
    assertThatThrownBy(() -> TimeToAccuracy.network("rnn", Key.of(1)))
        .hasMessage("there is no network 'rnn'");
  }
}
