package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.DerivativeException;
import dev.cusp.expectation.Baseline;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import dev.cusp.lift.LiftException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs that mix continuous and discrete draws, by each estimator that does not refuse them,
 * against closed forms and enumerations.
 */
final class MixedDrawsTest {
  /** Standard errors that a mean may be off: once in two million times. */
  private static final double Z = 5;

  private static final int SAMPLES = 4000;
  private static final double[] AT = {0.4, 0.7};

  /** A program and its expected result. */
  private record Case(
      String name, Objective.Two<double[], Sampler> f, ToDoubleFunction<double[]> expected) {
    void judge(Estimator estimator, Baseline baseline) {
      Expectation<double[]> plain = Cusp.expectation(f).with(baseline);
      Expectation<double[]> expectation = estimator == null ? plain : plain.with(estimator);
      Expectation.Estimate<double[]> e;
      try {
        e = expectation.estimate(AT, 5, SAMPLES);
      } catch (DerivativeException | LiftException refused) {
        assertThat(estimator).as(refused.getMessage()).isNotNull();
        return;
      }
      assertThat(e.isUnbiased()).isTrue();
      double rounding = 1e-8; // of exact estimates, and of differences
      assertThat(e.value())
          .as("value by %s, %s", estimator, baseline)
          .isCloseTo(expected.applyAsDouble(AT), within(Z * e.error() + rounding));
      double[] exact = DrawingProgramsTest.slope(expected, AT);
      for (int i = 0; i < exact.length; i++) {
        assertThat(e.gradient()[i])
            .as("%d by %s, %s", i, estimator, baseline)
            .isCloseTo(exact[i], within(Z * e.errors()[i] + rounding * (1 + Math.abs(exact[i]))));
      }
    }
  }

  private record State(double place, boolean isAlive) {
    State next(double[] x, Sampler s) {
      if (!isAlive) {
        return this;
      }
      double to = place + (s.flip(x[0]) ? 1 : -1);
      return new State(to, s.flip(Math.exp(-0.1 * to * to * x[1])));
    }
  }

  private static double wandered(double place, int left, double[] x) {
    if (left == 0) {
      return place * place;
    }
    double sum = 0;
    for (int up = 0; up < 2; up++) {
      double to = place + (up == 1 ? 1 : -1);
      double lives = Math.exp(-0.1 * to * to * x[1]);
      double after = lives * wandered(to, left - 1, x) + (1 - lives) * to * to;
      sum += (up == 1 ? x[0] : 1 - x[0]) * after;
    }
    return sum;
  }

  private static double tree(int depth, double[] x, Sampler s) {
    if (depth == 0) {
      return s.normal(x[1], 1);
    }
    return s.flip(x[0])
        ? 2 * tree(depth - 1, x, s)
        : s.poisson(Math.exp(x[1])) + tree(depth - 1, x, s) * x[0];
  }

  private static double treeExpected(int depth, double[] x) {
    if (depth == 0) {
      return x[1];
    }
    double below = treeExpected(depth - 1, x);
    return x[0] * 2 * below + (1 - x[0]) * (Math.exp(x[1]) + below * x[0]);
  }

  private sealed interface Event {}

  private record Hit(double at) implements Event {}

  private record Miss(int tries) implements Event {}

  private static Event event(double[] x, Sampler s) {
    return s.flip(x[0]) ? new Hit(s.normal(x[1], 1)) : new Miss(s.geometric(x[0]));
  }

  private record Desk(Sampler s, double[] x) {
    double day() {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        sum += visit();
      }
      return sum;
    }

