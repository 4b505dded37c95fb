package dev.cusp.bench.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cusp.Cusp;
import dev.cusp.Objective;
import dev.cusp.bench.data.SharedData;
import dev.cusp.expectation.Baseline;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Estimators against reference problems: means and variances that others computed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReferenceTest {
  /** Standard errors that a mean, or a variance, may be off: once in two million times. */
  private static final double Z = 5;

  private static final int BATCHES = 30;
  private static final int SAMPLES = 250;

  private JsonNode all;

  @BeforeAll
  void read() {
    var folder = SharedData.find("stochastic");
    assumeTrue(folder.isPresent(), () -> SharedData.missing("stochastic"));
    all = JsonMapper.shared().readTree(folder.orElseThrow().resolve("reference.json"));
  }

  /** NaN for means and variances that are not stated. */
  private static void judge(
      Expectation<double[]> f, double[] at, int samples, double[] means, double[] variances) {
    int batches = samples < SAMPLES ? BATCHES * 60 : BATCHES;
    double[][] gradients = new double[batches][];
    double[][] squares = new double[batches][at.length];
    for (int b = 0; b < batches; b++) {
      var e = f.estimate(at, 7000 + b, samples);
      gradients[b] = e.gradient();
      for (int j = 0; j < at.length; j++) {
        squares[b][j] = e.errors()[j] * e.errors()[j] * samples;
      }
    }
    for (int j = 0; j < at.length; j++) {
      isNear("mean by " + j, gradients, j, means[j]);
      if (!Double.isNaN(variances[j]) && samples == SAMPLES) {
        isNear("variance by " + j, squares, j, variances[j]);
      } else if (!Double.isNaN(variances[j])) {
        for (double[] g : gradients) { // of an estimate as a whole
          g[j] = (g[j] - means[j]) * (g[j] - means[j]);
        }
        isNear("variance of an estimate", gradients, j, variances[j]);
      }
    }
  }

  private static void isNear(String what, double[][] batches, int j, double exact) {
    if (Double.isNaN(exact)) {
      return;
    }
    int n = batches.length;
    double mean = Stream.of(batches).mapToDouble(b -> b[j]).average().orElseThrow();
    double square =
        Stream.of(batches).mapToDouble(b -> (b[j] - mean) * (b[j] - mean)).sum() / (n - 1);
    double rounding = 1e-9 * Math.abs(exact) + 1e-15;
    assertThat(mean).as(what).isCloseTo(exact, within(Z * Math.sqrt(square / n) + rounding));
  }

  private static double[] a(double... numbers) {
    return numbers;
  }

  private static double toy(double[] logit, double t, Sampler s) {
    double b = s.bernoulli(1 / (1 + Math.exp(-logit[0])));
    return (b - t) * (b - t);
  }

  /** The estimators of the reference that are not here. */
  private static final Set<String> ABSENT =
      Set.of("ARM (u)", "straight-through (identity, d/dp scaled by 1)"); // here it is by the logit

  @TestFactory
  Stream<DynamicTest> bernoulli() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> problem : all.get("bernoulli_quadratic").properties()) {
      String[] numbers = problem.getKey().split("[=,]");
      double t = Double.parseDouble(numbers[1]);
      double p = Double.parseDouble(numbers[3]);
      Expectation<double[]> f = Cusp.expectation((x, s) -> toy(x, t, s));
      double exact = problem.getValue().get("true_dlogit").asDouble();
      double expected = problem.getValue().get("E[f]").asDouble();
      double best = (1 - p) * (1 - t) * (1 - t) + p * t * t;
      for (Map.Entry<String, JsonNode> e : problem.getValue().get("estimators").properties()) {
        if (!ABSENT.contains(e.getKey()) && !e.getKey().startsWith("REBAR optimal")) {
          tests.add(
              DynamicTest.dynamicTest(
                  problem.getKey() + " " + e.getKey(),
                  () -> bernoulli(f, p, e.getKey(), exact, expected, best, e.getValue())));
        }
      }
    }
    return tests.stream();
  }

  private static void bernoulli(
      Expectation<double[]> f,
      double p,
      String name,
      double exact,
      double expected,
      double best,
      JsonNode reference) {
    Expectation<double[]> scored = f.with(Estimator.SCORE);
    List<Expectation<double[]>> ways =
        switch (name.split("[=,(]")[0].strip()) {
          case "REINFORCE" ->
              List.of(
                  scored.with(
                      name.contains("optimal")
                          ? new Baseline.Constant(best)
                          : name.contains("baseline")
                              ? new Baseline.Constant(expected)
                              : Baseline.NONE));
          case "RLOO K" -> List.of(scored);
          case "measure-valued" ->
              List.of(f.with(Estimator.MEASURE_VALUED), f.with(Estimator.ENUMERATION));
          case "StochasticAD one-sided" -> List.of(f.with(Estimator.COUPLED));
          case "DisARM / U2G" -> List.of(f.with(Estimator.DISARM));
          case "ReinMax" -> List.of(f.with(Estimator.REINMAX));
          case "straight-through" -> List.of(f.with(Estimator.STRAIGHT_THROUGH));
          case "Gumbel-sigmoid" ->
              List.of(f.with(Estimator.GUMBEL_SOFTMAX).withTemperature(tau(name)));
          case "straight-through Gumbel-sigmoid tau" ->
              List.of(f.with(Estimator.GUMBEL_STRAIGHT_THROUGH).withTemperature(tau(name)));
          case "REBAR eta" ->
              List.of(f.with(Estimator.REBAR).withControl(1).withTemperature(tau(name)));
          default -> throw new AssertionError(name);
        };
    boolean isBiased = name.matches(".*(straight|Gumbel|ReinMax).*");
    int samples = name.startsWith("RLOO") ? name.charAt(7) - '0' : SAMPLES;
    double mean = isBiased ? reference.get("mean").asDouble() : exact; // REBAR's are estimates
    // REBAR's are estimates, by so many samples that they are uncertain by a percent at most
    double variance = name.contains("0.1 (MC") ? Double.NaN : reference.get("variance").asDouble();
    for (Expectation<double[]> way : ways) {
      double[] at = a(Math.log(p / (1 - p)));
      assertThat(way.estimate(at, 1, 2).isUnbiased()).isEqualTo(!isBiased);
      judge(way, at, samples, a(mean), a(Math.abs(variance) < 1e-17 ? 0 : variance));
    }
  }

  private static double tau(String name) {
    return Double.parseDouble(name.replaceAll(".*(tau|lambda)=| .MC.*", ""));
  }

  /** Learned control variates take nearly all of the noise away; see the table for REBAR's. */
  @Test
  void relaxAndLearnedBaselines() {
    Expectation<double[]> f = Cusp.expectation((x, s) -> toy(x, 0.45, s));
    double[] at = a(Math.log(0.25));
    for (Expectation<double[]> way :
        List.of(
            f.with(Estimator.RELAX),
            f.with(Estimator.RELAX).withControl(1),
            f.with(Estimator.SCORE).with(new Baseline.Learned(1)),
            f.with(Estimator.SCORE).with(new Baseline.MovingAverage(0.99)))) {
      assertThat(way.estimate(at, 1, 2).isUnbiased()).isTrue();
      judge(way, at, SAMPLES, a(0.016), a(Double.NaN));
    }
    double error = f.with(Estimator.RELAX).estimate(at, 5, 10_000).errors()[0];
    assertThat(error * error * 10_000).isLessThan(0.01 * 0.01276);
  }

  @TestFactory
  Stream<DynamicTest> gaussian() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> problem : all.get("gaussian_mu1_sigma1").properties()) {
      String name = problem.getKey();
      double k = Double.parseDouble(name.replaceAll(".*=", ""));
      Objective.Two<double[], Sampler> f =
          switch (name.charAt(0)) {
            case 'q' -> (t, s) -> square(s.normal(t[0], t[1]) - k);
            case 'e' -> (t, s) -> Math.exp(-k * square(s.normal(t[0], t[1])));
            default -> (t, s) -> Math.cos(k * s.normal(t[0], t[1]));
          };
      JsonNode known = problem.getValue();
      double[] exact = a(known.get("d_mu").asDouble(), known.get("d_sigma").asDouble());
      Map<Estimator, String> names =
          Map.of(Estimator.PATHWISE, "pathwise", Estimator.SCORE, "score");
      names.forEach((e, label) -> {
        double[] variances = {
          known.get(label + " d_mu").get("var").asDouble(),
          known.get(label + " d_sigma").get("var").asDouble()
        };
        tests.add(
            DynamicTest.dynamicTest(
                name + " " + label, () -> judge(way(f, e), a(1, 1), SAMPLES, exact, variances)));
      });
      double coupled = known.get("measure-valued d_mu").get("var coupled").asDouble();
      tests.add(
          DynamicTest.dynamicTest(
              name + " measure-valued",
              () ->
                  judge(
                      way(f, Estimator.MEASURE_VALUED),
                      a(1, 1),
                      SAMPLES,
                      exact,
                      a(coupled, Double.NaN))));
    }
    return tests.stream();
  }

  private static Expectation<double[]> way(Objective.Two<double[], Sampler> f, Estimator e) {
    return Cusp.expectation(f).with(e).with(Baseline.NONE);
  }

  private static double square(double x) {
    return x * x;
  }

  @TestFactory
  Stream<DynamicTest> programs() {
    return ReferencePrograms.all().stream()
        .flatMap(k ->
            Stream.of(k.estimators())
                .map(e -> DynamicTest.dynamicTest(k.path() + " " + e, () -> judge(k, e))));
  }

  private void judge(ReferencePrograms.Known k, Estimator e) {
    JsonNode exact = all.at(k.path());
    assertThat(exact.isMissingNode()).as(k.path()).isFalse();
    double[] means = new double[k.at().length];
    for (int i = 0; i < means.length; i++) {
      means[i] = exact.isArray() ? exact.get(i).asDouble() : exact.asDouble();
    }
    double[] variances = new double[means.length];
    Arrays.fill(variances, Double.NaN);
    judge(Cusp.expectation(k.f()).with(e), k.at(), SAMPLES, means, variances);
  }
}
