package dev.cusp.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Checkpoint;
import dev.cusp.Cusp;
import dev.cusp.Function;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.Scalar;
import dev.cusp.ad.DerivativeException;
import dev.cusp.check.CheckGradients;
import dev.cusp.fft.Complex;
import dev.cusp.fft.Fft;
import dev.cusp.linalg.Linalg;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import dev.cusp.tree.Tree;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tensors among the numbers, arrays and records of programs: each beside the same without. */
final class TensorsInProgramsTest {
  static final double[] X = {0.3, -0.8, 0.5, 1.2};
  static final double[] V = {1, 0.5, -2, 0.25};

  /** Loops, branches, numbers into tensors and back, arrays of tensors. */
  static double mixed(double[] p) {
    Tensor x = Tensor.of(p);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      x = x.mul(p[i]).tanh().add(x);
      sum += x.sum().item() * p[0];
      if (sum > 0) {
        x = x.sub(Tensor.scalar(sum));
      }
    }
    double[] read = x.mul(x).toDoubles();
    Tensor[] both = {x, x.exp()};
    both[0] = both[1].mul(2);
    return sum + read[1] * read[2] + both[0].mul(both[1]).mean().item();
  }

  static double plain(double[] p) {
    double[] x = p.clone();
    int n = x.length;
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double all = 0;
      for (int k = 0; k < n; k++) {
        x[k] = Math.tanh(x[k] * p[i]) + x[k];
        all += x[k];
      }
      sum += all * p[0];
      if (sum > 0) {
        for (int k = 0; k < n; k++) {
          x[k] -= sum;
        }
      }
    }
    double mean = 0;
    for (int k = 0; k < n; k++) {
      mean += 2 * Math.exp(2 * x[k]) / n;
    }
    return sum + x[1] * x[1] * x[2] * x[2] + mean;
  }

  @Test
  void valuesAndGradientsAreThoseOfNumbers() {
    assertThat(mixed(X)).isCloseTo(plain(X), within(1e-12));
    double[] expected = Cusp.gradient(TensorsInProgramsTest::plain).apply(X);
    assertThat(Cusp.gradient(TensorsInProgramsTest::mixed).apply(X))
        .containsExactly(expected, within(1e-11));
  }

  @Test
  void forwardMode() {
    var expected = Cusp.<double[], Double>jvp(TensorsInProgramsTest::plain, X, V);
    var actual = Cusp.<double[], Double>jvp(TensorsInProgramsTest::mixed, X, V);
    assertThat(actual.tangent()).isCloseTo(expected.tangent(), within(1e-11));
  }

  @Test
  void secondDerivatives() {
    double[] expected = Cusp.hvp(TensorsInProgramsTest::plain).apply(X, V);
    assertThat(Cusp.hvp(TensorsInProgramsTest::mixed).apply(X, V))
        .containsExactly(expected, within(1e-10));
    double[][] hessian = Cusp.hessian(TensorsInProgramsTest::plain).apply(X);
    double[][] actual = Cusp.hessian(TensorsInProgramsTest::mixed).apply(X);
    for (int i = 0; i < X.length; i++) {
      assertThat(actual[i]).containsExactly(hessian[i], within(1e-10));
    }
  }

  record Layer(Tensor weight, double[] bias) {}

  record Model(Layer[] layers, double scale) {}

  /** Tensors and numbers mixed in records and arrays; a call with branches in between. */
  static double loss(Model m, Tensor x) {
    Tensor h = x;
    for (Layer layer : m.layers()) {
      h = h.matmul(layer.weight()).add(Tensor.of(layer.bias()));
      if (h.max().item() > 0) {
        h = h.map(v -> v / (1 + Math.exp(-v)));
      }
    }
    return h.square().mean().item() * Math.exp(m.scale());
  }

  static Model model() {
    Key key = Key.of(3);
    Layer[] layers = new Layer[2];
    for (int i = 0; i < 2; i++) {
      layers[i] =
          new Layer(
              key.split(i).normal(DType.F64, 3, 3),
              key.split(10 + i).normal(DType.F64, 3).toDoubles());
    }
    return new Model(layers, 0.25);
  }

  /** Central differences of step 1e-5 err by about 1e-9 here. */
  @Test
  void recordsOfTensorsAndNumbers() {
    Model m = model();
    Tensor x = Key.of(5).normal(DType.F64, 4, 3);
    Model bar = Cusp.gradient(TensorsInProgramsTest::loss).apply(m, x);
    Model direction = Tree.random(m, new Random(1));
    double h = 1e-5;
    double difference =
        (loss(Tree.axpy(h, direction, m), x) - loss(Tree.axpy(-h, direction, m), x)) / (2 * h);
    assertThat(Tree.inner(bar, direction)).isCloseTo(difference, within(1e-7));
    assertThat(bar.layers()[1].weight().shape()).isEqualTo(m.layers()[1].weight().shape());
    Program program = Program.of((Objective.Two<Model, Tensor>) TensorsInProgramsTest::loss);
    Tensor xDot = Key.of(6).normal(DType.F64, 4, 3);
    double both =
        (double) program.jvp(new Object[] {m, x}, new Object[] {direction, xDot}).tangent();
    Tensor xBar = (Tensor) program.gradients(null, m, x).gradients().get(1);
    assertThat(both)
        .isCloseTo(Tree.inner(bar, direction) + xBar.mul(xDot).sum().item(), within(1e-11));
    Model hvp = (Model) program.hvp(0, new Object[] {m, x}, direction);
    Model up = Cusp.gradient(TensorsInProgramsTest::loss).apply(Tree.axpy(h, direction, m), x);
    Model down = Cusp.gradient(TensorsInProgramsTest::loss).apply(Tree.axpy(-h, direction, m), x);
    assertThat(Tree.flatten(hvp))
        .containsExactly(
            Tree.flatten(Tree.map(Tree.axpy(-1, down, up), v -> v / (2 * h))), within(1e-6));
  }

  @Test
  void tensorsAsArgumentsAndResults() {
    Function<Tensor, Tensor> f = x -> x.mul(x.sum().item()).sin();
    Tensor x = Tensor.of(X);
    double sum = x.sum().item();
    var vjp = Cusp.vjp(f, x);
    Tensor bar = Tensor.of(V);
    Tensor inner = vjp.value().get(0) == 0 ? null : x.mul(sum).cos().mul(bar);
    double[] expected = inner.mul(sum).add(inner.mul(x).sum()).toDoubles();
    assertThat(vjp.pullback().apply(bar).toDoubles()).containsExactly(expected, within(1e-13));
    var jvp = Cusp.jvp(f, x, bar);
    assertThat(jvp.tangent().mul(bar).sum().item())
        .isCloseTo(vjp.pullback().apply(bar).mul(bar).sum().item(), within(1e-12));
  }

  @Test
  void recordsThatTheLibraryGives() {
    Objective<double[]> f =
        p -> {
          Tensor a = Tensor.of(p).reshape(2, 2);
          Tensor logDet = Linalg.slogDet(a.matmul(a.transpose())).logAbs();
          Complex spectrum = Fft.fft(new Complex(Tensor.of(p), Tensor.of(p).mul(2)), 0);
          return logDet.item() + spectrum.re().mul(spectrum.im()).sum().item();
        };
    double[] gradient = Cusp.gradient(f).apply(X);
    assertThat(CheckGradients.of(Program.of(f)).check(X).agrees()).isTrue();
    assertThat(gradient).doesNotContain(0);
  }

  @Test
  void derivativesInPrograms() {
    // the derivative by t of sum(sin(t x)), by forward mode, inside
    Objective<double[]> f =
        p -> {
          Tensor x = Tensor.of(p);
          Scalar inner = t -> x.mul(t).sin().sum().item();
          return Cusp.derivative(inner).applyAsDouble(p[0]);
        };
    Objective<double[]> same =
        p -> {
          double sum = 0;
          for (double v : p) {
            sum += v * Math.cos(p[0] * v);
          }
          return sum;
        };
    assertThat(f.applyAsDouble(X)).isCloseTo(same.applyAsDouble(X), within(1e-13));
    double[] expected = Cusp.gradient(same).apply(X);
    assertThat(Cusp.gradient(f).apply(X)).containsExactly(expected, within(1e-12));
    double[] hvp = Cusp.hvp(same).apply(X, V);
    assertThat(Cusp.hvp(f).apply(X, V)).containsExactly(hvp, within(1e-11));
  }

  /** Arrays of tensors that are given away and written to later. */
  @Test
  void arraysOfTensors() {
    Objective<double[]> f =
        p -> {
          Tensor x = Tensor.of(p);
          Tensor[] parts = {x, x.sin()};
          Tensor stacked = Views.stack(0, parts);
          parts[0] = stacked.mul(stacked).sum(0);
          return Views.concat(0, parts).mul(stacked.sum()).prod().item();
        };
    assertThat(CheckGradients.of(Program.of(f)).check(X).agrees()).isTrue();
    double[][] hessian = Cusp.hessian(f).apply(X);
    double h = 1e-5;
    for (int j = 0; j < X.length; j++) {
      double[] up = X.clone();
      double[] down = X.clone();
      up[j] += h;
      down[j] -= h;
      double[] plus = Cusp.gradient(f).apply(up);
      double[] minus = Cusp.gradient(f).apply(down);
      for (int i = 0; i < X.length; i++) {
        double difference = (plus[i] - minus[i]) / (2 * h);
        assertThat(hessian[i][j]).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
      }
    }
  }

  /** What is computed of the argument beforehand is constant all the same. */
  @Test
  void constantsStayConstant() {
    Tensor x = Tensor.of(X);
    Tensor y = x.exp();
    Objective<Tensor> f = t -> t.mul(y).sum().item() + t.stopGradient().mul(t).sum().item();
    assertThat(Cusp.gradient(f).apply(x).toDoubles())
        .containsExactly(y.add(x).toDoubles(), within(1e-15));
  }

  /** What is read on the way is not forgotten. */
  @Test
  void readingMidwayChangesNothing() {
    Objective<double[]> f =
        p -> {
          Tensor x = Tensor.of(p).sin();
          double first = x.get(0);
          Tensor y = x.mul(x);
          y.evaluate();
          return y.sum().item() * first;
        };
    assertThat(CheckGradients.of(Program.of(f)).check(X).agrees()).isTrue();
  }

  @Test
  void recursionAndCheckpoints() {
    Objective<double[]> f = p -> power(Tensor.of(p), 5).sum().item();
    double[] expected = new double[X.length];
    for (int i = 0; i < X.length; i++) {
      expected[i] = 5 * Math.pow(X[i], 4);
    }
    assertThat(Cusp.gradient(f).apply(X)).containsExactly(expected, within(1e-12));
    Objective<double[]> g = p -> cube(Tensor.of(p)).sum().item();
    assertThat(CheckGradients.of(Program.of(g)).check(X).agrees()).isTrue();
  }

  static Tensor power(Tensor x, int n) {
    return n == 1 ? x : x.mul(power(x, n - 1));
  }

  @Checkpoint
  static Tensor cube(Tensor x) {
    return x.mul(x).mul(x);
  }

  /** A kink of the program's own numbers. */
  @Test
  void kinksAreExact() {
    Scalar f = v -> Math.max(Tensor.scalar(v).mul(2).item(), 0) - Math.max(-2 * v, 0);
    assertThat(Cusp.derivative(f).applyAsDouble(0)).isEqualTo(2);
  }

  /** A loop whose sums could be reversed round by round, were it not for the tensor. */
  @Test
  void loopsOfUnknownLength() {
    Objective<double[]> f =
        p -> {
          Tensor x = Tensor.of(p);
          double sum = 0;
          while (sum < 3) {
            x = x.mul(p[0]).add(x.square());
            sum += x.sum().item();
          }
          return sum;
        };
    double[] x = {0.7, 0.2};
    assertThat(CheckGradients.of(Program.of(f)).check(x).agrees()).isTrue();
  }

  @Test
  void floats() {
    Objective<float[]> f = p -> Tensor.of(p).mul(0.5).exp().sum().item();
    float[] x = {0.5f, -1};
    assertThat(Cusp.gradient(f).apply(x)[1])
        .isCloseTo(0.5f * (float) Math.exp(-0.5), within(1e-6f));
  }

  @Test
  void refusals() {
    Objective<double[]> captured = p -> Tensor.of(p).map(v -> v * p[0]).sum().item();
    assertThatThrownBy(() -> Cusp.gradient(captured).apply(X))
        .isInstanceOf(DerivativeException.class)
        .hasMessageContaining("and a lambda further arguments instead of what it captures");
    Objective<double[]> clamped = p -> Tensor.of(p).clamp(p[0], 3).sum().item();
    assertThatThrownBy(() -> Cusp.gradient(clamped).apply(X))
        .hasMessageContaining("clamp is given a number that depends on an input; give it a tensor");
    Objective<double[]> split = p -> Tensor.of(p).split(0, 2).get(0).sum().item();
    assertThatThrownBy(() -> Cusp.gradient(split).apply(X)).hasMessageContaining("no rule for");
    Objective<double[]> read = p -> ((double[]) Tensor.of(p).data())[0];
    assertThatThrownBy(() -> Cusp.gradient(read).apply(X)).hasMessageContaining("data");
  }
}
