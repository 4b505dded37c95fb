package dev.cusp.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.check.Slope.Kind;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class LineTest {
  /** What the class comment of {@link CheckGradients} promises of smooth functions. */
  private static final double RELATIVE = 1e-10;

  @Test
  void smoothFunctionsAtEveryScale() {
    smooth(Math::sin, 1.3, Math.cos(1.3));
    smooth(Math::sin, 1e6, Math.cos(1e6));
    smooth(Math::exp, 20, Math.exp(20));
    smooth(Math::log, 1e-8, 1e8);
    smooth(Math::log, 1e-15, 1e15);
    smooth(Math::log, 1e8, 1e-8);
    smooth(x -> Math.sin(1e5 * x), 0.7, 1e5 * Math.cos(7e4));
    smooth(x -> Math.tanh(1e6 * x), 0, 1e6);
    smooth(x -> Math.pow(x, 50), 1.1, 50 * Math.pow(1.1, 49));
    smooth(x -> 5, 3, 0);
  }

  @Test
  void aPeakFarNarrowerThanTheFirstStepIsSeen() {
    smooth(x -> Math.exp(-x * x * 1e10), 1e-5, -2e5 * Math.exp(-1));
    smooth(x -> Math.exp(-(x - 1) * (x - 1) * 0x1p34), 1 + 0x1p-17, -0x1p18 * Math.exp(-1));
  }

  @Test
  void aKinkNearByDoesNoHarm() {
    smooth(x -> Math.abs(x - 0.03), 0, -1);
    smooth(x -> Math.abs(x - 1e-7), 0, -1);
  }

  @Test
  void aKinkHasTwoSlopes() {
    assertThat(slope(Math::abs, 0))
        .isEqualTo(new Slope(Kind.KINK, 1, -1, slope(Math::abs, 0).error()));
    Slope small = slope(x -> Math.sin(x) + 0.01 * Math.abs(x - 1), 1);
    assertThat(small.kind()).isEqualTo(Kind.KINK);
    assertThat(small.right()).isEqualTo(Math.cos(1) + 0.01, within(1e-8));
    assertThat(small.left()).isEqualTo(Math.cos(1) - 0.01, within(1e-8));
  }

  @Test
  void noKinkWhereTheDerivativeIsContinuousButNotSmooth() {
    Slope slope = slope(x -> Math.pow(Math.abs(x), 1.5), 0);
    assertThat(slope.kind()).isEqualTo(Kind.SMOOTH);
    assertThat(slope.right()).isZero();
  }

  @Test
  void jumpsAndVerticalTangents() {
    assertThat(slope(Math::floor, 2).kind()).isEqualTo(Kind.JUMP);
    assertThat(slope(Math::floor, 2.5).kind()).isEqualTo(Kind.SMOOTH);
    assertThat(slope(Math::signum, 0).kind()).isEqualTo(Kind.JUMP);
    assertThat(slope(Math::cbrt, 0).kind()).isEqualTo(Kind.STEEP);
    assertThat(slope(Math::sqrt, 0).kind()).isEqualTo(Kind.STEEP);
  }

  @Test
  void theEndOfADomainLeavesOneSide() {
    Slope slope = slope(x -> x < 1 ? Double.NaN : x * x, 1);
    assertThat(slope.kind()).isEqualTo(Kind.SMOOTH);
    assertThat(slope.right()).isEqualTo(2, within(1e-8));
    assertThat(slope(x -> 1 / x, 0).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(slope(x -> Double.NaN, 0).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void roundingErrorIsAdmitted() {
    Slope slope = slope(x -> 1e10 + x, 0.5);
    assertThat(slope.error()).isGreaterThan(1e-6);
  }

  private static void smooth(DoubleUnaryOperator f, double x, double derivative) {
    Slope slope = slope(f, x);
    assertThat(slope.kind()).isEqualTo(Kind.SMOOTH);
    double size = Math.max(Math.abs(derivative), 1e-300);
    assertThat(slope.right()).isEqualTo(derivative, within(RELATIVE * size));
  }

  private static Slope slope(DoubleUnaryOperator f, double x) {
    double[] center = {f.applyAsDouble(x)};
    double first = Math.scalb(1.0, Math.getExponent(Math.max(Math.abs(x), 1)) - 3);
    return Line.sample(
            center,
            Math.ulp(1.0),
            first,
            CheckGradients.steps(x),
            h -> new Line.Sample(x + h - x, new double[] {f.applyAsDouble(x + h)}))
        .getFirst()
        .slope();
  }
}
