package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.rules.RuleBook;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients by a few numbers, by forward mode. */
final class AxesTest {
  static double recurrence(double[] p) {
    double x = p[0];
    double a = p[1];
    double b = p[3];
    double sum = 0;
    for (int i = 0; i < 20; i++) {
      x = x < 0.5 ? x + a * (1 - x) : b * x - 0.1 * Math.sin(x);
      sum += x * x;
    }
    return sum;
  }

  static double mixed(double a, double[] p, double b) {
    double x = a;
    double c = p[2];
    for (int i = 0; i < 10; i++) {
      x = Math.sin(b * x) + c;
    }
    return x * p[0];
  }

  static double sometimes(double[] p) {
    double x = p[0];
    for (int i = 0; i < 10; i++) {
      x = Math.sin(x);
      if (x > 5) {
        x *= p[1];
      }
    }
    return x;
  }

  static double five(double[] p) {
    double x = p[0] + p[1] + p[2] + p[3];
    for (int i = 0; i < 10; i++) {
      x = Math.sin(x) * p[4];
    }
    return x;
  }

  static double asLongAsItIs(double[] p) {
    double x = p[0];
    for (int i = 0; i < p.length; i++) {
      x = Math.sin(x) * p[i];
    }
    return x;
  }

  private static boolean isForward(String name, Integer... wrt) {
    Method m =
        Arrays.stream(AxesTest.class.getDeclaredMethods())
            .filter(x -> x.getName().equals(name))
            .findFirst()
            .orElseThrow();
    Compiled compiled = new Compiled(m, RuleBook.standard(), true, Compiled.AtTie.IGNORE, 0);
    Set<Integer> active = Set.of(wrt);
    var f = compiled.func(new Object[m.getParameterCount()]);
    Jvp.Result jvp = Derivatives.linearize(f, active, compiled.calls());
    var vjp = Derivatives.vjp(jvp, true);
    return Axes.gradient(f, jvp, vjp, active, compiled.calls()) != null;
  }

  @Test
  void onlyWhereTheInputsAreFewAndTheirPlacesKnown() {
    assertThat(isForward("recurrence", 0)).isTrue();
    assertThat(isForward("mixed", 0, 1, 2)).isTrue();
    assertThat(isForward("mixed", 1)).isTrue();
    assertThat(isForward("sometimes", 0)).isFalse();
    assertThat(isForward("five", 0)).isFalse();
    assertThat(isForward("asLongAsItIs", 0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0.2, 0.7})
  void gradientsAreThoseOfReverseMode(double x) {
    double[] p = {x, 0.3, 5, 0.9, 7};
    Objective<double[]> f = AxesTest::recurrence;
    double[] byTangents = (double[]) Program.of(f).gradientsForward(null, p).gradients().getFirst();
    double[] g = new double[5];
    assertThat(Cusp.gradientInto(f).apply(p, g)).isEqualTo(recurrence(p));
    assertThat(g).containsExactly(byTangents, within(1e-13));
    assertThat(Cusp.gradient(f).apply(p)).containsExactly(g);

    Objective.Three<Double, double[], Double> mixed = AxesTest::mixed;
    Program program = Program.of((Object) mixed);
    double[] q = {1.5, 2, 0.25, 3};
    var reverse = program.gradients(null, x, q, 0.8).gradients();
    var forward = program.gradientsForward(null, x, q, 0.8).gradients();
    assertThat((Double) reverse.get(0)).isCloseTo((Double) forward.get(0), within(1e-13));
    assertThat((double[]) reverse.get(1)).containsExactly((double[]) forward.get(1), within(1e-13));
    assertThat((Double) reverse.get(2)).isCloseTo((Double) forward.get(2), within(1e-13));
  }

  @Test
  void whatIsNotReadNeedNotBeThere() {
    assertThat(Cusp.gradient(AxesTest::sometimes).apply(new double[] {0.5})).hasSize(1);
  }
}
