package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.DerivativeException;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Draws at the edges of what can be: derivatives that would be lost, parameters that are wrong. */
final class RefusedDrawsTest {
  private static final Sampler OTHER = new Sampler(7);

  private static double ofAnother(double[] t, Sampler s) {
    return OTHER.flip(t[0]) ? 1 : 0;
  }

  private static double ofItsOwn(double[] t, Sampler s) {
    return Math.random() < t[0] ? 1 : 0;
  }

  private static double lost(double[] t, Sampler s) {
    Sampler either = t[0] > 0 ? s.with(Estimator.STRAIGHT_THROUGH) : s;
    return either.bernoulli(t[0]);
  }

  private static double stopped(double[] t, Sampler s) {
    return Cusp.stopGradient(s.normal(t[0], 1)) * t[0];
  }

  private static double impossible(double[] t, Sampler s) {
    int sum = 0;
    for (int i = 0; i < 2; i++) {
      sum += s.categorical(t[0], 1 - t[0]);
    }
    return sum;
  }

  /** What would be biased, or would not do what is asked, and nobody would know. */
  @Test
  void lostDerivativesAreRefusedOrTold() {
    double[] at = {0.5};
    assertThatThrownBy(() -> Cusp.expectation(RefusedDrawsTest::ofAnother).estimate(at, 1, 10))
        .isInstanceOf(DerivativeException.class)
        .hasMessageStartingWith("a draw comes from another Sampler than the one that the program");
    assertThatThrownBy(() -> Cusp.expectation(RefusedDrawsTest::ofItsOwn).estimate(at, 1, 10))
        .hasMessageMatching(
            "RefusedDrawsTest.java:\\d+: Math.random draws beside the sampler, where no derivative knows"
                + " of it; draw from the sampler, as in sampler.uniform\\(0, 1\\)");
    assertThatThrownBy(() -> Cusp.expectation(RefusedDrawsTest::lost).estimate(at, 1, 10))
        .hasMessageMatching(
            "RefusedDrawsTest.java:\\d+: which estimator a draw has must be clear where it is made, .*");
    var stopped = Cusp.expectation(RefusedDrawsTest::stopped);
    assertThat(stopped.estimate(at, 1, 10).isUnbiased()).isFalse();
    assertThat(stopped.sites(at).getFirst().bias())
        .matches(
            "biased where a derivative is stopped or replaced: \\[RefusedDrawsTest.java:\\d+]");
  }

  /** A value of probability 0 has no score, but a slope. */
  @Test
  void scoresOfWhatIsImpossibleAreRefused() {
    double[] at = {0};
    Expectation<double[]> scored = Cusp.expectation(RefusedDrawsTest::impossible);
    assertThatThrownBy(() -> scored.estimate(at, 1, 10))
        .isInstanceOf(DerivativeException.class)
        .hasMessageMatching(
            "a probability \\(or rate\\) is at the end of its range, .* or stay inside:"
                + " RefusedDrawsTest.java:\\d+: categorical, score function, unbiased");
    assertThat(scored.with(Estimator.MEASURE_VALUED).estimate(at, 1, 10).gradient())
        .containsExactly(new double[] {-2}, within(1e-12));
    // one that does not change there is none
    var walk = Cusp.expectation(StochasticPrograms::walk).with(Estimator.SCORE);
    assertThat(walk.estimate(new double[] {40, 8.5}, 1, 10).isUnbiased()).isTrue();
  }

  private static void isRefused(ToDoubleFunction<Sampler> draw, String message) {
    assertThatThrownBy(() -> draw.applyAsDouble(new Sampler(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void parametersOutsideOfTheirDomainAreRefused() {
    isRefused(
        s -> s.normal(0, -1),
        "the deviation of a normal distribution is -1.0; it must be 0 or more, and finite");
    isRefused(
        s -> s.exponential(0),
        "the rate of an exponential distribution is 0.0; it must be more than 0, and finite");
    isRefused(
        s -> s.beta(1, Double.NaN),
        "the second shape of a beta distribution is NaN; it must be more than 0, and finite");
    isRefused(
        s -> s.uniform(1, 0),
        "the bounds of a uniform distribution are 1.0 and 0.0; they must be finite, the first not"
            + " more");
    isRefused(
        s -> s.dirichlet(1, -2)[0],
        "a parameter of a Dirichlet distribution is -2.0; it must be more than 0, and finite");
    isRefused(s -> s.categorical(0.5, 0.6), "the sum of the probabilities is 1.1; it must be 1");
    isRefused(
        s -> s.geometric(1e-300) + s.geometric(1e-300),
        "a geometric draw is 5.681695103832791E299; it must be less than 2147483647");
    assertThatThrownBy(() ->
            Cusp.expectation((double[] t, Sampler s) -> s.with(Estimator.SCORE).normal(0, t[0]))
                .estimate(new double[1], 1, 10))
        .hasMessage(
            "the deviation of a draw with a score is 0.0; it must be more than 0, and finite");
  }

  /** Where naive formulas give NaN, 0 or a loop without end. */
  @Test
  void extremeParameters() {
    Sampler s = new Sampler(3);
    for (int i = 0; i < 100; i++) {
      double[] shares = s.dirichlet(1e-10, 1e-10);
      assertThat(Math.max(shares[0], shares[1])).isEqualTo(1);
      double x = s.beta(1e-9, 1e-9);
      assertThat(Math.min(x, 1 - x)).isLessThan(1e-15);
      assertThat(s.vonMises(0, 1e40)).isCloseTo(0, within(1e-19));
      assertThat(s.kumaraswamy(1e20, 1e20)).isCloseTo(1, within(1e-15));
      assertThat(s.gamma(1e-9, 1)).isPositive();
      assertThat(s.gamma(1e200, 1)).isCloseTo(1e200, within(1e190));
    }
    assertThat(s.binomial(1_000_000, 1)).isEqualTo(1_000_000);
    assertThat(s.poisson(0)).isZero();
  }
}
