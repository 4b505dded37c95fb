package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.tree.Tree;
import org.junit.jupiter.api.Test;

/** Second derivatives by records of numbers, arrays and records. */
final class RecordHessianTest {
  record Inner(double[] c, double d) {}

  record Outer(double a, double[][] b, Inner inner, Inner[] more) {}

  private static double f(Outer x) {
    double sum = x.a() * x.a() * x.b()[0][1] + x.inner().c()[1] * x.inner().c()[1] * x.a();
    for (Inner each : x.more()) {
      sum += each.d() * each.d() * each.c()[0] * x.inner().d();
    }
    return sum;
  }

  private static final Outer X =
      new Outer(
          2,
          new double[][] {{3, 4}},
          new Inner(new double[] {1, 5}, 7),
          new Inner[] {new Inner(new double[] {6}, 8)});

  @Test
  void productsWithTheHessianAreItsColumns() {
    Program program = Program.of((Objective<Outer>) RecordHessianTest::f);
    double[][] hessian = program.hessian(null, X);
    // a, b, inner.c, inner.d, more.c, more.d
    assertThat(hessian[0]).containsExactly(8, 0, 4, 0, 10, 0, 0, 0);
    assertThat(hessian[7]).containsExactly(0, 0, 0, 0, 0, 96, 112, 84);
    for (int i = 0; i < 8; i++) {
      double[] unit = new double[8];
      unit[i] = 1;
      Object product = program.hvp(0, new Object[] {X}, Tree.unflatten(X, unit));
      assertThat(Tree.flatten(product)).isEqualTo(hessian[i]);
    }
  }
}
