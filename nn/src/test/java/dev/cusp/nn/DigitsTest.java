package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.data.Batch;
import dev.cusp.data.Digits;
import dev.cusp.data.Loader;
import dev.cusp.optim.Adam;
import dev.cusp.optim.Trained;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import org.junit.jupiter.api.Test;

/** The whole of it: a small network learns to read. */
final class DigitsTest {
  @Test
  void aNetworkReadsDigits() {
    Sequential first =
        Sequential.of(
                Functions.flatten(), Dense.of(96), BatchNorm.of(), Functions.relu(), Dense.of(10))
            .make(Key.of(1), 8, 8, 1);
    Adam adam = Adam.of(3e-3);
    Trained<Sequential> now = adam.start(first);
    Loader loader = Loader.of(Digits.training(), 32).shuffled(Key.of(2));
    Batch test = Digits.test().all();
    int step = 0;
    for (int epoch = 0; epoch < 8; epoch++) {
      for (Batch batch : loader.epoch(epoch)) {
        Pass pass = Pass.training(Key.of(3).split(step++));
        var loss =
            Gradients.<Sequential>valueAndGradient(
                m -> Losses.crossEntropy(m.apply(batch.x(), pass), batch.y()));
        now = adam.step(now, loss.apply(now.model()));
        now = new Trained<>(pass.updated(now.model()), now.state());
      }
    }
    double accuracy = Metrics.accuracy(now.model().apply(test.x()), test.y()).item();
    // a linear model reaches 0.95 or so
    assertThat(accuracy).isGreaterThanOrEqualTo(0.97);
  }
}
