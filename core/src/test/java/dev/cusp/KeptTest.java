package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.DerivativeException;
import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs of programs that draw start alike, whatever the runs before have left. */
final class KeptTest {
  /** Standard errors that a mean may be off: once in two million times. */
  private static final double Z = 5;

  private static final double[] AT = {0.4};

  private static final class Account {
    double sum;
    int count;
    final double[] last = new double[1];

    void add(double x) {
      sum += x;
      count++;
      last[0] += x * count;
    }
  }

  private double own;

  private double member(double[] x, Sampler s) {
    own += s.normal(x[0], 1);
    return own * own;
  }

  private static void isRight(Objective.Two<double[], Sampler> f, double exact) {
    for (Estimator e :
        new Estimator[] {
          null, Estimator.SCORE, Estimator.COUPLED, Estimator.ENUMERATION, Estimator.MEASURE_VALUED
        }) {
      Expectation<double[]> expectation = Cusp.expectation(f);
      var estimate = (e == null ? expectation : expectation.with(e)).estimate(AT, 3, 2000);
      assertThat(estimate.gradient()[0])
          .as("%s", e)
          .isCloseTo(exact, within(Z * estimate.errors()[0] + 1e-9)); // rounding of exact ones
    }
  }

  @Test
  void whatIsCapturedIsFreshInEachRun() {
    double[] sum = {0};
    isRight(
        (x, s) -> {
          sum[0] += s.normal(x[0], 1);
          return sum[0] * sum[0];
        },
        0.8);
    int[][] counts = {{0}};
    isRight(
        (x, s) -> {
          counts[0][0] += s.flip(x[0]) ? 1 : 0;
          counts[0][0] += s.flip(x[0]) ? 1 : 0;
          return counts[0][0] * counts[0][0];
        },
        2 + 4 * 0.4);
    Account account = new Account();
    isRight(
        (x, s) -> {
          account.add(s.flip(x[0]) ? 2 : 1);
          return account.sum * account.count + account.last[0];
        },
        2);
    isRight(this::member, 0.8);
    assertThat(sum).containsExactly(0);
    assertThat(counts[0]).containsExactly(0);
    assertThat(new double[] {account.sum, account.count, own}).containsOnly(0);
  }

  private static double total;
  private static final double[] TOTALS = {0};
  private static final Account SHARED = new Account();

  private static void isRefused(Objective.Two<double[], Sampler> f, String what) {
    Expectation<double[]> expectation = Cusp.expectation(f);
    assertThatThrownBy(() -> expectation.estimate(AT, 3, 10))
        .isInstanceOf(DerivativeException.class)
        .hasMessageMatching(
            "KeptTest.java:\\d+: what this run leaves in "
                + what
                + " is there in the next, so that runs are not draws of one result; make it in the"
                + " program, .*");
    assertThat(expectation.acceptingBias().estimate(AT, 3, 10).value()).isFinite();
  }

  @Test
  void whatCannotBeFreshIsRefused() {
    isRefused(
        (x, s) -> {
          total += s.flip(x[0]) ? 2 : 1;
          return total;
        },
        "KeptTest.total");
    isRefused((x, s) -> TOTALS[0] += s.bernoulli(x[0]), "KeptTest.TOTALS");
    isRefused(
        (x, s) -> {
          SHARED.add(s.bernoulli(x[0]));
          return SHARED.sum;
        },
        "KeptTest.SHARED");
    List<Double> list = new ArrayList<>();
    isRefused(
        (x, s) -> {
          list.add(s.flip(x[0]) ? 1.0 : 2.0);
          double sum = 0;
          for (double each : list) {
            sum += each;
          }
          return sum;
        },
        "the captured List");
    AtomicInteger counter = new AtomicInteger();
    isRefused((x, s) -> s.flip(x[0]) ? counter.incrementAndGet() : 0, "the captured AtomicInteger");
  }

  private interface Hook {
    void hit(double at);
  }

