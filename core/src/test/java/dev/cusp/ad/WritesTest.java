package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Function;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.Scalar;
import dev.cusp.check.CheckGradients;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs that write to their arguments: numbers, rows and objects, some of them shared. */
final class WritesTest {
  /** Sums of a few terms, in another order. */
  private static final double ROUNDING = 1e-14;

  static final class Body {
    double x;
    double v;

    Body() {}

    Body(double x) {
      this.x = x;
    }
  }

  record Spring(Body a, Body b, double stiffness) {}

  record World(Body[] bodies, Spring[] springs) {}

  static double energy(World w) {
    for (int t = 0; t < 10; t++) {
      for (Spring s : w.springs) {
        double force = s.stiffness * (s.b.x - s.a.x - 1);
        s.a.v += 0.1 * force;
        s.b.v -= 0.1 * force;
      }
      for (Body b : w.bodies) {
        b.x += 0.1 * b.v;
      }
    }
    double sum = 0;
    for (Body b : w.bodies) {
      sum += b.x * b.x + b.v * b.v * Math.sin(b.x);
    }
    return sum;
  }

  @Test
  void anObjectMayBeReachedInSeveralWays() {
    Body[] bodies = {new Body(0), new Body(1.1), new Body(4.4)};
    Spring[] springs = {
      new Spring(bodies[0], bodies[1], 0.7), new Spring(bodies[1], bodies[2], 0.9)
    };
    var report =
        CheckGradients.of(Program.of((Objective<World>) WritesTest::energy))
            .check(new World(bodies, springs));
    assertThat(report.agrees()).as(report.toString()).isTrue();
    assertThat(bodies[1].v).isEqualTo(0);
  }

  static class Ball extends Shape {}

  static class Shape {
    double size;
  }

  record Pair(Ball ball, Shape shape) {}

  static double grown(Pair p) {
    p.ball.size *= p.ball.size;
    return p.shape.size * p.ball.size;
  }

  @Test
  void alsoByFieldsOfDifferentTypes() {
    Ball ball = new Ball();
    ball.size = 3;
    Pair gradient =
        (Pair)
            Program.of((Objective<Pair>) WritesTest::grown)
                .gradients(null, new Pair(ball, ball))
                .gradients()
                .getFirst();
    assertThat(gradient.ball().size).isEqualTo(4 * 27); // of its fourth power
  }

  record Two(double[] a, double[] b) {}

  static double twice(Two t) {
    double before = t.b[0];
    t.a[0] = 2;
    return before * t.b[0];
  }

  static double both(Two t, double[] b) {
    t.a[0] = 2;
    return b[0] * t.b[0];
  }

  static double ends(double[] a, double[] b) {
    a[0] = 3 * b[0];
    return a[0];
  }

  static double square(Two t, double x) {
    t.a[0] = x;
    return t.b[0] * t.b[0];
  }

  @Test
  void anArrayThatIsWrittenToMustHaveOneName() {
    double[] x = {1, 2};
    Two shared = new Two(x, x);
    Program twice = Program.of((Objective<Two>) WritesTest::twice);
    assertThatThrownBy(() -> twice.gradients(null, shared))
        .isInstanceOf(DerivativeException.class)
        .hasMessageStartingWith(
            "t.a is written to, and is the same object as t.b; pass a copy, at WritesTest.java:")
        .hasMessageEndingWith(" in twice");
    Two apart = new Two(x, new double[] {5});
    assertThat(((Two) twice.gradients(null, apart).gradients().getFirst()).b()).containsExactly(10);
    assertThatThrownBy(() ->
            Program.of((Objective.Two<Two, double[]>) WritesTest::both).gradients(null, apart, x))
        .hasMessageStartingWith("t.a is written to, and is the same object as b; pass a copy");
    assertThatThrownBy(() ->
            Program.of((Objective.Two<double[], double[]>) WritesTest::ends).gradients(null, x, x))
        .hasMessageStartingWith("a is written to, and is the same object as b; pass a copy");
    Scalar captures = v -> square(shared, v);
    assertThatThrownBy(() -> Program.of(captures).gradients(null, 3.0))
        .hasMessageStartingWith("shared.a is written to, and is the same object as shared.b");
    assertThat(x).containsExactly(1, 2);
  }

