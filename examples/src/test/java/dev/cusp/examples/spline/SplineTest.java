package dev.cusp.examples.spline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class SplineTest {
  /** B-splines add up to one everywhere between the outer knots. */
  @Test
  void basesAreAPartitionOfUnity() {
    Tensor sums = Spline.bases(Tensor.linspace(0, 1, 101)).sum(1);
    assertThat(sums.sub(1).abs().max().item()).isCloseTo(0, within(1e-14));
  }

  /** The noise has variance 0.01; what 16 splines cannot follow adds some of it. */
  @Test
  void findsTheCurve() {
    assertThat(Spline.fit(500)).isBetween(0.005, 0.02);
  }
}
