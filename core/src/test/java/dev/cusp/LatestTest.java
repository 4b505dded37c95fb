package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Programs made anew of the same lambda share their code, and nothing else. */
final class LatestTest {
  private interface Shape {
    double area(double side);
  }

  private record Square() implements Shape {
    @Override
    public double area(double side) {
      return side * side;
    }
  }

  private record Triangle(double height) implements Shape {
    @Override
    public double area(double side) {
      return height * side / 2;
    }
  }

  private static double misfit(double[] w, double[] data) {
    double sum = 0;
    for (double d : data) {
      sum += (w[0] - d) * (w[0] - d);
    }
    return sum;
  }

  @Test
  void compilesALambdaOnce() {
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      double[] data = {i, 3};
      programs.add(Program.of((Objective<double[]>) w -> misfit(w, data)));
    }
    assertThat(programs.get(0).compiled()).isSameAs(programs.get(1).compiled());
    assertThat(programs.get(0).captured()).isNotEqualTo(programs.get(1).captured());
    Objective<double[]> plain = w -> w[0];
    assertThat(Program.of(plain)).isSameAs(Program.of(plain));
  }

  @Test
  void keepsWhatIsCapturedApart() {
    List<Supplier<double[]>> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double[] data = new double[i];
      double factor = i;
      double[] w = {10, 1};
      double[] into = new double[2];
      Objective<double[]> f = x -> factor * misfit(x, data);
      Gradient<double[]> gradient = Cusp.gradient(f);
      GradientInto flat = Cusp.gradientInto(f);
      made.add(() -> {
        flat.apply(w, into);
        assertThat(into).isEqualTo(gradient.apply(w));
        return into;
      });
    }
    for (int i = 0; i < 4; i++) {
      assertThat(made.get(i).get()).containsExactly(20.0 * i * i, 0);
    }
  }

  @Test
  void capturedFunctionsAreTheirOwnCode() {
    List<Scalar> functions = List.of(Math::sin, x -> x * x, Cusp.derivative(x -> x * x * x));
    double[] slopes = {Math.cos(2), 4, 12};
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < slopes.length; i++) {
        Scalar f = functions.get(i);
        assertThat(Cusp.derivative(x -> f.applyAsDouble(x)).applyAsDouble(2)).isEqualTo(slopes[i]);
        if (i < 2) {
          assertThat(Cusp.derivative(Cusp.checkpoint(f)).applyAsDouble(2)).isEqualTo(slopes[i]);
        }
      }
    }
  }

  @Test
  void capturedObjectsMayBeOfOtherClasses() {
    Shape[] shapes = {new Square(), new Triangle(6), new Triangle(8), new Square()};
    double[] slopes = {4, 3, 4, 4};
    for (int i = 0; i < shapes.length; i++) {
      Shape shape = shapes[i];
      Scalar f = x -> shape.area(x);
      assertThat(Cusp.derivative(f).applyAsDouble(2)).isEqualTo(slopes[i]);
    }
  }

  @Test
  void derivativesOfAllOrdersAndRowsShareCode() {
    for (int k = 1; k < 4; k++) {
      int factor = k;
      Scalar f = x -> factor * x * x * x;
      assertThat(Cusp.derivative(f).applyAsDouble(2)).isEqualTo(12 * k);
      assertThat(Cusp.derivative(Cusp.derivative(f)).applyAsDouble(2)).isEqualTo(12 * k);
      assertThat(Cusp.stabilized(f).applyAsDouble(2)).isEqualTo(8 * k);
      assertThat(Cusp.derivative(Cusp.stabilized(f)).applyAsDouble(2)).isEqualTo(12 * k);
      double[][] rows = new double[2][2];
      Cusp.jacobianInto(x -> new double[] {factor * x[0], x[0] * x[1]})
          .rows(new double[] {5, 7}, rows);
      assertThat(rows).isDeepEqualTo(new double[][] {{k, 0}, {7, 5}});
    }
  }
}
