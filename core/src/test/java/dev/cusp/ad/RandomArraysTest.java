package dev.cusp.ad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cusp.Kinks;
import dev.cusp.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs that update arrays in place, with neighbours, branches, swaps and small arrays:
 * reverse mode, which carries, restores, splits and recomputes, against forward mode and the
 * program itself.
 */
final class RandomArraysTest {
  private static final int PROGRAMS = Integer.getInteger("cusp.random.arrays", 120);

  @TempDir private Path folder;

  /** Writes one program. */
  private static final class Writer {
    private final SplittableRandom random;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    Writer(long seed) {
      random = new SplittableRandom(seed);
    }

    private String pick(String... choices) {
      return choices[random.nextInt(choices.length)];
    }

    private String array() {
      return pick("a", "b", "c");
    }

    private String index(String i) {
      return pick(
          i, i, i + " - 1", i + " + 1", "n - 1 - " + i, "(" + i + " * 3) % n", "k[" + i + "]");
    }

    private String term(String i) {
      return switch (random.nextInt(8)) {
        case 0 -> "s";
        case 1 -> pick("0.5", "0.3", "-0.7");
        case 2 -> "p[" + random.nextInt(2) + "]";
        case 3 -> "Math.sin(" + array() + "[" + index(i) + "])";
        default -> array() + "[" + index(i) + "]";
      };
    }

    private String expression(String i) {
      return switch (random.nextInt(5)) {
        case 0 -> term(i);
        case 1 -> "0.5 * " + term(i) + " * " + term(i);
        case 2 -> "0.4 * (" + term(i) + " - " + term(i) + ")";
        case 3 -> "0.3 * " + term(i) + " + 0.2 * " + term(i) + " * " + term(i);
        default -> term(i) + " / (2 + " + term(i) + " * " + term(i) + ")";
      };
    }

    private void line(String text) {
      out.append("  ".repeat(depth + 2)).append(text).append('\n');
    }

    private void statement(String i) {
      switch (random.nextInt(9)) {
        case 0 -> line("s = 0.5 * s + " + expression(i) + ";");
        case 1 -> line("p[" + random.nextInt(2) + "] = " + expression(i) + ";");
        case 2 -> {
          line("if (" + term(i) + " > " + pick("0.1234", "0.4321", "0.0123") + ") {");
          depth++;
          statement(i);
          depth--;
          if (random.nextBoolean()) {
            line("} else {");
            depth++;
            statement(i);
            depth--;
          }
          line("}");
        }
        case 3, 4 -> line(array() + "[" + index(i) + "] += " + expression(i) + ";");
        default -> line(array() + "[" + index(i) + "] = " + expression(i) + ";");
      }
    }

    private void loop(String i) {
      line(
          pick(
              "for (int i = 1; i < n - 1; i++) {",
              "for (int i = n - 2; i > 0; i--) {",
              "for (int i = 1; i + 2 < n; i += 2) {",
              "for (int i = n - 2; i >= 1; i -= 3) {"));
      depth++;
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        statement(i);
      }
      depth--;
      line("}");
    }

    String program(String name) {
      line("static double " + name + "(double[] x) {");
      line("int n = x.length; double s = 0.1; double[] p = new double[2];");
      line("int[] k = new int[n]; for (int i = 0; i < n; i++) k[i] = (i * i + 1) % n;");
      line("double[] a = x.clone(); double[] b = new double[n];");
      line(pick("double[] c = new double[n];", "double[] c = a;", "double[] c = x.clone();"));
      line("for (int t = 0; t < 3; t++) {");
      depth++;
      for (int m = 1 + random.nextInt(3); m > 0; m--) {
        loop("i");
        if (random.nextInt(4) == 0) {
          line(pick("double[] w = a; a = b; b = w;", "b = t == 1 ? a : b;", "c = b.clone();"));
          break;
        }
      }
      depth--;
      line("}");
      line("double sum = s + p[0] * p[1];");
      line("for (int i = 0; i < n; i++) sum += a[i] * (i + 1) - b[i] * c[i];");
      line("return sum;");
      line("}");
      return out.toString();
    }
  }

  private List<Method> compiled() throws IOException, ReflectiveOperationException {
    StringBuilder body = new StringBuilder("public class Arrays1 {\n");
    for (int i = 0; i < PROGRAMS; i++) {
      body.append(new Writer(1000 + i).program("f" + i));
    }
    Path source = Files.writeString(folder.resolve("Arrays1.java"), body.append("}\n"));
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-g", "-d", folder.toString());
      var units = files.getJavaFileObjects(source);
      PrintWriter errors = new PrintWriter(System.err);
      assertThat(compiler.getTask(errors, files, null, options, null, units).call()).isTrue();
    }
    // not closed: derivatives read the class files when they are made
    ClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    return Arrays.stream(loader.loadClass("Arrays1").getDeclaredMethods())
        .sorted(java.util.Comparator.comparing(Method::getName))
        .toList();
  }

  @Test
  void reverseIsForward() throws IOException, ReflectiveOperationException {
    int ran = 0;
    for (Method m : compiled()) {
      m.setAccessible(true);
      Program program = Program.of(m).with(Kinks.CONVENTION);
      for (int n : new int[] {3, 4, 9}) {
        double[] x =
            IntStream.range(0, n).mapToDouble(i -> 0.5 + 0.4 * Math.cos(3 * i + n)).toArray();
        ran += check(m, program, x) ? 1 : 0;
      }
    }
    // the others end in an index out of bounds
    assertThat(ran).isGreaterThan(2 * PROGRAMS);
  }

  private static boolean check(Method m, Program program, double[] x)
      throws IllegalAccessException {
    Object value;
    try {
      value = m.invoke(null, (Object) x.clone());
    } catch (InvocationTargetException e) {
      return false;
    }
    Program.Gradients reverse = program.gradients(null, (Object) x);
    Program.Gradients forward = program.gradientsForward(null, (Object) x);
    assertThat(reverse.value()).as(m.getName()).isEqualTo(value);
    double[] one = (double[]) reverse.gradients().getFirst();
    double[] two = (double[]) forward.gradients().getFirst();
    double scale = 1 + Arrays.stream(two).map(Math::abs).max().orElse(0);
    for (int i = 0; i < x.length; i++) {
      // the same products in another order; a few hundred operations
      assertThat(Math.abs(one[i] - two[i]))
          .as("%s at %s: %s and %s", m.getName(), Arrays.toString(x), one[i], two[i])
          .isLessThanOrEqualTo(1e-11 * scale);
    }
    double[][] second = program.hessian(null, (Object) x);
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < i; k++) {
        double limit = 1e-9 * (1 + Math.abs(second[i][k]));
        assertThat(Math.abs(second[i][k] - second[k][i]))
            .as("%s: second derivatives %d and %d", m.getName(), i, k)
            .isLessThanOrEqualTo(limit * scale);
      }
    }
    return true;
  }
}
