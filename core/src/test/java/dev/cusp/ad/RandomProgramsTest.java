package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.emit.Emit;
import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import dev.cusp.ir.Printer;
import dev.cusp.ir.RandomFunc;
import dev.cusp.ir.Region;
import dev.cusp.ir.Verifier;
import dev.cusp.rules.RuleBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of random programs, by everything that they must agree with. */
final class RandomProgramsTest {
  private static final int COUNT = 100;

  /** The positions of x, y and the array of doubles. */
  private static final Set<Integer> WRT = Set.of(0, 1, 3);

  /** Forward and reverse mode do the same arithmetic in another order, some of it in floats. */
  private static final double ROUNDING = 3e-6;

  /** Where halving the step changes the quotient by less, its own error is less. */
  private static final double STEADY = 1e-6;

  private static final RuleCalls CALLS =
      new RuleCalls(RuleBook.standard(), RandomProgramsTest.class.getClassLoader());

  /** Arguments and a direction to go in. */
  private record Point(double x, double y, int n, double[] a, int[] k, double[] dot) {
    static Point of(Random random) {
      return new Point(
          random.nextDouble() * 4 - 2,
          random.nextDouble() * 4 - 1.5,
          random.nextInt(9),
          random.doubles(8, -3, 3).toArray(),
          random.ints(8, -4, 12).toArray(),
          random.doubles(10, -1, 1).toArray());
    }

    double[] arrayDot() {
      return Arrays.copyOfRange(dot, 2, 10);
    }

