package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.DerivativeException;
import dev.cusp.expectation.Cooling;
import dev.cusp.expectation.DrawSite;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What draws a program makes, which estimators they get, and what is refused. */
final class SamplerTest {
  private static final int DRAWS = 20_000;

  /** Mean and variance of a draw, within 5 standard errors. */
  private static void isDrawn(ToDoubleFunction<Sampler> draw, double mean, double variance) {
    Sampler s = new Sampler(11);
    double[] x = IntStream.range(0, DRAWS).mapToDouble(_ -> draw.applyAsDouble(s)).toArray();
    double m = IntStream.range(0, DRAWS).mapToDouble(i -> x[i]).sum() / DRAWS;
    double v = 0;
    double fourth = 0;
    for (double each : x) {
      double square = (each - mean) * (each - mean);
      v += square / DRAWS;
      fourth += square * square / DRAWS;
    }
    assertThat(m).isCloseTo(mean, within(5 * Math.sqrt(variance / DRAWS)));
    assertThat(v).isCloseTo(variance, within(5 * Math.sqrt((fourth - v * v) / DRAWS)));
  }

  @Test
  void drawsHaveTheirMeansAndVariances() {
    isDrawn(s -> s.normal(1, 2), 1, 4);
    isDrawn(s -> s.uniform(-1, 3), 1, 16 / 12.0);
    isDrawn(s -> s.exponential(2), 0.5, 0.25);
    isDrawn(s -> s.laplace(1, 2), 1, 8);
    isDrawn(s -> s.logistic(1, 2), 1, 4 * Math.PI * Math.PI / 3);
    isDrawn(s -> s.gumbel(1, 2), 1 + 2 * 0.5772156649015329, 4 * Math.PI * Math.PI / 6);
    isDrawn(s -> Math.atan(s.cauchy(0, 1)), 0, Math.PI * Math.PI / 12);
    isDrawn(s -> s.weibull(2, 1), Math.sqrt(Math.PI) / 2, 1 - Math.PI / 4);
    isDrawn(s -> s.pareto(9, 1), 9 / 8.0, 9 / (64.0 * 7));
    isDrawn(s -> s.kumaraswamy(1, 3), 0.25, 3 / 80.0);
    isDrawn(s -> s.gamma(0.4, 2), 0.2, 0.1);
    isDrawn(s -> s.gamma(5, 2), 2.5, 1.25);
    isDrawn(s -> s.beta(2, 3), 0.4, 0.04);
    isDrawn(s -> s.studentT(9, 1, 2), 1, 4 * 9 / 7.0);
    isDrawn(s -> Math.sin(s.vonMises(0, 2)), 0, 0.6977746579640079 / 2);
    isDrawn(s -> s.dirichlet(1, 2, 3)[1], 1 / 3.0, 2 / 63.0);
    isDrawn(s -> s.bernoulli(0.3), 0.3, 0.21);
    isDrawn(s -> s.binomial(20, 0.7), 14, 4.2);
    isDrawn(s -> s.binomial(2000, 0.3), 600, 420);
    isDrawn(s -> s.poisson(2.5), 2.5, 2.5);
    isDrawn(s -> s.poisson(1000), 1000, 1000);
    isDrawn(s -> s.geometric(0.3), 7 / 3.0, 0.7 / 0.09);
    isDrawn(s -> s.categorical(0.5, 0.2, 0.3), 0.8, 0.76);
    isDrawn(s -> s.oneHot(0.5, 0.2, 0.3)[2], 0.3, 0.21);
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    Expectation<double[]> e = Cusp.expectation(StochasticPrograms::mixed);
    double[] at = {0.3};
    assertThat(e.estimate(at, 5, 50)).usingRecursiveComparison().isEqualTo(e.estimate(at, 5, 50));
    assertThat(e.estimate(at, 6, 50).value()).isNotEqualTo(e.estimate(at, 5, 50).value());
    assertThat(new Sampler(3).normal(0, 1)).isEqualTo(new Sampler(3).normal(0, 1));
  }

