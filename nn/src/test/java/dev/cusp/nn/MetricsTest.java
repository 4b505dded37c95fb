package dev.cusp.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final Tensor LOGITS =
      Tensor.ofNested(new double[][] {{1, 2, 3}, {3, 2, 1}, {1, 3, 2}, {0, 0, 1}});
  private static final Tensor LABELS = Tensor.of(2, 1, 0, 2);

  @Test
  void sharesOfExamples() {
    assertThat(Metrics.accuracy(LOGITS, LABELS).item()).isEqualTo(0.5);
    assertThat(Metrics.topK(LOGITS, LABELS, 2).item()).isEqualTo(0.75);
    assertThat(Metrics.topK(LOGITS, LABELS, 3).item()).isEqualTo(1);
    assertThat(Metrics.perplexity(Math.log(5))).isEqualTo(5, within(1e-15));
  }

  @Test
  void confusions() {
    int[][] counts = Metrics.confusion(new int[] {0, 1, 1, 2}, new int[] {0, 0, 1, 1}, 4);
    assertThat(counts)
        .isDeepEqualTo(new int[][] {{1, 1, 0, 0}, {0, 1, 1, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}});
    assertThat(Metrics.f1(counts)).containsExactly(2.0 / 3, 0.5, 0, Double.NaN);
  }

  @Test
  void theAreaIsTheShareOfPairsInOrder() {
    Random random = new Random(5);
    double[] scores = random.doubles(60).map(x -> Math.rint(10 * x)).toArray();
    boolean[] isPositive = new boolean[60];
    for (int i = 0; i < 60; i++) {
      isPositive[i] = random.nextBoolean();
    }
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 60; j++) {
        if (isPositive[i] && !isPositive[j]) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(Metrics.rocAuc(scores, isPositive)).isCloseTo(right / pairs, within(1e-14));
    assertThat(Metrics.rocAuc(new double[] {1}, new boolean[] {true})).isNaN();
  }
}
