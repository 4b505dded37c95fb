package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import dev.cusp.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Small programs of many shapes, with the estimators that they get by themselves, against closed
 * forms and enumerations.
 */
final class DrawingProgramsTest {
  private static final int SAMPLES = 4000;

  /** Standard errors that a mean may be off: once in two million times. */
  private static final double Z = 5;

  private record Case<A>(String name, Objective.Two<A, Sampler> f, A at, double... exact) {
    void judge() {
      Expectation<A> expectation = Cusp.expectation(f);
      var e = expectation.estimate(at, 999, SAMPLES);
      double[] errors = Tree.flatten(e.errors());
      assertThat(e.isUnbiased()).isTrue();
      for (int i = 0; i < exact.length; i++) {
        double rounding = 1e-8 * (1 + Math.abs(exact[i])); // of the differences behind some
        assertThat(Tree.flatten(e.gradient())[i])
            .as("%d of %s", i, expectation.sites(at))
            .isCloseTo(exact[i], within(Z * errors[i] + rounding));
      }
    }
  }

  private static double[] a(double... numbers) {
    return numbers;
  }

  /** The derivative of a closed form, by differences. */
  static double[] slope(ToDoubleFunction<double[]> f, double... at) {
    double[] slopes = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      slopes[i] = (f.applyAsDouble(up) - f.applyAsDouble(down)) / 2e-5;
    }
    return slopes;
  }

  // Standard normal density and distribution at 1/2.
  private static final double DENSITY = 0.3520653267642995;
  private static final double SHARE = 0.6914624612740131;

  /**
   * The derivative of E log |z| for the mean 1/2: Dawson's function of m / sqrt(2), times sqrt 2.
   */
  private static final double LOGARITHM = 0.46034428;

  // Arguments in collections.

  private static double listed(List<Double> x, Sampler s) {
    double sum = 0;
    for (double p : x) {
      sum += s.flip(p) ? 2 : s.normal(p, 1) * p;
    }
    return sum;
  }

  private record Stall(double price, double customers) {}

  private static double mapped(Map<String, Stall> stalls, Sampler s) {
    double sum = 0;
    for (Stall stall : stalls.values()) {
      sum += stall.price() * s.poisson(stall.customers());
    }
    return sum;
  }

  private static List<Case<?>> cases() {
    double k = 3;
    double r = 2;
    double wide = Math.hypot(1, 0.7);
    double[] bound = {Math.exp(-0.125 / (wide * wide)) / Math.sqrt(2 * Math.PI) / wide, 0};
    bound[1] = -bound[0] * 0.5 * 0.7 / (wide * wide);
    return List.of(
        new Case<>("both on one line", DrawingPrograms::bothOnOneLine, a(0.5), DENSITY + 1),
        new Case<>(
            "both of one helper", DrawingPrograms::bothOfOneHelper, a(0.5), 0.5 * DENSITY + SHARE),
        new Case<>("until", DrawingPrograms::until, a(0.6), 6.25),
        new Case<>("passage", DrawingPrograms::passage, a(1.5), 2),
        new Case<>("nested", DrawingPrograms::nested, a(0.5, 0.7), 1, 1.4),
        new Case<>("nested decides", DrawingPrograms::nestedDecides, a(0.5, 0.7), bound),
        new Case<>(
            "gamma Poisson",
            DrawingPrograms::gammaPoisson,
            a(k, r),
            1 / r + (1 + 2 * k) / (r * r),
            -k / (r * r) - (2 * k + 2 * k * k) / (r * r * r)),
        new Case<>("beta binomial", DrawingPrograms::betaBinomial, a(2, 3), 1.2, -0.8),
        new Case<>("compound", DrawingPrograms::compound, a(3, 2), 2, -3.75),
        new Case<>("cube of a mixture", DrawingPrograms::cubeOfAMixture, a(.3, .8), 5.824, -1.968),
        new Case<>("table", DrawingPrograms::table, a(0.5), 3.75),
        new Case<>("sorted", DrawingPrograms::sorted, a(0.2, 0.2), 0.5, 0.5),
        new Case<>(
            "greatest",
            DrawingPrograms::greatest,
            a(.3, -.2),
            slope(DrawingPrograms::greatestExpected, .3, -.2)),
        new Case<>(
            "grown",
            (double[] x, Sampler s) -> DrawingPrograms.grown(x, s, 6),
            a(.4),
            slope(x -> DrawingPrograms.grownExpected(x[0], 6), .4)),
        new Case<>(
            "machine",
            DrawingPrograms::machine,
            a(.3, .6),
            slope(DrawingPrograms::machineExpected, .3, .6)),
        new Case<>(
            "in place",
            DrawingPrograms::inPlace,
            a(.4, .7),
            slope(DrawingPrograms::inPlaceExpected, .4, .7)),
        new Case<>(
            "profit",
            DrawingPrograms::profit,
            new DrawingPrograms.Shop(2, 3, a(.2, .5)),
            0,
            1,
            -1.4,
            -2),
        new Case<>(
            "steps",
            DrawingPrograms::steps,
            a(.3, .8),
            slope(DrawingPrograms::stepsExpected, .3, .8)),
        new Case<>("streamed", DrawingPrograms::streamed, a(.6), 10),
        new Case<>(
            "repeated choice",
            DrawingPrograms::repeatedChoice,
            a(.1, -.2, .3),
            slope(DrawingPrograms::repeatedChoiceExpected, .1, -.2, .3)),
        new Case<>(
            "choice of Dirichlet",
            DrawingPrograms::choiceOfDirichlet,
            a(1, 2, 1.5),
            slope(DrawingPrograms::choiceOfDirichletExpected, 1, 2, 1.5)),
        new Case<>(
            "early",
            DrawingPrograms::early,
            a(.2, .3),
            slope(DrawingPrograms::earlyExpected, .2, .3)),
        new Case<>("life", DrawingPrograms::life, a(.1), slope(DrawingPrograms::lifeExpected, .1)),
        new Case<>("keyed", DrawingPrograms::keyed, a(0.5), 4 * DENSITY),
        new Case<>("equal records", DrawingPrograms::equalRecords, a(0.5), DENSITY),
        new Case<>("equal arrays", DrawingPrograms::equalArrays, a(0.5), DENSITY),
        new Case<>("found", DrawingPrograms::found, a(0.5), DENSITY),
        new Case<>("hashed", DrawingPrograms::hashed, a(0.5), DENSITY),
        new Case<>("logarithm", DrawingPrograms::logarithm, a(0.5), LOGARITHM),
        new Case<>("certain", DrawingPrograms::certain, a(1), -12),
        new Case<>("impossible", DrawingPrograms::certain, a(0), -12),
        new Case<>("all of", DrawingPrograms::allOf, a(1), 15),
        new Case<>("none of", DrawingPrograms::allOf, a(0), 3),
        new Case<>("first", DrawingPrograms::first, a(1), -2),
        new Case<>("what cannot be", DrawingPrograms::whatCannotBe, a(.3), 3.8),
        new Case<>("all at ends", DrawingPrograms::atEnds, a(1, 0), -6, 3),
        new Case<>("choice at its end", DrawingPrograms::choice, a(.5, 0, .5), -4, 0, 4),
        new Case<>("list", DrawingProgramsTest::listed, List.of(.3, .6), 2.33, 2.12),
        new Case<>(
            "map of records", DrawingProgramsTest::mapped, Map.of("a", new Stall(3, 4)), 4, 3),
        new Case<>("weighed", DrawingPrograms::weighed, a(.3), 0),
        new Case<>(
            "switched",
            DrawingPrograms::switched,
            a(.4, 1.3),
            slope(DrawingPrograms::switchedExpected, .4, 1.3)));
  }

  @TestFactory
  Stream<DynamicTest> derivativesOfExpectedResults() {
    return cases().stream().map(c -> DynamicTest.dynamicTest(c.name(), c::judge));
  }

  /**
   * REBAR and RELAX where probabilities depend on draws before, by a control variate that counts in
   * full, at several temperatures.
   */
  @Test
  void controlVariatesOfChains() {
    for (Estimator e : List.of(Estimator.REBAR, Estimator.RELAX)) {
      for (double temperature : new double[] {0.4, 1, 3}) {
        isRight(
            Cusp.expectation(StochasticPrograms::chained).with(e).withTemperature(temperature),
            slope(StochasticPrograms::chainedExpected, .4, .6));
        isRight(
            Cusp.expectation(StochasticPrograms::chainedChoices)
                .with(e)
                .withTemperature(temperature),
            slope(StochasticPrograms::chainedChoicesExpected, .4, .6));
      }
    }
  }

  private static void isRight(Expectation<double[]> expectation, double[] exact) {
    var e = expectation.withControl(1).estimate(a(.4, .6), 5, 40_000);
    assertThat(e.isUnbiased()).isTrue();
    for (int i = 0; i < exact.length; i++) {
      assertThat(e.gradient()[i]).isCloseTo(exact[i], within(Z * e.errors()[i]));
    }
  }

  /** The same estimates from many threads as from one, of an expectation not yet compiled too. */
  @Test
  void manyThreadsUseOne() {
    Objective.Two<double[], Sampler> program = StochasticPrograms::mixed;
    List<double[]> alone =
        IntStream.range(0, 64)
            .mapToObj(seed -> Cusp.expectation(program).estimate(a(0.3), seed % 4, 50).gradient())
            .limit(4)
            .toList();
    Expectation<double[]> shared = Cusp.expectation(program);
    List<double[]> together =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(seed -> shared.estimate(a(0.3), seed % 4, 50).gradient())
            .toList();
    for (int i = 0; i < together.size(); i++) {
      assertThat(together.get(i)).containsExactly(alone.get(i % 4));
    }
  }

  /** Writes to its argument: (1 + 2 p) 2 p of p = x / 2. */
  private static double halving(double[] x, Sampler s) {
    x[0] *= 0.5;
    double first = s.flip(x[0]) ? 3 : 1;
    x[0] += s.bernoulli(x[0]);
    return first * x[0];
  }

  @Test
  void argumentsAreLeftAlone() {
    double[] at = {0.6};
    for (Estimator e :
        List.of(Estimator.SCORE, Estimator.COUPLED, Estimator.DISARM, Estimator.ENUMERATION)) {
      var estimate = Cusp.expectation(DrawingProgramsTest::halving).with(e).estimate(at, 7, 2000);
      assertThat(estimate.gradient()[0])
          .as(e.label())
          .isCloseTo(2.2, within(Z * estimate.errors()[0] + 1e-9));
      assertThat(at).containsExactly(0.6);
    }
  }
}
