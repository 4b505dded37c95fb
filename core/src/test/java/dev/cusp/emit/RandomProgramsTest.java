package dev.cusp.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import dev.cusp.ir.Printer;
import dev.cusp.ir.RandomFunc;
import dev.cusp.ir.Verifier;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Emitted code does what the interpreter says, bit for bit, exceptions and memory included. */
final class RandomProgramsTest {
  /** Everything that a run can show, as text: floating point numbers by their bits. */
  static String outcome(Func func, long seed, Runner runner) {
    Random random = new Random(seed);
    double[] doubles = random.doubles(8, -3, 3).toArray();
    int[] ints = random.ints(8, -4, 12).toArray();
    Object result;
    try {
      double y = random.nextInt(4) - 1;
      result =
          Double.doubleToLongBits(
              (Double)
                  runner.run(
                      func, random.nextDouble() * 4 - 2, y, random.nextInt(9), doubles, ints));
    } catch (LinkageError e) {
      throw new AssertionError(Printer.print(func), e);
    } catch (Throwable e) {
      result = e.getClass();
    }
    return result
        + " "
        + java.util.Arrays.toString(
            java.util.Arrays.stream(doubles).mapToLong(Double::doubleToLongBits).toArray())
        + java.util.Arrays.toString(ints);
  }

  /** A way to run a function. */
  interface Runner {
    Object run(Func func, Object... args) throws Throwable;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 2000, 3000})
  void emittedAgreesWithInterpreted(long start) {
    for (long seed = start; seed < start + 500; seed++) {
      Func func = RandomFunc.of(seed, 10 + (int) (seed % 60), RandomProgramsTest.class);
      Verifier.verify(func);
      Runner emitted = (f, args) -> Emit.handle(f).invokeWithArguments(args);
      assertThat(outcome(func, seed, emitted))
          .as("%s", Printer.print(func))
          .isEqualTo(outcome(func, seed, (f, args) -> Interpreter.run(f, args)[0]));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5000})
  void textIsReadBack(long start) {
    for (long seed = start; seed < start + 300; seed++) {
      Func func = RandomFunc.of(seed, 30, RandomProgramsTest.class);
      String text = Printer.print(func);
      Func read = Parser.parse(text, RandomProgramsTest.class);
      Verifier.verify(read);
      assertThat(Printer.print(read)).isEqualTo(text);
      assertThat(outcome(read, seed, (f, args) -> Interpreter.run(f, args)[0]))
          .isEqualTo(outcome(func, seed, (f, args) -> Interpreter.run(f, args)[0]));
    }
  }
}
