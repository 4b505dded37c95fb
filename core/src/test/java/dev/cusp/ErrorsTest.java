package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cusp.ad.DerivativeException;
import dev.cusp.lift.LiftException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is refused, and in which words: the method, the line and the remedy. */
final class ErrorsTest {
  private static DoubleUnaryOperator escaped;
  private static double kept;

  private static Program program(String name) {
    return Program.of(
        Arrays.stream(ErrorsTest.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow());
  }

  private static Throwable failure(String name, Object... args) {
    Throwable reverse = catchThrowable(() -> program(name).gradients(null, args));
    Throwable forward = catchThrowable(() -> program(name).gradientsForward(null, args));
    assertThat(forward).as("forward mode").hasSameClassAs(reverse).hasMessage(reverse.getMessage());
    return reverse;
  }

  static native double unknown(double x);

  static double callsNative(double[] x) {
    return unknown(x[0]);
  }

  @Test
  void aCallWithoutRuleNamesMethodLineAndRemedy() {
    assertThat(failure("callsNative", new double[] {1}))
        .isInstanceOf(DerivativeException.class)
        .hasMessageMatching(
            "no rule for ErrorsTest.unknown\\(double\\); add one in a"
                + " @RulesFor\\(ErrorsTest.class\\) class, at ErrorsTest.java:\\d+ in callsNative");
  }

  @Test
  void aNativeMethodHasNoCode() {
    assertThatThrownBy(() -> Cusp.derivative(ErrorsTest::unknown))
        .isInstanceOf(LiftException.class)
        .hasMessageContaining("ErrorsTest.unknown(double) has no code: it is abstract or native");
  }

  static int anInt(double[] x) {
    return x.length;
  }

  @Test
  void anIntHasNoGradient() {
    assertThat(failure("anInt", new double[1]))
        .isInstanceOf(DerivativeException.class)
        .hasMessageContaining("anInt returns int, and only a float or double has a gradient");
  }

  private static int parsed(String text) {
    return Integer.parseInt(text.trim());
  }

  static double tries(double[] x, String text) {
    try {
      return x[0] * parsed(text);
    } catch (NumberFormatException _) {
      return x[0];
    }
  }

  static double throwsItself(double[] x) {
    try {
      if (x[0] < 2) {
        throw new IllegalStateException("small");
      }
      return x[0];
    } catch (RuntimeException e) {
      return x[0] * x[1];
    }
  }

  @Test
  void whatIsDoneWithAnExceptionIsNotFollowed() {
    double[] x = {1, 2};
    assertThat(program("tries").gradients(null, x, " 7 ").gradients().getFirst())
        .isEqualTo(new double[] {7, 0});
    assertThat(failure("tries", x, "seven"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageMatching(
            "ErrorsTest.java:\\d+: the program catches this exception .*NumberFormatException.*, and"
                + " a derivative does not follow it there; test for its cause beforehand, .*")
        .hasCauseInstanceOf(NumberFormatException.class);
    assertThat(failure("throwsItself", x)).hasMessageContaining("the program catches this");
    assertThat(failure("tries", x, null)).isInstanceOf(NullPointerException.class);
  }

  static double needsNoElement(double[] x, double[] y) {
    try {
      double unused = y[3];
    } catch (RuntimeException e) {
      return x[0] * x[1];
    }
    return x[0];
  }

  static double needsNoField(double[] x, Counter c) {
    try {
      double unused = c.sum;
    } catch (NullPointerException e) {
      return x[0] * x[1];
    }
    return x[0];
  }

  static final class Counter {
    double sum;
  }

  static double needsNoCast(double[] x, Object o) {
    double s = 0;
    for (double v : x) {
      try {
        String unused = (String) o;
        s += v;
      } catch (ClassCastException e) {
        s += v * v;
      }
    }
    return s;
  }

  static double needsNoArray(double[] x, int i) {
    double[] unused = new double[2];
    try {
      store(unused, i, 5);
      return x[0];
    } catch (Exception e) {
      return x[0] * x[1];
    }
  }

  private static void store(double[] array, int i, int depth) {
    if (depth == 0) {
      array[i] = 1;
    } else {
      store(array, i, depth - 1);
    }
  }

  /** Nor does what throws go away because nobody needs it. */
  @Test
  void exceptionsThatTheProgramCatchesAreThrown() {
    double[] x = {3, 2};
    Object[][] good = {{x, new double[4]}, {x, new Counter()}, {x, "o"}, {x, 1}};
    Object[][] bad = {{x, new double[3]}, {x, null}, {x, 1}, {x, 2}};
    String[] names = {"needsNoElement", "needsNoField", "needsNoCast", "needsNoArray"};
    for (int i = 0; i < names.length; i++) {
      assertThat(program(names[i]).gradients(null, good[i]).gradients().getFirst())
          .isEqualTo(new double[] {1, i == 2 ? 1 : 0});
      assertThat(failure(names[i], bad[i])).hasMessageContaining("the program catches this");
    }
  }

  static double wraps(double[] x, int i) {
    try {
      return x[i];
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new IllegalStateException("no such number", e);
    }
  }

  /** Where an exception leaves the program all the same, it is not the handler's matter. */
  @Test
  void exceptionsThatAreThrownOnStayThemselves() {
    assertThat(failure("wraps", new double[1], 1))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  static double backwards(double[] x) {
    List<Double> list = new ArrayList<>(List.of(x[0], x[1]));
    double s = 0;
    for (double v : list.reversed()) {
      s = 0.5 * s + v;
    }
    return s;
  }

  /** What the JDK makes of a list of the program is no constant. */
  @Test
  void numbersDoNotGetLostInViews() {
    double[] x = {1, 2};
    assertThat(failure("backwards", x)).hasMessageContaining("no rule for Iterator.next");
  }

  static double escapes(double[] x) {
    escaped = v -> v * x[0];
    return escaped.applyAsDouble(2);
  }

  static double given(double[] x, DoubleUnaryOperator[] functions) {
    double s = 0;
    for (DoubleUnaryOperator f : functions) {
      s += f.applyAsDouble(x[0]);
    }
    return s;
  }

  static double givenOrMade(double[] x, DoubleUnaryOperator[] functions) {
    functions[0] = v -> v * x[0];
    return given(x, functions);
  }

  @Test
  void lambdasThatEscapeAreRefused() {
    double[] x = {1, 2};
    assertThat(failure("escapes", x)).hasMessageContaining("the static field escaped is given");
    DoubleUnaryOperator[] functions = {Math::sin, Math::cos};
    for (String name : List.of("given", "givenOrMade")) {
      assertThat(failure(name, x, functions))
          .hasMessageContaining("no rule for DoubleUnaryOperator.applyAsDouble")
          .hasMessageContaining("which code it runs is not known here");
    }
  }

  static double keeps(double[] x) {
    kept = x[0] * x[1];
    return kept * 2;
  }

  @Test
  void aStaticFieldMustNotDependOnAnInput() {
    assertThat(failure("keeps", new double[] {1, 2}))
        .isInstanceOf(DerivativeException.class)
        .hasMessageMatching(
            "the static field kept is given a value that depends on an input; return it instead,"
                + " at ErrorsTest.java:\\d+ in keeps");
  }

  static double streams(double[] x) {
    return DoubleStream.generate(() -> x[0] * x[1]).limit(3).sum();
  }

  private static double powers(DoubleStream numbers, int times, double x) {
    return times == 0 ? numbers.sum() : powers(numbers, times - 1, x) * x;
  }

  static double streamInRecursion(double[] x) {
    return powers(Arrays.stream(x), 3, x[0]);
  }

  static double optionals(double[] x) {
    Object[] list = {OptionalDouble.of(x[0] * x[1])};
    return ((OptionalDouble) list[0]).getAsDouble();
  }

  static double lists(double[] x) {
    List<double[]> list = new ArrayList<>();
    list.add(x);
    return list.reversed().iterator().next()[0];
  }

  record Kept(List<Double> list) {
    Kept {
      list = List.copyOf(list);
    }
  }

  static double copiedInARecord(double[] x) {
    return new Kept(new ArrayList<>(List.of(x[0]))).list().get(0);
  }

  static double givenAway(double[] x, List<Double> list) {
    List<Double> mine = x.length > 1 ? new ArrayList<>() : list;
    mine.add(x[0]);
    return mine.get(mine.size() - 1);
  }

  @Test
  void numbersInTheJdksObjectsAreNotLostSilently() {
    double[] x = {1, 2};
    assertThat(failure("streams", x)).hasMessageContaining("no rule for DoubleStream.sum");
    assertThat(failure("streamInRecursion", x))
        .hasMessageContaining("numbers that depend on an input leave an object of DoubleStream");
    assertThat(failure("optionals", x)).hasMessageContaining("no rule for OptionalDouble.getAs");
    assertThat(failure("lists", x)).hasMessageContaining("no rule for Iterator.next");
    assertThat(failure("copiedInARecord", x))
        .hasMessageContaining("the constructor of the record Kept makes a collection");
    assertThatThrownBy(() ->
            program("givenAway").gradients(new int[] {0}, new double[] {1}, new ArrayList<>()))
        .hasMessageContaining("no rule for List.add")
        .hasMessageContaining("(the object is a java.util.ArrayList)");
    assertThat(program("givenAway").gradients(null, x, new ArrayList<>()).gradients().getFirst())
        .isEqualTo(new double[] {1, 0});
  }

  static double sumOf(Collection<Double> all) {
    double s = 0;
    for (double x : all) {
      s += x;
    }
    return s;
  }

  @Test
  void whatHasNoGradientIsNotGivenAnEmptyOne() {
    assertThatThrownBy(() -> Cusp.gradient(ErrorsTest::sumOf).apply(Set.of(1.0, 2.0)))
        .isInstanceOf(DerivativeException.class)
        .hasMessageMatching("argument 0 of sumOf, of type java.util.\\S*, has no gradient: .*");
    Objective.Two<double[], List<Double>> f = (x, list) -> x[0] * sumOf(list);
    assertThat(Cusp.gradient(f).apply(new double[] {2}, List.of(1.0, 2.0))).containsExactly(3);
  }

  private static final class Registered {
    private static Registered last;
    private final double v;

    Registered(double v) {
      this.v = v;
      last = this;
    }
  }

  static double leaks(double[] x) {
    return new Registered(x[0]).v * Registered.last.v;
  }

  @Test
  void aConstructorWithSideEffectsIsRefused() {
    assertThat(failure("leaks", new double[] {1}))
        .hasMessageContaining("the constructor of ErrorsTest$Registered does more than set fields");
  }

  static double scaled(double[] x, double y) {
    return x[0] * y;
  }

  @Test
  void argumentsAreChecked() {
    double[] x = {3};
    assertThat(failure("scaled", x)).hasMessage("scaled takes 2 arguments, not 1");
    assertThat(failure("scaled", 1.0, 2.0))
        .hasMessage("argument 0 of scaled is of type double[], not Double");
    assertThat(failure("scaled", x, null))
        .hasMessage("argument 1 of scaled is of type double, not null");
    assertThat(program("scaled").gradients(null, x, 2).value()).isEqualTo(6);
    assertThatThrownBy(() -> program("scaled").gradients(new int[] {7}, x, 2.0))
        .hasMessage("scaled has no argument 7: they are numbered from 0 to 1");
    assertThatThrownBy(() -> program("scaled").jvp(new Object[] {x, 2.0}, new Object[] {x}))
        .hasMessage("1 tangents are given for 2 arguments");
    assertThatThrownBy(
            () -> program("scaled").jvp(new Object[] {x, 2.0}, new Object[] {new double[2], null}))
        .hasMessage("the argument has 1 elements, but its tangent has 2");
  }

  @Test
  void aLambdaMustBeSerializable() {
    DoubleUnaryOperator plain = v -> v * v;
    assertThatThrownBy(() -> Program.of(plain))
        .isInstanceOf(LiftException.class)
        .hasMessageContaining("pass it as one of Cusp's own interfaces, or cast it");
  }

  static double squares(double[] x) {
    double s = 0;
    for (double v : x) {
      s += v * v;
    }
    return s;
  }

  @Test
  void nullsFailAsInTheProgram() {
    assertThatThrownBy(() -> Cusp.gradient((Objective<double[]>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("the function is null");
    assertThatThrownBy(() -> program("squares").gradients(null, (Object) null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void emptyArraysHaveEmptyGradients() {
    assertThat(Cusp.gradient(ErrorsTest::squares).apply(new double[0])).isEmpty();
    assertThat(Cusp.hessian(ErrorsTest::squares).apply(new double[0])).isEmpty();
    assertThat(program("squares").gradientsForward(null, new double[0]).value()).isZero();
  }

  static double iterates(double[] x, int n) {
    double y = x[0];
    for (int i = 0; i < n; i++) {
      y = Math.sin(y) * x[i % x.length];
    }
    return y;
  }

  @Test
  void aLoopTooLongForItsResidualsSaysSo() {
    assertThatThrownBy(
            () -> program("iterates").gradients(null, new double[] {1}, Integer.MAX_VALUE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("residuals of this loop need more than 2^31 entries")
        .hasMessageContaining("@Checkpoint");
  }

  static double refuses(double[] x) {
    if (x[0] > 1) {
      throw new IllegalStateException("too large: " + x[0]);
    }
    return x[0] * x[0];
  }

  @Test
  void theProgramsOwnExceptionPassesThrough() {
    Throwable thrown = failure("refuses", new double[] {2});
    assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("too large: 2.0");
    Throwable own = catchThrowable(() -> refuses(new double[] {2}));
    assertThat(thrown.getStackTrace()[0].getFileName()).isEqualTo("ErrorsTest.java");
    assertThat(thrown.getStackTrace()[0].getLineNumber())
        .isEqualTo(own.getStackTrace()[0].getLineNumber());
  }

  static double allocates(double[] x) {
    double[] unused = new double[(int) x[0]];
    int[][] table = new int[3][(int) x[1]];
    return x[0] * x[1];
  }

  @Test
  void anArrayNobodyNeedsHasALengthAllTheSame() {
    assertThat(Cusp.gradient(ErrorsTest::allocates).apply(new double[] {2, 3}))
        .containsExactly(3, 2);
    for (double[] x : new double[][] {{-2, 3}, {2, -3}}) {
      Throwable own = catchThrowable(() -> allocates(x));
      assertThat(failure("allocates", x)).hasSameClassAs(own).hasMessage(own.getMessage());
    }
  }

  static double logs(double[] x) {
    double s = 0;
    for (double v : x) {
      s += v > 0 ? Math.log(v) : v * v;
    }
    return s;
  }

  @Test
  void notANumberInGivesNotANumberOut() {
    double[] x = {Double.NaN, 2, -1};
    assertThat(Cusp.gradient(ErrorsTest::logs).apply(x)).containsExactly(Double.NaN, 0.5, -2);
    // forward mode multiplies by the zeros of the other directions, and 0 NaN is NaN
    List<Object> forward = program("logs").gradientsForward(null, x).gradients();
    assertThat(((double[]) forward.getFirst())[0]).isNaN();
  }

  static double constant(double[] x) {
    double unused = Math.exp(x[0]);
    return unused > 0 ? 3 : 4;
  }

  @Test
  void whatDoesNotDependHasZeros() {
    assertThat(Cusp.gradient(ErrorsTest::constant).apply(new double[] {1, 2}))
        .containsExactly(0, 0);
    assertThat(Cusp.hessian(ErrorsTest::constant).apply(new double[] {1}))
        .isDeepEqualTo(new double[1][1]);
  }

  static double endless(double x) {
    return endless(x + 1) * 2;
  }

  /** Each frame adds to the stack trace, which must not take longer the deeper it is. */
  @Test
  void endlessRecursionEnds() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Runnable run = () -> thrown.set(catchThrowable(() -> program("endless").gradients(null, 1.0)));
    Thread deep = new Thread(null, run, "deep", 64L << 20);
    deep.setDaemon(true);
    deep.start();
    deep.join(30_000); // it takes about one second
    assertThat(thrown.get()).isInstanceOf(StackOverflowError.class);
  }
}