  /** Messages name the user's code, not what is put around it. */
  @Test
  void messagesEndAtTheProgram() {
    double[] data = {1, 2};
    assertThatThrownBy(() ->
            Cusp.expectation((double[] x, Sampler s) -> data[0] += s.bernoulli(x[1]))
                .estimate(data, 1, 10))
        .hasMessageMatching(
            "captured1 is written to, and is the same object as argument; pass a copy, at"
                + " KeptTest.java:\\d+ in lambda\\S+");
    Hook hook = at -> {};
    assertThatThrownBy(() ->
            Cusp.expectation(
                    (double[] x, Sampler s) -> {
                      hook.hit(x[0]);
                      return s.normal(x[0], 1);
                    })
                .estimate(data, 1, 10))
        .hasMessageMatching("KeptTest.java:\\d+, in .*Hook.hit.*class is known");
  }

  private static final List<Double> LOG = new ArrayList<>();

  /** Nobody reads what is only written, nor writes to what is only read. */
  @Test
  void logsAndTablesAreAllowed() {
    Map<String, Double> prices = new HashMap<>(Map.of("a", 3.0));
    isRight(
        (x, s) -> {
          boolean drawn = s.flip(x[0]);
          LOG.add(drawn ? 1.0 : 0.0);
          return drawn ? prices.get("a") : 1;
        },
        2);
    assertThat(LOG).hasSizeGreaterThan(2000);
  }

  /** Asked for anew it is the same code, but for other captured objects and another estimator. */
  @Test
  void ofALambdaInALoop() {
    Expectation<double[]> plain = null;
    for (int i = 1; i < 4; i++) {
      double factor = i;
      double[] data = {10 * i};
      Expectation<double[]> e =
          Cusp.expectation((x, s) -> s.flip(x[0]) ? factor * data[0] : s.normal(0, 1e-9));
      for (Estimator estimator : List.of(Estimator.ENUMERATION, Estimator.COUPLED)) {
        var estimate = e.with(estimator).estimate(AT, i, 1000);
        assertThat(e.with(estimator).sites(AT).getFirst().estimator()).isEqualTo(estimator);
        assertThat(estimate.gradient()[0])
            .isCloseTo(10.0 * i * i, within(Z * estimate.errors()[0] + 1e-6)); // of the normal draw
      }
      plain = e;
    }
    Expectation<double[]> last = plain;
    assertThat(
            IntStream.range(0, 32)
                .parallel()
                .mapToDouble(i -> last.estimate(AT, 7, 20).gradient()[0])
                .distinct()
                .count())
        .isEqualTo(1);
  }

  private static double sum(double x, Sampler s) {
    return s.normal(x, 1) + x;
  }

  private static int whole(double[] x, Sampler s) {
    return s.flip(x[0]) ? 3 : 1;
  }

  private record Scaled(double factor) implements Objective.Two<double[], Sampler> {
    @Override
    public double applyAsDouble(double[] x, Sampler s) {
      return factor * s.normal(x[0], 1);
    }
  }

  private record Coin(double p) {
    double toss(Sampler s) {
      return s.flip(p) ? 1 : 0;
    }
  }

  @Test
  void ofFunctionsOfAllKinds() {
    assertThat(Cusp.expectation(KeptTest::sum).estimate(0.3, 1, 10).gradient()).isEqualTo(2);
    isRight(KeptTest::whole, 2);
    for (int i = 1; i < 3; i++) {
      Expectation<double[]> scaled = Cusp.expectation(new Scaled(i));
      assertThat(scaled.estimate(AT, 1, 10).gradient()).containsExactly(i);
    }
    Coin gradient = Cusp.expectation(Coin::toss).estimate(new Coin(0.3), 1, 10).gradient();
    assertThat(gradient.p()).isCloseTo(1, within(1e-12));
    List<Objective.Two<double[], Sampler>> parts = List.of((x, s) -> x[0], (x, s) -> x[0] * x[0]);
    for (int i = 0; i < 2; i++) { // captured functions are part of the code
      Objective.Two<double[], Sampler> part = parts.get(i);
      Expectation<double[]> e = Cusp.expectation((x, s) -> part.applyAsDouble(x, s));
      assertThat(e.estimate(AT, 1, 2).gradient()[0]).isCloseTo(i == 0 ? 1 : 0.8, within(1e-12));
    }
  }
}
