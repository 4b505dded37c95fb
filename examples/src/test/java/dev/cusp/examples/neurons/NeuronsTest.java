package dev.cusp.examples.neurons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.data.Batch;
import dev.cusp.data.Digits;
import dev.cusp.examples.neurons.Neurons.Network;
import dev.cusp.examples.neurons.Neurons.Way;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Neurons learn, and the estimates of the score function have the right mean. */
final class NeuronsTest {
  private static final int UNITS = 3;
  private static final int COUNT = 400;

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "SIGMOID", "ANNEALED"})
  void straightThroughLowersTheLoss(Way way) {
    Network first = Network.of(16).make(Key.of(1), 8, 8, 1);
    // a network that guesses has log 10 = 2.30
    assertThat(Neurons.train(first, way, Digits.training(), 2).loss()).isLessThan(1.9);
  }

  private static Batch batch() {
    Batch some = Digits.training().range(0, 6).all();
    return new Batch(some.x().as(DType.F64), some.y());
  }

  private static Network tiny() {
    return Network.of(UNITS).make(Tensor.zeros(DType.F64, 1, 8, 8, 1), Key.of(7));
  }

  /** All that three neurons can say, weighed by its probability. */
  private static Tensor exactLoss(Network m, Batch batch) {
    Tensor sum = Tensor.scalar(0);
    for (int bits = 0; bits < 1 << UNITS; bits++) {
      Tensor said = Tensor.of(new double[] {bits & 1, bits >> 1 & 1, bits >> 2});
      Tensor probability = m.neurons(batch, 1).logProb(said).sum(-1).exp();
      Tensor rows = said.broadcastTo(batch.size(), UNITS);
      sum = sum.add(probability.mul(m.costs(rows, batch)).mean());
    }
    return sum;
  }

  /** The largest |z| over the weights of the first layer. */
  private static double largest(Way way) {
    Batch batch = batch();
    Tensor exact = Gradients.<Network>of(m -> exactLoss(m, batch)).apply(tiny()).hidden().weight();
    Neurons.Spread spread = Neurons.spread(tiny(), batch, way, 1, COUNT, Key.of(8));
    // pixels that are 0 in all images have no gradient and no noise
    Tensor error = spread.variances().div(COUNT).sqrt().add(1e-12);
    return spread.mean().sub(exact).div(error).abs().max().item();
  }

  @ParameterizedTest
  @EnumSource(names = {"SCORE", "COMPARED"})
  void theScoreFunctionHasTheRightMean(Way way) {
    assertThat(largest(way)).isLessThan(5);
  }

  @Test
  void straightThroughIsBiased() {
    assertThat(largest(Way.IDENTITY)).isGreaterThan(20);
    assertThat(largest(Way.SIGMOID)).isGreaterThan(5);
  }
}
