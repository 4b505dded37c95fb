package dev.cusp.examples.choices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.expectation.Sampler;
import org.junit.jupiter.api.Test;

final class ChoicesTest {
  @Test
  void theExpectedCostIsTheAverage() {
    double[] logits = new double[18];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.sin(i);
    }
    int n = 20_000;
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < n; seed++) {
      double cost = Choices.cost(logits, new Sampler(seed));
      sum += cost;
      squares += cost * cost;
    }
    double deviation = Math.sqrt(squares / n - sum * sum / n / n);
    assertThat(sum / n).isCloseTo(Choices.expected(logits), within(5 * deviation / Math.sqrt(n)));
    var e = Cusp.expectation(Choices::cost).estimate(logits, 1, 4000);
    for (int i = 0; i < logits.length; i++) {
      double[] up = logits.clone();
      double[] down = logits.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (Choices.expected(up) - Choices.expected(down)) / 2e-5;
      assertThat(e.gradient()[i]).isCloseTo(slope, within(5 * e.errors()[i]));
    }
  }

  @Test
  void controlVariatesFindTheBestAndBiasedEstimatorsDoNot() {
    var ways = Choices.ways();
    double best = Choices.best();
    assertThat(Choices.expected(Choices.learn("RELAX", ways.get("RELAX")))).isLessThan(best + 0.1);
    String biased = "Gumbel-softmax at 1";
    assertThat(Choices.expected(Choices.learn(biased, ways.get(biased)))).isGreaterThan(best + 0.2);
  }
}
