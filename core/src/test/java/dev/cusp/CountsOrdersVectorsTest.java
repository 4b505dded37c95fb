package dev.cusp;

import static dev.cusp.expectation.Estimator.COUPLED;
import static dev.cusp.expectation.Estimator.ENUMERATION;
import static dev.cusp.expectation.Estimator.MEASURE_VALUED;
import static dev.cusp.expectation.Estimator.PATHWISE;
import static dev.cusp.expectation.Estimator.SCORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.expectation.Estimator;
import dev.cusp.expectation.Expectation;
import dev.cusp.expectation.Sampler;
import dev.cusp.special.Gammas;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Negative binomial counts, orders and normal vectors: how they are drawn, and estimators. */
final class CountsOrdersVectorsTest {
  private static final int DRAWS = 40_000;

  /**
   * Pearson's statistic; its cube root is nearly normal (Wilson and Hilferty 1931), and is to be
   * within 5 standard deviations.
   */
  private static void fits(double[] counts, double[] probabilities) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double wanted = DRAWS * probabilities[i];
      sum += (counts[i] - wanted) * (counts[i] - wanted) / wanted;
    }
    double k = counts.length - 1;
    double z = (Math.cbrt(sum / k) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));
    assertThat(z).isBetween(-5.0, 5.0);
  }

  private static double negativeBinomial(int k, double n, double p) {
    double ways = Gammas.logGamma(k + n) - Gammas.logGamma(k + 1) - Gammas.logGamma(n);
    return Math.exp(ways + n * Math.log(p) + k * Math.log1p(-p));
  }

  @Test
  void countsFit() {
    for (double[] t : new double[][] {{2.5, 0.4}, {0.3, 0.2}, {30, 0.9}}) {
      Sampler s = new Sampler(3);
      double[] counts = new double[12];
      double[] probabilities = new double[12];
      for (int i = 0; i < DRAWS; i++) {
        counts[Math.min(s.negativeBinomial(t[0], t[1]), 11)]++;
      }
      for (int k = 0; k < 11; k++) {
        probabilities[k] = negativeBinomial(k, t[0], t[1]);
      }
      probabilities[11] = 1 - Arrays.stream(probabilities).sum();
      fits(counts, probabilities);
    }
  }

  private static double probability(double[] scores, int... order) {
    double p = 1;
    for (int i = 0; i < order.length; i++) {
      p *=
          Math.exp(scores[order[i]])
              / Arrays.stream(order).skip(i).mapToDouble(j -> Math.exp(scores[j])).sum();
    }
    return p;
  }

  @Test
  void ordersFit() {
    double[] scores = {0.5, -1, 0.8};
    Map<List<Integer>, Integer> places = new HashMap<>();
    List<int[]> orders =
        List.of(
            new int[] {0, 1, 2},
            new int[] {0, 2, 1},
            new int[] {1, 0, 2},
            new int[] {1, 2, 0},
            new int[] {2, 0, 1},
            new int[] {2, 1, 0});
    orders.forEach(o -> places.put(Arrays.stream(o).boxed().toList(), places.size()));
    Sampler s = new Sampler(4);
    double[] counts = new double[6];
    for (int i = 0; i < DRAWS; i++) {
      counts[places.get(Arrays.stream(s.plackettLuce(scores)).boxed().toList())]++;
    }
    fits(counts, orders.stream().mapToDouble(o -> probability(scores, o)).toArray());
  }

  /** What vectors are made of is normal and independent: quarters of each, together. */
  @Test
  void vectorsFit() {
    Sampler s = new Sampler(5);
    double[] counts = new double[16];
    for (int i = 0; i < DRAWS; i++) {
      double[] x = s.multivariateNormal(new double[] {1, -2}, new double[][] {{0.5, 9}, {-3, 0.1}});
      double first = (x[0] - 1) / 0.5;
      double second = (x[1] + 2 + 3 * first) / 0.1;
      counts[4 * quarter(first) + quarter(second)]++;
    }
    fits(counts, IntStream.range(0, 16).mapToDouble(_ -> 1 / 16.0).toArray());
  }

  private static int quarter(double z) {
    double q = 0.6744897501960817;
    return z < -q ? 0 : z < 0 ? 1 : z < q ? 2 : 3;
  }

  private static void isRight(
      Objective.Two<double[], Sampler> f, double[] at, double[] exact, Estimator... estimators) {
    for (Estimator each : estimators) {
      Expectation<double[]> expectation = Cusp.expectation(f).with(each);
      var e = expectation.estimate(at, 17, each == ENUMERATION ? 2 : DRAWS);
      assertThat(e.isUnbiased()).isTrue();
      assertThat(expectation.sites(at).getFirst().estimator()).isEqualTo(each);
      for (int i = 0; i < exact.length; i++) {
        assertThat(e.gradient()[i])
            .as("%s, %d", each, i)
            .isCloseTo(exact[i], within(5 * e.errors()[i] + 1e-9));
      }
    }
  }

  private static double squaredCount(double[] t, Sampler s) {
    int k = s.negativeBinomial(t[0], t[1]);
    return (double) k * k;
  }

  /** Of n q / p^2 + (n q / p)^2, with q = 1 - p. */
  @Test
  void derivativesOfCounts() {
    double n = 2.5;
    double p = 0.4;
    double q = 0.6;
    double byP = -n * (1 + q) / (p * p * p) - 2 * n * n * q / (p * p * p);
    double[] exact = {q / (p * p) + 2 * n * q * q / (p * p), byP};
    isRight(CountsOrdersVectorsTest::squaredCount, new double[] {n, p}, exact, SCORE, COUPLED);
    isRight(CountsOrdersVectorsTest::squaredCount, new double[] {n, p}, exact, MEASURE_VALUED);
    // where it never fails, the slope is that of what never comes
    double[] end = {2.5, 1};
    isRight(CountsOrdersVectorsTest::squaredCount, end, new double[] {0, -2.5}, COUPLED);
    assertThatThrownBy(() ->
            Cusp.expectation(CountsOrdersVectorsTest::squaredCount)
                .with(SCORE)
                .estimate(end, 1, 10))
        .hasMessageContaining("a probability (or rate) is at the end of its range");
  }

  private static double ordered(double[] scores, Sampler s) {
    int[] order = s.plackettLuce(scores);
    return order[0] * 10 + order[1] * order[1] - order[0] * order[2];
  }

  @Test
  void derivativesOfOrders() {
    double[] exact = {-3.6801877681822, 0.0350846636028, 3.6451031045797}; // by differences
    double[] at = {0.5, -1, 0.8};
    isRight(CountsOrdersVectorsTest::ordered, at, exact, SCORE, ENUMERATION);
    assertThat(Cusp.expectation(CountsOrdersVectorsTest::ordered).sites(at).getFirst().toString())
        .endsWith("plackettLuce, score function, unbiased");
  }

  private static double[] vector(double[] t, Sampler s) {
    return s.multivariateNormal(
        new double[] {t[0], t[1]}, new double[][] {{t[2], Double.NaN}, {t[3], t[4]}});
  }

  private static double moment(double[] t, Sampler s) {
    double[] x = vector(t, s);
    return x[0] * x[1] * x[1];
  }

  private static double quadrant(double[] t, Sampler s) {
    double[] x = vector(t, s);
    return x[0] > 0 && x[1] > 0 ? 1 : 0;
  }

  /** Of m0 (m1^2 + b^2 + c^2) + 2 m1 a b, of the factor with rows (a, 0) and (b, c). */
  @Test
  void derivativesOfVectors() {
    double[] at = {0.5, 1, 0.8, 0.3, 0.6};
    double[] exact = {1.45, 1.48, 0.6, 1.9, 0.6};
    isRight(CountsOrdersVectorsTest::moment, at, exact, PATHWISE, SCORE);
    // with mean 0 a quadrant has the probability 1/4 + asin(r) / (2 pi), r = b / hypot(b, c)
    double[] central = {0, 0, 0.8, 0.3, 0.6};
    double[] density = new double[5];
    density[0] = 0.5 / (0.8 * Math.sqrt(2 * Math.PI));
    density[1] = 0.5 / (Math.hypot(0.3, 0.6) * Math.sqrt(2 * Math.PI));
    density[3] = 0.6 / (0.45 * 2 * Math.PI); // d asin(r) = d atan(b / c)
    density[4] = -0.3 / (0.45 * 2 * Math.PI);
    isRight(CountsOrdersVectorsTest::quadrant, central, density, SCORE);
    assertThat(Cusp.expectation(CountsOrdersVectorsTest::quadrant).sites(central).getFirst())
        .hasToString(
            Cusp.expectation(CountsOrdersVectorsTest::quadrant)
                .with(SCORE)
                .sites(central)
                .getFirst()
                .toString()
                .replace(" as asked", ""));
    assertThatThrownBy(() -> new Sampler(1).multivariateNormal(new double[2], new double[3][3]))
        .hasMessage("rows of the factor, and numbers of the mean: 3 and 2; as many are needed");
  }
}
