package dev.cusp.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.constant.ClassDesc;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text form says everything: what it says is what is read back from it. */
final class TextTest {
  private static void staysAsItIs(String text) {
    Func func = Parser.parse(text, TextTest.class);
    Verifier.verify(func);
    assertThat(Printer.print(func)).isEqualTo(text);
  }

  @Test
  void loopsAndBranches() {
    staysAsItIs(
        """
        func rosenbrock(x:double[]) {           # Demo.java:12
          length:i32 = length x
          n:i32 = sub length 1
          i, s = loop (i:i32 = 0, s:f64 = 0.0) {
            again:i32 = lt i n                  # Demo.java:13
            i1, s1 = if again {
              t:f64 = load x i                  # Demo.java:14
              i2:i32 = add i 1
              u:f64 = load x i2
              s2:f64 = add s u
              yield i2, s2
            } else {
              yield i, s
            }
            again again, i1, s1
          }
          return s
        }
        """);
  }

  @Test
  void everyOperation() {
    staysAsItIs(
        """
        func all(o:Object, a:double[], z:boolean[], i:i32, l:i64, f:f32, d:f64, p:java.awt.Point) {
          a1:i32 = ushr i 3
          a2:i64 = neg -5i64
          a3:f32 = div f 0.5f32
          a4:i32 = convert byte a1
          a5:i32 = cmpg d NaN
          a6:i32 = cmpl f -Infinityf32
          a7:i32 = eq o null:Object
          a8:i32 = instanceof java.util.Map$Entry[] o
          a9:String = checkcast String o
          b1:double[][] = newarray double[][] 3 4
          b2:i32 = length z
          b3:f64 = load a 0
          b4:i32 = load z i
          store a i -0.0
          c1:i32 = get java.awt.Point.x:int p
          put java.awt.Point.y:int p c1
          c2:java.io.PrintStream = getstatic.final System.out:java.io.PrintStream
          c3:java.awt.Point = new java.awt.Point(int,int) i 2 {java.awt.Point.x:int = i, java.awt.Point.y:int = 2}
          c4:java.awt.Point = new java.awt.Point()
          call.virtual java.io.PrintStream.println(boolean)void c2 i
          c5:i32 = call.virtual Object.equals(Object)boolean o "a # \\"b\\" \\u000a"
          c6:i32 = call.interface java.util.List.size null:java.util.List
          c7:java.util.List = call.itf java.util.List.copyOf null:java.util.Collection
          c8:Class = call.special Object.getClass class int[]
          c9:f64 = apply half d
          c10:f64 = apply.checkpoint half d
          throw null:IllegalStateException
        }

        func half(d:f64) {
          h:f64 = mul d 0.5
          again:i32 = gt h 1.0
          r = if again {
            q:f64 = apply half h
            yield q
          } else {
            yield h
          }
          return r
        }
        """);
  }

  @Test
  void namesBecomeUnique() {
    Builder b = Builder.root();
    Value x = b.param(Type.DOUBLE, "x");
    Value x2 = b.param(Type.DOUBLE, "x");
    Value dot = b.param(Type.DOUBLE, "x.dot");
    Value sum = b.value(new Op.Arith(Op.Arith.Kind.ADD), Type.DOUBLE, "x.dot", x, dot);
    Value odd = b.value(new Op.Arith(Op.Arith.Kind.SUB), Type.DOUBLE, "1 odd:name", sum, x2);
    Value nan = b.value(new Op.Arith(Op.Arith.Kind.MUL), Type.DOUBLE, "NaN", odd, odd);
    Func func = new Func("f", b.region(List.of(nan)), TextTest.class, null);
    assertThat(Printer.print(func))
        .isEqualTo(
            """
            func f(x:f64, x1:f64, x.dot:f64) {
              x1.dot:f64 = add x x.dot
              _1_odd_name:f64 = sub x1.dot x1
              NaN1:f64 = mul _1_odd_name _1_odd_name
              return NaN1
            }
            """);
  }

  @Test
  void sourcesOfInlinedCode() {
    ClassDesc owner = ClassDesc.of("demo.Demo");
    Source outer = new Source(owner, "main", "Demo.java", 3, null);
    Builder b = Builder.root().at(outer);
    Value x = b.param(Type.DOUBLE, "x");
    Value y = b.at(new Source(owner, "f", "Demo.java", 9, outer)).mul(x, x);
    Value z = b.at(new Source(owner, "g", null, 0, outer)).neg(y);
    Func func = new Func("f", b.region(List.of(z)), TextTest.class, outer);
    String text = Printer.print(func);
    assertThat(text).contains("mul x x", "# Demo.java:9", "# Demo.g");
    assertThat(Printer.print(Parser.parse(text, TextTest.class))).isEqualTo(text);
  }

  @Test
  void faultsNameTheLine() {
    assertThatThrownBy(
            () -> Parser.parse("func f(x:f64) {\n  y:f64 = mul x z\n}\n", TextTest.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 2: no value is named 'z'\n>   y:f64 = mul x z");
    assertThatThrownBy(() -> Parser.parse("func f(x:f64) {\n  y:f64 = mull x x", TextTest.class))
        .hasMessageContaining("no operation is named 'mull'");
    assertThatThrownBy(() -> Parser.parse("func f(x:f64) {\n", TextTest.class))
        .hasMessageContaining("the text ends within a function");
  }
}
