package dev.cusp.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Java programs called on tensors: values, both modes, orders, batches, errors. */
final class ProgramsTest {
  /** Loops, branches and memory written in place. */
  static double[] relaxed(double[] x, double k) {
    double[] y = x.clone();
    for (int round = 0; round < 3; round++) {
      for (int i = 1; i < y.length; i++) {
        y[i] += k * Math.sin(y[i - 1]) * (y[i] > 0 ? y[i] : 2);
      }
    }
    return y;
  }

  static double energy(double[] x, double k) {
    double sum = 0;
    for (double each : relaxed(x, k)) {
      sum += each * each * each;
    }
    return sum;
  }

  static double[][] outer(double[] x, float s) {
    double[][] y = new double[x.length][2];
    for (int i = 0; i < x.length; i++) {
      y[i][0] = x[i] * s;
      y[i][1] = Math.exp(x[i]) * s * s;
    }
    return y;
  }

  private static final Tensor X = Tensor.of(0.3, 0.8, -0.4, 1.1);
  private static final Tensor K = Tensor.scalar(0.25);
  private static final Tensor V = Tensor.of(1.0, -0.5, 2, 0.25);

  private static Tensor f(Tensor x) {
    Tensor y = Programs.call(ProgramsTest::relaxed, x.shape(), x.sin(), K.mul(x.sum()));
    return y.mul(y).mul(y).sum().add(Programs.call(ProgramsTest::energy, x, K));
  }

  /** The same as one program of numbers. */
  private static double g(double[] x) {
    double[] sines = new double[x.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sines[i] = Math.sin(x[i]);
      sum += x[i];
    }
    return energy(sines, 0.25 * sum) + energy(x, 0.25);
  }

  @Test
  void derivativesAreThoseOfTheWholeAsOneProgram() {
    double[] x = X.toDoubles();
    assertThat(f(X).item()).isCloseTo(g(x), within(1e-13));
    double[] gradient = Cusp.gradient(ProgramsTest::g).apply(x);
    assertThat(Gradients.of(ProgramsTest::f).apply(X).toDoubles())
        .containsExactly(gradient, within(1e-12));
    double slope = 0;
    for (int i = 0; i < x.length; i++) {
      slope += gradient[i] * V.get(i);
    }
    assertThat(Gradients.jvp(ProgramsTest::f, X, V).tangent().item())
        .isCloseTo(slope, within(1e-12));
    double[] hvp = Cusp.hvp(ProgramsTest::g).apply(x, V.toDoubles());
    assertThat(Gradients.hvp(ProgramsTest::f, X, V).toDoubles())
        .containsExactly(hvp, within(1e-11));
    Function<Tensor, Tensor> along = y -> Gradients.of(ProgramsTest::f).apply(y).mul(V).sum();
    assertThat(Gradients.of(along).apply(X).toDoubles()).containsExactly(hvp, within(1e-11));
  }

  /** Central differences of the Hessian's products: of step 1e-4, they err by about 1e-7. */
  @Test
  void thirdDerivatives() {
    Function<Tensor, Tensor> second = x -> Gradients.hvp(ProgramsTest::f, x, V).mul(V).sum();
    double[] third = Gradients.of(second).apply(X).toDoubles();
    for (int i = 0; i < third.length; i++) {
      Tensor h = Tensor.range(4).eq(i).as(DType.F64).mul(1e-4);
      double difference = (second.apply(X.add(h)).item() - second.apply(X.sub(h)).item()) / 2e-4;
      assertThat(third[i]).isCloseTo(difference, within(1e-5 * (1 + Math.abs(difference))));
    }
  }

  @Test
  void batchesAreBroadcastAndSummedOver() {
    Tensor xs = Key.of(1).normal(DType.F64, 5, 1, 4);
    Tensor ks = Tensor.of(0.1, 0.2, 0.3);
    Tensor all = Programs.call(ProgramsTest::energy, xs, ks);
    assertThat(all.shape()).isEqualTo(Shape.of(5, 3));
    assertThat(all.get(4, 1))
        .isEqualTo(Programs.call(ProgramsTest::energy, xs.at(0, 4).at(0, 0), ks.at(0, 1)).item());
    Tensor bar = Key.of(2).normal(DType.F64, 5, 3);
    Tensor byK =
        Gradients.<Tensor>of(k -> Programs.call(ProgramsTest::energy, xs, k).mul(bar).sum())
            .apply(ks);
    double sum = 0;
    for (int i = 0; i < 5; i++) {
      double[] x = xs.at(0, i).at(0, 0).toDoubles();
      sum += bar.get(i, 2) * Cusp.derivative(k -> energy(x, k)).applyAsDouble(0.3);
    }
    assertThat(byK.get(2)).isCloseTo(sum, within(1e-11));
    assertThat(Programs.call(ProgramsTest::energy, xs.slice(0, Range.of(0, 0)), ks).shape())
        .isEqualTo(Shape.of(0, 3));
  }

  @Test
  void nestedArraysAndFloats() {
    Tensor s = Tensor.of(1.5f).reshape();
    Tensor y = Programs.call(ProgramsTest::outer, Shape.of(4, 2), X, s);
    assertThat(y.get(3, 1)).isEqualTo(Math.exp(1.1) * 1.5 * 1.5);
    Tensor gradient =
        Gradients.<Tensor>of(t -> Programs.call(ProgramsTest::outer, Shape.of(4, 2), X, t).sum())
            .apply(s);
    assertThat(gradient.type()).isEqualTo(DType.F32);
    assertThat(gradient.item()).isCloseTo(X.sum().item() + 3 * X.exp().sum().item(), within(1e-5));
  }

  @Test
  void kinksAreExact() {
    Function<Tensor, Tensor> same =
        x -> Programs.call((Double v) -> Math.max(v, 0) - Math.max(-v, 0), x).sum();
    assertThat(Gradients.of(same).apply(Tensor.of(0.0, 2)).toDoubles()).containsExactly(1, 1);
  }

  @Test
  void capturedNumbersAreConstants() {
    for (double c : new double[] {2, 3}) {
      assertThat(Programs.call((double[] x) -> c * x[0], X).item()).isEqualTo(c * 0.3);
    }
  }

  @Test
  void errors() {
    assertThatThrownBy(() -> Programs.call(ProgramsTest::energy, K, K))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "call: argument 0 of energy is an array of 1 axes, and [] has too few");
    assertThatThrownBy(() -> Programs.call(ProgramsTest::relaxed, Shape.SCALAR, X, K))
        .hasMessageContaining(
            "call: relaxed gives an array of 1 axes, and the shape given for it is []");
    assertThatThrownBy(() -> Programs.call(ProgramsTest::relaxed, Shape.of(3), X, K).evaluate())
        .hasMessageContaining("has length 4, but");
    assertThatThrownBy(() -> Programs.call((Integer n) -> 2.0 * n, X))
        .hasMessageContaining("is of i32, not f64; convert it with as");
    assertThatThrownBy(() -> Programs.call((String s) -> s.length(), X))
        .hasMessageContaining("is java.lang.String; a program that is called on tensors takes");
  }
}
