package dev.cusp;

import static dev.cusp.expectation.Estimator.COUPLED;
import static dev.cusp.expectation.Estimator.DISARM;
import static dev.cusp.expectation.Estimator.ENUMERATION;
import static dev.cusp.expectation.Estimator.MEASURE_VALUED;
import static dev.cusp.expectation.Estimator.PATHWISE;
import static dev.cusp.expectation.Estimator.SCORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.expectation.Baseline;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Estimators against derivatives in closed form, and their variances against formulas. */
final class ExpectationTest {
  /** Standard errors that a mean, or a variance, may be off: once in two million times. */
  private static final double Z = 5;

  private static final int BATCHES = 40;
  private static final int SAMPLES = 250;

  /** Exact derivatives, one per number; variances, NaN where none is stated. */
  private record Case(
      String name,
      Objective.Two<double[], Sampler> f,
      double[] at,
      double[] exact,
      Estimator estimator,
      Baseline baseline,
      double[] variances) {
    Case(
        String name,
        Objective.Two<double[], Sampler> f,
        double[] at,
        double[] exact,
        Estimator estimator) {
      this(name, f, at, exact, estimator, Baseline.LEAVE_ONE_OUT, new double[at.length]);
    }

    Expectation<double[]> expectation() {
      return Cusp.expectation(f).with(estimator).with(baseline);
    }
  }

  private static double[] a(double... numbers) {
    return numbers;
  }

  private static Case toy(double p, Estimator estimator, Baseline baseline, double variance) {
    return new Case(
        "toy " + p,
        StochasticPrograms::toy,
        a(Math.log(p / (1 - p))),
        a(p * (1 - p) * 0.1),
        estimator,
        baseline,
        a(variance));
  }

