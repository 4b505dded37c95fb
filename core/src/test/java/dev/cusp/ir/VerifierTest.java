package dev.cusp.ir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not well formed is found, and shown where it stands. */
final class VerifierTest {
  @Test
  void theFaultIsShownAmongItsLines() {
    Func func =
        Parser.parse(
            """
            func f(x:f64, n:i32) {
              a:f64 = mul x x
              b:f64 = add a n
              return b
            }
            """,
            VerifierTest.class);
    assertThatThrownBy(() -> Verifier.verify(func))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            """
            f: ADD of [a:f64, n:i32]
              func f(x:f64, n:i32) {
                a:f64 = mul x x
            >   b:f64 = add a n
                return b
              }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y:f32 = mul x x | gives f64",
        "y:f64 = and x x | AND does not work on f64",
        "y:f64 = neg x x | NEG does not take 2 operands",
        "y:i32 = shl n x | SHL of",
        "y:i32 = lt a a | LT of",
        "y:f64 = load a x | takes",
        "y:f64 = load n n | ",
        "y:double[] = newarray double[] n n | fewer dimensions",
        "y:i32 = cmpg n n | not ints",
        "y:f64 = call Math.sin(double)double n | takes",
        "y:f64 = get java.awt.Point.x:int a | gives i32",
        "throw a | a region that ends in a throw yields nothing",
      })
  void operationsHaveTheirTypes(String line, String fault) {
    String text = "func f(x:f64, n:i32, a:double[]) {\n  " + line + "\n  return x\n}\n";
    assertThatThrownBy(() -> Verifier.verify(Parser.parse(text, VerifierTest.class)))
        .isInstanceOf(RuntimeException.class)
        .message()
        .contains(fault == null ? "" : fault);
  }

  @Test
  void valuesAreDefinedOnceAndSeenAround() {
    Value x = new Value(Type.DOUBLE, "x");
    Value y = new Value(Type.DOUBLE, "y");
    Stmt twice = new Stmt(new Op.Arith(Op.Arith.Kind.NEG), List.of(x), List.of(y), List.of(), null);
    rejects(new Region(List.of(x), List.of(twice, twice), List.of(y)), "y:f64 is defined twice");
    rejects(new Region(List.of(), List.of(twice), List.of(y)), "x:f64 is not visible here");
    Value n = new Value(Type.INT, "n");
    Stmt branch =
        new Stmt(
            new Op.If(),
            List.of(n),
            List.of(),
            List.of(
                new Region(List.of(), List.of(twice), List.of()),
                new Region(List.of(), List.of(), List.of())),
            null);
    rejects(new Region(List.of(x, n), List.of(branch), List.of(y)), "which is not visible here");
  }

  @Test
  void regionsYieldWhatIsExpected() {
    Value x = new Value(Type.DOUBLE, "x");
    Value n = new Value(Type.INT, "n");
    Value p = new Value(Type.DOUBLE, "p");
    Value r = new Value(Type.DOUBLE, "r");
    Region body = new Region(List.of(p), List.of(), List.of(x, p));
    Stmt loop = new Stmt(new Op.Loop(), List.of(x), List.of(r), List.of(body), null);
    rejects(new Region(List.of(x, n), List.of(loop), List.of(r)), "tells whether to repeat");
    Region empty = new Region(List.of(), List.of(), List.of());
    Stmt branch = new Stmt(new Op.If(), List.of(n), List.of(r), List.of(empty, empty), null);
    rejects(new Region(List.of(x, n), List.of(branch), List.of(r)), "yields [] do not fit [r:f64]");
    rejects(new Region(List.of(x), List.of(), null), "must end in a throw");
  }

  private static void rejects(Region body, String fault) {
    Func func = new Func("f", body, VerifierTest.class, null);
    assertThatThrownBy(() -> Verifier.verify(func))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(fault);
  }
}
