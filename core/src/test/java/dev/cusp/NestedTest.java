package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.lift.LiftException;
import org.junit.jupiter.api.Test;

/** Programs that differentiate: derivatives made inside a program, or before, and called in it. */
final class NestedTest {
  private static double at(Scalar f, double x) {
    return Cusp.derivative(f).applyAsDouble(x);
  }

  private static double[] gradient(Objective<double[]> f, double... x) {
    return Cusp.gradient(f).apply(x);
  }

  @Test
  void aDerivativeInside() {
    Scalar f = x -> x * Cusp.derivative(y -> y * y * x).applyAsDouble(x); // 2 x^3
    assertThat(f.applyAsDouble(1.5)).isEqualTo(6.75);
    assertThat(at(f, 1.5)).isEqualTo(13.5);
    assertThat(at(Cusp.derivative(f), 1.5)).isEqualTo(18);
  }

  /** Siskind and Pearlmutter 2005, Perturbation confusion and referential transparency. */
  @Test
  void perturbationsAreNotConfused() {
    Scalar f = x -> x * Cusp.derivative(y -> x + y).applyAsDouble(1);
    assertThat(at(f, 1)).isEqualTo(1);
    Scalar g = x -> x * Cusp.derivative(y -> x * y).applyAsDouble(2); // x^2
    assertThat(at(g, 3)).isEqualTo(6);
    Scalar inner = y -> Cusp.derivative(z -> z * y * y).applyAsDouble(y); // y^2
    assertThat(at(inner, 5)).isEqualTo(10);
  }

  @Test
  void derivativesOfDerivatives() {
    Scalar f = x -> Cusp.derivative(Cusp.derivative(y -> y * y * y * x)).applyAsDouble(x); // 6 x^2
    assertThat(at(f, 1.5)).isEqualTo(18);
  }

  private static double slope(Scalar f, double x) {
    return Cusp.derivative(f).applyAsDouble(x);
  }

  @Test
  void throughMethodsThatTakeFunctions() {
    Scalar f = x -> slope(y -> Math.sin(x * y), x) + slope(Math::exp, x) + slope(slopeOf(), x);
    double x = 1.5;
    double expected =
        Math.cos(x * x) - 2 * x * x * Math.sin(x * x) + Math.exp(x) + 6 * x; // by hand
    assertThat(at(f, x)).isCloseTo(expected, within(1e-14)); // a few roundings
  }

  private static Scalar slopeOf() {
    return y -> y * y * y;
  }

  private static double root(double[] a) {
    Scalar f = y -> y * y * y - a[0];
    Scalar slope = Cusp.derivative(f);
    double y = 2;
    for (int i = 0; i < 20; i++) {
      y -= f.applyAsDouble(y) / slope.applyAsDouble(y);
    }
    return y;
  }

  @Test
  void newtonsMethodWithADerivativeOfItsOwn() {
    // the cube root: a' = 1 / (3 y^2), a'' = -2 / (9 y^5)
    assertThat(gradient(NestedTest::root, 27)[0]).isCloseTo(1 / 27.0, within(1e-16));
    double second = Cusp.hessian(NestedTest::root).apply(new double[] {27})[0][0];
    assertThat(second).isCloseTo(-2 / 2187.0, within(1e-17));
  }

  @Test
  void capturedFunctions() {
    double k = 3;
    double[] weights = {1, 2};
    Scalar square = y -> k * y * y;
    Scalar slope = Cusp.derivative(square);
    Scalar curvature = Cusp.derivative(slope);
    Scalar both = y -> square.applyAsDouble(y) * weights[1];
    assertThat(at(x -> square.applyAsDouble(x) * x, 2)).isEqualTo(36);
    assertThat(at(x -> slope.applyAsDouble(x) * x, 2)).isEqualTo(24);
    assertThat(at(x -> curvature.applyAsDouble(x) * x, 2)).isEqualTo(6);
    assertThat(at(x -> both.applyAsDouble(x), 2)).isEqualTo(24);
    assertThat(gradient((double[] x) -> slope.applyAsDouble(x[0]) * x[1], 2, 5))
        .containsExactly(30, 12);
    weights[1] = 3; // captured is the array, not what it holds
    assertThat(at(x -> both.applyAsDouble(x), 2)).isEqualTo(36);
  }

  @Test
  void capturedFunctionsWithKinks() {
    Scalar ramp = y -> y > 0 ? y : 0;
    assertThat(at(x -> ramp.applyAsDouble(x) - ramp.applyAsDouble(-x), 0)).isEqualTo(1);
    Scalar step = Cusp.derivative(ramp);
    assertThat(at(x -> step.applyAsDouble(x) * x, 2)).isEqualTo(1);
    assertThatThrownBy(() -> at(x -> 1 + step.applyAsDouble(x), 0))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining("the program jumps");
  }