  private static List<Estimator> estimators(Objective.Two<double[], Sampler> f, double... at) {
    return Cusp.expectation(f).sites(at).stream().map(DrawSite::estimator).toList();
  }

  @Test
  void theDefaultIsTheBestUnbiasedEstimator() {
    assertThat(estimators(StochasticPrograms::square, 1, 1)).containsExactly(Estimator.PATHWISE);
    assertThat(estimators(StochasticPrograms::rectified, 1)).containsExactly(Estimator.PATHWISE);
    assertThat(estimators(StochasticPrograms::step, 1)).containsExactly(Estimator.MEASURE_VALUED);
    assertThat(estimators(StochasticPrograms::toy, 1)).containsExactly(Estimator.ENUMERATION);
    assertThat(estimators(StochasticPrograms::walk, 40, 9)).containsExactly(Estimator.COUPLED);
    assertThat(estimators(StochasticPrograms::mixed, .3))
        .containsExactly(
            Estimator.PATHWISE, Estimator.ENUMERATION, Estimator.PATHWISE, Estimator.COUPLED);
  }

  /** A pathwise draw that decides by way of another one. */
  private static double chained(double[] t, Sampler s) {
    double first = s.normal(t[0], 1);
    double second = s.with(Estimator.PATHWISE).normal(first, 1);
    return second > 0 ? 1 : 0;
  }

  private static double floored(double[] t, Sampler s) {
    return Math.floor(s.with(Estimator.PATHWISE).normal(t[0], 1));
  }

  private static double chosenLate(double[] t, Sampler s) {
    Estimator e = t[0] > 0 ? Estimator.SCORE : Estimator.PATHWISE;
    return s.with(e).normal(t[0], 1);
  }

  private static double relaxedPoisson(double[] t, Sampler s) {
    return s.with(Estimator.GUMBEL_SOFTMAX).poisson(t[0]);
  }

  @Test
  void aPathwiseDrawThatDecidesIsRefused() {
    double[] at = {0.5};
    assertThatThrownBy(() -> Cusp.expectation(SamplerTest::floored).estimate(at, 1, 10))
        .isInstanceOf(DerivativeException.class)
        .hasMessageMatching(
            "SamplerTest.java:\\d+: the pathwise derivative, which is asked for, leaves out what a jump"
                + " contributes, and SamplerTest.java:\\d+ \\(Math.floor\\) decides by this normal"
                + " draw; take Estimator.SCORE or Estimator.MEASURE_VALUED for it, or, where the"
                + " result does not jump there, Expectation.acceptingBias\\(\\)");
    assertThatThrownBy(() -> Cusp.expectation(SamplerTest::chained).estimate(at, 1, 10))
        .hasMessageContaining("comparison (>)");
    Expectation<double[]> accepted = Cusp.expectation(SamplerTest::chained).acceptingBias();
    assertThat(accepted.estimate(at, 1, 10).isUnbiased()).isFalse();
    assertThat(accepted.sites(at)).extracting(DrawSite::isUnbiased).containsExactly(true, false);
  }

  /** By a threshold that is the argument: its slope is the density there, which no draw knows. */
  private static double threshold(double[] t, Sampler s) {
    return s.normal(0, 1) < t[0] ? 1 : 0;
  }

  private static double thresholdOfASum(double[] t, Sampler s) {
    double z = s.with(Estimator.SCORE).normal(0, 1);
    return Math.floor(z + t[0]);
  }