  private static List<Case> cases() {
    return List.of(
        toy(0.5, SCORE, Baseline.NONE, 0.0159390625),
        toy(0.2, SCORE, Baseline.NONE, 0.012769),
        toy(0.2, SCORE, new Baseline.Constant(0.2225), 0.000576),
        toy(0.2, SCORE, Baseline.LEAVE_ONE_OUT, 0),
        toy(0.2, SCORE, new Baseline.MovingAverage(0.99), 0),
        toy(0.2, COUPLED, Baseline.NONE, 6.4e-5),
        toy(0.2, MEASURE_VALUED, Baseline.NONE, 0),
        toy(0.2, DISARM, Baseline.NONE, 0.000384),
        toy(0.7, DISARM, Baseline.NONE, 0.5 * 0.7 * 0.3 * 0.7 * 0.01 - square(0.7 * 0.3 * 0.1)),
        toy(0.2, ENUMERATION, Baseline.NONE, 0),
        square(PATHWISE, 4, 12),
        square(SCORE, 30, 136),
        square(MEASURE_VALUED, 1.0929581789406502, 0),
        new Case(
            "cosine",
            StochasticPrograms::cosine,
            a(1, 1),
            COSINE,
            PATHWISE,
            Baseline.NONE,
            a(0.039284645226441, 0.08751285493822504)),
        new Case(
            "cosine",
            StochasticPrograms::cosine,
            a(1, 1),
            COSINE,
            SCORE,
            Baseline.NONE,
            a(0.4552483844792482, 0.7986578979269946)),
        new Case(
            "cosine",
            StochasticPrograms::cosine,
            a(1, 1),
            COSINE,
            MEASURE_VALUED,
            Baseline.NONE,
            a(0.008275467093107322, 0)),
        new Case("step", StochasticPrograms::step, a(0.5), a(0.3520653267642995), SCORE),
        new Case("step", StochasticPrograms::step, a(0.5), a(0.3520653267642995), null),
        new Case("rectified", StochasticPrograms::rectified, a(0.5), a(0.6914624612740131), null),
        new Case("flip", StochasticPrograms::flip, a(0.4), a(-0.1), SCORE),
        new Case("flip", StochasticPrograms::flip, a(0.4), a(-0.1), COUPLED),
        new Case("flip", StochasticPrograms::flip, a(0.4), a(-0.1), DISARM),
        new Case("flip", StochasticPrograms::flip, a(0.4), a(-0.1), ENUMERATION),
        new Case("poisson", StochasticPrograms::poisson, a(2), a(5), SCORE),
        new Case("poisson", StochasticPrograms::poisson, a(2), a(5), COUPLED, Baseline.NONE, a(8)),
        new Case("geometric", StochasticPrograms::geometric, a(.3), a(-114.81481481481482), SCORE),
        new Case(
            "geometric", StochasticPrograms::geometric, a(.3), a(-114.81481481481482), COUPLED),
        new Case(
            "geometric",
            StochasticPrograms::geometric,
            a(.3),
            a(-114.81481481481482),
            MEASURE_VALUED),
        new Case("binomial", StochasticPrograms::binomial, a(.3), a(248), SCORE),
        new Case("binomial", StochasticPrograms::binomial, a(.3), a(248), COUPLED),
        new Case("binomial", StochasticPrograms::binomial, a(.3), a(248), MEASURE_VALUED),
        new Case("binomial", StochasticPrograms::binomial, a(.3), a(248), ENUMERATION),
        new Case("thinned", StochasticPrograms::thinned, a(.3), a(6), SCORE),
        new Case("thinned", StochasticPrograms::thinned, a(.3), a(6), COUPLED),
        new Case("thinned", StochasticPrograms::thinned, a(.3), a(6), ENUMERATION),
        new Case(
            "gamma", StochasticPrograms::gammaLog, a(2, 1), a(0.6449340668482264, -1), PATHWISE),
        new Case(
            "gamma", StochasticPrograms::gammaLog, a(.3, 1), a(12.245364546107732, -1), PATHWISE),
        new Case("gamma", StochasticPrograms::gammaLog, a(2, 1), a(0.6449340668482264, -1), SCORE),
        new Case(
            "gamma",
            StochasticPrograms::gammaLog,
            a(2, 1),
            a(0.6449340668482264, -1),
            MEASURE_VALUED),
        new Case(
            "gamma step",
            StochasticPrograms::gammaStep,
            a(2, 1),
            a(GAMMA_STEP, -Math.exp(-1)),
            null),
        new Case(
            "beta",
            StochasticPrograms::betaSquare,
            a(2, 3),
            a(0.09333333333333334, BETA_B),
            PATHWISE),
        new Case(
            "beta", StochasticPrograms::betaSquare, a(2, 3), a(0.09333333333333334, BETA_B), SCORE),
        new Case(
            "dirichlet", StochasticPrograms::dirichletProduct, a(1, 2, 3), DIRICHLET, PATHWISE),
        new Case("dirichlet", StochasticPrograms::dirichletProduct, a(1, 2, 3), DIRICHLET, SCORE),
        new Case(
            "von Mises", StochasticPrograms::vonMisesCosine, a(2), a(0.1642231977212077), PATHWISE),
        new Case(
            "von Mises", StochasticPrograms::vonMisesCosine, a(2), a(0.1642231977212077), SCORE),
        // heavy tails: with 9 degrees of freedom the estimate has a variance
        new Case("Student", StochasticPrograms::studentSquare, a(9), a(-2 / 49.0), PATHWISE),
        new Case("Student", StochasticPrograms::studentSquare, a(9), a(-2 / 49.0), SCORE),
        new Case("log normal", StochasticPrograms::logNormal, a(0, .5), LOG_NORMAL, PATHWISE),
        new Case("log normal", StochasticPrograms::logNormal, a(0, .5), LOG_NORMAL, SCORE),
        new Case("Weibull", StochasticPrograms::weibull, a(2, 1), WEIBULL, PATHWISE),
        new Case("Weibull", StochasticPrograms::weibull, a(2, 1), WEIBULL, SCORE),
        new Case("exponential", StochasticPrograms::exponentialSquare, a(2), a(-.5), PATHWISE),
        new Case("exponential", StochasticPrograms::exponentialSquare, a(2), a(-.5), SCORE),
        new Case(
            "exponential", StochasticPrograms::exponentialSquare, a(2), a(-.5), MEASURE_VALUED),
        new Case("Kumaraswamy", StochasticPrograms::kumaraswamy, a(2, 3), KUMARASWAMY, PATHWISE),
        new Case("Kumaraswamy", StochasticPrograms::kumaraswamy, a(2, 3), KUMARASWAMY, SCORE),
        new Case(
            "mixture", StochasticPrograms::mixtureSquare, a(.3, -1, 2, .5, 1), MIXTURE, PATHWISE),
        new Case("mixture", StochasticPrograms::mixtureSquare, a(.3, -1, 2, .5, 1), MIXTURE, SCORE),
        walk(COUPLED),
        walk(DISARM),
        walk(SCORE),
        categorical(SCORE),
        categorical(ENUMERATION),
        categorical(MEASURE_VALUED));
  }