  private static double energy(double[] x) {
    return x[0] * x[0] * x[1] + Math.sin(x[1]);
  }

  private static double inGradient(double[] x) {
    double[] g = Cusp.gradient((double[] v) -> energy(v) * x[1]).apply(x);
    return g[0] * g[1];
  }

  private static double byHand(double[] x) {
    return 2 * x[0] * x[1] * x[1] * (x[0] * x[0] + Math.cos(x[1])) * x[1];
  }

  @Test
  void gradients() {
    double[] x = {1.5, 2};
    double[] expected = gradient(NestedTest::byHand, x);
    assertThat(gradient(NestedTest::inGradient, x)).containsExactly(expected, within(1e-13));
    Gradient<double[]> slope = Cusp.gradient(NestedTest::energy);
    Objective<double[]> captured = v -> slope.apply(v)[0] * slope.apply(v)[1] * v[1] * v[1];
    assertThat(gradient(captured, x)).containsExactly(expected, within(1e-13));
    double[][] hessian = Cusp.hessian(NestedTest::byHand).apply(x);
    assertThat(Cusp.hessian(captured).apply(x)[0]).containsExactly(hessian[0], within(1e-12));
    Function<double[], double[]> map = v -> slope.apply(v);
    double[][] jacobian = Cusp.jacobian(map).apply(x);
    assertThat(jacobian).isDeepEqualTo(Cusp.hessian(NestedTest::energy).apply(x));
  }

  @Test
  void numbersInBoxes() {
    assertThat(Cusp.gradient((Double v) -> v * v).apply(3.0)).isEqualTo(6);
    assertThat(Cusp.gradient((Double v, Integer n) -> v * n).apply(3.0, 5)).isEqualTo(5);
    assertThat(Cusp.jvp((Double v) -> v * v * v, 2.0, 1.0).tangent()).isEqualTo(12);
    Function<Double, Double> half = Cusp.checkpoint(v -> v / 2);
    assertThat(Cusp.gradient((Double v) -> half.apply(v) * v).apply(3.0)).isEqualTo(3);
  }

  private static double notOfOne(double x) {
    return Cusp.gradients((Double a, Double b) -> a * b).apply(x, x).value();
  }

  @Test
  void whatIsNotFollowedIsRefused() {
    assertThatThrownBy(() -> at(NestedTest::notOfOne, 1))
        .isInstanceOf(LiftException.class)
        .hasMessageContaining("NestedTest.java:")
        .hasMessageContaining("which Two.apply is called is not known here");
  }

  private static double walk(double[] x) {
    Scalar step = Cusp.checkpoint(v -> Math.sin(v) * x[1]);
    double v = x[0];
    for (int i = 0; i < 10; i++) {
      v = step.applyAsDouble(v);
    }
    return v;
  }

  private static double plainWalk(double[] x) {
    double v = x[0];
    for (int i = 0; i < 10; i++) {
      v = Math.sin(v) * x[1];
    }
    return v;
  }

  @Test
  void checkpoints() {
    double[] x = {1.5, 2};
    double[] expected = gradient(NestedTest::plainWalk, x);
    assertThat(gradient(NestedTest::walk, x)).containsExactly(expected);
    assertThat(Cusp.explain((Objective<double[]>) NestedTest::walk).vjp()).contains("forward.");
    assertThat(Cusp.hessian(NestedTest::walk).apply(x))
        .isDeepEqualTo(Cusp.hessian(NestedTest::plainWalk).apply(x));

    Function<double[], double[]> turn =
        Cusp.checkpoint(v -> new double[] {v[0] * v[1], Math.sin(v[0])});
    Objective<double[]> turns = v -> turn.apply(turn.apply(v))[0];
    assertThat(gradient(turns, x))
        .containsExactly(gradient(v -> v[0] * v[1] * Math.sin(v[0]), x), within(1e-15));
    assertThat(Cusp.explain(turns).vjp()).contains("forward.");
  }

  @Test
  void aCheckpointIsTheFunctionItself() {
    Scalar f = Cusp.checkpoint(v -> v * v);
    assertThat(f.applyAsDouble(3)).isEqualTo(9);
    assertThat(at(f, 3)).isEqualTo(6);
    Scalar fails =
        Cusp.checkpoint(v -> {
          throw new IllegalStateException("at " + v);
        });
    assertThatThrownBy(() -> fails.applyAsDouble(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("at 2.0");
  }
}
