package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Program;
import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import dev.cusp.ir.Printer;
import dev.cusp.ir.Verifier;
import dev.cusp.lift.Lift;
import dev.cusp.rules.RuleBook;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each program of the corpus: value, both modes, second order, interpreted and compiled. */
class CorpusTest {
  private static final double[][] POINTS = {{0.3, -0.5, 1.2, 0.7}, {1.4, 0.2, -0.6, 0.9}};

  /** Central differences with step 1e-5 err by about 1e-10 |f'''|, rounding by 1e-11 |f|. */
  private static final double DIFFERENCE = 1e-6;

  /** Forward and reverse mode do the same arithmetic in another order. */
  private static final double ROUNDING = 1e-12;

  static Stream<Method> programs() {
    return Stream.of(
            Corpus.class,
            ArrayCorpus.class,
            CheckpointCorpus.class,
            ConstructorCorpus.class,
            FlowCorpus.class,
            GraphCorpus.class,
            MethodCorpus.class,
            ObjectCorpus.class,
            QueueCorpus.class,
            BoxCorpus.class,
            CollectionCorpus.class,
            FunctionCorpus.class,
            TypicalCorpus.class,
            StreamCorpus.class)
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(m -> !Modifier.isPrivate(m.getModifiers()) && !m.isSynthetic());
  }

  private static double call(Method m, double[] x) {
    return ((Number) Program.of(m).value(x.clone())).doubleValue();
  }

  private static double close(double expected, double tolerance) {
    return tolerance * (1 + Math.abs(expected));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theValueIsTheProgramsOwnBitForBit(Method m) {
    for (double[] x : POINTS) {
      double value = Program.of(m).gradients(null, x.clone()).value();
      assertThat(value).isEqualTo(call(m, x));
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void reverseModeAgreesWithDifferences(Method m) {
    for (double[] x : POINTS) {
      double[] gradient = (double[]) Program.of(m).gradients(null, x).gradients().getFirst();
      for (int i = 0; i < x.length; i++) {
        double difference = difference(m, x, i);
        assertThat(gradient[i])
            .as("d/dx[%d]", i)
            .isCloseTo(difference, within(close(difference, DIFFERENCE)));
      }
    }
  }

  private static double difference(Method m, double[] x, int i) {
    double h = 1e-5;
    double[] up = x.clone();
    double[] down = x.clone();
    up[i] += h;
    down[i] -= h;
    return (call(m, up) - call(m, down)) / (2 * h);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void forwardAndReverseModeAgree(Method m) {
    for (double[] x : POINTS) {
      Program p = Program.of(m);
      double[] reverse = (double[]) p.gradients(null, x).gradients().getFirst();
      double[] forward = (double[]) p.gradientsForward(null, x).gradients().getFirst();
      for (int i = 0; i < x.length; i++) {
        assertThat(reverse[i]).isCloseTo(forward[i], within(close(forward[i], ROUNDING)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theHessianIsTheDerivativeOfTheGradient(Method m) {
    double h = 1e-5;
    for (double[] x : POINTS) {
      Program p = Program.of(m);
      double[][] hessian = p.hessian(null, x);
      for (int i = 0; i < x.length; i++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += h;
        down[i] -= h;
        double[] high = (double[]) p.gradients(null, up).gradients().getFirst();
        double[] low = (double[]) p.gradients(null, down).gradients().getFirst();
        for (int j = 0; j < x.length; j++) {
          double difference = (high[j] - low[j]) / (2 * h);
          assertThat(hessian[i][j])
              .as("d2/dx[%d]dx[%d]", i, j)
              .isCloseTo(difference, within(close(difference, DIFFERENCE)));
          assertThat(hessian[i][j])
              .isCloseTo(hessian[j][i], within(close(hessian[j][i], ROUNDING)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void argumentsStayAsTheyWere(Method m) {
    double[] x = POINTS[0].clone();
    Program.of(m).gradients(null, x);
    assertThat(x).isEqualTo(POINTS[0]);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void compiledIsInterpreted(Method m) {
    RuleCalls calls = new RuleCalls(RuleBook.standard(), Corpus.class.getClassLoader());
    Func f = Derivatives.prepare(new Lift(calls).method(m));
    Verifier.verify(f);
    Jvp.Result jvp = Derivatives.jvp(f, Set.of(0), calls, 1);
    Verifier.verify(jvp.func());
    Func vjp = Derivatives.vjp(jvp, true);
    Verifier.verify(vjp);
    Func gradient = Derivatives.gradient(f, jvp, Set.of(0), calls);
    Verifier.verify(gradient);
    boolean active = !jvp.activeParams().isEmpty();
    for (double[] x : POINTS) {
      double[] interpreted = new double[x.length];
      Object[] value = interpret(gradient, x, active ? interpreted : null);
      Program.Gradients compiled = Program.of(m).gradients(null, x);
      assertThat(List.of(compiled.value())).isEqualTo(Arrays.asList(value));
      assertThat((double[]) compiled.gradients().getFirst()).isEqualTo(interpreted);
      double[] reverse = new double[x.length];
      assertThat(interpret(vjp, x, active ? reverse : null)).isEqualTo(value);
      for (int i = 0; i < x.length; i++) {
        double tolerance = 1e-11 * (1 + Math.abs(interpreted[i]));
        assertThat(reverse[i]).isCloseTo(interpreted[i], within(tolerance));
      }
    }
  }

  private static Object[] interpret(Func gradient, double[] x, double[] bar) {
    return bar == null
        ? Interpreter.run(gradient, (Object) x.clone())
        : Interpreter.run(gradient, x.clone(), bar);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void textSaysEverything(Method m) {
    RuleCalls calls = new RuleCalls(RuleBook.standard(), Corpus.class.getClassLoader());
    Func f = Derivatives.prepare(new Lift(calls).method(m));
    Jvp.Result jvp = Derivatives.jvp(f, Set.of(0), calls, 1);
    Func vjp = Derivatives.vjp(jvp, true);
    for (Func stage : List.of(f, jvp.func(), vjp)) {
      String text = Printer.print(stage);
      Func read = Parser.parse(text, stage.host());
      Verifier.verify(read);
      assertThat(Printer.print(read)).isEqualTo(text);
      int params = stage.params().size();
      double[] x = POINTS[0];
      Object[] args = new Object[params];
      Object[] same = new Object[params];
      for (int i = 0; i < params; i++) {
        args[i] = x.clone();
        same[i] = x.clone();
      }
      assertThat(Interpreter.run(read, same)).isEqualTo(Interpreter.run(stage, args));
      assertThat(same).isEqualTo(args);
    }
  }
}
