package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Function;
import dev.cusp.JacobianInto;
import dev.cusp.Objective;
import dev.cusp.Program;
import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Printer;
import dev.cusp.ir.RandomFunc;
import dev.cusp.ir.Verifier;
import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import dev.cusp.tree.Tree;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program run once and pushed along many directions, against forward mode along each. */
final class LinearizedTest {
  /** Factors in a row are multiplied in another order. */
  private static final double ROUNDING = 1e-12;

  /** The same where some of them are floats. */
  private static final double FLOAT_ROUNDING = 3e-6;

  private static final int DIRECTIONS = 3;

  private static final RuleCalls CALLS =
      new RuleCalls(RuleBook.standard(), LinearizedTest.class.getClassLoader());

  static Stream<Method> programs() {
    return CorpusTest.programs();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void isForwardModeAlongEach(Method m) {
    Func f = Derivatives.prepare(new Lift(CALLS).method(m));
    Jvp.Result linearized = Derivatives.linearized(f, Set.of(0), CALLS);
    if (linearized == null) {
      return; // recursion, checkpoints, and results that depend on nothing
    }
    Verifier.verify(linearized.func());
    Jvp.Result jvp = Derivatives.jvp(f, Set.of(0), CALLS, 1);
    double[] x = {0.3, -0.5, 1.2, 0.7};
    Random random = new Random(1);
    Object[] dots = new Object[DIRECTIONS];
    for (int w = 0; w < DIRECTIONS; w++) {
      dots[w] = w == 0 ? new double[] {0, 0, 1, 0} : random.doubles(4, -1, 1).toArray();
    }
    Object[] out = new Object[DIRECTIONS];
    Object[] shadows = Arrays.stream(dots).map(d -> ((double[]) d).clone()).toArray();
    Object value = Interpreter.run(linearized.func(), x.clone(), shadows, null, out)[0];
    for (int w = 0; w < DIRECTIONS; w++) {
      Object[] expected = Interpreter.run(jvp.func(), x.clone(), ((double[]) dots[w]).clone());
      assertThat(value).isEqualTo(expected[0]);
      double tangent = ((Number) expected[1]).doubleValue();
      assertThat((Double) out[w]).isCloseTo(tangent, within(ROUNDING * (1 + Math.abs(tangent))));
    }
  }

  @Test
  void mostOfTheCorpusAllowsIt() {
    long all = programs().count();
    long possible =
        programs()
            .map(m -> Derivatives.prepare(new Lift(CALLS).method(m)))
            .filter(f -> Derivatives.linearized(f, Set.of(0), CALLS) != null)
            .count();
    assertThat(possible).isGreaterThan(all * 3 / 4);
  }

  @Test
  void isForwardModeOfRandomPrograms() {
    int compared = 0;
    for (long seed = 80_000; seed < 80_300; seed++) {
      Func f =
          Derivatives.prepare(RandomFunc.of(seed, 8 + (int) (seed % 40), LinearizedTest.class));
      Jvp.Result jvp = Derivatives.jvp(f, Set.of(0, 1, 3), CALLS, 1);
      Jvp.Result linearized = Derivatives.linearized(f, Set.of(0, 1, 3), CALLS);
      if (linearized == null) {
        continue;
      }
      Verifier.verify(linearized.func());
      Random random = new Random(seed);
      Object[] args = {
        random.nextDouble() * 4 - 2,
        random.nextDouble() * 4 - 1.5,
        random.nextInt(9),
        random.doubles(8, -3, 3).toArray(),
        random.ints(8, -4, 12).toArray()
      };
      double[][] dots = new double[DIRECTIONS][];
      for (int w = 0; w < DIRECTIONS; w++) {
        dots[w] = random.doubles(10, -1, 1).toArray();
        for (int i = 0; w > 0 && i < 10; i++) {
          dots[w][i] = random.nextInt(w + 2) == 0 ? dots[w][i] : 0; // zeros are left out
        }
      }
      Object[] out = new Object[DIRECTIONS];
      Object[] found = outcome(linearized.func(), with(args, given(linearized, dots), out));
      for (int w = 0; w < DIRECTIONS; w++) {
        List<Object> along = new ArrayList<>();
        for (int p : jvp.activeParams()) {
          along.add(p == 3 ? Arrays.copyOfRange(dots[w], 2, 10) : (Object) dots[w][p]);
        }
        Object[] expected = outcome(jvp.func(), with(args, along.toArray()));
        assertThat(found[0]).as("seed %d%n%s", seed, Printer.print(f)).isEqualTo(expected[0]);
        if (expected.length > 1 && Double.isFinite((Double) expected[1])) {
          compared++;
          double tangent = (Double) expected[1];
          assertThat((Double) out[w])
              .as("seed %d%n%s%s", seed, Printer.print(f), Printer.print(linearized.func()))
              .isCloseTo(tangent, within(FLOAT_ROUNDING * (1 + Math.abs(tangent))));
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  /** Shadows and numbers, of each parameter in all directions. */
  private static Object[] given(Jvp.Result linearized, double[][] dots) {
    List<Object> shadows = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (int p : linearized.activeParams()) {
      for (double[] dot : dots) {
        if (p == 3) {
          shadows.add(Arrays.copyOfRange(dot, 2, 10));
        } else {
          numbers.add(dot[p]);
        }
      }
    }
    return new Object[] {shadows.toArray(), numbers.stream().mapToDouble(d -> d).toArray()};
  }

  private static Object[] with(Object[] args, Object[] more, Object... last) {
    List<Object> all = new ArrayList<>();
    for (Object arg : args) {
      all.add(arg instanceof double[] a ? a.clone() : arg instanceof int[] k ? k.clone() : arg);
    }
    all.addAll(Arrays.asList(more));
    if (last.length > 0) {
      all.add(last);
    }
    return all.toArray();
  }

  /** Results, or the class of the exception. */
  private static Object[] outcome(Func f, Object[] args) {
    try {
      return Interpreter.run(f, args);
    } catch (RuntimeException e) {
      return new Object[] {e.getClass()};
    }
  }

  /** Rows that are made, exchanged, kept over rounds, and handed back; zeros on the way. */
  private static double[] rows(double[] x) {
    double[][] rows = new double[3][x.length];
    double[][] links = new double[4][];
    for (int i = 0; i < 4; i++) {
      double[] fresh = new double[3];
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          fresh[j] += x[3 * i + k] * Math.sin(x[k] + j);
        }
      }
      links[i] = i % 2 == 0 ? fresh : links[i - 1];
      rows[i % 3][i] += fresh[0] * links[i][1];
    }
    double[] kept = rows[0];
    rows[0] = rows[1];
    rows[1] = kept;
    for (int i = 0; i < x.length; i++) {
      rows[1][i] += rows[0][(i + 1) % x.length] * x[i];
    }
    rows[1][0] += links[3][2];
    return rows[1];
  }

  /** A chain of joints, most of which no single angle moves; every third is bent afterwards. */
  private static double[] chain(double[] x) {
    double[][] joints = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double s = Math.sin(x[i]);
      double c = Math.cos(x[i]);
      double[] turn = {c, -s, s, c};
      double[] joint = turn;
      if (i % 4 > 0) {
        double[] before = joints[i - 1];
        joint = new double[4];
        for (int k = 0; k < 4; k += 2) {
          for (int j = 0; j < 2; j++) {
            joint[k + j] = before[k] * turn[j] + before[k + 1] * turn[2 + j];
          }
          joint[k] += before[k];
        }
      }
      joints[i] = joint;
      if (i % 3 == 2) {
        joints[i - 1][1] += x[i] * x[0];
      }
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double[] joint = joints[(i + 1) % x.length];
      y[i] = joint[0] + 2 * joint[1] + joint[2] * joint[3];
    }
    return y;
  }

  /** The same without the afterthought: what is not bent is not computed. */
  private static double[] rigid(double[] x) {
    double[][] joints = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double s = Math.sin(x[i]);
      double c = Math.cos(x[i]);
      double[] turn = {c, -s, s, c};
      double[] joint = turn;
      if (i % 4 > 0) {
        double[] before = joints[i - 1];
        joint = new double[4];
        for (int k = 0; k < 4; k += 2) {
          for (int j = 0; j < 2; j++) {
            joint[k + j] = before[k] * turn[j] + before[k + 1] * turn[2 + j];
          }
          joint[k] += before[k];
        }
      }
      joints[i] = joint;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double[] joint = joints[(i + 1) % x.length];
      y[i] = joint[0] + 2 * joint[1] + joint[2] * joint[3];
    }
    return y;
  }

  @Test
  void arraysOfZerosAreNotMadeUnlessTheyAreWrittenTo() {
    assertThat(Printer.print(linearized("rigid"))).contains("Zeros.zeros");
    agree(LinearizedTest::rigid);
    agree(LinearizedTest::chain);
  }

  /**
   * Arrays that loops overwrite: all but the last element or row, row by row, one after another.
   */
  private static double[] filled(double[] x) {
    double[] most = new double[x.length];
    for (int i = 0; i < x.length - 1; i++) {
      most[i] = x[i] * x[i + 1];
    }
    double[][] table = new double[4][3];
    for (int i = 0; i < 3; i++) {
      double[] row = table[i];
      for (int j = 0; j < row.length; j++) {
        row[j] = most[i + 3 * j] * x[j];
      }
    }
    table[3][1] += most[2];
    double[] flat = new double[13];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 3; j++) {
        flat[3 * i + j] = table[i][j] + most[11 - i] + Math.sin(x[j]);
      }
    }
    flat[12] += x[3];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = flat[i] * flat[i + 1];
    }
    return y;
  }

  @Test
  void overwrittenArraysAreNotCleared() {
    String text = Printer.print(linearized("filled"));
    assertThat(text).contains("Zeros.room").doesNotContain("Zeros.place");
    agree(LinearizedTest::filled);
  }

  /**
   * Places in triangles, axis by axis as rows: their corners move along with most entries, their
   * weights along the first two.
   */
  private static double[] places(double[] x) {
    double[][] corners = new double[3][7];
    for (int a = 0; a < 3; a++) {
      double[] row = corners[a];
      for (int v = 0; v < row.length; v++) {
        row[v] = x[(v + 5 * a) % 10 + 2] * Math.sin(v + a);
      }
    }
    double[] weights = new double[8];
    for (int i = 0; i < 4; i++) {
      weights[2 * i] = 0.1 * i + x[0];
      weights[2 * i + 1] = 0.2 - x[1] * i;
    }
    double[] y = new double[12];
    for (int i = 0; i < 4; i++) {
      double u = weights[2 * i];
      double v = weights[2 * i + 1];
      for (int a = 0; a < 3; a++) {
        double place =
            u * corners[a][i] + v * corners[a][(2 * i) % 7] + (1 - u - v) * corners[a][6 - i];
        y[3 * i + a] = x[4 + a] - place;
      }
    }
    return y;
  }

  /** The same where a row is exchanged on the way, and where the weights are in the result. */
  private static double[] moved(double[] x) {
    double[][] corners = new double[3][7];
    double[] spare = new double[7];
    for (int v = 0; v < 7; v++) {
      for (int a = 0; a < 3; a++) {
        corners[a][v] = x[v + a] * x[0];
      }
      spare[v] = x[v] * x[v];
    }
    double[] y = new double[12];
    y[11] = x[1];
    for (int i = 0; i < 4; i++) {
      for (int a = 0; a < 3; a++) {
        double u = y[(3 * i + a + 11) % 12];
        y[3 * i + a] += u * corners[a][i] + (1 - u) * corners[a][i + 2] - u * x[a] * x[a + 3];
      }
      double[] first = corners[i % 3];
      corners[i % 3] = spare;
      spare = first;
    }
    return y;
  }

  @Test
  void rowsAreFoundAheadOfALoop() {
    Func f = linearized("places");
    assertThat(Printer.print(f)).contains("Zeros.room").contains("Zeros.hasNonzero");
    agree(LinearizedTest::places);
    agree(LinearizedTest::moved);
  }

  private static Func linearized(String method) {
    Method m =
        Arrays.stream(LinearizedTest.class.getDeclaredMethods())
            .filter(candidate -> candidate.getName().equals(method))
            .findFirst()
            .orElseThrow();
    return Derivatives.linearized(Derivatives.prepare(new Lift(CALLS).method(m)), Set.of(0), CALLS)
        .func();
  }

  private static double[] scaled(double[] x) {
    double norm = 0;
    for (double v : x) {
      norm += v * v;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] / Math.sqrt(norm);
    }
    return y;
  }

  /** Longer than residual memory may be. */
  private static double[] endless(double[] x) {
    double[] y = x.clone();
    for (int k = 0; k < 1_000_000; k++) {
      y[k % y.length] = Math.sin(y[k % y.length]) + 1e-7 * Math.cos(y[0]);
    }
    return y;
  }

  @Test
  void columnsAreRowsTransposed() {
    agree(LinearizedTest::rows);
    agree(LinearizedTest::scaled);
    agree(LinearizedTest::endless);
  }

  /**
   * A skin on three bones, two of which follow an angle each, and the skin turned and moved, as
   * rows: most entries move no bone, some nothing but all of the skin along one axis.
   */
  private static double[] skin(double[] x) {
    int n = x.length;
    double[][] bones = new double[3][];
    for (int b = 0; b < 3; b++) {
      bones[b] = new double[] {Math.cos(x[b]), Math.sin(x[b]), 1, 0.5, b, 0.1};
    }
    double[][] skin = new double[3][n];
    for (int b = 0; b < 3; b++) {
      for (int a = 0; a < 3; a++) {
        double[] out = skin[a];
        double t = bones[b][2 * a];
        double shift = bones[b][2 * a + 1];
        for (int v = 0; v < out.length; v++) {
          out[v] += (v % 3 == b ? 0.7 : 0.1) * (t * v + shift);
        }
      }
    }
    double[] turn = {x[3], -x[4], x[4], x[3]};
    double[][] moved = new double[2][n];
    for (int a = 0; a < 2; a++) {
      double[] out = moved[a];
      for (int v = 0; v < n - 1; v++) {
        out[v] = turn[2 * a] * skin[0][v] + turn[2 * a + 1] * skin[1][v] + skin[2][v] + x[5 + a];
      }
    }
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = moved[i % 2][i] * moved[1][n - 1 - i];
    }
    return y;
  }

  @Test
  void arraysThatAreTheSameInEveryRunBeginWithZeros() {
    assertThat(Printer.print(linearized("skin"))).contains("Tape.grid");
    agree(LinearizedTest::skin);
  }

  private static void agree(Function<double[], double[]> f) {
    JacobianInto jacobian = Cusp.jacobianInto(f);
    for (int time = 0; time < 2; time++) {
      double[] x = new Random(2 + time).doubles(12, 0.2, 1.5).toArray();
      double[][] columns = new double[12][12];
      double[][] rows = new double[12][12];
      jacobian.rows(x, rows);
      assertThat(jacobian.columns(x, columns)).isEqualTo(f.apply(x));
      for (int i = 0; i < 12; i++) {
        for (int j = 0; j < 12; j++) {
          assertThat(columns[j][i]).isCloseTo(rows[i][j], within(1e-12));
        }
      }
    }
  }

  private static double[] kinks(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.abs(x[i]) * x[0] + Math.max(x[i], 0) - Math.max(-x[i], 0);
    }
    return y;
  }

  @Test
  void atKinksAnElementOfTheGeneralizedJacobian() {
    double[] x = new double[12];
    x[1] = 2;
    JacobianInto jacobian = Cusp.jacobianInto(LinearizedTest::kinks);
    double[][] columns = new double[12][12];
    jacobian.columns(x, columns);
    for (int i = 0; i < 12; i++) {
      assertThat(columns[i][i]).isCloseTo(1, within(1e-15));
    }
    assertThat(columns[0][1]).isCloseTo(2, within(1e-15));
  }

  private record Body(double mass, double[] place, float[] speed) {}

  private record System(Body sun, Body planet, double gravity) {}

  private static double action(System s) {
    double[] offset = s.planet().place().clone();
    double kinetic = 0;
    double squared = 0;
    for (int i = 0; i < 2; i++) {
      offset[i] -= s.sun().place()[i];
      kinetic += 0.5 * s.planet().mass() * s.planet().speed()[i] * s.planet().speed()[i];
      squared += offset[i] * offset[i];
    }
    return kinetic + s.gravity() * s.sun().mass() * s.planet().mass() / Math.sqrt(squared);
  }

  @Test
  void alongTheNumbersOfRecords() {
    System s =
        new System(
            new Body(3, new double[] {0.1, 0.2}, new float[] {0, 0}),
            new Body(0.5, new double[] {1, -1}, new float[] {0.25f, 0.5f}),
            2);
    Program program = Program.of((Objective<System>) LinearizedTest::action);
    System forward = (System) program.gradientsForward(null, s).gradients().getFirst();
    System reverse = (System) program.gradients(null, s).gradients().getFirst();
    assertThat(Tree.flatten(forward)).containsExactly(Tree.flatten(reverse), within(1e-6));
    assertThat(forward.planet().place()[0]).isNotZero();
  }
}
