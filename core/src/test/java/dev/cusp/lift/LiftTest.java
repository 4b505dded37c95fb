package dev.cusp.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.emit.Interpreter;
import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Printer;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Verifier;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lifted functions look like, and what cannot be lifted. */
class LiftTest {
  private static Method method(Class<?> owner, String name) {
    return Arrays.stream(owner.getDeclaredMethods())
        .filter(m -> m.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Func lift(Class<?> owner, String name) {
    Func func = new Lift(LiftedCorpusTest.INLINE_ALL).method(method(owner, name));
    Verifier.verify(func);
    return func;
  }

  private static List<Stmt> all(Region region) {
    List<Stmt> all = new ArrayList<>();
    for (Stmt stmt : region.body()) {
      all.add(stmt);
      stmt.regions().forEach(r -> all.addAll(all(r)));
    }
    return all;
  }

  private static List<Stmt> all(Func func, Class<? extends Op> op) {
    return all(func.body()).stream().filter(stmt -> op.isInstance(stmt.op())).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sumTo", "whileDown", "nested", "whileBoth", "whileEither", "swapping"})
  void whileLoopsHaveTheirShape(String name) {
    List<Stmt> loops = all(lift(Flows.class, name), Op.Loop.class);
    assertThat(loops).isNotEmpty().allMatch(loop -> Loops.asWhile(loop) != null);
  }

  @Test
  void isAsReadable() {
    assertThat(Printer.print(lift(Flows.class, "sumTo")).replaceAll(" *#.*", ""))
        .isEqualTo(
            """
            func sumTo(n:i32, x:f64) {
              s, i = loop (s:f64 = 0.0, i:i32 = 0) {
                c:i32 = lt i n
                s1, i1 = if c {
                  t:f64 = convert double i
                  t1:f64 = mul x t
                  s2:f64 = add s t1
                  i2:i32 = add i 1
                  yield s2, i2
                } else {
                  yield s, i
                }
                again c, s1, i1
              }
              return s
            }
            """);
  }

  @Test
  void statementsKnowTheirSource() {
    Stmt sqrt =
        all(lift(ObjectCases.class, "records"), Op.Call.class).stream()
            .filter(stmt -> stmt.op() instanceof Op.Call call && call.name().equals("sqrt"))
            .findFirst()
            .orElseThrow();
    assertThat(sqrt.source().method()).isEqualTo("length");
    assertThat(sqrt.source().toString()).matches("ObjectCases.java:\\d+");
    assertThat(sqrt.source().calledFrom().method()).isEqualTo("records");
  }

  @Test
  void fieldsOfNewObjectsAreKnown() {
    assertThat(all(lift(ObjectCases.class, "records"), Op.GetField.class)).isEmpty();
    assertThat(all(lift(ObjectCases.class, "inheritance"), Op.GetField.class)).isEmpty();
  }

  @Test
  void lambdasThatAreOnlyCalledVanish() {
    for (String name : List.of("capturing", "summing", "references", "composed", "generic")) {
      assertThat(all(lift(LambdaCases.class, name), Op.Dynamic.class)).as(name).isEmpty();
    }
  }

  @Test
  void recursionBecomesAFunction() {
    Func factorial = lift(ObjectCases.class, "factorial");
    Stmt apply = all(factorial, Op.Apply.class).getFirst();
    assertThat(((Op.Apply) apply.op()).callee().func()).isSameAs(factorial);
    assertThat(all(lift(ObjectCases.class, "mutual"), Op.Apply.class)).hasSize(1);
  }

  @Test
  void policyKeepsAndSubstitutes() {
    Policy policy =
        new Policy() {
          @Override
          public boolean keep(Class<?> owner, String name, MethodTypeDesc type) {
            return owner == Flows.class && name.equals("earlyReturns");
          }

          @Override
          public Method substitute(
              Class<?> owner, String name, MethodTypeDesc type, List<Type> operands) {
            return name.equals("find") ? method(Substitutes.class, "find") : null;
          }
        };
    Func func = new Lift(policy).method(method(Flows.class, "callsOthers"));
    assertThat(all(func, Op.Call.class))
        .extracting(stmt -> ((Op.Call) stmt.op()).name())
        .containsExactly("earlyReturns");
    assertThat(Interpreter.run(func, 0.5, 3)[0]).isEqualTo(0.5 + 1.5 + 42);
  }

  static final class Substitutes {
    static int find(int[] a, int key) {
      return 42;
    }
  }

  static class Open {
    double k = 2;

    double f(double x) {
      return g(x) + k;
    }

    double g(double x) {
      return x;
    }
  }

  static class Derived extends Open {
    @Override
    double g(double x) {
      return 2 * x;
    }
  }

  @Test
  void classesThatMayBeExtendedAreGuarded() {
    Func guarded = lift(Open.class, "f");
    assertThat(Interpreter.run(guarded, new Open(), 3.0)).containsExactly(5.0);
    assertThatThrownBy(() -> Interpreter.run(guarded, new Derived(), 3.0))
        .hasStackTraceContaining("make Open sealed");
    Func exact =
        new Lift(LiftedCorpusTest.INLINE_ALL)
            .method(method(Open.class, "f"), Arrays.asList(Derived.class, null));
    assertThat(all(exact, Op.Call.class)).isEmpty();
    assertThat(Interpreter.run(exact, new Derived(), 3.0)).containsExactly(8.0);
  }

  interface Unknown {
    double at(double x);
  }

  static double unknown(Unknown u, double x) {
    return u.at(x);
  }

  sealed interface Choice permits Foreign, Own {
    double at(double x);
  }

  static final class Foreign implements Choice {
    @Override
    public native double at(double x);
  }

  record Own(double k) implements Choice {
    @Override
    public double at(double x) {
      return k * x;
    }
  }

  static double maybeNative(Choice choice, double x) {
    return choice.at(x);
  }

  interface Shape {}

  record Square(double side) implements Shape {}

  record Box(double width, double height) implements Shape {}

  static double area(Shape shape) {
    return switch (shape) {
      case Square(double side) -> side * side;
      case Box(double width, double height) -> width * height;
      default -> 0;
    };
  }

  @Test
  void patternsThatCannotFitAreNoFault() {
    for (Shape shape : List.of(new Square(3), new Box(2, 5))) {
      Func func =
          new Lift(LiftedCorpusTest.INLINE_ALL)
              .method(method(LiftTest.class, "area"), Arrays.asList(shape.getClass()));
      Verifier.verify(func);
      assertThat(Interpreter.run(func, shape)).containsExactly(area(shape));
    }
  }

  static double endless(double x) {
    while (true) {
      x += 1;
    }
  }

  @Test
  void refusesWithPlaceAndRemedy() {
    assertRefused("unknown", "which Unknown.at is called", "make Unknown sealed");
    assertRefused("maybeNative", "Foreign.at is one of the methods that this may call", "native");
    assertRefused("endless", "never ends");
  }

  private static void assertRefused(String name, String... words) {
    assertThatThrownBy(() -> lift(LiftTest.class, name))
        .isInstanceOf(LiftException.class)
        .hasMessageContaining("LiftTest.java:")
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
