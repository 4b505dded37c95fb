package dev.cusp.relax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Function;
import dev.cusp.Program;
import dev.cusp.check.CheckGradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class RelaxTest {
  /** Sums of a few hundred numbers of size one are computed in other orders. */
  private static final double ROUNDING = 1e-12;

  private static final Map<String, Function<double[], double[]>> ALL =
      new TreeMap<>(
          Map.of(
              "max", x -> new double[] {Soft.max(x, 0.3), Soft.min(x, 0.7)},
              "argmax", x -> Soft.argmax(x, 0.4),
              "argmin", x -> Soft.argmin(x, 0.4),
              "quadratic sort", x -> Quadratic.sort(x, 1.5),
              "quadratic rank", x -> Quadratic.rank(x, 0.6),
              "quadratic top", x -> Quadratic.top(x, x.length / 2, 0.9),
              "entropic sort", x -> Entropic.sort(x, 1.5),
              "entropic rank", x -> Entropic.rank(x, 0.6),
              "transport sort", x -> Transport.sort(x, 0.5, 5),
              "transport rank", x -> Transport.rank(x, 0.5, 5)));

  private static double[] random(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    return DoubleStream.generate(() -> random.nextDouble(-1, 1)).limit(n).toArray();
  }

  private static double[] sorted(double[] x) {
    double[] y = x.clone();
    Arrays.sort(y);
    return y;
  }

  /** Ranks, equal numbers sharing the mean of theirs. */
  private static double[] ranked(double[] x) {
    return Arrays.stream(x)
        .map(v -> {
          long below = Arrays.stream(x).filter(w -> w < v).count();
          long same = Arrays.stream(x).filter(w -> w == v).count();
          return below + 0.5 * (same + 1);
        })
        .toArray();
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void bothModesAgreeWithDifferenceQuotients() {
    for (var f : ALL.entrySet()) {
      for (int n : new int[] {1, 2, 3, 7, 12}) {
        Program p = Program.of(f.getValue());
        assertThat(CheckGradients.of(p).check(random(n, n)).agrees())
            .as("%s of %d numbers", f.getKey(), n)
            .isTrue();
      }
    }
  }

  @Test
  void ofNothingAndOfOne() {
    double[] none = {};
    for (var f : ALL.entrySet()) {
      if (!f.getKey().equals("max")) {
        assertThat(f.getValue().apply(none)).as(f.getKey()).isEmpty();
        assertThat(Cusp.jacobian(f.getValue()).apply(none)).as(f.getKey()).isEmpty();
      }
    }
    assertThat(Soft.max(none, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Soft.min(none, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    double[] one = {-3.7};
    assertThat(Soft.max(one, 5)).isEqualTo(-3.7);
    assertThat(Soft.argmax(one, 5)).containsExactly(1);
    assertThat(Quadratic.sort(one, 5)).containsExactly(-3.7);
    assertThat(Quadratic.rank(one, 5)).containsExactly(1);
    assertThat(Quadratic.top(one, 1, 5)).containsExactly(1);
    assertThat(Entropic.sort(one, 5)).containsExactly(-3.7);
    assertThat(Entropic.rank(one, 5)).containsExactly(1);
    assertThat(Transport.sort(one, 5, 3)).containsExactly(-3.7);
    assertThat(Transport.rank(one, 5, 3)).containsExactly(1);
  }

  @Test
  void whereItIsColdTheOperationsAreHard() {
    double[] x = random(5, 200);
    assertThat(Quadratic.sort(x, 1e-9)).containsExactly(sorted(x));
    assertThat(Entropic.sort(x, 1e-9)).containsExactly(sorted(x));
    assertThat(Quadratic.rank(x, 1e-9)).containsExactly(ranked(x));
    assertThat(Entropic.rank(x, 1e-9)).containsExactly(ranked(x));
    double[] top = Quadratic.top(x, 30, 1e-9);
    double bound = sorted(x)[170];
    assertThat(top).containsExactly(Arrays.stream(x).map(v -> v >= bound ? 1 : 0).toArray());
    assertThat(Soft.max(x, 1e-300)).isEqualTo(sorted(x)[199]);
    assertThat(Soft.min(x, 1e-300)).isEqualTo(sorted(x)[0]);
    assertThat(Soft.argmax(x, 1e-300))
        .containsExactly(Arrays.stream(x).map(v -> v == sorted(x)[199] ? 1 : 0).toArray());
    // neighbours that differ by 1 still mix, by exp(-1 / (2 T)) and not much more
    double[] spread = {3, -1, 0.5, 2, -2.5};
    assertClose(Transport.sort(spread, 0.1, 1000), sorted(spread), 3 * Math.exp(-5));
    assertClose(Transport.rank(spread, 0.1, 1000), ranked(spread), 3 * Math.exp(-5));
  }

  @Test
  void coldDerivativesAreThoseOfTheHardOperation() {
    double[] x = {0.3, -1, 0.9};
    double[][] permutation = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}};
    for (Function<double[], double[]> f :
        List.<Function<double[], double[]>>of(
            v -> Quadratic.sort(v, 1e-3), v -> Entropic.sort(v, 1e-3))) {
      double[][] j = Cusp.jacobian(f).apply(x);
      for (int i = 0; i < 3; i++) {
        assertClose(j[i], permutation[i], 0);
      }
    }
    double[][] ranks = Cusp.jacobian((double[] v) -> Quadratic.rank(v, 1e-3)).apply(x);
    for (double[] row : ranks) {
      assertClose(row, new double[3], 0);
    }
  }

  @Test
  void whereItIsHotAllAreAlike() {
    double[] x = random(6, 9);
    double mean = Arrays.stream(x).average().orElseThrow();
    double[] means = DoubleStream.generate(() -> mean).limit(9).toArray();
    double[] middle = DoubleStream.generate(() -> 5).limit(9).toArray();
    // an effect of x / T is left
    assertClose(Quadratic.sort(x, 1e6), means, 1e-5);
    assertClose(Quadratic.rank(x, 1e6), middle, 1e-5);
    assertClose(Transport.sort(x, 1e6, 2), means, 1e-4);
    assertClose(Transport.rank(x, 1e6, 2), middle, 1e-4);
    assertClose(Soft.argmax(x, 1e9), DoubleStream.generate(() -> 1 / 9.).limit(9).toArray(), 1e-9);
  }

  @Test
  void ofLargeNumbersNothingOverflows() {
    double[] x = {1e300, -1e300, 1e300};
    assertThat(Soft.max(x, 1)).isEqualTo(1e300);
    assertThat(Soft.argmax(x, 1e-3)).containsExactly(0.5, 0, 0.5);
    assertThat(Cusp.gradient((double[] v) -> Soft.max(v, 1e-3)).apply(x))
        .containsExactly(0.5, 0, 0.5);
    assertThat(Soft.max(new double[] {1, Double.POSITIVE_INFINITY}, 1)).isInfinite();
  }

  @Test
  void equalNumbers() {
    double[] x = {0.2, 0.7, 0.2, 0.7, 0.7};
    for (double t : new double[] {1e-6, 0.1, 10}) {
      double[] r = Quadratic.rank(x, t);
      double[] e = Entropic.rank(x, t);
      assertThat(r[0]).isCloseTo(r[2], within(ROUNDING));
      assertThat(r[1]).isCloseTo(r[4], within(ROUNDING));
      assertThat(e[0]).isCloseTo(e[2], within(ROUNDING));
      assertThat(e[3]).isCloseTo(e[4], within(ROUNDING));
    }
    assertClose(Quadratic.rank(x, 1e-6), ranked(x), ROUNDING);
    // ranks are smooth at ties: gradients agree with difference quotients there
    for (Function<double[], double[]> f :
        List.<Function<double[], double[]>>of(
            v -> Quadratic.rank(v, 0.31), v -> Entropic.rank(v, 0.31))) {
      assertThat(CheckGradients.of(Program.of(f)).check(x).agrees()).isTrue();
    }
    // sorting is not, but the sum and a symmetric function of sorted numbers are
    double[] gradient =
        Cusp.gradient(
                (double[] v) -> {
                  double sum = 0;
                  for (double y : Quadratic.sort(v, 1e-3)) {
                    sum += y * y;
                  }
                  return sum;
                })
            .apply(x);
    assertClose(gradient, Arrays.stream(x).map(v -> 2 * v).toArray(), ROUNDING);
  }

  /** The projection by brute force: the best of all partitions into blocks. */
  private static double[] slowRank(double[] x, double temperature) {
    double[] z = Arrays.stream(x).map(v -> v / temperature).toArray();
    int n = z.length;
    // Frank-Wolfe with exact line search over the permutahedron of 1..n, until the gap is nothing
    double[] y = ranked(x);
    List<double[]> corners = new ArrayList<>(List.of(y.clone()));
    for (int round = 0; round < 20_000; round++) {
      double[] down = new double[n];
      for (int i = 0; i < n; i++) {
        down[i] = z[i] - y[i];
      }
      double[] corner = ranked(down);
      double gap = 0;
      double size = 0;
      for (int i = 0; i < n; i++) {
        gap += down[i] * (corner[i] - y[i]);
        size += (corner[i] - y[i]) * (corner[i] - y[i]);
      }
      if (gap < 1e-12) {
        break;
      }
      double step = Math.min(1, gap / size);
      for (int i = 0; i < n; i++) {
        y[i] += step * (corner[i] - y[i]);
      }
    }
    return y;
  }

  @Test
  void theProjectionIsTheNearestPoint() {
    for (int n : new int[] {2, 3, 5}) {
      double[] x = random(40 + n, n);
      // Frank-Wolfe converges like 1 / rounds: the distance like its root
      assertClose(Quadratic.rank(x, 0.4), slowRank(x, 0.4), 1e-2);
    }
  }

  @Test
  void rowsAndColumnsOfTheTransportAddUp() {
    double[] x = random(8, 6);
    double total = Arrays.stream(Transport.rank(x, 0.5, 300)).sum();
    assertThat(total).isCloseTo(21, within(1e-9));
    double sum = Arrays.stream(Transport.sort(x, 0.5, 300)).sum();
    assertThat(sum).isCloseTo(Arrays.stream(x).sum(), within(1e-9));
  }

  @Test
  void sumsAndOrderStay() {
    double[] x = random(9, 50);
    for (double t : new double[] {0.01, 0.3, 4}) {
      assertThat(Arrays.stream(Quadratic.sort(x, t)).sum())
          .isCloseTo(Arrays.stream(x).sum(), within(ROUNDING));
      assertThat(Arrays.stream(Quadratic.rank(x, t)).sum())
          .isCloseTo(1275, within(1275 * ROUNDING));
      assertThat(Arrays.stream(Quadratic.top(x, 7, t)).sum()).isCloseTo(7, within(ROUNDING));
      for (UnaryOperator<double[]> f :
          List.<UnaryOperator<double[]>>of(v -> Quadratic.sort(v, t), v -> Entropic.sort(v, t))) {
        double[] y = f.apply(x);
        for (int i = 1; i < y.length; i++) {
          assertThat(y[i]).isGreaterThanOrEqualTo(y[i - 1] - ROUNDING);
        }
      }
    }
  }

  @Test
  void theGradientOfASoftMaximumIsTheSoftmax() {
    double[] x = random(10, 20);
    assertClose(
        Cusp.gradient((double[] v) -> Soft.max(v, 0.2)).apply(x), Soft.argmax(x, 0.2), ROUNDING);
    assertClose(
        Cusp.gradient((double[] v) -> Soft.min(v, 0.2)).apply(x), Soft.argmin(x, 0.2), ROUNDING);
  }

  @Test
  void temperaturesAndCountsAreChecked() {
    assertThatThrownBy(() -> Quadratic.sort(new double[2], 0))
        .hasMessage("the temperature is 0.0; it must be positive");
    assertThatThrownBy(() -> Soft.max(new double[2], Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Quadratic.top(new double[2], 3, 1))
        .hasMessage("the top 3 of 2 numbers");
    assertThatThrownBy(() -> Transport.rank(new double[2], 1, 0))
        .hasMessage("0 rounds; at least 1 is needed");
  }
}