    Object[] at(double h) {
      double[] moved = a.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += h * dot[2 + i];
      }
      return new Object[] {x + h * dot[0], y + h * dot[1], n, moved, k.clone()};
    }
  }

  /** A way to run a function. */
  private interface Runner {
    Object[] run(Func f, Object... args) throws Throwable;
  }

  private static Func program(long seed) {
    return Derivatives.prepare(
        RandomFunc.of(seed, 8 + (int) (seed % 40), RandomProgramsTest.class));
  }

  private static Object[] jvp(Jvp.Result jvp, Point p, Runner runner) throws Throwable {
    List<Object> args = new ArrayList<>(Arrays.asList(p.at(0)));
    for (int position : jvp.activeParams()) {
      args.add(position == 3 ? p.arrayDot() : (Object) p.dot()[position]);
    }
    return runner.run(jvp.func(), args.toArray());
  }

  /** The value, and cotangent times direction. */
  private static Object[] vjp(Jvp.Result linear, Func vjp, Point p, Runner runner)
      throws Throwable {
    List<Object> args = new ArrayList<>(Arrays.asList(p.at(0)));
    double[] bar = new double[8];
    double[] out = new double[2];
    int numbers = 0;
    for (int position : linear.activeParams()) {
      if (position == 3) {
        args.add(bar);
      } else {
        numbers++;
      }
    }
    if (args.size() < vjp.params().size()) {
      args.add(out);
    }
    Object[] results = runner.run(vjp, args.toArray());
    double product = 0;
    int next = 0;
    for (int position : linear.activeParams()) {
      if (position != 3) {
        product += out[next++] * p.dot()[position];
      }
    }
    double scale = 0;
    for (int i = 0; i < 8; i++) {
      product += bar[i] * p.arrayDot()[i];
      scale += Math.abs(bar[i]);
    }
    return new Object[] {results[0], product, scale + Math.abs(out[0]) + Math.abs(out[1]), numbers};
  }

  private static Object[] interpreted(Func f, Object... args) {
    return Interpreter.run(f, args);
  }

  private static Object[] compiled(Func f, Object... args) throws Throwable {
    return new Object[] {Emit.handle(f).invokeWithArguments(args)};
  }

  /** A function with the last of its results only: the tangent. */
  private static Func last(Func f) {
    if (f.body().diverges()) {
      return f;
    }
    Region body = new Region(f.params(), f.body().body(), List.of(f.results().getLast()));
    return new Func(f.name(), body, f.host(), f.source());
  }

  /** What a run shows: results by their bits, or the exception. */
  private static List<Object> outcome(Runner runner, Func f, Object... args) {
    try {
      Object first = runner.run(f, args)[0];
      List<Object> shown = new ArrayList<>(List.of(Double.doubleToLongBits((Double) first)));
      for (Object arg : args) {
        shown.add(arg instanceof double[] a ? Arrays.toString(a) : "");
      }
      return shown;
    } catch (LinkageError e) {
      throw new AssertionError(Printer.print(f), e);
    } catch (Throwable e) {
      return List.of(e.getClass());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10_000, 20_000, 30_000})
  void reverseIsForwardTransposed(long start) throws Throwable {
    int compared = 0;
    for (long seed = start; seed < start + COUNT; seed++) {
      Func f = program(seed);
      Point p = Point.of(new Random(seed));
      Jvp.Result forward = Derivatives.jvp(f, WRT, CALLS, 1);
      Jvp.Result linear = Derivatives.linearize(f, WRT, CALLS);
      Func reverse = Derivatives.vjp(linear, true);
      Verifier.verify(forward.func());
      Verifier.verify(reverse);
      if (forward.activeResults().isEmpty()) {
        continue;
      }
      try {
        Object[] up = jvp(forward, p, RandomProgramsTest::interpreted);
        Object[] down = vjp(linear, reverse, p, RandomProgramsTest::interpreted);
        assertThat(down[0]).as("seed %d%n%s", seed, Printer.print(f)).isEqualTo(up[0]);
        double tangent = (Double) up[1];
        double scale = (Double) down[2];
        if (Double.isFinite(tangent) && Double.isFinite(scale)) {
          compared++;
          assertThat((Double) down[1])
              .as("seed %d%n%s%s", seed, Printer.print(f), Printer.print(reverse))
              .isCloseTo(tangent, within(ROUNDING * (1 + scale + Math.abs(tangent))));
        }
      } catch (RuntimeException e) {
        assertThat(outcome(RandomProgramsTest::interpreted, f, p.at(0)))
            .as("seed %d throws %s%n%s", seed, e, Printer.print(f))
            .isEqualTo(List.of(e.getClass()));
      }
    }
    assertThat(compared).as("programs compared").isGreaterThan(COUNT / 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {40_000, 50_000})
  void forwardAgreesWithDifferencesWhereTheySettle(long start) throws Throwable {
    int compared = 0;
    for (long seed = start; seed < start + 2 * COUNT; seed++) {
      Func f = program(seed);
      Point p = Point.of(new Random(seed));
      Jvp.Result forward = Derivatives.jvp(f, WRT, CALLS, 1);
      double coarse;
      double fine;
      try {
        coarse = quotient(f, p, 1e-5);
        fine = quotient(f, p, 0.5e-5);
      } catch (RuntimeException _) {
        continue;
      }
      boolean settled = Math.abs(coarse - fine) <= STEADY * (1 + Math.abs(fine));
      if (!settled || Math.abs(fine) > 1e6 || !isExact(f, p)) {
        continue;
      }
      Object[] up = jvp(forward, p, RandomProgramsTest::interpreted);
      double tangent = forward.activeResults().isEmpty() ? 0 : (Double) up[1];
      if (!Double.isNaN(tangent)) {
        compared++;
        assertThat(tangent)
            .as("seed %d%n%s", seed, Printer.print(f))
            .isCloseTo(fine, within(10 * STEADY * (1 + Math.abs(fine))));
      }
    }
    assertThat(compared).as("programs compared").isGreaterThan(COUNT / 4);
  }

  private static double value(Func f, Point p, double h) {
    return (Double) Interpreter.run(f, p.at(h))[0];
  }

  private static double quotient(Func f, Point p, double h) {
    return (value(f, p, h) - value(f, p, -h)) / (2 * h);
  }

  /** Where values are so large that a quotient shows nothing but rounding, nothing is compared. */
  private static boolean isExact(Func f, Point p) {
    return Math.abs(value(f, p, 0)) < 1e3;
  }

  @ParameterizedTest
  @ValueSource(longs = {60_000})
  void compiledDerivativesDoWhatInterpretedOnesDo(long start) {
    for (long seed = start; seed < start + COUNT; seed++) {
      Func f = program(seed);
      Random random = new Random(seed);
      for (Func d : List.of(last(Derivatives.jvp(f, WRT, CALLS, 1).func()), reverse(f))) {
        Object[] args = arguments(d, Point.of(random));
        Object[] again = arguments(d, args);
        assertThat(outcome(RandomProgramsTest::compiled, d, args))
            .as("seed %d%n%s", seed, Printer.print(d))
            .isEqualTo(outcome(RandomProgramsTest::interpreted, d, again));
      }
    }
  }

  private static Func reverse(Func f) {
    return Derivatives.vjp(Derivatives.linearize(f, WRT, CALLS), true);
  }

  /** Arguments for the primal parameters, then anything of the right type. */
  private static Object[] arguments(Func d, Point p) {
    List<Object> args = new ArrayList<>(Arrays.asList(p.at(0)));
    for (int i = args.size(); i < d.params().size(); i++) {
      args.add(d.params().get(i).type().isReference() ? p.arrayDot() : (Object) p.dot()[i - 5]);
    }
    return args.toArray();
  }

  private static Object[] arguments(Func d, Object[] like) {
    return Arrays.stream(like)
        .map(x -> x instanceof double[] a ? a.clone() : x instanceof int[] k ? k.clone() : x)
        .toArray();
  }

  @Test
  void textOfDerivativesIsReadBack() {
    for (long seed = 70_000; seed < 70_000 + COUNT; seed++) {
      Func f = program(seed);
      for (Func d : List.of(Derivatives.jvp(f, WRT, CALLS, 2).func(), reverse(f))) {
        String text = Printer.print(d);
        Func read = Parser.parse(text, RandomProgramsTest.class);
        Verifier.verify(read);
        assertThat(Printer.print(read)).as("seed %d", seed).isEqualTo(text);
      }
    }
  }
}
