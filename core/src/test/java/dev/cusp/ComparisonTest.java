package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.expectation.Comparison;
import dev.cusp.expectation.Sampler;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final double[] AT = {Math.log(0.2 / 0.8)};

  private static Comparison.Row row(Comparison c, String name) {
    return c.rows().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  private static void isNear(Comparison.Interval found, double exact) {
    // 95 percent are two standard errors; five are allowed, as elsewhere
    assertThat(found.value()).isCloseTo(exact, within(2.6 * found.within() + 1e-12));
  }

  @Test
  void theToyProblem() {
    Comparison c =
        Cusp.compareEstimators(StochasticPrograms::toy, AT, new double[] {0.016}, 1, 4000);
    assertThat(c.rows().getFirst().name()).isEqualTo("default: enumeration");
    isNear(c.rows().getFirst().variance(), 0);
    isNear(row(c, "score function, no baseline").variance(), 0.012769);
    isNear(row(c, "coupled").variance(), 6.4e-5);
    isNear(row(c, "straight-through").bias(), 0.096);
    isNear(row(c, "straight-through").variance(), 0.016384);
    isNear(row(c, "Gumbel-softmax at 0.5").bias(), 0.034831756071577985);
    isNear(row(c, "Gumbel-softmax at 0.1").variance(), 0.054398849244100884);
    isNear(row(c, "straight-through Gumbel-softmax at 0.5").bias(), 0.051755762947504155);
    isNear(row(c, "straight-through Gumbel-softmax at 1.0").variance(), 0.021257930927333187);
    assertThat(c.rows().stream().filter(r -> !r.isUnbiased()).map(Comparison.Row::name))
        .hasSize(8)
        .allMatch(name -> name.matches("(straight-through|ReinMax|Gumbel).*"));
    assertThat(c.toString())
        .startsWith("estimator ")
        .contains("\nstraight-through  ")
        .endsWith("The exact gradient is [0.016]; ± is 95 percent.");
  }

  @Test
  void theDefaultIsTheReferenceWhereNoneIsGiven() {
    Comparison c = Cusp.compareEstimators(StochasticPrograms::step, new double[] {0.5}, 1, 2000);
    assertThat(c.isExact()).isFalse();
    assertThat(c.reference()[0]).isCloseTo(0.3520653267642995, within(0.01));
    assertThat(c.rows().getFirst().name()).isEqualTo("default: measure-valued");
    assertThat(row(c, "pathwise").isUnbiased()).isFalse();
    isNear(row(c, "pathwise").bias(), 0.3520653267642995);
  }

  private static double mixed(double[] t, Sampler s) {
    return s.poisson(t[0]) * s.bernoulli(t[1]);
  }

  /** Until each of two coupons was drawn: by enumeration without end. */
  private static double coupons(double[] t, Sampler s) {
    boolean[] has = new boolean[2];
    int draws = 0;
    while (!has[0] || !has[1]) {
      has[s.categorical(t[0], 1 - t[0])] = true;
      draws++;
    }
    return draws;
  }

  @Test
  void whatIsRefusedIsNamedBesideTheOthers() {
    Comparison c = Cusp.compareEstimators(ComparisonTest::mixed, new double[] {1, 0.3}, 1, 400);
    assertThat(c.rows()).hasSizeGreaterThan(8);
    assertThat(c.refused()).hasSize(2);
    assertThat(c.toString()).contains("\nrefused: REBAR: ComparisonTest.java:");
    Comparison ended = Cusp.compareEstimators(ComparisonTest::mixed, new double[] {1, 1}, 1, 400);
    assertThat(ended.refused()).hasSize(6).anyMatch(line -> line.startsWith("score function, "));
    Comparison endless = Cusp.compareEstimators(ComparisonTest::coupons, new double[] {.5}, 1, 400);
    assertThat(endless.refused())
        .singleElement()
        .asString()
        .startsWith("enumeration: enumerated draws have too many values together: 10001 in a run");
  }
}
