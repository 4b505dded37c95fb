package dev.cusp.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Printer;
import dev.cusp.ir.RandomFunc;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.ir.Verifier;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions too large for one method become several, which do the same. */
final class SplitTest {
  /** C2 compiles no method of more than 8,000 bytes. */
  private static final int HUGE = 8000;

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 40})
  void splitCodeAgreesWithInterpreted(int slots) {
    Limits small = new Limits(120, 150, 100, slots);
    for (long seed = 0; seed < 500; seed++) {
      Func func = RandomFunc.of(seed, 60, SplitTest.class);
      Verifier.verify(Split.apply(func, small, new IdentityHashMap<>()));
      String emitted =
          RandomProgramsTest.outcome(
              func, seed, (f, args) -> Emit.handle(f, small).invokeWithArguments(args));
      assertThat(emitted)
          .as("%s", Printer.print(func))
          .isEqualTo(
              RandomProgramsTest.outcome(func, seed, (f, args) -> Interpreter.run(f, args)[0]));
    }
  }

  @Test
  void straightLineCodeOfManyStatements() throws Throwable {
    Func func = straight(20_000, 200);
    assertThat(largest(func)).isLessThan(HUGE);
    double[] x = new Random(1).doubles(200).toArray();
    assertThat((double) Emit.handle(func).invokeExact(x)).isEqualTo(Interpreter.run(func, x)[0]);
  }

  @Test
  void manyLoops() throws Throwable {
    Func func = loops(300);
    assertThat(largest(func)).isLessThan(HUGE);
    double[] x = new Random(1).doubles(20).toArray();
    assertThat((double) Emit.handle(func).invokeExact(x)).isEqualTo(Interpreter.run(func, x)[0]);
  }

  @Test
  void largeRandomFunctions() {
    for (long seed = 0; seed < 20; seed++) {
      Func func = RandomFunc.of(seed, 3000, SplitTest.class);
      assertThat(largest(func)).as("seed %d", seed).isLessThan(HUGE);
      assertThat(
              RandomProgramsTest.outcome(
                  func, seed, (f, args) -> Emit.handle(f).invokeWithArguments(args)))
          .isEqualTo(
              RandomProgramsTest.outcome(func, seed, (f, args) -> Interpreter.run(f, args)[0]));
    }
  }

  @Test
  void branchesOfManyResults() throws Throwable {
    Func func = wide(400);
    assertThat(largest(func)).isLessThan(HUGE);
    for (double first : new double[] {-1, 1}) {
      double[] x = new Random(1).doubles(20).toArray();
      x[0] = first;
      assertThat((double) Emit.handle(func).invokeExact(x)).isEqualTo(Interpreter.run(func, x)[0]);
    }
  }

  private static int largest(Func func) {
    int largest = 0;
    for (var method : ClassFile.of().parse(Emit.classFile(func)).methods()) {
      int length = ((CodeAttribute) method.code().orElseThrow()).codeLength();
      largest = Math.max(largest, length);
    }
    return largest;
  }

  /** Many statements, each of which reads values that may have been computed long before. */
  private static Func straight(int statements, int inputs) {
    Random random = new Random(7);
    Builder b = Builder.root();
    Value x = b.param(Type.DOUBLES, "x");
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      values.add(b.load(x, b.constant(i), "x" + i));
    }
    Op.Arith.Kind[] kinds = {Op.Arith.Kind.ADD, Op.Arith.Kind.SUB, Op.Arith.Kind.MUL};
    while (values.size() < statements) {
      Value y = values.get(values.size() - 1 - random.nextInt(Math.min(60, values.size())));
      Value z = values.get(random.nextInt(values.size()));
      values.add(b.arith(kinds[random.nextInt(3)], y, z));
    }
    Value sum = b.constant(0.0);
    for (int i = 0; i < values.size(); i += 50) {
      sum = b.add(sum, values.get(i));
    }
    return new Func("straight", b.region(List.of(sum)), SplitTest.class, null);
  }

  /** In a loop, branches in branches that give back all they compute. */
  private static Func wide(int results) {
    Builder b = Builder.root();
    Value x = b.param(Type.DOUBLES, "x");
    List<Value> sums =
        b.loop(
            List.of(b.constant(0), b.constant(0.0)),
            body -> {
              Value i = body.params().get(0);
              Value again = body.compare(Op.Compare.Relation.LT, i, b.constant(3));
              Value sum = body.params().get(1);
              for (Value v : branch(body, x, sum, results, 3)) {
                sum = body.add(body.mul(sum, body.constant(0.5)), v);
              }
              return body.region(List.of(again, body.add(i, body.constant(1)), sum));
            });
    return new Func("wide", b.region(List.of(sums.get(1))), SplitTest.class, null);
  }

  private static List<Value> branch(Builder b, Value x, Value start, int results, int depth) {
    Value positive =
        b.compare(Op.Compare.Relation.GT, b.load(x, b.constant(depth % 3), "x"), b.constant(0.5));
    return b.branch(
        positive,
        Collections.nCopies(results, Type.DOUBLE),
        "y",
        then -> {
          List<Value> computed = new ArrayList<>();
          Value y = start;
          for (int i = 0; i < results; i++) {
            y =
                then.add(
                    then.mul(y, then.load(x, then.constant(i % 20), "x")), then.constant(i * 1.0));
            computed.add(y);
          }
          return then.region(depth == 0 ? computed : branch(then, x, y, results, depth - 1));
        },
        other -> {
          List<Value> zeros = new ArrayList<>(Collections.nCopies(results, other.constant(0.0)));
          Value y = other.mul(start, other.constant(0.25));
          zeros.set(1, y);
          zeros.set(2, y);
          zeros.set(3, start);
          return other.region(zeros);
        });
  }

  private static Func loops(int count) {
    Builder b = Builder.root();
    Value x = b.param(Type.DOUBLES, "x");
    Value n = b.value(new Op.Length(), Type.INT, "n", x);
    List<Value> sums = new ArrayList<>(List.of(b.constant(0.0)));
    for (int k = 0; k < count; k++) {
      Value factor = b.constant(0.5 + k);
      Value earlier = sums.get(sums.size() / 2);
      List<Value> results =
          b.loop(
              List.of(b.constant(0), sums.getLast()),
              body -> {
                Value i = body.params().get(0);
                Value again = body.compare(Op.Compare.Relation.LT, i, n);
                List<Type> types = List.of(Type.INT, Type.DOUBLE);
                List<Value> next =
                    body.branch(
                        again,
                        types,
                        "s",
                        then -> {
                          Value t = then.mul(then.load(x, i, "t"), factor);
                          Value s = then.add(body.params().get(1), then.sub(t, earlier));
                          return then.region(List.of(then.add(i, then.constant(1)), s));
                        },
                        exit -> exit.region(body.params()));
                return body.region(List.of(again, next.get(0), next.get(1)));
              });
      sums.add(results.get(1));
    }
    return new Func("loops", b.region(List.of(sums.getLast())), SplitTest.class, null);
  }
}
