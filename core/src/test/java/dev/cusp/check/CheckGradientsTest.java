package dev.cusp.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.Program;
import dev.cusp.check.Entry.Verdict;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CheckGradientsTest {
  record Circle(double x, double y, int n, double[] weights) {}

  static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double t = x[i + 1] - x[i] * x[i];
      sum += 100 * t * t + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
  }

  static double overwrites(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[0] = Math.sin(x[0]) + x[1];
    }
    return x[0] * x[0];
  }

  static double[] polar(double r, double angle) {
    return new double[] {r * Math.cos(angle), r * Math.sin(angle)};
  }

  static double ofRecord(Circle c) {
    return c.x() * c.n() + Math.exp(c.y()) * c.weights()[1];
  }

  static double abs(double x) {
    return Math.abs(x);
  }

  static float inFloats(float x, float y) {
    return x * y + x / y;
  }

  @Test
  void rightDerivativesPass() {
    assertThat(check("rosenbrock", new double[] {-1.2, 1, 0.3}).agrees()).isTrue();
    assertThat(check("polar", 2.0, 0.7).agrees()).isTrue();
    assertThat(check("ofRecord", new Circle(1, 2, 3, new double[] {4, 5})).agrees()).isTrue();
    assertThat(check("inFloats", 1.5f, 3f).agrees()).isTrue();
  }

  @Test
  void theArgumentsAreLeftAlone() {
    double[] x = {0.4, 0.2};
    assertThat(check("overwrites", x, 5).agrees()).isTrue();
    assertThat(x).containsExactly(0.4, 0.2);
  }

  @Test
  void everyInputIsNamed() {
    assertThat(check("ofRecord", new Circle(1, 2, 3, new double[] {4, 5})).entries())
        .extracting(Entry::name)
        .containsExactly(
            "c.x", "c.y", "c.weights[0]", "c.weights[1]", "all, along a random direction");
    assertThat(check("polar", 2.0, 0.7).entries().getFirst().name()).isEqualTo("[0] by r");
  }

  @Test
  void aKinkIsCalledOne() {
    Report report = check("abs", 0.0);
    assertThat(report.agrees()).isTrue();
    assertThat(report.entries().getFirst().verdict()).isEqualTo(Verdict.KINK);
    assertThat(report.toString()).contains("slope -1.0 to the left, 1.0 to the right");
  }

  static double above(double x) {
    if (x < 0) {
      throw new IllegalArgumentException("below 0");
    }
    return Math.sqrt(x) * x;
  }

  @Test
  void aDomainMayEndNearBy() {
    assertThat(check("above", 0.0625).agrees()).isTrue(); // the first steps lead out of it
  }

  @Test
  void ofManyInputsASampleIsTaken() {
    double[] x = new double[1000];
    Arrays.setAll(x, i -> Math.sin(i));
    Report report = check("rosenbrock", x);
    assertThat(report.agrees()).isTrue();
    assertThat(report.entries()).hasSize(201);
    assertThat(report.toString()).contains("and 177 more that agree");
  }

  private static Report check(String name, Object... arguments) {
    Method method =
        Arrays.stream(CheckGradientsTest.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return CheckGradients.of(Program.of(method)).check(arguments);
  }
}