  /** The derivative of Q(a, 1) by a at 2, from mpmath. */
  private static final double GAMMA_STEP = 0.276196045702835;

  private static final double BETA_B = -0.07333333333333333;
  private static final double[] COSINE = {-0.21154577641908026, -0.193615973157627};
  private static final double[] DIRICHLET = {
    0.032879818594104306, 0.009070294784580499, -0.01473922902494331
  };
  private static final double[] LOG_NORMAL = {1.1331484530668263, 0.5665742265334132};
  private static final double[] WEIBULL = {-0.008084599362221253, 0.886226925452758};
  private static final double[] KUMARASWAMY = {0.1545578231292517, -0.06068720362410442};

  /** Of p (m^2 + s^2) + (1 - p) (n^2 + t^2). */
  private static final double[] MIXTURE = {1.25 - 5, 0.6 * -1, 1.4 * 2, 0.6 * .5, 1.4};

  private static Case square(Estimator estimator, double byMean, double byDeviation) {
    return new Case(
        "square",
        StochasticPrograms::square,
        a(1, 1),
        a(2, 2),
        estimator,
        Baseline.NONE,
        a(byMean, byDeviation));
  }

  private static Case walk(Estimator estimator) {
    return new Case(
        "walk",
        (t, s) -> StochasticPrograms.walk(new double[] {t[0], 20}, s),
        a(40),
        a(StochasticPrograms.walkDerivative(40, 20)),
        estimator);
  }

  private static Case categorical(Estimator estimator) {
    double[] at = {0.1, -0.4, 0.3};
    double[] exact = DrawingProgramsTest.slope(ExpectationTest::chosen, at);
    return new Case("categorical", StochasticPrograms::categorical, at, exact, estimator);
  }

  private static double chosen(double[] t) {
    double sum = Math.exp(t[0]) + Math.exp(t[1]) + Math.exp(t[2]);
    return (Math.exp(t[0]) * t[1] + Math.exp(t[1]) * 2 + Math.exp(t[2]) * 5) / sum;
  }

  @TestFactory
  Stream<DynamicTest> estimatesAreRightOnAverage() {
    return cases().stream()
        .map(c ->
            DynamicTest.dynamicTest(
                c.name() + " " + c.estimator() + " " + c.baseline(), () -> judge(c)));
  }

  private static void judge(Case c) {
    judge(c, c.expectation());
  }

  private static void judge(Case c, Expectation<double[]> expectation) {
    double[][] means = new double[BATCHES][];
    double[][] variances = new double[BATCHES][c.at.length];
    for (int i = 0; i < BATCHES; i++) {
      var e = expectation.estimate(c.at, 1000 + i, SAMPLES);
      boolean isBiased =
          c.estimator == Estimator.STRAIGHT_THROUGH || c.estimator == Estimator.REINMAX;
      assertThat(e.isUnbiased()).isEqualTo(!isBiased);
      means[i] = e.gradient();
      for (int j = 0; j < c.at.length; j++) {
        variances[i][j] = e.errors()[j] * e.errors()[j] * SAMPLES;
      }
    }
    for (int j = 0; j < c.at.length; j++) {
      isNear("derivative by " + j, means, j, c.exact[j]);
      if (c.variances[j] > 0) {
        isNear("variance by " + j, variances, j, c.variances[j]);
      }
    }
  }

  private static void controlled(double temperature, double control, double variance) {
    Case c = toy(0.2, Estimator.REBAR, Baseline.NONE, variance);
    var expectation = c.expectation().withTemperature(temperature).withControl(control);
    judge(c, expectation);
  }

  /** Variances: by numbers of samples that leave them uncertain by 0.3 percent, from elsewhere. */
  @Test
  void rebar() {
    controlled(0.5, 1, 0.018087);
    controlled(1, 1, 0.014644);
    controlled(2, 1, 0.013326);
    controlled(2, Double.NaN, 0);
  }

  /** A hot vector, weighed. */
  private static double hot(double[] t, Sampler s) {
    double sum = Math.exp(t[0]) + Math.exp(t[1]) + Math.exp(t[2]);
    double[] x = s.oneHot(Math.exp(t[0]) / sum, Math.exp(t[1]) / sum, Math.exp(t[2]) / sum);
    double y = t[1] * x[0] + 2 * x[1] + 5 * x[2];
    return y;
  }

