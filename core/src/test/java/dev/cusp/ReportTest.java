package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.Site;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is reported of programs, and how stabilization is asked for and switched off. */
class ReportTest {
  private static final Scalar LECTURE = x -> 10 * Math.log(1 + Math.exp(-2 * x));

  static double sites(double[] x, double unused, int n, double[] ignored) {
    double sum = 0;
    for (double v : x) {
      if (v > 0) {
        sum += Math.exp(v);
      }
    }
    int length = Double.toString(x[2]).length();
    double jumps = Math.floor(x[0]) + (int) x[1] + x[2] % 3 + Math.round(x[1]);
    double kinks = Math.max(x[0], x[1]) + Math.abs(n);
    return Math.log(sum) + n * (jumps + kinks + length) + Cusp.stopGradient(Math.abs(x[0]));
  }

  static double smooth(double x) {
    return Math.sin(x) * x;
  }

  private static Program program() {
    try {
      return Program.of(
          ReportTest.class.getDeclaredMethod(
              "sites", double[].class, double.class, int.class, double[].class));
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everySiteIsListedWithItsLine() {
    String report = program().explain().report().replaceAll("ReportTest.java:(\\d+)", "line $1");
    int first = 14;
    assertThat(report)
        .isEqualTo(
            """
            Without influence:
              the result does not depend on parameter unused
              the result does not depend on any number in parameter ignored
            Differentiated in a stable form:
              line %d: log(sum of exp) is differentiated as log(sum of exp), scaled
            Branches that depend on an input:
              line %d: a comparison (>) decides
            Kinks:
              line %d: Math.max has a kink
            Steps:
              line %4$d: Math.floor is constant between jumps
              line %4$d: (int) is constant between whole numbers
              line %4$d: Math.round is constant between jumps
            Jumps:
              line %4$d: %% jumps
            Stopped or rewritten on request:
              line %1$d: Cusp.stopGradient: no derivative passes
            Calls that pass no derivative on:
              line %5$d: Double.toString
            """
                .formatted(first + 10, first + 3, first + 9, first + 8, first + 7));
  }

  @Test
  void whatIsStoppedNeedsNoRule() {
    Scalar f = x -> x * Cusp.stopGradient(Double.valueOf(Double.toString(x)));
    assertThat(Cusp.derivative(f).applyAsDouble(3)).isEqualTo(3);
  }

  @Test
  void aSmoothProgramIsSaidToBeSo() {
    assertThat(Cusp.explain(ReportTest::smooth).report()).startsWith("Nothing to remark");
  }

  @Test
  void anythingThatCanBeWrittenInPlaceIsExplained() {
    assertThat(Cusp.explain(ReportTest::smooth).lift()).startsWith("func smooth(x:f64)");
    assertThat(Cusp.explain(ReportTest::sum).java()).contains("static double vjpSum");
    assertThat(Cusp.explain(ReportTest::scaled).jvp()).contains("x.dot");
    assertThat(Cusp.explain((double[] x) -> sum(x) * 2).vjp()).contains("bar");
  }

  static double sum(double[] x) {
    double sum = 0;
    for (double entry : x) {
      sum += entry * entry;
    }
    return sum;
  }

  static double[] scaled(double[] x) {
    return new double[] {x[0] * 3};
  }

  @Test
  void switchedOffNothingIsReportedAsStable() {
    assertThat(program().withoutStabilization().explain().report())
        .doesNotContain("stable")
        .contains("Math.max has a kink");
    assertThat(Program.of(LECTURE).withoutStabilization().gradients(null, -1000.0).gradients())
        .containsExactly(Double.NaN);
  }

  @Test
  void theLecturesExampleIsMinusTwentyWhereItsValueIsInfinite() {
    Scalar derivative = Cusp.derivative(LECTURE);
    assertThat(LECTURE.applyAsDouble(-1000)).isInfinite();
    assertThat(derivative.applyAsDouble(-1000)).isEqualTo(-20);
    assertThat(Program.of(LECTURE).gradients(null, -1000.0).gradients()).containsExactly(-20.0);
    assertThat(Cusp.derivative(derivative).applyAsDouble(-1000)).isZero();
    for (double x = -40; x <= 40; x += 0.37) {
      double e = Math.exp(-2 * x);
      double expected = -20 * e / (1 + e);
      assertThat(derivative.applyAsDouble(x)).isCloseTo(expected, within(2 * Math.ulp(expected)));
    }
  }

  @Test
  void theFunctionItselfCanBeStabilized() {
    Scalar stable = Cusp.stabilized(LECTURE);
    assertThat(stable.applyAsDouble(-1000)).isEqualTo(20000);
    assertThat(Cusp.derivative(stable).applyAsDouble(-1000)).isEqualTo(-20);
    double[] x = {1000, 2, -1};
    assertThat((double) program().value(x, 0.0, 0, x)).isInfinite();
    assertThat(program().stableValue(x, 0.0, 0, x)).isEqualTo(2000);
  }

  /** The rate at which what is paid back is worth what was lent, by bisection. */
  static double bisection(double lent, double paid, double unused) {
    double low = -0.5;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double rate = (low + high) / 2;
      if (paid / (1 + rate) > lent) low = rate;
      else high = rate;
    }
    return (low + high) / 2;
  }

  static double rounded(double x, double[] y) {
    return Math.floor(x) * y[0];
  }

  private static Program named(String name) {
    return Program.of(
        Arrays.stream(ReportTest.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void zerosBetweenJumpsAreTold() {
    assertThat(named("bisection").sites())
        .filteredOn(s -> s.kind() == Site.Kind.JUMPS_ONLY || s.kind() == Site.Kind.UNUSED)
        .extracting(s -> s.kind() + " " + s.operation())
        .containsExactly("JUMPS_ONLY lent", "JUMPS_ONLY paid", "UNUSED unused");
    assertThat(named("rounded").sites())
        .filteredOn(s -> s.kind() == Site.Kind.JUMPS_ONLY)
        .extracting(Site::operation)
        .containsExactly("x");
    assertThat(named("rounded").sites(1)).noneMatch(s -> s.kind() == Site.Kind.JUMPS_ONLY);
  }
}
