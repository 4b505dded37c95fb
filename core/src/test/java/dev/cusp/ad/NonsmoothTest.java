package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.Function;
import dev.cusp.GradientInto;
import dev.cusp.Kinks;
import dev.cusp.Program;
import dev.cusp.Scalar;
import dev.cusp.ad.NonsmoothException.Kind;
import dev.cusp.rules.RuleBook;
import dev.cusp.tree.Tree;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives at kinks: each program of three corpora at its point, in fifty directions. */
class NonsmoothTest {
  private static final int SEEDS = 50;

  /** The answers are exact up to the rounding of a few operations. */
  private static final double ROUNDING = 1e-9;

  static Stream<Method> programs() {
    return Stream.of(NonsmoothZoo.class, Nonsmooth.class, Ties.class)
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> m.isAnnotationPresent(Answer.class));
  }

  static Stream<Method> answered() {
    return programs().filter(m -> m.getAnnotation(Answer.class).refused().length == 0);
  }

  static Stream<Method> refused() {
    return programs().filter(m -> m.getAnnotation(Answer.class).refused().length > 0);
  }

  // ---- what the annotations say

  private static double[] vector(String text) {
    return Stream.of(text.trim().split(" +")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[][] rows(String text) {
    return Stream.of(text.split(";")).map(NonsmoothTest::vector).toArray(double[][]::new);
  }

  private static Object[] arguments(Method m) {
    double[] at = vector(m.getAnnotation(Answer.class).at());
    Class<?> type = m.getParameterTypes()[0];
    if (type == double.class) {
      return new Object[] {at[0]};
    }
    Object like = type == double[].class ? at : type == float[].class ? new float[at.length] : null;
    if (type == double[][].class) {
      like = new double[2][at.length / 2];
    } else if (type == Nonsmooth.Pair.class) {
      like = new Nonsmooth.Pair(0, 0);
    }
    return new Object[] {Tree.unflatten(like, at)};
  }

  private static double afterAnArray(double[] x, double y, Float[] boxes) {
    double z = Math.max(0, Math.max(x[0] * y, 3 * x[0] * y)) - Math.max(0, -2 * x[0] * y);
    return Math.sqrt(z * z) / y + y * boxes[0];
  }

  @Test
  void numbersHaveTheirOwnDerivativesWhateverComesBeforeThem() throws NoSuchMethodException {
    Method m =
        NonsmoothTest.class.getDeclaredMethod(
            "afterAnArray", double[].class, double.class, Float[].class);
    List<Object> found =
        Program.of(m).gradients(null, new double[] {0, 7}, 2.0, new Float[] {5f}).gradients();
    assertThat(Math.abs(((double[]) found.get(0))[0])).isIn(2.0, 3.0);
    assertThat(((double[]) found.get(0))[1]).isZero();
    assertThat(found.get(1)).isEqualTo(5.0);
    assertThat((Float[]) found.get(2)).containsExactly(2f);
  }

  private static boolean isNear(double[] x, double[] y) {
    return IntStream.range(0, x.length)
        .allMatch(i -> Math.abs(x[i] - y[i]) <= ROUNDING * (1 + Math.abs(y[i])));
  }

  private static boolean isRight(Answer answer, double[] g) {
    if (!answer.gradient().isEmpty()) {
      return isNear(g, vector(answer.gradient()));
    }
    if (!answer.vertices().isEmpty()) {
      return Stream.of(rows(answer.vertices())).anyMatch(v -> isNear(g, v));
    }
    return isImageOfUnitVector(rows(answer.axes()), vector(answer.center()), g);
  }

  /**
   * Whether g = center + A u with |u| = 1; the columns of A, of which there are two, are
   * orthogonal.
   */
  private static boolean isImageOfUnitVector(double[][] a, double[] center, double[] g) {
    double[] u = new double[2];
    for (int k = 0; k < u.length; k++) {
      double dot = 0;
      double square = 0;
      for (int i = 0; i < g.length; i++) {
        dot += a[i][k] * (g[i] - center[i]);
        square += a[i][k] * a[i][k];
      }
      u[k] = dot / square;
    }
    double[] image = new double[g.length];
    Arrays.setAll(image, i -> center[i] + a[i][0] * u[0] + a[i][1] * u[1]);
    return isNear(g, image) && Math.abs(Math.hypot(u[0], u[1]) - 1) <= ROUNDING;
  }

  // ---- along fifty directions

  /** A program whose derivatives at ties are compiled once for all seeds. */
  private record Tied(Compiled program, Object[] args) {
    static Tied of(Method m) {
      Compiled program = new Compiled(m, RuleBook.standard(), true, Compiled.AtTie.RAY, 0);
      return new Tied(program, arguments(m));
    }

    private Exact along(long seed) {
      return new Exact(program, args, null, seed);
    }

    double[] reverse(long seed) {
      Object bar = along(seed).reverse(Set.of(0), 1.0, true).bars()[0];
      return Tree.flatten(Tree.toGradient(args[0], bar));
    }

    double[] forward(long seed) {
      double[] gradient = new double[Tree.flatten(args[0]).length];
      for (int i = 0; i < gradient.length; i++) {
        double[] unit = new double[gradient.length];
        unit[i] = 1;
        Object dot = Tree.fromTangent(args[0], Tree.unflatten(args[0], unit));
        Object[] tangents = along(seed).forward(Set.of(0), new Object[][] {{dot}}).tangents();
        gradient[i] = tangents[0] == null ? 0 : ((Number) tangents[0]).doubleValue();
      }
      return gradient;
    }
  }

  @ParameterizedTest
  @MethodSource("answered")
  void eachDirectionGivesARightAnswerInBothModes(Method m) {
    Answer answer = m.getAnnotation(Answer.class);
    Tied tied = Tied.of(m);
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      double[] reverse = tied.reverse(seed);
      assertThat(isRight(answer, reverse))
          .as("seed %d: %s", seed, Arrays.toString(reverse))
          .isTrue();
      assertThat(tied.forward(seed)).as("seed %d", seed).containsExactly(reverse, within(1e-12));
      seen.add(Arrays.toString(reverse));
    }
    if (!answer.vertices().isEmpty()) {
      assertThat(seen).hasSizeGreaterThan(1);
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void eachDirectionIsRefusedInBothModes(Method m) {
    Tied tied = Tied.of(m);
    for (int seed = 0; seed < SEEDS; seed++) {
      int s = seed;
      assertRefused(m, () -> tied.reverse(s));
      assertRefused(m, () -> tied.forward(s));
    }
  }

  private static void assertRefused(Method m, Runnable run) {
    NonsmoothException e = catchThrowableOfType(NonsmoothException.class, run::run);
    assertThat(e).as(m.getName()).isNotNull();
    assertThat(e.kind()).as(e.getMessage()).isEqualTo(m.getAnnotation(Answer.class).refused()[0]);
  }

  // ---- through the doors

  private static List<double[]> doors(Method m) {
    Program program = Program.of(m);
    Object[] args = arguments(m);
    double[] reverse = Tree.flatten(program.gradients(null, args).gradients().getFirst());
    double[] forward = Tree.flatten(program.gradientsForward(null, args).gradients().getFirst());
    if (!(args[0] instanceof double[] x)) {
      return List.of(reverse, forward);
    }
    double[] into = new double[x.length];
    Compiled compiled = new Compiled(m, RuleBook.standard(), true, Compiled.AtTie.RAY, 0);
    compiled.into(List.of()).run(x, into);
    return List.of(reverse, forward, into);
  }

  @ParameterizedTest
  @MethodSource("answered")
  void tiesAreNoticed(Method m) {
    assertThat(doors(m))
        .allSatisfy(g -> assertThat(isRight(m.getAnnotation(Answer.class), g)).isTrue());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void jumpsAreNoticed(Method m) {
    Program program = Program.of(m);
    Object[] args = arguments(m);
    assertRefused(m, () -> program.gradients(null, args));
    assertRefused(m, () -> program.gradientsForward(null, args));
    if (args[0] instanceof double[] x) {
      Compiled compiled = new Compiled(m, RuleBook.standard(), true, Compiled.AtTie.RAY, 0);
      assertRefused(m, () -> compiled.into(List.of()).run(x, new double[x.length]));
    }
  }

  @Test
  void theDerivativeOfARealFunctionKnowsKinks() {
    assertThat(Cusp.derivative(Nonsmooth::splineAtAKnot).applyAsDouble(2)).isEqualTo(4);
    assertThat(Cusp.derivative(Nonsmooth::clampAndRest).applyAsDouble(1)).isEqualTo(1);
    assertThat(Cusp.derivative(Nonsmooth::cubeOfCubeRoot).applyAsDouble(0))
        .isCloseTo(1, within(ROUNDING));
    assertThat(Math.abs(Cusp.derivative(Math::abs).applyAsDouble(0))).isEqualTo(1);
    Scalar jump = Cusp.derivative(Nonsmooth::wrongAtOnePoint);
    assertThatThrownBy(() -> jump.applyAsDouble(1)).isInstanceOf(NonsmoothException.class);
    assertThat(jump.applyAsDouble(2)).isEqualTo(1);
  }

  @Test
  void aReferenceToAMethodOfThePlatformIsACallOfIt() {
    assertThat(Cusp.derivative(Math::abs).applyAsDouble(-2)).isEqualTo(-1);
    assertThat(Cusp.derivative(Math::sin).applyAsDouble(0)).isEqualTo(1);
  }

  @Test
  void aGradientIntoAnArrayLeavesNothingOfTheFirstAttempt() {
    GradientInto into = Cusp.gradientInto(NonsmoothZoo::maxPlusMin);
    double[] g = {5, 5};
    assertThat(into.apply(new double[] {1, 1}, g)).isEqualTo(2);
    assertThat(g).containsExactly(1, 1);
    assertThat(into.apply(new double[] {1, 3}, g)).isEqualTo(4);
    assertThat(g).containsExactly(1, 1);
  }

  @Test
  void aSumOfTwoProgramsHasTheSumOfTheirAnswers() {
    for (long seed = 0; seed < SEEDS; seed++) {
      double f = slope(Math::abs, seed);
      double g = slope(x -> Math.max(0, 3 * x), seed);
      assertThat(slope(x -> Math.abs(x) + Math.max(0, 3 * x), seed)).isEqualTo(f + g);
    }
  }

  private static double slope(Scalar f, long seed) {
    return (Double) Program.of(f).withSeed(seed).gradients(null, 0.0).gradients().getFirst();
  }

  // ---- the other answers

  private static double[] conventional(String method) {
    Method m = programs().filter(p -> p.getName().equals(method)).findFirst().orElseThrow();
    List<double[]> answers =
        IntStream.range(0, 3)
            .mapToObj(seed ->
                Program.of(m)
                    .with(Kinks.CONVENTION)
                    .withSeed(seed)
                    .gradients(null, arguments(m))
                    .gradients()
                    .getFirst())
            .map(Tree::flatten)
            .toList();
    assertThat(answers).allSatisfy(a -> assertThat(a).isEqualTo(answers.getFirst()));
    return answers.getFirst();
  }

  @Test
  void conventionsAreThoseOfPyTorch() {
    assertThat(conventional("relu0")).containsExactly(0);
    assertThat(conventional("abs0")).containsExactly(0);
    assertThat(conventional("maxPlusMin")).containsExactly(1, 1);
    assertThat(conventional("maxAssoc")).containsExactly(-0.25, 0, 0.25);
    assertThat(conventional("minOfMax")).containsExactly(0, 0.25, 0.25);
    assertThat(conventional("kadaneTie")).containsExactly(0.75, 0.25, 0.5);
    assertThat(conventional("pinball")[0]).isCloseTo(0.4, within(ROUNDING));
    assertThat(conventional("klF2")).containsExactly(0);
    assertThat(conventional("klF3")).containsExactly(10);
    assertThat(conventional("klF4")).containsExactly(0);
    assertThat(conventional("floor")).containsExactly(0);
    assertThat(conventional("sign")).containsExactly(0);
    assertThat(conventional("clampAndRest")).containsExactly(1);
  }

  @Test
  void aConstantThatEqualsAnArgumentIsSelectedByConvention() {
    assertThat(byConvention(x -> Math.max(x, 0) + Math.max(0, x))).isZero();
    assertThat(byConvention(x -> Math.min(x, 0) + Math.min(0, x))).isZero();
    assertThat(byConvention(x -> Math.max((float) x, 0f) + Math.max(x, 3 * x))).isEqualTo(2);
    assertThat(byConvention(x -> Math.clamp(x, 0.0, 1.0))).isEqualTo(1);
  }

  private static double byConvention(Scalar f) {
    Program program = Program.of(f).with(Kinks.CONVENTION);
    double reverse = (Double) program.gradients(null, 0.0).gradients().getFirst();
    double forward = (Double) program.gradientsForward(null, 0.0).gradients().getFirst();
    assertThat(forward).isEqualTo(reverse);
    return reverse;
  }

  @Test
  void rowsOfAJacobianAreOfOneNeighbouringPoint() {
    for (long seed = 0; seed < SEEDS; seed++) {
      double[][] rows =
          Program.of((Function<double[], double[]>) NonsmoothTest::largerSmallerDistance)
              .withSeed(seed)
              .jacobian(null, new double[] {1, 1});
      assertThat(rows[0][0] + rows[1][0]).isEqualTo(1);
      assertThat(rows[0][0] - rows[1][0]).isEqualTo(rows[2][0]);
      assertThat(rows[0][1] - rows[1][1]).isEqualTo(rows[2][1]);
    }
  }

  private static double[] largerSmallerDistance(double[] x) {
    return new double[] {Math.max(x[0], x[1]), Math.min(x[0], x[1]), Math.abs(x[0] - x[1])};
  }

  @Test
  void aSquareInKinkyClothesHasASecondDerivative() {
    Scalar square = x -> Math.pow(Math.max(x, 0), 2) + Math.min(x, 0) * Math.min(x, 0);
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(Program.of(square).withSeed(seed).hessian(null, 0.0)[0][0]).isEqualTo(2);
    }
    assertThat(Cusp.derivative(Cusp.derivative(square)).applyAsDouble(0)).isEqualTo(2);
  }

  @Test
  void whatOnlySeriesCouldTellIsRefusedWhereThereAreNone() {
    Scalar guarded = x -> x * x > 0 ? 3 * x * x : 0;
    assertUnresolved(() -> Program.of(guarded).hessian(null, 0.0));
    assertUnresolved(() -> Cusp.derivative(Cusp.derivative(guarded)).applyAsDouble(0));
    assertUnresolved(() -> Program.of((Scalar) NonsmoothTest::squaredRoot).hessian(null, 0.0));
  }

  private static double divided(double x) {
    if (x == 0) {
      return 0;
    }
    double y = 3 * x * x / x;
    if (Double.isNaN(y)) {
      throw new ArithmeticException("not a number");
    }
    return y;
  }

  /** The numbers of a program whose comparisons are decided along a ray are those of the point. */
  @Test
  void anExceptionAlongARayIsNotTheProgramsOwn() {
    Program program = Program.of((Scalar) NonsmoothTest::divided);
    assertThat(program.gradients(null, 0.0).gradients().getFirst()).isEqualTo(3.0);
    assertThat(program.gradientsForward(null, 0.0).gradients().getFirst()).isEqualTo(3.0);
  }

  @Test
  void aJumpHasNoSecondDerivative() {
    Scalar jump = x -> x > 0 ? 1 + x * x : x * x;
    assertThatThrownBy(() -> Program.of(jump).hessian(null, 0.0))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining("the program jumps");
    assertThatThrownBy(() -> Cusp.derivative(Cusp.derivative(jump)).applyAsDouble(0))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageContaining("the program jumps");
  }

  private record Pair(double first, double[][] rest) {}

  /** Comparisons of squares, which tangents do not decide: x0, x1 and x0 + x1 in disguise. */
  private static double[] guarded(double[] x) {
    double first = x[0] * x[0] > 0 ? x[0] : 0;
    double second = x[1] * x[1] > 0 ? x[1] : 7 * x[1];
    return new double[] {first, second, first + second};
  }

  @Test
  void seriesDecideForResultsThatAreArraysAndRecords() {
    double[] at = {0, 0};
    double[][] jacobian = {{1, 0}, {0, 1}, {1, 1}};
    assertThat(Program.of((Function<double[], double[]>) NonsmoothTest::guarded).jacobian(null, at))
        .isEqualTo(jacobian);
    var pushed = Cusp.jvp((double[] x) -> guarded(x), at, new double[] {2, 3});
    assertThat(pushed.tangent()).containsExactly(2, 3, 5);
    var pulled =
        Cusp.vjp(
            (double[] x) -> {
              double[] y = guarded(x);
              return new Pair(y[0], new double[][] {{y[1]}, {}, {y[2], 1}});
            },
            at);
    assertThat(pulled.pullback().apply(new Pair(1, new double[][] {{10}, {}, {100, 1000}})))
        .containsExactly(101, 110);
  }

  /**
   * Lengths of shortest paths from the first vertex, by Dijkstra; there is no edge of 9 or more.
   */
  private static double[] distances(double[][] edges) {
    double[] distance = new double[edges.length];
    boolean[] done = new boolean[edges.length];
    Arrays.fill(distance, 1, distance.length, Double.POSITIVE_INFINITY);
    for (int round = 0; round < edges.length; round++) {
      int at = -1;
      for (int i = 0; i < edges.length; i++) {
        if (!done[i] && (at < 0 || distance[i] <= distance[at])) {
          at = i;
        }
      }
      done[at] = true;
      for (int i = 0; i < edges.length; i++) {
        if (edges[at][i] < 9 && distance[at] + edges[at][i] < distance[i]) {
          distance[i] = distance[at] + edges[at][i];
        }
      }
    }
    return distance;
  }

  @Test
  void infiniteNumbersAreEqualAlongRaysToo() {
    double[][] edges = {{10, 3, 1, 10}, {10, 10, 10, 10}, {10, 1, 10, 10}, {10, 10, 10, 10}};
    double[][] ones = new double[4][4];
    Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
    var pulled = Cusp.vjp(NonsmoothTest::distances, edges);
    assertThat(pulled.value()).containsExactly(0, 2, 1, Double.POSITIVE_INFINITY);
    assertThat(pulled.pullback().apply(new double[] {0, 1, 1, 0}))
        .isDeepEqualTo(new double[][] {{0, 0, 2, 0}, {0, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 0}});
    assertThat(Cusp.jvp(NonsmoothTest::distances, edges, ones).tangent())
        .containsExactly(0, 2, 1, 0);
  }

  private static double squaredRoot(double x) {
    double root = Math.sqrt(x * x);
    return root * root;
  }

  private static void assertUnresolved(Runnable question) {
    NonsmoothException e = catchThrowableOfType(NonsmoothException.class, question::run);
    assertThat(e).isNotNull();
    assertThat(e.kind()).isEqualTo(Kind.UNRESOLVED);
  }

  private static double line(double x) {
    return 1 + Math.max(x, 0);
  }

  @Test
  void aTieCanBeAnErrorThatNamesItsLine() {
    Program program = Program.of((Scalar) NonsmoothTest::line).with(Kinks.FAIL);
    assertThat(program.gradients(null, 1.0).gradients()).containsExactly(1.0);
    assertThatThrownBy(() -> program.gradients(null, 0.0))
        .isInstanceOf(NonsmoothException.class)
        .hasMessageMatching(".*NonsmoothTest\\.java:\\d+: Math\\.max.*");
    assertThatThrownBy(() -> program.gradientsForward(null, 0.0))
        .hasMessageMatching(".*NonsmoothTest\\.java:\\d+: Math\\.max.*");
  }
}