    private double visit() {
      return s.flip(x[0]) ? s.poisson(x[1]) : 0;
    }
  }

  private static double left(int i, int j, double[] x) {
    if (i == 3) {
      return 0;
    }
    return j == 2
        ? left(i + 1, 0, x)
        : x[0] * left(i + 1, 0, x) + (1 - x[0]) * (1 - 0.3 * x[1]) * (1 + left(i, j + 1, x));
  }

  private static List<Case> cases() {
    return List.of(
        new Case(
            "means by flips",
            (x, s) -> {
              double sum = 0;
              for (int i = 0; i < 3; i++) {
                double z = s.flip(x[0]) ? s.normal(x[1], 1) : s.normal(-x[1], 2);
                sum += z * z;
              }
              return sum;
            },
            x -> 3 * (x[1] * x[1] + x[0] + 4 * (1 - x[0]))),
        new Case(
            "records",
            (x, s) -> {
              State state = new State(0, true);
              for (int i = 0; i < 4; i++) {
                state = state.next(x, s);
              }
              return state.place() * state.place();
            },
            x -> wandered(0, 4, x)),
        new Case("tree", (x, s) -> tree(3, x, s), x -> treeExpected(3, x)),
        new Case(
            "events",
            (x, s) -> {
              double sum = 0;
              for (int i = 0; i < 2; i++) {
                sum +=
                    switch (event(x, s)) {
                      case Hit(double at) -> at * at;
                      case Miss(int tries) -> tries * x[1];
                    };
              }
              return sum;
            },
            x -> 2 * (x[0] * (x[1] * x[1] + 1) + (1 - x[0]) * x[1] * (1 - x[0]) / x[0])),
        new Case("sampler in a record", (x, s) -> new Desk(s, x).day(), x -> 3 * x[0] * x[1]),
        new Case(
            "labelled loops",
            (x, s) -> {
              double count = 0;
              rows:
              for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 2; j++) {
                  if (s.flip(x[0])) {
                    continue rows;
                  }
                  if (s.flip(0.3 * x[1])) {
                    break rows;
                  }
                  count++;
                }
              }
              return count;
            },
            x -> left(0, 0, x)),
        new Case(
            "draws by a lambda",
            (x, s) -> {
              DoubleSupplier draw = () -> s.normal(x[1], 1) + s.bernoulli(x[0]);
              return draw.getAsDouble() * draw.getAsDouble();
            },
            x -> (x[1] + x[0]) * (x[1] + x[0])),
        new Case(
            "stream",
            (x, s) ->
                IntStream.range(0, 3).mapToDouble(i -> s.normal(x[1] * i, 1)).map(z -> z * z).sum()
                    * s.bernoulli(x[0]),
            x -> x[0] * (3 + 5 * x[1] * x[1])),
        new Case(
            "as many as drawn",
            (x, s) -> {
              List<Double> drawn = new ArrayList<>();
              int n = s.binomial(4, x[0]);
              for (int i = 0; i < n; i++) {
                drawn.add(s.exponential(1 + x[1]));
              }
              double sum = 0;
              for (double each : drawn) {
                sum += each * each;
              }
              return sum;
            },
            x -> 4 * x[0] * 2 / ((1 + x[1]) * (1 + x[1]))),
        new Case(
            "counts in a map",
            (x, s) -> {
              Map<Integer, Integer> counts = new HashMap<>();
              for (int i = 0; i < 3; i++) {
                counts.merge(s.binomial(2, x[0]), 1, Integer::sum);
              }
              double sum = 0;
              for (var e : counts.entrySet()) {
                sum += e.getKey() * e.getValue() * e.getValue();
              }
              return sum * x[1];
            },
            x -> {
              double one = 2 * x[0] * (1 - x[0]);
              double two = x[0] * x[0];
              return x[1] * (3 * one + 6 * one * one + 2 * (3 * two + 6 * two * two));
            }),
        new Case(
            "optional",
            (x, s) -> {
              Optional<Double> z = s.flip(x[0]) ? Optional.of(s.normal(x[1], 1)) : Optional.empty();
              return z.map(y -> y * y).orElse(3 * x[1]);
            },
            x -> x[0] * (x[1] * x[1] + 1) + (1 - x[0]) * 3 * x[1]),
        new Case(
            "sums begun anew",
            (x, s) -> {
              double sum = 0;
              for (int i = 0; i < 4; i++) {
                sum += s.bernoulli(x[0]) * x[1];
                if (s.flip(0.5 * x[1])) {
                  sum = 0;
                }
              }
              return 10 - 2 * sum;
            },
            x -> {
              double sum = 0;
              for (int i = 0; i < 4; i++) {
                sum = (sum + x[0] * x[1]) * (1 - 0.5 * x[1]);
              }
              return 10 - 2 * sum;
            }),
        new Case(
            "sums that count again",
            (x, s) -> {
              double sum = 0;
              for (int i = 0; i < 4; i++) {
                sum += s.poisson(x[1]);
                double before = sum;
                sum += s.flip(x[0]) ? before : 0;
              }
              return sum;
            },
            x -> {
              double sum = 0;
              for (int i = 0; i < 4; i++) {
                sum = (sum + x[1]) * (1 + x[0]);
              }
              return sum;
            }));
  }

  @TestFactory
  Stream<DynamicTest> everyEstimatorIsRight() {
    return cases().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> judge(c)));
  }

  private static void judge(Case c) {
    c.judge(null, Baseline.LEAVE_ONE_OUT);
    for (Estimator e : Estimator.values()) {
      if (!e.isBiased()) {
        c.judge(e, Baseline.LEAVE_ONE_OUT);
      }
    }
    for (Baseline b :
        List.of(Baseline.NONE, new Baseline.Learned(1), new Baseline.MovingAverage(1))) {
      c.judge(Estimator.SCORE, b);
    }
  }
}
