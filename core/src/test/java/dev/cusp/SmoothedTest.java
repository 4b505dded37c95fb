package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.DerivativeException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SmoothedTest {
  /** Estimates are off by more than so many standard errors once in 150,000 times. */
  private static final double Z = 4.5;

  private static final int PAIRS = 20_000;
  private static final double WIDTH = 0.7;
  private static final double[] POINTS = {-1.3, -0.2, 0, 0.4, 2};

  /** The distribution function of the standard normal, by its series or its continued fraction. */
  private static double phi(double x) {
    if (Math.abs(x) > 5) {
      return x > 0 ? 1 : 0; // to 3e-7, far below the errors here
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= x * x / (2 * n + 1);
      sum += term;
    }
    return 0.5 + density(x) * sum;
  }

  private static double density(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  private static void assertNear(double estimate, double error, double exact) {
    assertThat(error).isPositive();
    assertThat(estimate).isCloseTo(exact, within(Z * error));
  }

  @Test
  void aStepBecomesTheNormalDistribution() {
    SmoothedScalar step = Cusp.smoothed(x -> x > 0 ? 1 : 0, WIDTH, PAIRS, 1);
    for (double x : POINTS) {
      var e = step.estimate(x);
      if (x == 0) {
        // one of each pair is above: no noise at all
        assertThat(e.value()).isEqualTo(0.5);
      } else {
        assertNear(e.value(), e.error(), phi(x / WIDTH));
      }
      assertNear(e.slope(), e.slopeError(), density(x / WIDTH) / WIDTH);
      assertThat(e.slopeError()).isLessThan(0.02);
    }
  }

  @Test
  void theAbsoluteValueByBothEstimators() {
    SmoothedScalar abs = Cusp.smoothed(x -> Math.abs(x), WIDTH, PAIRS, 2);
    for (double x : POINTS) {
      double z = x / WIDTH;
      double value = 2 * WIDTH * density(z) + x * (2 * phi(z) - 1);
      var score = abs.estimate(x);
      var path = abs.pathwise().estimate(x);
      assertNear(score.value(), score.error(), value);
      assertThat(path.value()).isEqualTo(score.value());
      if (x == 0) { // an even function: each pair cancels
        assertThat(score.slope()).isEqualTo(0);
        assertThat(path.slope()).isEqualTo(0);
      } else {
        assertNear(score.slope(), score.slopeError(), 2 * phi(z) - 1);
        assertNear(path.slope(), path.slopeError(), 2 * phi(z) - 1);
      }
    }
  }

  @Test
  void rounding() {
    SmoothedScalar round = Cusp.smoothed(x -> Math.rint(x), WIDTH, PAIRS, 3);
    for (double x : POINTS) {
      double value = 0;
      double slope = 0;
      for (int k = -20; k < 20; k++) { // a step up by 1 at each k + 1/2, from -20
        value += phi((x - k - 0.5) / WIDTH);
        slope += density((x - k - 0.5) / WIDTH) / WIDTH;
      }
      var e = round.estimate(x);
      if (x == Math.rint(x)) { // an odd function around x: no noise
        assertThat(e.value()).isEqualTo(x);
      } else {
        assertNear(e.value(), e.error(), value - 20);
      }
      assertNear(e.slope(), e.slopeError(), slope);
    }
    // pathwise is blind to jumps
    assertThat(round.pathwise().estimate(0.4).slope()).isEqualTo(0);
  }

  @Test
  void ofAnArray() {
    double[] x = {0.3, -0.5, 1.2};
    // 1 inside a half space: a step of x · n
    double[] n = {2, -1, 0.5};
    Smoothed half =
        Cusp.smoothedArray(
            v -> v[0] * n[0] + v[1] * n[1] + v[2] * n[2] > 1 ? 1 : 0, WIDTH, PAIRS, 4);
    double size = Math.sqrt(5.25);
    double z = (x[0] * n[0] + x[1] * n[1] + x[2] * n[2] - 1) / size / WIDTH;
    var e = half.estimate(x);
    assertNear(e.value(), e.error(), phi(z));
    for (int i = 0; i < 3; i++) {
      assertNear(e.gradient()[i], e.errors()[i], density(z) * n[i] / size / WIDTH);
    }
    assertThat(half.applyAsDouble(x)).isEqualTo(e.value());
  }

  @Test
  void ofALinearFunctionThePathwiseGradientHasNoError() {
    Smoothed linear = Cusp.smoothedArray(v -> 3 * v[0] - v[1], 5, 10, 5).pathwise();
    var e = linear.estimate(new double[] {1, 2});
    assertThat(e.gradient()).containsExactly(3, -1);
    assertThat(e.errors()).containsExactly(0, 0);
    assertThat(e.value()).isCloseTo(1, within(1e-14)); // rounding of x + s e
  }

  @Test
  void standardErrorsAreThoseOverSeeds() {
    int seeds = 2000;
    SmoothedScalar f = Cusp.smoothed(x -> x > 0 ? x + 1 : 0, WIDTH, 50, 0);
    double[] values = new double[seeds];
    double[] slopes = new double[seeds];
    double valueSquares = 0;
    double slopeSquares = 0;
    for (int s = 0; s < seeds; s++) {
      var e = f.withSeed(s).estimate(0.3);
      values[s] = e.value();
      slopes[s] = e.slope();
      valueSquares += e.error() * e.error() / seeds;
      slopeSquares += e.slopeError() * e.slopeError() / seeds;
    }
    // a sample variance of n near-normal numbers is off by sqrt(2 / n) of itself
    double tolerance = Z * Math.sqrt(2.0 / seeds);
    assertThat(variance(values) / valueSquares).isCloseTo(1, within(tolerance));
    assertThat(variance(slopes) / slopeSquares).isCloseTo(1, within(tolerance));
  }

  private static double variance(double[] x) {
    double mean = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
    double sum = 0;
    for (double v : x) {
      sum += (v - mean) * (v - mean);
    }
    return sum / (x.length - 1);
  }

  @Test
  void theSameSeedGivesTheSameInAnyThread() {
    SmoothedScalar f = Cusp.smoothed(x -> Math.floor(x), WIDTH, 100, 6);
    var alone = f.estimate(0.3);
    assertThat(IntStream.range(0, 200).parallel().allMatch(i -> f.estimate(0.3).equals(alone)))
        .isTrue();
    assertThat(f.withSeed(7).estimate(0.3)).isNotEqualTo(alone);
    assertThat(f.withSeed(6).estimate(0.3)).isEqualTo(alone);
  }

  private static final SmoothedScalar STEP = Cusp.smoothed(x -> x > 0 ? 1 : 0, WIDTH, 100, 8);

  @Test
  void calledInAProgram() {
    Scalar f = x -> x * STEP.applyAsDouble(2 * x);
    var e = STEP.estimate(0.6);
    double expected = e.value() + 0.3 * 2 * e.slope();
    assertThat(Cusp.derivative(f).applyAsDouble(0.3)).isCloseTo(expected, within(1e-15));
    assertThat((Double) Program.of(f).gradients(null, 0.3).gradients().getFirst())
        .isCloseTo(expected, within(1e-15));
    Smoothed captured = Cusp.smoothedArray(v -> v[0] > v[1] ? 1 : 0, WIDTH, 100, 9);
    Objective<double[]> g = v -> 3 * captured.applyAsDouble(v) + Math.abs(v[0] - v[1]);
    for (double[] x : new double[][] {{0.2, 0.1}, {0.2, 0.2}}) {
      double slope = captured.estimate(x).gradient()[1];
      double sign = Cusp.gradient(g).apply(x)[1] - 3 * slope;
      assertThat(Math.abs(sign)).isCloseTo(1, within(1e-14));
      double[] forward = (double[]) Program.of(g).gradientsForward(null, x).gradients().getFirst();
      assertThat(forward[1]).isCloseTo(3 * slope + sign, within(1e-14));
    }
    assertThat(Cusp.explain(f).report()).containsPattern("SmoothedTest.java:\\d+: a surrogate");
    assertThatThrownBy(() -> Cusp.derivative(Cusp.derivative(f)).applyAsDouble(0.3))
        .isInstanceOf(DerivativeException.class)
        .hasMessageContaining("Smoothed.estimated");
  }

  @Test
  void widthAndPairsAreChecked() {
    assertThatThrownBy(() -> Cusp.smoothed(x -> x, 0, 10, 0))
        .hasMessage("the width is 0.0; it must be positive");
    assertThatThrownBy(() -> Cusp.smoothed(x -> x, 1, 1, 0))
        .hasMessage("1 pairs; at least 2 are needed to know a standard error");
  }
}
