package dev.cusp.ad.nonsmooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.NonsmoothException;
import dev.cusp.ad.RuleCalls;
import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import dev.cusp.runtime.Shadow;
import dev.cusp.runtime.Shadows;
import dev.cusp.tree.Copy;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs followed along rays: the answers are elements of the B-subdifferential. */
class GermRunTest {
  private static final int DIRECTIONS = 20;

  static Stream<Method> programs() {
    return Stream.of(Kinks.class, Singularities.class)
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> m.isAnnotationPresent(Kink.class));
  }

  static Func lift(Method m) {
    ClassLoader loader = m.getDeclaringClass().getClassLoader();
    return new Lift(new RuleCalls(RuleBook.standard(), loader)).method(m);
  }

  static double[] gradient(Func f, double[] x, long seed) {
    Object direction = Rays.fill(new double[x.length], seed);
    return (double[]) gradient(f, new Object[] {x}, new Object[] {direction}).derivatives()[0];
  }

  /** Of a function whose result is a number. */
  private static GermRun.Result gradient(Func f, Object[] args, Object[] directions) {
    Object[] copies = Arrays.stream(args).map(Copy::of).toArray();
    double own = ((Number) Interpreter.run(f, copies)[0]).doubleValue();
    return gradient(f, args, directions, own);
  }

  private static GermRun.Result gradient(Func f, Object[] args, Object[] directions, double own) {
    return GermRun.gradient(f, args, directions, new double[] {own}, new double[] {1});
  }

  @ParameterizedTest
  @MethodSource("programs")
  void derivativesAlongRays(Method m) {
    Kink kink = m.getAnnotation(Kink.class);
    Func f = lift(m);
    for (int seed = 0; seed < DIRECTIONS; seed++) {
      long s = seed;
      if (kink.refused().length > 0) {
        NonsmoothException refusal =
            catchThrowableOfType(NonsmoothException.class, () -> gradient(f, kink.at().clone(), s));
        assertThat(refusal).as("seed %d", s).isNotNull();
        assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kink.refused()[0]);
        assertThat(refusal).hasMessageContaining("Singularities.java:");
      } else {
        double[] found = gradient(f, kink.at().clone(), s);
        assertThat(distance(found, kink.answers()))
            .as("seed %d: %s", s, Arrays.toString(found))
            .isLessThan(1e-12);
      }
    }
  }

  /** Distance to the nearest of several vectors. */
  private static double distance(double[] found, double[] answers) {
    int n = found.length;
    return IntStream.range(0, answers.length / n)
        .mapToDouble(k ->
            IntStream.range(0, n)
                .mapToDouble(i -> Math.abs(found[i] - answers[k * n + i]))
                .max()
                .orElse(0))
        .min()
        .orElseThrow();
  }

  private static Func lift(String name, Class<?>... types) {
    try {
      return lift(Shapes.class.getDeclaredMethod(name, types));
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void derivativesHaveTheStructureOfTheDirections() {
    Shapes.Segment segment = new Shapes.Segment(new Shapes.Point(1, 2), new Shapes.Point(1, 2), 3);
    Func f = lift("length", Shapes.Segment.class);
    Object direction = Rays.fill(Shadows.zeroLike(segment), 5);
    GermRun.Result result = gradient(f, new Object[] {segment}, new Object[] {direction});
    Shadow bar = (Shadow) result.derivatives()[0];
    Shadow from = (Shadow) bar.r[0];
    Shadow to = (Shadow) bar.r[1];
    assertThat(result.value()).isEqualTo(0);
    assertThat(Math.hypot(from.d[0], from.d[1])).isCloseTo(3, within(1e-14));
    assertThat(to.d).containsExactly(-from.d[0], -from.d[1]);
    assertThat(bar.d[0]).isEqualTo(0);
  }

  @Test
  void numbersMatricesAndConstants() {
    Func f = lift("mixed", double.class, double[][].class, float.class, int[].class);
    double[][] matrix = {{1, 1}, {0, 2}};
    Object[] args = {0.0, matrix, 2f, new int[] {1, 0}};
    Object[] directions = {
      Rays.fill(0.0, 1), Rays.fill(Shadows.zeroLike(matrix), 2), Rays.fill(0.0, 3), null
    };
    GermRun.Result result = gradient(f, args, directions);
    assertThat(result.value()).isEqualTo(4.0);
    assertThat(Math.abs((double) result.derivatives()[0])).isEqualTo(1);
    double[][] bar = (double[][]) result.derivatives()[1];
    assertThat(bar[0][0] + bar[0][1]).isEqualTo(2);
    assertThat(bar[1]).containsExactly(0, 1);
    assertThat(result.derivatives()[2]).isEqualTo(1.0);
    assertThat(result.derivatives()[3]).isNull();
    assertThat(matrix[1]).containsExactly(0, 2);
  }

  @Test
  void theSlopeIsTheDerivativeAlongTheRay() {
    Func f = lift("mixed", double.class, double[][].class, float.class, int[].class);
    double[][] matrix = {{1, 1}, {0, 2}};
    Object[] args = {0.0, matrix, 2f, new int[] {1, 0}};
    GermRun.Result result = gradient(f, args, new Object[] {-0.75, null, null, null});
    assertThat(result.slope()).isEqualTo(0.75);
  }

  @Test
  void anArrayThatIsTwoArgumentsHasTwoDerivatives() {
    Func f = lift("dot", double[].class, double[].class);
    double[] x = {0, 3};
    Object[] directions = {Rays.fill(new double[2], 1), Rays.fill(new double[2], 2)};
    Object[] bars = gradient(f, new Object[] {x, x}, directions).derivatives();
    assertThat((double[]) bars[0]).containsExactly(0, 3);
    assertThat((double[]) bars[1]).containsExactly(0, 3);
  }

  @Test
  void manyInputs() {
    Func f = lift("sum", double[].class);
    double[] direction = (double[]) Rays.fill(new double[600], 1);
    double[] found = gradient(f, new double[600], 1);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(Math.signum(direction[i]), within(1e-15));
    }
  }

  @Test
  void recursionAndObjectsMadeOnTheWay() {
    Func f = lift("chain", double[].class);
    assertThat(gradient(f, new double[] {0, 0, 0}, 1)).containsExactly(1, 1, 1);
  }

  @Test
  void argumentsAndStaticVariablesStayAsTheyWere() {
    Func f = lift("writes", double[].class);
    double[] x = {0, 4};
    Shapes.calls = 0;
    assertThat(gradient(f, new Object[] {x}, new Object[] {new double[] {1, 1}}, 4).value())
        .isEqualTo(4);
    assertThat(x).containsExactly(0, 4);
    assertThat(Shapes.calls).isEqualTo(0);
  }

  @Test
  void theUsersExceptionIsPassedOn() {
    Func f = lift("refuses", double[].class);
    assertThatThrownBy(() -> gradient(f, new double[] {0, 1}, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("at 0.0");
  }

  @Test
  void whatCannotBeFollowedIsNamed() {
    Func bits = lift("bits", double[].class);
    assertThatThrownBy(() -> gradient(bits, new double[] {0}, 1))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining("Double.doubleToLongBits is given a number that varies")
        .hasMessageContaining("Shapes.java:");
    Func forever = lift("forever", double[].class);
    assertThatThrownBy(() -> gradient(forever, args(0), args(1), 0))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining("too long to follow");
  }

  private static Object[] args(double x) {
    return new Object[] {new double[] {x}};
  }

  @Test
  void aJumpIsNamedWhereItIs() {
    Func f = lift("jumps", double[].class);
    assertThatThrownBy(() -> gradient(f, new double[] {2}, 1))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining(" in jump, called from Shapes.java:");
  }

  @Test
  void aSingularityIsNamedWhereItArises() {
    Func f = lift("singular", double[].class);
    assertThatThrownBy(() -> gradient(f, new double[] {0}, 1))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining(" in rootOf, called from Shapes.java:");
  }

  /** Where a program is smooth, all levels agree. */
  @Test
  void smoothProgramsHaveTheirGradient() {
    Func f = lift("smooth", double[].class);
    double[] x = {0.3, -1.2, 2.5};
    double[] expected = new double[3];
    for (int i = 0; i < 3; i++) {
      double h = 1e-3;
      double[] slopes = new double[2];
      for (int k = 0; k < 2; k++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += h / (k + 1);
        down[i] -= h / (k + 1);
        slopes[k] = (Shapes.smooth(up) - Shapes.smooth(down)) / (2 * h / (k + 1));
      }
      expected[i] = (4 * slopes[1] - slopes[0]) / 3; // Richardson: error O(h^4)
    }
    double[] found = gradient(f, x, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
    }
  }
}
