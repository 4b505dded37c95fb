package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.rules.RulesFor;
import dev.cusp.surrogate.Steps;
import org.junit.jupiter.api.Test;

final class StraightThroughTest {
  /** Closed forms are computed with other roundings than derivatives, of a few operations. */
  private static final double ROUNDING = 1e-14;

  private static final Scalar ROUND = Cusp.straightThrough(Math::rint, x -> x);
  private static final Scalar SIGN =
      Cusp.straightThrough(x -> x > 0 ? 1 : -1, x -> Math.tanh(2 * x));
  private static final Function<double[], double[]> HARD =
      Cusp.straightThroughArray(StraightThroughTest::largest, x -> squares(x, 3));

  /** 1 at the largest number, else 0; writes to its argument. */
  private static double[] largest(double[] x) {
    int best = 0;
    for (int i = 0; i < x.length; i++) {
      best = x[i] > x[best] ? i : best;
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = i == best ? 1 : 0;
    }
    return x;
  }

  private static double[] squares(double[] x, double factor) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = factor * x[i] * x[i];
    }
    return y;
  }

  private static double slope(Scalar f, double x) {
    return Cusp.derivative(f).applyAsDouble(x);
  }

  private static double gradient(Scalar f, double x) {
    return (Double) Program.of(f).gradients(null, x).gradients().getFirst();
  }

  private static double forward(Scalar f, double x) {
    return (Double) Program.of(f).gradientsForward(null, x).gradients().getFirst();
  }

  @Test
  void theValueOfOneAndTheDerivativeOfTheOther() {
    assertThat(ROUND.applyAsDouble(1.7)).isEqualTo(2);
    assertThat(slope(ROUND, 1.7)).isEqualTo(1);
    double tanh = Math.tanh(0.6);
    assertThat(SIGN.applyAsDouble(0.3)).isEqualTo(1);
    assertThat(slope(SIGN, 0.3)).isCloseTo(2 * (1 - tanh * tanh), within(ROUNDING));
    assertThat(gradient(SIGN, 0.3)).isEqualTo(slope(SIGN, 0.3));
    assertThat(forward(SIGN, 0.3)).isEqualTo(slope(SIGN, 0.3));
    Scalar second = Cusp.derivative(Cusp.derivative(SIGN));
    assertThat(second.applyAsDouble(0.3))
        .isCloseTo(-8 * tanh * (1 - tanh * tanh), within(ROUNDING));
  }

  @Test
  void calledInAProgramAsAConstantACapturedVariableOrALocalOne() {
    double scale = 0.5;
    Scalar captured = Cusp.straightThrough(x -> scale * Math.floor(x / scale), x -> scale * x * x);
    Scalar constant = x -> x * SIGN.applyAsDouble(x * x);
    Scalar ofCaptured = x -> x * captured.applyAsDouble(x * x);
    Scalar ofLocal =
        x -> {
          double weight = 3;
          Scalar local = Cusp.straightThrough(Math::ceil, y -> weight * y);
          return x * local.applyAsDouble(x * x);
        };
    double x = 0.7;
    double tanh = Math.tanh(2 * x * x);
    // (x s(x²))' = s + 2 x² s', with the value of the step and the slope of its surrogate
    double[] expected = {
      1 + 2 * x * x * 2 * (1 - tanh * tanh), 0 + 2 * x * x * 2 * scale * x * x, 1 + 2 * x * x * 3
    };
    Scalar[] programs = {constant, ofCaptured, ofLocal};
    for (int i = 0; i < programs.length; i++) {
      assertThat(slope(programs[i], x)).isCloseTo(expected[i], within(ROUNDING));
      assertThat(gradient(programs[i], x)).isCloseTo(expected[i], within(ROUNDING));
      assertThat(forward(programs[i], x)).isCloseTo(expected[i], within(ROUNDING));
      double value = Program.of(programs[i]).gradients(null, x).value();
      assertThat(value).isEqualTo(programs[i].applyAsDouble(x));
    }
  }

  @Test
  void aProductOfValuesHasTheSecondDerivativeOfSurrogates() {
    // f = r(x)² with r' = 1, r'' = 0: f' = 2 r, f'' = 2, where r² itself has none
    Scalar f = x -> ROUND.applyAsDouble(x) * ROUND.applyAsDouble(x);
    assertThat(slope(f, 1.7)).isEqualTo(4);
    assertThat(Cusp.derivative(Cusp.derivative(f)).applyAsDouble(1.7)).isEqualTo(2);
    Objective<double[]> g = x -> ROUND.applyAsDouble(x[0]) * ROUND.applyAsDouble(x[1]);
    assertThat(Cusp.hessian(g).apply(new double[] {1.7, 2.2}))
        .isEqualTo(new double[][] {{0, 1}, {1, 0}});
  }

  @Test
  void ofArrays() {
    double[] x = {0.3, -2, 0.9};
    assertThat(HARD.apply(x)).containsExactly(0, 0, 1);
    assertThat(x).containsExactly(0.3, -2, 0.9);
    double[][] jacobian = Cusp.jacobian(HARD).apply(x);
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < x.length; k++) {
        assertThat(jacobian[i][k]).isCloseTo(i == k ? 6 * x[i] : 0, within(ROUNDING));
      }
    }
    double[] weights = {5, 7, 11};
    Objective<double[]> loss =
        v -> {
          double[] y = HARD.apply(v);
          return weights[0] * y[0] + weights[1] * y[1] + weights[2] * y[2];
        };
    double[] expected = {30 * 0.3, 42 * -2, 66 * 0.9};
    double[] reverse = Cusp.gradient(loss).apply(x);
    double[] forward = (double[]) Program.of(loss).gradientsForward(null, x).gradients().getFirst();
    for (int i = 0; i < x.length; i++) {
      assertThat(reverse[i]).isCloseTo(expected[i], within(ROUNDING * 100));
      assertThat(forward[i]).isCloseTo(expected[i], within(ROUNDING * 100));
      assertThat(Cusp.hessian(loss).apply(x)[i][i])
          .isCloseTo(6 * weights[i], within(ROUNDING * 100));
    }
    assertThat(Cusp.gradient(loss).apply(new double[3])).containsExactly(0, 0, 0);
  }

  @Test
  void differentLengthsAreRefused() {
    var wrong = Cusp.straightThroughArray(x -> x, x -> new double[1]);
    assertThatThrownBy(() -> wrong.apply(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("forward gives 3 numbers, its surrogate 1");
  }

  static double quantized(double x) {
    return Math.abs(x - 2) + Steps.round(2 * x);
  }

  @Test
  void jumpsOfTheValueAreNoMatterAndKinksElsewhereAreAnsweredBesideThem() {
    for (Kinks kinks : Kinks.values()) {
      Program p = Program.of(ROUND).with(kinks);
      assertThat(p.gradients(null, 0.5).gradients().getFirst()).isEqualTo(1.0);
      assertThat(p.gradientsForward(null, 2.5).gradients().getFirst()).isEqualTo(1.0);
      Program s = Program.of(SIGN).with(kinks);
      assertThat(s.gradients(null, 0.0).gradients().getFirst()).isEqualTo(2.0);
    }
    // at 2.25 the product is 4.5, where rint jumps; at 2 there is the kink of abs, and no jump
    assertThat(slope(StraightThroughTest::quantized, 2.25)).isEqualTo(3);
    assertThat(slope(StraightThroughTest::quantized, 2)).isIn(1.0, 3.0);
    // a kink and a jump of the value at one point, met along the ray and in series
    Scalar both = x -> Math.abs(x - 0.5) + Steps.round(x);
    assertThat(slope(both, 0.5)).isIn(0.0, 2.0);
    Scalar series = x -> Math.sqrt((x - 0.5) * (x - 0.5)) + Steps.round(x);
    assertThat(slope(series, 0.5)).isCloseTo(0.0, within(2 + ROUNDING)).isNotEqualTo(1.0);
    assertThat(Math.abs(slope(series, 0.5) - 1)).isCloseTo(1, within(ROUNDING));
  }

  @Test
  void kinksOfTheSurrogateAreLikeAny() {
    assertThat(slope(Steps::sign, 1)).isIn(0.0, 1.0);
    assertThatThrownBy(() -> Program.of((Scalar) Steps::sign).with(Kinks.FAIL).gradients(null, 1.0))
        .isInstanceOf(NonsmoothException.class);
    // the choices fit together: the slopes add up to that of x
    Scalar f = x -> Steps.sign(x) + Math.max(x, 1) + Math.min(x, -1);
    assertThat(slope(f, 1)).isEqualTo(1);
    assertThat(slope(f, -1)).isEqualTo(1);
  }

  @Test
  void readyOnes() {
    double x = 0.3;
    assertThat(Steps.round(2.5)).isEqualTo(2);
    assertThat(Steps.floor(-0.1)).isEqualTo(-1);
    assertThat(slope(Steps::floor, 3)).isEqualTo(1);
    assertThat(Steps.sign(-0.2)).isEqualTo(-1);
    assertThat(slope(Steps::sign, x)).isEqualTo(1);
    assertThat(slope(Steps::sign, 1.5)).isEqualTo(0);
    assertThat(Steps.step(x)).isEqualTo(1);
    assertThat(Steps.step(0)).isEqualTo(0);
    assertThat(slope(Steps::step, x)).isEqualTo(0.5);
    double slope = 4;
    double s = 1 / (1 + Math.exp(-slope * x));
    assertThat(slope(v -> Steps.step(v, slope), x))
        .isCloseTo(slope * s * (1 - s), within(ROUNDING));
    assertThat(slope(v -> Steps.sign(v, slope), x))
        .isCloseTo(2 * slope * s * (1 - s), within(ROUNDING));
    assertThat(slope(v -> Steps.step(v, 1e3), 50)).isEqualTo(0);
  }

  @Test
  void aChoice() {
    double[] x = {0.2, 1.1, 1.1};
    assertThat(Steps.argmax(x, 0.5)).containsExactly(0, 1, 0);
    assertThat(Steps.argmax(new double[0], 1)).isEmpty();
    assertThat(Steps.argmax(new double[] {3}, 1)).containsExactly(1);
    double[][] j = Cusp.jacobian((double[] v) -> Steps.argmax(v, 0.5)).apply(x);
    double[] w = dev.cusp.relax.Soft.argmax(x, 0.5);
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        double expected = w[i] * ((i == k ? 1 : 0) - w[k]) / 0.5;
        assertThat(j[i][k]).isCloseTo(expected, within(ROUNDING));
      }
    }
  }

  @Test
  void theReportNamesTheLine() {
    String report = Cusp.explain((Scalar) StraightThroughTest::quantized).report();
    assertThat(report).contains("Differentiated as something else");
    assertThat(report).containsPattern("StraightThroughTest.java:\\d+: a surrogate");
    assertThat(report).doesNotContain("jumps").doesNotContain("stopGradient");
    Scalar constant = x -> x * ROUND.applyAsDouble(x);
    assertThat(Cusp.explain(constant).report())
        .containsPattern("StraightThroughTest.java:\\d+: a surrogate");
  }

  @Test
  void aTraceHasNoTiesOfTheValue() {
    Scalar round = Cusp.straightThrough(Math::rint, x -> x);
    Trace trace = Program.of((Scalar) x -> x * round.applyAsDouble(x)).trace(0.5);
    assertThat(trace.ties()).isZero();
  }

  private static final Scalar SAME = Cusp.straightThrough(Math::sin, x -> Math.sin(x));

  private static double plainLoop(double[] x) {
    double[] u = x.clone();
    double sum = 0;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < u.length; i++) {
        u[i] = Math.sin(u[i] * u[(i + 1) % u.length]) + 0.3 * u[i];
        sum += u[i] * Math.sin(sum);
      }
    }
    return sum;
  }

  private static double loopThrough(double[] x) {
    double[] u = x.clone();
    double sum = 0;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < u.length; i++) {
        u[i] = SAME.applyAsDouble(u[i] * u[(i + 1) % u.length]) + 0.3 * u[i];
        sum += u[i] * SAME.applyAsDouble(sum);
      }
    }
    return sum;
  }

  @Test
  void aFunctionWithItselfAsSurrogateIsThatFunction() {
    double[] x = {0.4, -1.1, 0.8};
    Objective<double[]> plain = StraightThroughTest::plainLoop;
    Objective<double[]> through = StraightThroughTest::loopThrough;
    var expected = Cusp.valueAndGradient(plain).apply(x);
    var actual = Cusp.valueAndGradient(through).apply(x);
    assertThat(actual.value()).isEqualTo(expected.value());
    double[] forward =
        (double[]) Program.of(through).gradientsForward(null, x).gradients().getFirst();
    double[][] hessian = Cusp.hessian(through).apply(x);
    double[][] plainHessian = Cusp.hessian(plain).apply(x);
    for (int i = 0; i < x.length; i++) {
      // the same operations, some in another order
      double tolerance = 100 * ROUNDING;
      assertThat(actual.gradient()[i]).isCloseTo(expected.gradient()[i], within(tolerance));
      assertThat(forward[i]).isCloseTo(expected.gradient()[i], within(tolerance));
      for (int k = 0; k < x.length; k++) {
        assertThat(hessian[i][k]).isCloseTo(plainHessian[i][k], within(100 * tolerance));
      }
    }
  }

  /** The next of some levels; the derivative is that of a gain of the object's own. */
  private record Levels(double[] levels, double gain) {
    Scalar quantizer() {
      return Cusp.straightThrough(x -> next(levels, x), this::amplified);
    }

    private double amplified(double x) {
      return gain * x;
    }

    private static double next(double[] levels, double x) {
      double best = levels[0];
      for (double level : levels) {
        best = Math.abs(level - x) < Math.abs(best - x) ? level : best;
      }
      return best;
    }
  }

  private static final Scalar LEVELS = new Levels(new double[] {-1, 0.5, 3}, 7).quantizer();

  @Test
  void whatTheFunctionsCaptureIsAtHand() {
    Scalar captured = new Levels(new double[] {0, 10}, 2).quantizer();
    Scalar f = x -> x * LEVELS.applyAsDouble(x) + captured.applyAsDouble(x * x);
    double expected = 0.5 + 0.6 * 7 + 2 * 2 * 0.6;
    assertThat(f.applyAsDouble(0.6)).isEqualTo(0.6 * 0.5);
    assertThat(slope(f, 0.6)).isCloseTo(expected, within(ROUNDING));
    assertThat(gradient(f, 0.6)).isCloseTo(expected, within(ROUNDING));
    assertThat(slope(LEVELS, 0.6)).isEqualTo(7);
    // half-way between two levels
    assertThat(slope(LEVELS, 1.75)).isEqualTo(7);
    assertThat(gradient(captured, 5)).isEqualTo(2);
    Scalar abs = x -> Math.abs(x - 1.75) + LEVELS.applyAsDouble(x);
    assertThat(slope(abs, 1.75)).isIn(6.0, 8.0);
  }

  /** A quantizer of the user's own, which has a rule instead. */
  static final class Converter {
    static double bits(double volts) {
      return 5.0 / 255 * Math.floorMod((long) Math.floor(volts / 5 * 255), 256);
    }
  }

  @RulesFor(Converter.class)
  static final class ConverterRules {
    static double bits(double volts, double voltsDot) {
      return volts > 0 && volts < 5 ? voltsDot : 0;
    }
  }

  @UseRules(ConverterRules.class)
  static final class Circuit {
    static double power(double volts) {
      return Converter.bits(volts) * Converter.bits(volts);
    }
  }

  @Test
  void aRuleForAQuantizerOfOnesOwn() {
    double level = Converter.bits(3.3);
    assertThat(slope(Circuit::power, 3.3)).isEqualTo(2 * level);
    assertThat(gradient(Circuit::power, 3.3)).isEqualTo(2 * level);
    assertThat(slope(Circuit::power, 7)).isEqualTo(0);
    assertThat(Program.of((Scalar) Circuit::power).with(Kinks.FAIL).gradients(null, 1.0).value())
        .isEqualTo(Circuit.power(1.0));
  }
}
