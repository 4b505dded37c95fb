package dev.cusp.examples.schools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.inference.Chain;
import dev.cusp.inference.Diagnostics;
import org.junit.jupiter.api.Test;

final class SchoolsTest {
  /** By quadrature the mean effect is 4.40 with a deviation of 3.32; within 4.5 standard errors. */
  @Test
  void mean() {
    Chain[] chains = Schools.sample(500);
    double mean = 0;
    for (Chain chain : chains) {
      mean += chain.mean(0) / chains.length;
    }
    double error = 3.32 / Math.sqrt(Diagnostics.effectiveDraws(0, chains));
    assertThat(mean).isCloseTo(4.397, within(4.5 * error));
  }
}