  @Test
  void hotVectors() {
    Case like = categorical(SCORE);
    for (Estimator e :
        List.of(SCORE, ENUMERATION, MEASURE_VALUED, Estimator.REBAR, Estimator.STRAIGHT_THROUGH)) {
      // straight-through is right where the result is linear in the draw
      Case c = new Case("hot", ExpectationTest::hot, like.at, like.exact, e);
      judge(c, c.expectation().withControl(1));
    }
  }

  /** A result of higher degree than two in the draw: by ReinMax wrong on average, by so much. */
  private static double cube(double[] p, Sampler s) {
    double b = s.bernoulli(p[0]);
    return (b - 0.45) * (b - 0.45) * (b - 0.45);
  }

  /** A result of degree two in a hot vector, whose expectation by enumeration is below. */
  private static double quadratic(double[] t, Sampler s) {
    double sum = Math.exp(t[0]) + Math.exp(t[1]) + Math.exp(t[2]);
    double[] x = s.oneHot(Math.exp(t[0]) / sum, Math.exp(t[1]) / sum, Math.exp(t[2]) / sum);
    return square(x[0] - 2 * x[1] + 0.5) + x[1] * (x[2] - 3);
  }

  private static double quadraticExpected(double[] t) {
    double sum = Math.exp(t[0]) + Math.exp(t[1]) + Math.exp(t[2]);
    return (Math.exp(t[0]) * square(1.5)
            + Math.exp(t[1]) * (square(-1.5) - 3)
            + Math.exp(t[2]) * 0.25)
        / sum;
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void reinMax() {
    double[] at = {0.1, -0.4, 0.3};
    double[] exact = DrawingProgramsTest.slope(ExpectationTest::quadraticExpected, at);
    judge(new Case("quadratic", ExpectationTest::quadratic, at, exact, Estimator.REINMAX));
    double slope0 = 3 * square(0.45);
    double slope1 = 3 * square(0.55);
    double p = 0.2; // the derivative is 0.55^3 + 0.45^3 = 0.2575
    double wrong = (1 - p / 2 - (1 - p) / 2) * slope0 + ((1 + p) / 2 - p / 2) * slope1;
    assertThat(wrong).isCloseTo(0.7575, within(1e-12));
    judge(new Case("cube", ExpectationTest::cube, a(p), a(wrong), Estimator.REINMAX));
  }

  /** Wages by the days worked, the mean of an estimate and its variance, by all that can happen. */
  private static double[][] wages(double[] p, boolean credits) {
    double[][] moments = new double[2][p.length];
    for (int worked = 0; worked < 1 << p.length; worked++) {
      double probability = 1;
      double[] before = new double[p.length];
      double sum = 1;
      for (int day = 0; day < p.length; day++) {
        int x = worked >> day & 1;
        probability *= x == 1 ? p[day] : 1 - p[day];
        before[day] = sum;
        sum += day == 1 ? -2 * x : x * (1 + sum);
      }
      for (int day = 0; day < p.length; day++) {
        double score = (worked >> day & 1) == 1 ? 1 / p[day] : -1 / (1 - p[day]);
        double each = (sum + 3 - (credits ? before[day] : 0)) * score;
        moments[0][day] += probability * each;
        moments[1][day] += probability * each * each;
      }
    }
    for (int day = 0; day < p.length; day++) {
      moments[1][day] -= moments[0][day] * moments[0][day];
    }
    return moments;
  }

  @Test
  void costsBeforeADrawDoNotCount() {
    double[] p = {0.3, 0.6, 0.5};
    double[][] with = wages(p, true);
    assertThat(with[0]).containsExactly(wages(p, false)[0], within(1e-12));
    assertThat(with[1][2]).isLessThan(0.8 * wages(p, false)[1][2]);
    judge(new Case("wages", StochasticPrograms::wages, p, with[0], SCORE, Baseline.NONE, with[1]));
  }

  private static void isNear(String what, double[][] batches, int j, double exact) {
    double mean = Stream.of(batches).mapToDouble(b -> b[j]).average().orElseThrow();
    double square =
        Stream.of(batches).mapToDouble(b -> (b[j] - mean) * (b[j] - mean)).sum() / (BATCHES - 1);
    double rounding = 1e-9 * Math.abs(exact);
    assertThat(mean).as(what).isCloseTo(exact, within(Z * Math.sqrt(square / BATCHES) + rounding));
  }
}
