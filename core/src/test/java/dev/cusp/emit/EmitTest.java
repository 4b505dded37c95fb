package dev.cusp.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cusp.emit.elsewhere.Vault;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import dev.cusp.ir.Source;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.ir.Verifier;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What emitted code can reach, throw and look like. */
final class EmitTest {
  @SuppressWarnings("unused")
  private static double hidden(double x) {
    return x + 0.5;
  }

  /** Private to the host: emitted code is its nestmate. */
  private record Pair(double first, double second) {}

  private static Func parse(String text) {
    return parse(text, EmitTest.class);
  }

  private static Func parse(String text, Class<?> host) {
    Func func = Parser.parse(text, host);
    Verifier.verify(func);
    return func;
  }

  /** The result of emitted code, after a check that the interpreter has the same. */
  private static Object run(String text, Object... args) throws Throwable {
    Func func = parse(text);
    Object result = Emit.handle(func).invokeWithArguments(args);
    Object[] meant = Interpreter.run(func, args);
    if (meant.length > 0) {
      assertThat(result).isEqualTo(meant[0]);
    }
    return result;
  }

  @Test
  void privateMembersOfTheHost() throws Throwable {
    String text =
        """
        func f(x:f64) {
          y:f64 = call dev.cusp.emit.EmitTest.hidden x
          p:dev.cusp.emit.EmitTest$Pair = new dev.cusp.emit.EmitTest$Pair(double,double) x y
          a:f64 = get.final dev.cusp.emit.EmitTest$Pair.first:double p
          b:f64 = call.virtual dev.cusp.emit.EmitTest$Pair.second p
          c:f64 = mul a b
          return c
        }
        """;
    assertThat(run(text, 2.0)).isEqualTo(5.0);
  }

  @Test
  void privateMembersElsewhere() throws Throwable {
    String text =
        """
        func f(x:f64) {
          v:dev.cusp.emit.elsewhere.Vault = new dev.cusp.emit.elsewhere.Vault(double) x
          put dev.cusp.emit.elsewhere.Vault.secret:double v 5.0
          a:f64 = get dev.cusp.emit.elsewhere.Vault.secret:double v
          b:f64 = call.virtual dev.cusp.emit.elsewhere.Vault.doubled v
          c:f64 = call dev.cusp.emit.elsewhere.Vault.add v x
          n:i32 = getstatic dev.cusp.emit.elsewhere.Vault.opened:int
          putstatic dev.cusp.emit.elsewhere.Vault.opened:int n
          d:f64 = add a b
          e:f64 = add c d
          return e
        }
        """;
    assertThat(run(text, 1.0)).isEqualTo(21.0);
    assertThat(Vault.opened()).isPositive();
  }

  @Test
  void classesThatCannotBeNamed() throws Throwable {
    String text =
        """
        func f(x:f64, o:Object) {
          k:dev.cusp.emit.elsewhere.Vault$Key = new dev.cusp.emit.elsewhere.Vault$Key(double) x
          ks:dev.cusp.emit.elsewhere.Vault$Key[] = newarray dev.cusp.emit.elsewhere.Vault$Key[] 2
          store ks 0 k
          c:i32 = gt x 0.0
          k1 = if c {
            l:dev.cusp.emit.elsewhere.Vault$Key = load ks 0
            yield l
          } else {
            yield k
          }
          t:f64 = get.final dev.cusp.emit.elsewhere.Vault$Key.teeth:double k1
          is:i32 = instanceof dev.cusp.emit.elsewhere.Vault$Key o
          d:f64 = convert double is
          u:f64 = add t d
          return u
        }
        """;
    assertThat(run(text, 3.0, "no key")).isEqualTo(3.0);
  }

  @Test
  void castsWhereTypesAreNotTold() throws Throwable {
    String text =
        """
        func f(o:Object, s:String) {
          c:i32 = instanceof String o
          r:String = if c {
            yield o
          } else {
            yield s
          }
          n:i32 = call.virtual String.length r
          i, best:String = loop (i:i32 = 0, best:Object = s) {
            j:i32 = add i 1
            more:i32 = lt j 3
            again more, j, o
          }
          m:i32 = call.virtual String.length best
          sum:i32 = add n m
          return sum
        }
        """;
    assertThat(run(text, "four", "other")).isEqualTo(8);
  }

  @Test
  void recursion() throws Throwable {
    String text =
        """
        func fact(n:i32) {
          c:i32 = le n 1
          r = if c {
            yield 1.0
          } else {
            m:i32 = sub n 1
            p:f64 = apply fact m
            d:f64 = convert double n
            q:f64 = mul d p
            yield q
          }
          return r
        }
        """;
    assertThat(run(text, 10)).isEqualTo(3628800.0);
  }