  @Test
  void aDrawComparedWithTheArgumentIsRefused() {
    double[] at = {0.5};
    assertThatThrownBy(() -> Cusp.expectation(SamplerTest::threshold).estimate(at, 1, 10))
        .isInstanceOf(DerivativeException.class)
        .hasMessageMatching(
            "SamplerTest.java:\\d+: SamplerTest.java:\\d+ \\(comparison \\(<\\)\\) compares a normal"
                + " draw with numbers that depend on what is differentiated by, and no estimator of"
                + " the draw tells how a jump there moves; put those numbers into the parameters of"
                + " the draw, as in normal\\(m - x, s\\) > 0 for normal\\(m, s\\) > x, or, where the"
                + " result does not jump there, Expectation.acceptingBias\\(\\)");
    assertThatThrownBy(() -> Cusp.expectation(SamplerTest::thresholdOfASum).estimate(at, 1, 10))
        .hasMessageContaining("(Math.floor) compares a normal draw");
    Expectation<double[]> accepted = Cusp.expectation(SamplerTest::threshold).acceptingBias();
    assertThat(accepted.estimate(at, 1, 10).isUnbiased()).isFalse();
  }

  private static double sign(double[] t, Sampler s) {
    double z = s.normal(t[0], 1);
    return Math.abs(z) / z;
  }

  private static double angle(double[] t, Sampler s) {
    return Math.atan(1 / s.normal(t[0], 1));
  }

  private static double powered(double[] t, Sampler s) {
    return Math.atan(Math.pow(s.with(Estimator.PATHWISE).normal(t[0], 1), -1));
  }

  /** A division by what may be 0 counts as a jump; derivatives against integrals. */
  @Test
  void divisions() {
    for (Objective.Two<double[], Sampler> f :
        List.<Objective.Two<double[], Sampler>>of(SamplerTest::sign, SamplerTest::angle)) {
      assertThat(estimators(f, 0.5)).containsExactly(Estimator.MEASURE_VALUED);
    }
    double density = Math.exp(-0.125) / Math.sqrt(2 * Math.PI);
    double smooth = 0;
    for (int i = -8000; i <= 8000; i++) {
      double z = i / 1000.0;
      smooth -= density(z - 0.5) / (1 + z * z) / 1000;
    }
    var sign = Cusp.expectation(SamplerTest::sign).estimate(new double[] {0.5}, 3, 20_000);
    assertThat(sign.gradient()[0]).isCloseTo(2 * density, within(5 * sign.errors()[0]));
    var angle = Cusp.expectation(SamplerTest::angle).estimate(new double[] {0.5}, 3, 20_000);
    assertThat(angle.gradient()[0])
        .isCloseTo(Math.PI * density + smooth, within(5 * angle.errors()[0]));
    var powered = Cusp.expectation(SamplerTest::powered);
    assertThatThrownBy(() -> powered.sites(new double[] {0.5}))
        .hasMessageMatching(
            "SamplerTest.java:\\d+: the pathwise derivative, which is asked for, leaves out what a"
                + " jump contributes, and SamplerTest.java:\\d+ \\(Math.pow\\) decides by this"
                + " normal draw; .* Math.max\\(divisor, least\\) or Expectation.acceptingBias\\(\\)");
    assertThat(powered.acceptingBias().sites(new double[] {0.5}).getFirst().bias())
        .startsWith("unbiased only if the divisor is never 0: [SamplerTest.java:");
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double weights(double[] t, Sampler s) {
    double[] w = new double[3];
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      w[i] = Math.exp(s.normal(t[0], 1));
      sum += w[i];
    }
    return w[0] / sum + 1 / w[1];
  }

  /** Where signs show that a divisor is never 0, draws stay pathwise. */
  @Test
  void divisorsThatAreNever0() {
    List<Objective.Two<double[], Sampler>> all =
        List.of(
            SamplerTest::weights,
            (t, s) -> {
              double z = s.normal(t[0], 1);
              return z / (1 + z * z) + z / Math.hypot(1, z) - z / Math.sqrt(2 + Math.abs(z));
            },
            (t, s) -> 1 / (1 + Math.exp(-s.normal(t[0], 1))),
            (t, s) -> t[0] / s.gamma(t[0], 2) - 3 / (-s.exponential(t[0]) * t[0]),
            (t, s) -> 1 / Math.max(s.normal(t[0], 1), 0.1) + s.normal(t[0], 1) / t[0],
            (t, s) -> Math.pow(s.normal(t[0], 1), 3) / s.uniform(1, 1 + Math.exp(t[0])));
    for (Objective.Two<double[], Sampler> f : all) {
      assertThat(estimators(f, 0.5)).containsOnly(Estimator.PATHWISE);
      assertThat(Cusp.expectation(f).sites(new double[] {0.5})).allMatch(site -> site.isUnbiased());
    }
    // what the argument may make 0 is told
    assertThat(
            Cusp.expectation((double[] t, Sampler s) -> 1 / (t[0] + s.exponential(2)))
                .sites(new double[] {0.5})
                .getFirst()
                .toString())
        .contains("constant parameters, unbiased only if the divisor is never 0");
  }

