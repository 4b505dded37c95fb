package dev.cusp.examples.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import org.junit.jupiter.api.Test;

final class FilterTest {
  private final double[] ideal = Filter.ideal();

  @Test
  void theIdealFilterIsOptimal() {
    for (double slope : Cusp.gradient(Filter::loss).apply(ideal)) {
      assertThat(slope).isCloseTo(0, within(1e-9)); // where the descent has stopped
    }
  }

  @Test
  void straightThroughIsTheSlopeAtTheRoundedFilter() {
    double[] slope = Cusp.gradient(Filter::roundedLoss).apply(ideal);
    double[] there = Cusp.gradient(Filter::loss).apply(Filter.rounded(ideal));
    for (int i = 0; i < slope.length; i++) {
      assertThat(slope[i]).isCloseTo(there[i], within(1e-15));
    }
  }

  @Test
  void aColdMixtureIsTheRoundedFilter() {
    assertThat(Filter.softLoss(ideal, 1e-6)).isEqualTo(Filter.roundedLoss(ideal));
  }

  @Test
  void allThreeBeatRounding() {
    double rounded = Filter.roundedLoss(ideal);
    double best = Filter.loss(Filter.searched(ideal));
    double[][] found = {
      Filter.straightThrough(ideal), Filter.smoothed(ideal), Filter.relaxed(ideal)
    };
    for (double[] c : found) {
      assertThat(Filter.loss(c)).isBetween(best, 0.9 * rounded);
      for (double x : c) {
        assertThat(x / Filter.UNIT).isEqualTo(Math.rint(x / Filter.UNIT));
      }
    }
  }
}
