package dev.cusp.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.ad.RuleCalls;
import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Verifier;
import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops over rows written out: the same results, and loops that have to stay. */
final class UnrollTest {
  private static double[] up(double[][] rows, int n) {
    double[] y = new double[3 * n];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < 3; a++) {
        y[3 * i + a] = 2 * rows[a][i];
      }
    }
    return y;
  }

  private static double[] down(double[][] rows, int n) {
    double[] y = new double[4];
    double before = n;
    int a = 6;
    for (; a >= 0; a -= 2) {
      double now = rows[a][a];
      y[a / 2] = now - before;
      before = now;
    }
    y[0] += before + a;
    return y;
  }

  private static double[] never(double[][] rows, int n) {
    double[] y = {n};
    for (int a = 3; a < 3; a++) {
      y[0] += rows[a][0];
    }
    return y;
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "never"})
  void itsRoundsInARow(String name) throws ReflectiveOperationException {
    Func f = lifted(name);
    Func straight = Unroll.small(f);
    Verifier.verify(straight);
    assertThat(loops(straight.body())).isEqualTo(loops(f.body()) - 1);
    double[][] rows = new double[8][8];
    for (int i = 0; i < 8; i++) {
      Arrays.setAll(rows[i], j -> Math.sin(10.0 * j));
      rows[i][i] += i;
    }
    for (int n = 0; n < 5; n++) {
      assertThat(Interpreter.run(straight, rows, n)[0])
          .isEqualTo(Interpreter.run(f, rows, n)[0])
          .isEqualTo(method(name).invoke(null, rows, n));
    }
  }

  private static double[] five(double[][] rows, int n) {
    double[] y = new double[5];
    for (int a = 0; a < 5; a++) {
      y[a] = rows[a][n];
    }
    return y;
  }

  private static double[] some(double[][] rows, int n) {
    double[] y = new double[5];
    for (int a = 0; a < n; a++) {
      y[a] = rows[a][n];
    }
    return y;
  }

  private static double[] endless(double[][] rows, int n) {
    double[] y = new double[5];
    for (int a = 1; a != 4; a += 2) {
      y[a] = rows[a][n];
    }
    return y;
  }

  private static double[] left(double[][] rows, int n) {
    double[] y = new double[5];
    for (int a = 0; a < 3; a++) {
      if (rows[a][n] > 1) {
        break;
      }
      y[a] = 1;
    }
    return y;
  }

  @ParameterizedTest
  @ValueSource(strings = {"five", "some", "endless", "left"})
  void isNotKnownToEndSoon(String name) throws ReflectiveOperationException {
    Func f = lifted(name);
    assertThat(loops(Unroll.small(f).body())).isEqualTo(loops(f.body()));
  }

  private static double[] flat(double[][] rows, int n) {
    double[] y = new double[n];
    double[] row = rows[n];
    for (int a = 0; a < 3; a++) {
      y[a] = row[a];
    }
    return y;
  }

  @Test
  void onlyLoopsOverRows() throws ReflectiveOperationException {
    Func f = lifted("flat");
    assertThat(loops(Unroll.small(f).body())).isEqualTo(1);
  }

  private static int loops(Region r) {
    int loops = 0;
    for (Stmt s : r.body()) {
      loops += s.op() instanceof Op.Loop ? 1 : 0;
      loops += s.regions().stream().mapToInt(UnrollTest::loops).sum();
    }
    return loops;
  }

  private static Method method(String name) throws ReflectiveOperationException {
    return UnrollTest.class.getDeclaredMethod(name, double[][].class, int.class);
  }

  private static Func lifted(String name) throws ReflectiveOperationException {
    RuleCalls calls = new RuleCalls(RuleBook.standard(), UnrollTest.class.getClassLoader());
    return DeadCode.remove(new Lift(calls).method(method(name)));
  }
}