  /** The share of (0, 1) that is less than a number, blurred. */
  private static double blurred(double[] t, Sampler s) {
    return s.isLess(s.uniform(0, 1), t[0], 0.1) ? 1 : 0;
  }

  @Test
  void aBlurredComparisonHasADerivative() {
    double[] at = {0.3};
    Expectation<double[]> expectation = Cusp.expectation(SamplerTest::blurred);
    assertThat(expectation.sites(at))
        .extracting(DrawSite::toString)
        .satisfiesExactly(
            draw ->
                assertThat(draw).endsWith("uniform, constant parameters, nothing to differentiate"),
            flip -> assertThat(flip).matches("SamplerTest.java:\\d+: flip, enumeration, exact"));
    var e = expectation.estimate(at, 2, 4000);
    double exact =
        StochasticPrograms.sigmoid(0.3 / 0.1) - StochasticPrograms.sigmoid((0.3 - 1) / 0.1);
    assertThat(e.gradient()[0]).isCloseTo(exact, within(5 * e.errors()[0]));
    assertThatThrownBy(() -> new Sampler(1).isLess(0, 1, 0))
        .hasMessage("the width is 0.0; it must be positive");
  }

  @Test
  void temperaturesFall() {
    Cooling cooling = new Cooling(1, 0.5, 0.2);
    assertThat(cooling.at(0)).isEqualTo(1);
    assertThat(cooling.at(2)).isEqualTo(0.25);
    assertThat(cooling.at(9)).isEqualTo(0.2);
    var relaxed = Cusp.expectation(StochasticPrograms::toy).with(Estimator.GUMBEL_SOFTMAX);
    double[] at = {0};
    double[] first = relaxed.withTemperature(0.5).estimate(at, 1, 50).gradient();
    assertThat(relaxed.withTemperature(0.1).estimate(at, 1, 50).gradient()).isNotEqualTo(first);
    assertThat(relaxed.withTemperature(0.5).estimate(at, 1, 50).gradient()).isEqualTo(first);
  }

  @Test
  void secondDerivativesAreRefused() {
    Expectation<double[]> expectation = Cusp.expectation(StochasticPrograms::toy);
    Objective<double[]> slope = t -> expectation.estimate(t, 1, 50).gradient()[0];
    assertThatThrownBy(() -> Cusp.gradient(slope).apply(new double[] {0.3}))
        .isInstanceOf(DerivativeException.class)
        .hasMessageStartingWith(
            "an estimate has no derivative: what makes its gradient right on average, scores and"
                + " replays, is of first order, and the derivative of that would be wrong; ");
  }

  private static double cubed(double[] x, Sampler s) {
    double z = s.normal(x[0], 1);
    return z * z * (s.flip(0.5) ? 2 * x[0] : 0);
  }

  /** Differences of gradients, by one seed: of x^3 + x, whose second derivative is 6 x. */
  @Test
  void differencesOfGradients() {
    Expectation<double[]> expectation = Cusp.expectation(SamplerTest::cubed);
    int samples = 40_000;
    double up = expectation.estimate(new double[] {0.51}, 4, samples).gradient()[0];
    double down = expectation.estimate(new double[] {0.49}, 4, samples).gradient()[0];
    // a sample of 4 z b + 2 x b, b of 0 and 2, has a variance below 50
    assertThat((up - down) / 0.02).isCloseTo(3, within(5 * Math.sqrt(50.0 / samples)));
  }

