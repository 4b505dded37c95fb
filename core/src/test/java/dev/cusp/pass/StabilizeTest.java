package dev.cusp.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.ad.Derivatives;
import dev.cusp.ad.Jvp;
import dev.cusp.ad.RuleCalls;
import dev.cusp.ad.ScalarDerivative;
import dev.cusp.emit.Emit;
import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import dev.cusp.ir.Verifier;
import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of formulas that overflow or cancel, in both modes, first and second. */
class StabilizeTest {
  private static final RuleCalls ON = calls(true);
  private static final RuleCalls OFF = calls(false);

  /** A few roundings: of the exponential, and where e.g. tanh and it differ in the last place. */
  private static final double ROUNDING = 4e-15;

  /** The second derivative of -x²/2 is a difference of terms of size x², here up to 1e6. */
  private static final double SECOND = 1e-10;

  private static RuleCalls calls(boolean stabilizes) {
    return new RuleCalls(RuleBook.standard(), Formulas.class.getClassLoader(), stabilizes);
  }

  private static Func lifted(String name) {
    Method method =
        Arrays.stream(Formulas.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return Derivatives.prepare(new Lift(ON).method(method));
  }

  private static double run(Func f, double x) {
    Verifier.verify(f);
    return (double) Interpreter.run(f, x)[0];
  }

  private static Func derivative(Func f) {
    return ScalarDerivative.of(f, 0, ON);
  }

  static Stream<Arguments> derivatives() {
    return Stream.of(softplus(), exponentials(), sums(), norms(), cancelling()).flatMap(s -> s);
  }

  private static Arguments at(String program, double x, double first, double second) {
    return Arguments.of(program, x, first, second);
  }

  private static double sech2(double x) {
    double q = Math.exp(-2 * Math.abs(x));
    return 4 * q / ((1 + q) * (1 + q));
  }

  private static Stream<Arguments> softplus() {
    return Stream.of(
        at("lecture", -1000, -20, 0),
        at("lecture", -40, -20, 40 * Math.exp(-80)),
        at("lecture", 0.3, -20 * Math.exp(-0.6) / (1 + Math.exp(-0.6)), 10 * sech2(0.3)),
        at("lecture", 40, -20 * Math.exp(-80), 40 * Math.exp(-80)),
        at("lecture", 1000, 0, 0),
        at("softplusStrict", 800, 1, 0),
        at("softplusStrict", -30, Math.exp(-30) / (1 + Math.exp(-30)), 0.25 * sech2(-15)),
        at("recursive", 800, 6, 0),
        at("recursive", -800, 0, 0));
  }

  private static Stream<Arguments> exponentials() {
    return Stream.of(
        at("sigmoid", -1000, 0, 0),
        at("sigmoid", -40, Math.exp(-40), Math.exp(-40)),
        at("sigmoid", 0.3, 0.25 * sech2(0.15), -0.25 * sech2(0.15) * Math.tanh(0.15)),
        at("sigmoid", 40, Math.exp(-40), -Math.exp(-40)),
        at("risingSigmoid", 1000, 0, 0),
        at("risingSigmoid", 40, Math.exp(-40), -Math.exp(-40)),
        at("risingSigmoid", -40, Math.exp(-40), Math.exp(-40)),
        at("crossEntropy", -1000, -0.25, 0),
        at("crossEntropy", 0, 0.25, 0.25),
        at("crossEntropy", 40, 0.75, Math.exp(-40)),
        at("crossEntropy", 1000, 0.75, 0),
        at("scaledSigmoid", -1000, 0, 0),
        at("scaledSigmoid", 0.3, sech2(0.3), -2 * Math.tanh(0.3) * sech2(0.3)),
        at("tanh", 1000, 0, 0),
        at("tanh", -40, sech2(40), 2 * sech2(40)),
        at("tanh", 0.3, sech2(0.3), -2 * Math.tanh(0.3) * sech2(0.3)),
        at("tanhOfHalf", 1000, 0, 0),
        at("tanhOfHalf", 40, sech2(40), -2 * sech2(40)));
  }

  private static Stream<Arguments> sums() {
    double share = Math.exp(0.6) / (1 + Math.exp(0.6));
    return Stream.of(
        at("logAddExp", 1000, 3, 0),
        at("logAddExp", -1000, 1, 0),
        at("logAddExp", 0.3, 1 + 2 * share, 4 * share * (1 - share)),
        at("logOfDensity", 1000, -1000, -1),
        at("logOfDensity", 0.5, -0.5, -1),
        at("logOfMixture", 1000, -997, -1),
        at("logOfMixture", -1000, 997, -1),
        at("logOfMixture", 0, 0, 8),
        at("logSumExp", 1000, 2, 0),
        at("logSumExp", -1000, -2, 0),
        at("logSumExp", 0, 0, 2),
        at("nestedLogSumExp", 1000, 2, 0),
        at("nestedLogSumExp", 0, 0, 4.0 / 3),
        at("runningLogSumExp", 1000, 6, 0),
        at("runningLogSumExp", 0, 3, 0.25 + 2.0 / 3 + 1.25),
        at("softmax", 2000, 0, 0),
        at("softmax", -2000, 0, 0),
        at("softmax", 0, 0.15625, 0.0546875),
        at("logSoftmax", 1000, -1, 0),
        at("logSoftmax", -1000, 1, 0),
        at("logSoftmax", 0, 0, -2.0 / 3));
  }

  private static Stream<Arguments> norms() {
    double length = Math.sqrt(5.25);
    return Stream.of(
        at("norm", 4, 0.8, 9.0 / 125),
        at("norm", 1e200, 1, 0),
        at("norm", 1e-200, 1e-200 / 3, 1.0 / 3),
        at("norm3", 1e200, length, 0),
        at("norm3", -0.3, -length, 0));
  }

  private static Stream<Arguments> cancelling() {
    return Stream.of(
        at("logOfDifference", 1e-10, 1 / Math.expm1(1e-10), -1e20),
        at("logOfDifference", 40, Math.exp(-40), -Math.exp(-40)),
        at("logOfDifference", 1000, 0, 0),
        at("logOfExcess", 1000, 1, 0),
        at("logOfExcess", 1e-10, -1 / Math.expm1(-1e-10), -1e20),
        at("logCosh", 1000, 1, 0),
        at("logCosh", -1000, -1, 0),
        at("logCosh", 0.3, Math.tanh(0.3), sech2(0.3)),
        at("versine", 1e-9, 1e-9, 1),
        at("expm1", 1e-9, Math.exp(1e-9), Math.exp(1e-9)),
        at("log1p", 1e-9, 1 / (1 + 1e-9), -1 / ((1 + 1e-9) * (1 + 1e-9))),
        at("sqrt1pm1", 3, 0.25, -1.0 / 32));
  }

  private static double close(double expected, double tolerance) {
    return tolerance * Math.max(Math.abs(expected), Double.MIN_NORMAL);
  }

  @ParameterizedTest
  @MethodSource("derivatives")
  void forwardModeIsStable(String program, double x, double first, double second) {
    double found = run(derivative(lifted(program)), x);
    assertThat(found).isCloseTo(first, within(close(first, ROUNDING)));
  }

  @ParameterizedTest
  @MethodSource("derivatives")
  void reverseModeIsStable(String program, double x, double first, double second) {
    Func f = lifted(program);
    Func vjp = Derivatives.vjp(Derivatives.jvp(f, Set.of(0), ON, 1), true);
    Verifier.verify(vjp);
    double[] bar = new double[1];
    Object[] value = Interpreter.run(vjp, x, bar);
    // where a derivative is 0 because terms of size 1 cancel, rounding is left
    double tolerance = first == 0 && second != 0 ? ROUNDING : close(first, ROUNDING);
    assertThat(bar[0]).isCloseTo(first, within(tolerance));
    assertThat(value).isEqualTo(Interpreter.run(f, x));
  }

  @ParameterizedTest
  @MethodSource("derivatives")
  void theSecondDerivativeIsStable(String program, double x, double first, double second) {
    double found = run(derivative(derivative(lifted(program))), x);
    // that of a norm is a difference of terms of size 1 / x
    double tolerance = program.startsWith("norm") ? ROUNDING : close(second, SECOND);
    assertThat(found).isCloseTo(second, within(tolerance));
  }

  @ParameterizedTest
  @MethodSource("derivatives")
  void compiledIsInterpreted(String program, double x, double first, double second) {
    Func d = derivative(lifted(program));
    assertThat(
            Emit.implement(SingleResult.of(d), DoubleUnaryOperator.class, List.of())
                .applyAsDouble(x))
        .isEqualTo(run(d, x));
  }

  @ParameterizedTest
  @MethodSource("derivatives")
  void theValueIsTheProgramsOwn(String program, double x, double first, double second) {
    Func f = lifted(program);
    Jvp.Result jvp = Derivatives.jvp(f, Set.of(0), ON, 1);
    assertThat(Interpreter.run(jvp.func(), x, 1.0)[0]).isEqualTo(Interpreter.run(f, x)[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "lecture, -1000",
    "sigmoid, -1000",
    "crossEntropy, 40",
    "logSumExp, 1000",
    "norm, 1e200",
    "logOfMixture, 1000",
    "logCosh, 1000",
    "softmax, 2000",
    "logOfDifference, 1e-10"
  })
  void switchedOffTheFormulasAreDifferentiatedAsTheyStand(String program, double x) {
    Func f = lifted(program);
    double plain = run(ScalarDerivative.of(f, 0, OFF), x);
    assertThat(plain).isNotCloseTo(run(derivative(f), x), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "lecture, -1000, 20000",
    "lecture, 40, 1.8048513878454153e-34",
    "crossEntropy, 1000, 750",
    "tanh, 1000, 1",
    "logSumExp, 1000, 2000",
    "logOfMixture, 1000, -497005.193147180560",
    "nestedLogSumExp, -1000, 2000",
    "logSoftmax, -1000, -1000",
    "softmax, 2000, 1",
    "logCosh, -1e10, 9999999999.30685281944",
    "logCosh, 1e-9, 5e-19",
    "logOfExcess, 1000, 1000",
    "norm, 1e200, 1e200",
    "norm3, 1e-200, 2.29128784747792e-200",
    "versine, 1e-9, 5e-19",
    "expm1, 1e-20, 1e-20",
    "log1p, 1e-20, 1e-20",
    "sqrt1pm1, 1e-20, 5e-21",
    "recursive, 1000, 6000"
  })
  void theRewrittenFunctionHasStableValues(String program, double x, double value) {
    double found = run(Stabilize.values(lifted(program)), x);
    assertThat(found).isCloseTo(value, within(close(value, ROUNDING)));
  }

  static Stream<String> programs() {
    return Arrays.stream(Formulas.class.getDeclaredMethods())
        .filter(
            m -> !Modifier.isPrivate(m.getModifiers()) && m.getParameterTypes()[0] == double.class)
        .map(Method::getName);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void whereNothingOverflowsTheDerivativeIsThatOfTheProgram(String program) {
    Func f = lifted(program);
    for (double x : new double[] {0.4, 1.3, 2.5}) {
      double plain = run(ScalarDerivative.of(f, 0, OFF), x);
      assertThat(run(derivative(f), x)).isCloseTo(plain, within(1e-14 * (1 + Math.abs(plain))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shifted", "notOne"})
  void whatIsNoTrapIsLeftAlone(String program) {
    Func f = lifted(program);
    assertThat(Stabilize.find(f)).isEmpty();
    assertThat(Stabilize.derivatives(f)).isSameAs(f);
  }

  @ParameterizedTest
  @CsvSource({
    "add 1.0 e, 'log(1 + exp(z))'",
    "add e 1.0, 'log(1 + exp(z))'",
    "sub 1.0 e, 'log(1 - exp(z))'",
    "sub e 1.0, 'log(exp(z) - 1)'",
    "add e 2.0, 'log(sum of exp)'",
    "mul e 2.0, 'log(c exp(z))'"
  })
  void summandsStandInAnyOrder(String inner, String pattern) {
    String text =
        """
        func f(z:f64) {                         # Formulas.java:7
          e:f64 = call Math.exp z
          t:f64 = %s
          y:f64 = call Math.log t
          return y
        }
        """
            .formatted(inner);
    Func f = Parser.parse(text, Formulas.class);
    assertThat(Stabilize.find(f)).last().extracting(Stabilize.Match::pattern).isEqualTo(pattern);
    assertThat(Stabilize.find(f).getLast().source()).hasToString("Formulas.java:7");
  }

  @Test
  void aFormulaIsFoundAcrossRegions() {
    String text =
        """
        func f(z:f64, n:i32) {
          e:f64 = call Math.exp z
          t:f64 = add 1.0 e
          c:i32 = gt n 0
          y:f64 = if c {
            w:f64 = call Math.log t
            yield w
          } else {
            yield 0.0
          }
          return y
        }
        """;
    Func f = Parser.parse(text, Formulas.class);
    assertThat(run(f, 1)).isEqualTo(Math.log(1 + Math.exp(1)));
    assertThat(Interpreter.run(derivative(f), 1000.0, 1)[0]).isEqualTo(1.0);
    assertThat(Interpreter.run(derivative(f), 1000.0, 0)[0]).isEqualTo(0.0);
  }

  /** exp(z) + 2 exp(z) + ... + 3000 exp(z), and a product of as many factors. */
  @Test
  void longFormulasAreTakenApartWithoutRecursion() {
    StringBuilder text =
        new StringBuilder(
            "func f(z:f64) {\n"
                + "  e:f64 = call Math.exp z\n"
                + "  s0:f64 = mul e 0.0\n"
                + "  p0:f64 = mul z z\n");
    for (int i = 1; i <= 3000; i++) {
      text.append("  t%d:f64 = mul %d.0 e\n  s%d:f64 = add s%d t%d\n".formatted(i, i, i, i - 1, i));
      text.append("  p%d:f64 = mul p%d z\n".formatted(i, i - 1));
    }
    text.append("  y:f64 = call Math.log s3000\n  q:f64 = call Math.log p3000\n");
    text.append("  r:f64 = mul q 0.0\n  w:f64 = add y r\n  return w\n}\n");
    Func f = Parser.parse(text.toString(), Formulas.class);
    assertThat(Stabilize.find(f)).hasSize(1);
    assertThat((double) Interpreter.run(Stabilize.values(f), 1.0)[0])
        .isCloseTo(1 + Math.log(3000 * 3001 / 2), within(1e-12));
  }

  private static double run(Func f, int n) {
    return (double) Interpreter.run(f, 1.0, n)[0];
  }
}