  static double determinant(double[][] m) {
    double product = 1;
    for (int k = 0; k < m.length; k++) {
      int pivot = k;
      for (int i = k + 1; i < m.length; i++) {
        pivot = Math.abs(m[i][k]) > Math.abs(m[pivot][k]) ? i : pivot;
      }
      if (pivot != k) {
        double[] row = m[pivot];
        m[pivot] = m[k];
        m[k] = row;
        product = -product;
      }
      for (int i = k + 1; i < m.length; i++) {
        double factor = m[i][k] / m[k][k];
        for (int j = k; j < m.length; j++) {
          m[i][j] -= factor * m[k][j];
        }
      }
      product *= m[k][k];
    }
    return product;
  }

  @Test
  void rowsThatAreExchangedHaveTheirGradientsWhereTheyWere() {
    Program program = Program.of((Objective<double[][]>) WritesTest::determinant);
    double[][] m = {{0.1, 2, 3}, {4, 5, 6}, {7, 8, 10}};
    double[][] bar = (double[][]) program.gradients(null, (Object) m).gradients().getFirst();
    double[][] cofactors = {{2, 2, -3}, {4, -20, 13.2}, {-3, 11.4, -7.5}};
    for (int i = 0; i < 3; i++) {
      assertThat(bar[i]).containsExactly(cofactors[i], within(100 * ROUNDING));
    }
    assertThat(m[0][0]).isEqualTo(0.1);
  }

  static double exchanged(double[][] m) {
    double[] row = m[0];
    m[0] = m[1];
    m[1] = row;
    m[0][0] *= 2;
    return m[0][0] * m[0][0] * m[1][1] + m[0][1];
  }

  static double[] exchangedRows(double[][] m) {
    double value = exchanged(m);
    return new double[] {value, value * m[0][1], m[1][0]};
  }

  @Test
  void soDoSecondDerivativesAndJacobians() {
    double[][] m = {{0.3, 0.4}, {0.5, 0.7}};
    Function<double[][], double[]> rows = WritesTest::exchangedRows;
    var jacobian = CheckGradients.of(Program.of(rows)).check((Object) m);
    assertThat(jacobian.agrees()).as(jacobian.toString()).isTrue();
    // 4 m10^2 m01 + m11
    var along = new double[][] {{0, 0}, {1, 0}};
    double[][] product =
        (double[][])
            Program.of((Objective<double[][]>) WritesTest::exchanged)
                .hvp(0, new Object[] {m}, along);
    assertThat(product[0]).containsExactly(new double[] {0, 8 * 0.5}, within(ROUNDING));
    assertThat(product[1]).containsExactly(new double[] {8 * 0.4, 0}, within(ROUNDING));
  }

  static double tied(double[][] m) {
    return exchanged(m) + Math.abs(m[0][1]);
  }

  /** The tangents that the first run has written to are not those of the run along the ray. */
  @Test
  void tiesAreMetBeforeAnythingIsWritten() {
    double[][] m = {{0.3, 0.4}, {0.5, 0}};
    Program program = Program.of((Objective<double[][]>) WritesTest::tied);
    List<Object> reverse = program.gradients(null, (Object) m).gradients();
    List<Object> forward = program.gradientsForward(null, (Object) m).gradients();
    double[][] bar = (double[][]) reverse.getFirst();
    assertThat(bar[0]).containsExactly(new double[] {0, 4 * 0.25}, within(ROUNDING));
    assertThat(bar[1][0]).isCloseTo(8 * 0.5 * 0.4, within(ROUNDING));
    assertThat(bar[1][1]).isIn(0.0, 2.0);
    assertThat((double[][]) forward.getFirst()).isDeepEqualTo(bar);
  }
}