  @Test
  void exceptionsNameTheUsersLine() {
    String text =
        """
        func f(x:double[], i:i32) {              # Demo.java:10
          y:f64 = load x 0                       # Demo.java:11
          z:f64 = load x i                       # Demo.java:12
          w:f64 = add y z                        # Demo.java:13
          return w
        }
        """;
    MethodHandle handle = Emit.handle(parse(text));
    assertThatThrownBy(() -> handle.invokeWithArguments(new double[2], 7))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class)
        .satisfies(e -> {
          StackTraceElement top = e.getStackTrace()[0];
          assertThat(top.getFileName()).isEqualTo("Demo.java");
          assertThat(top.getLineNumber()).isEqualTo(12);
        });
  }

  @Test
  void exceptionsNameTheCallsThatWereInlined() {
    ClassDesc owner = ClassDesc.of("demo.Demo");
    Source call = new Source(owner, "loss", "Demo.java", 20, null);
    Builder b = Builder.root();
    Value x = b.param(Type.DOUBLES, "x");
    Value i = b.param(Type.INT, "i");
    Value y = b.at(new Source(owner, "residual", "Model.java", 7, call)).load(x, i, "y");
    Func func = new Func("vjp.loss", b.region(List.of(y)), EmitTest.class, call);
    MethodHandle handle = Emit.handle(func);
    assertThatThrownBy(() -> handle.invokeWithArguments(new double[2], -1))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class)
        .satisfies(e ->
            assertThat(e.getStackTrace())
                .startsWith(
                    new StackTraceElement("demo.Demo", "residual", "Model.java", 7),
                    new StackTraceElement("demo.Demo", "vjp.loss", "Demo.java", 20)));
  }

  @Test
  void exceptionsPassThroughRecursionOnceForEachCall() {
    String text =
        """
        func down(x:double[], i:i32) {   # Demo.java:1
          y:f64 = load x i               # Demo.java:2
          j:i32 = add i 1                # Demo.java:3
          z:f64 = apply down x j         # Demo.java:4
          return z
        }
        """;
    MethodHandle handle = Emit.handle(parse(text));
    assertThatThrownBy(() -> handle.invokeWithArguments(new double[2], 0))
        .satisfies(e ->
            assertThat(e.getStackTrace())
                .extracting(StackTraceElement::getLineNumber)
                .startsWith(2, 4, 4));
  }

  @Test
  void thrownAsItIs() {
    String text =
        """
        func f(e:Throwable) {
          throw e
        }
        """;
    Exception thrown = new java.io.IOException("mine");
    Func func = parse(text);
    assertThatThrownBy(() -> Emit.handle(func).invokeWithArguments(thrown)).isSameAs(thrown);
    assertThatThrownBy(() -> Interpreter.run(func, thrown)).isSameAs(thrown);
  }

  @Test
  void stringsClassesAndConcatenation() throws Throwable {
    String text =
        """
        func f(x:f64, b:i32) {
          s:String = dynamic makeConcatWithConstants(double,boolean)String via STATIC java.lang.invoke.StringConcatFactory.makeConcatWithConstants "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;" {"\\u0001 is \\u0001"} x b
          c:Class = call.virtual Object.getClass()Class class int
          n:String = call.virtual Class.getName c
          m:String = call.virtual String.concat s n
          return m
        }
        """;
    assertThat(run(text, 1.5, 1)).isEqualTo("1.5 is truejava.lang.Class");
  }

  @Test
  void smallTypes() throws Throwable {
    String text =
        """
        func f(x:f64, s:short[], z:boolean[]) {
          b:i32 = convert byte x
          c:i32 = convert char -1
          store s 0 c
          store z 0 c
          d:i32 = load s 0
          e:i32 = load z 0
          t:i32 = call Boolean.logicalXor(boolean,boolean)boolean e 0
          u:i32 = add b d
          v:i32 = add t u
          l:i64 = convert long v
          w:i64 = shl l 40
          return w
        }
        """;
    assertThat(run(text, 300.7, new short[1], new boolean[1])).isEqualTo((44L - 1 + 1) << 40);
  }

  @Test
  void codeOfTheJdkIsDefinedBesideUs() throws Throwable {
    String text =
        """
        func f(x:f64) {
          y:f64 = call Math.abs x
          return y
        }
        """;
    assertThat((double) Emit.handle(parse(text, Math.class)).invokeExact(-2.0)).isEqualTo(2.0);
  }

  @Test
  void interfacesWithLeadingArguments() {
    String text =
        """
        func f(a:double[], x:f64, y:f64) {
          t:f64 = load a 0
          u:f64 = mul x y
          v:f64 = add t u
          return v
        }
        """;
    Func func = parse(text);
    double[] a = {10};
    DoubleBinaryOperator plain = Emit.implement(func, DoubleBinaryOperator.class, List.of(a));
    assertThat(plain.applyAsDouble(2, 3)).isEqualTo(16.0);
    @SuppressWarnings("unchecked")
    BiFunction<Double, Number, Object> boxed = Emit.implement(func, BiFunction.class, List.of(a));
    assertThat(boxed.apply(2.0, 3)).isEqualTo(16.0);
    @SuppressWarnings("unchecked")
    ToDoubleFunction<Integer> one = Emit.implement(func, ToDoubleFunction.class, List.of(a, 0.5));
    assertThat(one.applyAsDouble(8)).isEqualTo(14.0);
    assertThatThrownBy(() -> Emit.implement(func, Function.class, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "java.util.function.Function takes 1 arguments, but the function needs 3");
  }

  @Test
  void memberThatDoesNotExist() {
    String text =
        """
        func f(x:f64) {
          y:f64 = call Math.nosuch x
          return y
        }
        """;
    assertThatThrownBy(() -> Emit.handle(parse(text)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nosuch");
  }
}