  private static double twoOfOneLine(double[] t, Sampler s) {
    return s.with(Estimator.SCORE).normal(t[0], 1) + s.with(Estimator.PATHWISE).normal(t[0], 1);
  }

  @Test
  void drawsOfOneLineHaveOneEstimator() {
    assertThatThrownBy(() -> Cusp.expectation(SamplerTest::twoOfOneLine).sites(new double[1]))
        .hasMessageMatching(
            "SamplerTest.java:\\d+: two normal draws of one line have different estimators; write"
                + " them on lines of their own");
  }

  @Test
  void whatIsNotThereIsRefused() {
    double[] at = {0.5};
    assertThatThrownBy(() -> Cusp.expectation(SamplerTest::chosenLate).estimate(at, 1, 10))
        .hasMessageMatching(
            "SamplerTest.java:\\d+: the estimator of a draw must be written as a constant, as in"
                + " sampler.with\\(Estimator.SCORE\\), for code is made for it");
    assertThatThrownBy(() -> Cusp.expectation(SamplerTest::relaxedPoisson).estimate(at, 1, 10))
        .hasMessageMatching(
            "SamplerTest.java:\\d+: poisson has no estimator GUMBEL_SOFTMAX; it has \\[SCORE,"
                + " MEASURE_VALUED, COUPLED]");
    assertThatThrownBy(() -> Cusp.expectation(StochasticPrograms::flip).estimate(at, 1, 1))
        .hasMessage("1 samples; at least 2 are needed to know a standard error");
    assertThatThrownBy(() -> new Sampler(1).flip(1.5))
        .hasMessage("a probability is 1.5; it must be in [0, 1]");
  }

  private static double kinked(double[] t, Sampler s) {
    double p = Math.max(t[0], 0.5);
    double x = 0;
    for (int i = 0; i < 3; i++) {
      x += s.flip(p) ? 1 : 0.3 * x;
    }
    return x;
  }

  /**
   * At kinks a program is run several times, with the same draws: E x grows to (1.3 - 0.3 p) x + p.
   */
  @Test
  void programsAtKinks() {
    double p = 0.5;
    double mean = 0;
    double slope = 0;
    for (int i = 0; i < 3; i++) {
      slope = 1 - 0.3 * mean + (1.3 - 0.3 * p) * slope;
      mean = p + (1.3 - 0.3 * p) * mean;
    }
    double right = slope;
    for (Estimator e : List.of(Estimator.SCORE, Estimator.ENUMERATION, Estimator.COUPLED)) {
      var found =
          Cusp.expectation(SamplerTest::kinked).with(e).estimate(new double[] {0.5}, 4, 4000);
      assertThat(found.value()).isCloseTo(mean, within(5 * found.error() + 1e-12));
      double error = 5 * found.errors()[0] + 1e-12;
      // the derivative of one side or of the other
      assertThat(found.gradient()[0])
          .matches(g -> Math.abs(g) < 1e-12 || Math.abs(g - right) < error);
    }
  }

  record Queue(double arrivals, double service) {}

  private static double waiting(Queue q, Sampler s) {
    double wait = 0;
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      wait = Math.max(0, wait + s.exponential(q.service) - s.exponential(q.arrivals));
      sum += wait;
    }
    return sum;
  }

  @Test
  void gradientsHaveTheShapeOfTheArgument() {
    var e = Cusp.expectation(SamplerTest::waiting).estimate(new Queue(1, 1.2), 3, 4000);
    assertThat(e.gradient().arrivals()).isPositive();
    assertThat(e.gradient().service()).isNegative();
    // the mean is a function of the ratio of the rates over one of them: homogeneous of degree -1
    double euler = e.gradient().arrivals() + 1.2 * e.gradient().service();
    assertThat(euler).isCloseTo(-e.value(), within(1e-9 * e.value()));
  }
}
