package dev.cusp.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.Scalar;
import dev.cusp.check.CheckGradients;
import dev.cusp.check.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Special functions against mpmath's values to 20 digits, and their derivatives. */
final class SpecialTest {
  private record Known(String function, double[] args, double value) {}

  private static List<Known> known() throws IOException {
    return known("values.csv");
  }

  private static List<Known> known(String file) throws IOException {
    try (InputStream in = SpecialTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(","))
          .map(words -> {
            double[] numbers = Stream.of(words).skip(1).mapToDouble(Double::parseDouble).toArray();
            double[] args = Arrays.copyOf(numbers, numbers.length - 1);
            return new Known(words[0], args, numbers[numbers.length - 1]);
          })
          .toList();
    }
  }

  private static double computed(String function, double[] x) {
    return switch (function) {
      case "logGamma" -> Gammas.logGamma(x[0]);
      case "digamma" -> Gammas.digamma(x[0]);
      case "trigamma" -> Gammas.trigamma(x[0]);
      case "polygamma" -> Gammas.polygamma((int) x[0], x[1]);
      case "logBeta" -> Gammas.logBeta(x[0], x[1]);
      case "gammaLower" -> IncompleteGamma.lower(x[0], x[1]);
      case "gammaUpper" -> IncompleteGamma.upper(x[0], x[1]);
      case "gammaLogDensity" -> IncompleteGamma.logDensity(x[0], x[1]);
      case "gammaSlope" -> IncompleteGamma.slope(x[0], x[1]);
      case "betaLower" -> IncompleteBeta.lower(x[0], x[1], x[2]);
      case "betaLogDensity" -> IncompleteBeta.logDensity(x[0], x[1], x[2]);
      case "betaSlopeA" -> IncompleteBeta.slopeA(x[0], x[1], x[2]);
      case "betaSlopeB" -> IncompleteBeta.slopeB(x[0], x[1], x[2]);
      case "logBesselI0" -> Circular.logBesselI0(x[0]);
      case "besselRatio" -> Circular.besselRatio(x[0]);
      case "besselGap" -> Circular.besselGap(x[0]);
      case "logScaledBesselI0" -> Circular.logScaledBesselI0(x[0]);
      case "besselRatioSlope" -> Circular.besselRatioSlope(x[0]);
      case "circularLower" -> Circular.lower(x[0], x[1]);
      case "circularSlope" -> Circular.slope(x[0], x[1]);
      default -> throw new AssertionError(function);
    };
  }

  /** How far a value may be off, relative to it or to 1 where it is smaller. */
  private static double tolerance(String function) {
    return switch (function) {
      case "logGamma", "digamma", "trigamma", "polygamma", "logBeta" -> 4e-15;
      case "gammaLogDensity", "betaLogDensity", "logBesselI0", "logScaledBesselI0" -> 1e-14;
      case "gammaLower", "gammaUpper", "besselRatio" -> 1e-14;
      case "circularLower" -> 1e-12; // 1e-15 of 1
      case "betaLower" -> 2e-13;
      case "besselRatioSlope", "besselGap", "gammaSlope", "circularSlope" -> 1e-12;
      default -> 1e-11; // slopes of the beta distribution: sums of terms that cancel
    };
  }

  /** Of narrow distributions on the circle, where values are small: relative to these. */
  @Test
  void narrow() throws IOException {
    for (Known k : known()) {
      boolean isCircular = k.function().contains("essel") || k.function().startsWith("circular");
      if (isCircular && k.args()[0] > 1e4) {
        assertThat(computed(k.function(), k.args()) / k.value())
            .as("%s %s", k.function(), Arrays.toString(k.args()))
            .isCloseTo(1, within(3e-15));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logGamma",
        "digamma",
        "trigamma",
        "polygamma",
        "logBeta",
        "gammaLower",
        "gammaUpper",
        "gammaLogDensity",
        "gammaSlope",
        "betaLower",
        "betaLogDensity",
        "betaSlopeA",
        "betaSlopeB",
        "logBesselI0",
        "besselRatio",
        "besselRatioSlope",
        "besselGap",
        "logScaledBesselI0",
        "circularLower",
        "circularSlope"
      })
  void values(String function) throws IOException {
    List<Known> of = known().stream().filter(k -> k.function().equals(function)).toList();
    assertThat(of).hasSizeGreaterThan(7);
    for (Known k : of) {
      double most = tolerance(function) * Math.max(Math.abs(k.value()), 1e-3);
      boolean isZeroNear = function.contains("og") || function.equals("digamma");
      most = isZeroNear ? tolerance(function) * Math.max(1, Math.abs(k.value())) : most;
      assertThat(computed(function, k.args()))
          .as("%s %s", function, Arrays.toString(k.args()))
          .isCloseTo(k.value(), within(most));
    }
  }

  /**
   * Of parameters up to 1e15, by mpmath's quadrature with 50 digits. To 1e-12, or 1e-11 as
   * elsewhere, and four times what moving x by its rounding error changes.
   */
  @Test
  void ofLargeParameters() throws IOException {
    for (Known k : known("large.csv")) {
      double[] args = k.args();
      int last = args.length - 1;
      double[] next = args.clone();
      next[last] = Math.nextUp(args[last]);
      double found = computed(k.function(), args);
      double moved = Math.abs(computed(k.function(), next) - found);
      double most = Math.max(1e-12, tolerance(k.function()));
      assertThat(found)
          .as("%s %s", k.function(), Arrays.toString(args))
          .isCloseTo(k.value(), within(most * Math.abs(k.value()) + 4 * moved));
    }
    for (double a : new double[] {1e9, 1e14}) {
      for (double share : new double[] {1e-9, 0.3, 0.95}) {
        double x = IncompleteGamma.quantile(a, share);
        double y = IncompleteBeta.quantile(a, 3 * a, share);
        double lost = 1e-12 + 1e-15 * Math.sqrt(a); // an ulp of x over its deviation
        assertThat(IncompleteGamma.lower(a, x)).isCloseTo(share, within(lost));
        assertThat(IncompleteBeta.lower(a, 3 * a, y)).isCloseTo(share, within(lost));
      }
    }
  }

  @Test
  void tinySharesAreExact() {
    assertThat(IncompleteGamma.lower(3, 1e-60) / 1e-180 * 6).isCloseTo(1, within(1e-13));
    assertThat(IncompleteGamma.upper(1, 600)).isCloseTo(Math.exp(-600), within(1e-13 * 3e-261));
    assertThat(IncompleteBeta.lower(2, 1, 1e-100)).isCloseTo(1e-200, within(1e-213));
  }

  @Test
  void quantilesAreInverse() {
    for (double a : new double[] {0.01, 0.3, 1, 4, 77, 1e4}) {
      for (double share : new double[] {1e-9, 0.01, 0.3, 0.5, 0.9, 0.999999}) {
        double x = IncompleteGamma.quantile(a, share);
        if (x > 1e-290) {
          assertThat(IncompleteGamma.lower(a, x)).isCloseTo(share, within(2e-13 * share));
        }
        for (double b : new double[] {0.2, 1, 3, 300}) {
          double y = IncompleteBeta.quantile(a, b, share);
          double back = IncompleteBeta.lower(a, b, y);
          double ulp = Math.ulp(y) * Math.exp(IncompleteBeta.logDensity(a, b, y));
          if (y > 1e-290 && y < 1) {
            assertThat(back).as("%s %s %s", a, b, share).isCloseTo(share, within(1e-12 + 4 * ulp));
          }
        }
      }
    }
  }

  @Test
  void borders() {
    assertThat(Gammas.logGamma(0)).isInfinite();
    assertThat(Gammas.logGamma(-3)).isInfinite();
    assertThat(Gammas.digamma(-2)).isNaN();
    assertThat(IncompleteGamma.lower(2, 0)).isZero();
    assertThat(IncompleteGamma.upper(2, Double.POSITIVE_INFINITY)).isZero();
    assertThat(IncompleteGamma.logDensity(2, -1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(IncompleteGamma.logDensity(1, 0)).isZero();
    assertThat(IncompleteGamma.quantile(2, 1)).isInfinite();
    assertThat(IncompleteGamma.quantile(2, 1.5)).isNaN();
    assertThat(IncompleteGamma.logSlope(0.02, -599.9))
        .isCloseTo(IncompleteGamma.logSlope(0.02, -600.1), within(0.2 / 0.02 * 1.001));
    assertThat(IncompleteBeta.lower(2, 3, -1)).isZero();
    assertThat(IncompleteBeta.quantile(2, 3, 1)).isEqualTo(1);
    assertThatThrownBy(() -> Gammas.polygamma(-1, 2)).hasMessageContaining("order -1");
  }

  /** Both modes against differences. */
  private static void check(Objective<double[]> f, double... x) {
    Report report = CheckGradients.of(Program.of(f)).check(x);
    assertThat(report.agrees()).as(report.toString()).isTrue();
  }

  @Test
  void derivatives() {
    for (double x : new double[] {0.2, 1.3, 4, 17}) {
      check(v -> Gammas.logGamma(v[0]) + Gammas.trigamma(v[0]) * Gammas.digamma(v[0]), x);
      check(v -> Gammas.polygamma(3, v[0]), x);
      for (double y : new double[] {0.4, 2, 9}) {
        check(v -> Gammas.logBeta(v[0], v[1]), x, y);
        check(v -> IncompleteGamma.logDensity(v[0], v[1]), x, y);
        check(v -> IncompleteGamma.lower(v[0], v[1]), x, y);
        check(v -> IncompleteGamma.upper(v[0], v[1]), x, y);
        check(v -> IncompleteGamma.quantile(v[0], 1 / (1 + v[1])), x, y);
        check(v -> IncompleteBeta.lower(v[0], v[1], v[2]), x, y, 0.3);
        check(v -> IncompleteBeta.logDensity(v[0], v[1], v[2]), x, y, 0.8);
        check(v -> IncompleteBeta.quantile(v[0], v[1], v[2]), x, y, 0.6);
      }
      check(v -> Circular.logBesselI0(v[0]) * Circular.besselRatio(v[0]), x);
      check(v -> Circular.lower(v[0], v[1]) + Circular.logDensity(v[0], v[1]), x, 0.7);
    }
  }

  /** A draw moves as the quantile of its share does, in the first and the second derivative. */
  @Test
  void drawsMoveAsQuantiles() {
    for (double a : new double[] {0.4, 3, 12}) {
      for (double share : new double[] {0.1, 0.5, 0.95}) {
        double x = IncompleteGamma.quantile(a, share);
        moves(v -> IncompleteGamma.draw(v, x), v -> IncompleteGamma.quantile(v, share), a);
        double log = Math.log(x);
        moves(
            v -> IncompleteGamma.logDraw(v, log),
            v -> Math.log(IncompleteGamma.quantile(v, share)),
            a);
        double y = IncompleteBeta.quantile(a, 2, share);
        moves(v -> IncompleteBeta.draw(v, 2, y), v -> IncompleteBeta.quantile(v, 2, share), a);
        double z = IncompleteBeta.quantile(2, a, share);
        moves(v -> IncompleteBeta.draw(2, v, z), v -> IncompleteBeta.quantile(2, v, share), a);
      }
    }
    double h = 1e-5; // there is no quantile of angles: the share of the moved angle is the same
    double moved = 0.9 + h * Cusp.derivative(k -> Circular.draw(k, 0.9)).applyAsDouble(2);
    assertThat(Circular.lower(2 + h, moved)).isCloseTo(Circular.lower(2, 0.9), within(1e-10));
  }

  private static void moves(Scalar draw, Scalar quantile, double a) {
    Scalar slope = Cusp.derivative(draw);
    double first = Cusp.derivative(quantile).applyAsDouble(a);
    assertThat(slope.applyAsDouble(a)).isCloseTo(first, within(1e-9 * (1 + Math.abs(first))));
    double second = Cusp.derivative(Cusp.derivative(quantile)).applyAsDouble(a);
    double h = 1e-4; // the difference is off by h² of the fourth derivative, at most 1e4 here
    double up = Cusp.derivative(quantile).applyAsDouble(a + h);
    double down = Cusp.derivative(quantile).applyAsDouble(a - h);
    assertThat(second).isCloseTo((up - down) / (2 * h), within(1e-4 * (1 + Math.abs(second))));
    assertThat(Cusp.derivative(slope).applyAsDouble(a))
        .isCloseTo(second, within(1e-7 * (1 + Math.abs(second))));
  }
}
