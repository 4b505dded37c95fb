package dev.cusp.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.ir.Func;
import dev.cusp.ir.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Emitted code is the code that javac makes of the same program. */
final class CodeTest {
  @SuppressWarnings("unused")
  static double sumOfSquares(double[] x) {
    int n = x.length;
    int i = 0;
    double s = 0;
    while (i < n) {
      double t = x[i];
      s = s + t * t;
      i++;
    }
    return s;
  }

  @Test
  void loop() throws IOException {
    sameAsJavac(
        """
        func sumOfSquares(x:double[]) {
          n:i32 = length x
          i, s = loop (i:i32 = 0, s:f64 = 0.0) {
            c:i32 = lt i n
            i1, s1 = if c {
              t:f64 = load x i
              t1:f64 = mul t t
              s2:f64 = add s t1
              i2:i32 = add i 1
              yield i2, s2
            } else {
              yield i, s
            }
            again c, i1, s1
          }
          return s
        }
        """);
  }

  @SuppressWarnings("unused")
  static double descent(double x, double y) {
    int k = 0;
    do {
      if (x > y) {
        x = x - y;
      } else {
        y = y * 0.5;
      }
      k++;
    } while (k < 100);
    return x;
  }

  @Test
  void branchInLoop() throws IOException {
    sameAsJavac(
        """
        func descent(x:f64, y:f64) {
          k, x1, y1 = loop (k:i32 = 0, x1:f64 = x, y1:f64 = y) {
            c:i32 = gt x1 y1
            x2, y2 = if c {
              x3:f64 = sub x1 y1
              yield x3, y1
            } else {
              y3:f64 = mul y1 0.5
              yield x1, y3
            }
            k1:i32 = add k 1
            d:i32 = lt k1 100
            again d, k1, x2, y2
          }
          return x1
        }
        """);
  }

  @SuppressWarnings("unused")
  static int triangle(double[] x, int n) {
    int i = 0;
    while (i < n) {
      i++;
      int j = i;
      while (j < n) {
        x[j] = x[i];
        j++;
      }
    }
    return i;
  }

  /** The inner loop leads to an instruction of its own that goes back to the outer one's head. */
  @Test
  void loopAtTheEndOfLoop() throws IOException {
    sameAsJavac(
        """
        func triangle(x:double[], n:i32) {
          i = loop (i:i32 = 0) {
            c:i32 = lt i n
            i1 = if c {
              i2:i32 = add i 1
              j = loop (j:i32 = i2) {
                d:i32 = lt j n
                j1 = if d {
                  t:f64 = load x i2
                  store x j t
                  j2:i32 = add j 1
                  yield j2
                } else {
                  yield j
                }
                again d, j1
              }
              yield i2
            } else {
              yield i
            }
            again c, i1
          }
          return i
        }
        """);
  }

  @SuppressWarnings("unused")
  static double choice(double x, int n) {
    if (x < 0 && n != 0) {
      return -x;
    }
    return x * n;
  }

  /** A selector is no value: each branch that sets it jumps where it leads. */
  @Test
  void selector() throws IOException {
    sameAsJavac(
        """
        func choice(x:f64, n:i32) {
          a:i32 = lt x 0.0
          both = if a {
            b:i32 = ne n 0
            yield b
          } else {
            yield 0
          }
          r = if both {
            y:f64 = neg x
            yield y
          } else {
            d:f64 = convert double n
            z:f64 = mul x d
            yield z
          }
          return r
        }
        """);
  }

  private static void sameAsJavac(String text) throws IOException {
    Func func = Parser.parse(text, CodeTest.class);
    assertThat(instructions(Emit.classFile(func), func.name()))
        .isEqualTo(instructions(ownBytes(), func.name()));
  }

  private static byte[] ownBytes() throws IOException {
    try (InputStream in = CodeTest.class.getResourceAsStream("CodeTest.class")) {
      return in.readAllBytes();
    }
  }

  /** Opcodes; which slots they name may differ. */
  private static List<String> instructions(byte[] classFile, String method) {
    Stream<MethodModel> methods =
        ClassFile.of().parse(classFile).methods().stream()
            .filter(m -> m.methodName().equalsString(method));
    return methods
        .flatMap(m -> m.code().orElseThrow().elementStream())
        .filter(Instruction.class::isInstance)
        .map(CodeTest::name)
        .toList();
  }

  private static String name(CodeElement element) {
    return ((Instruction) element).opcode().name().replaceAll("_[0-3W]$", "");
  }
}
