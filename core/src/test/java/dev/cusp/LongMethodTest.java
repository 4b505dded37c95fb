package dev.cusp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are large: long, deeply nested, of many parameters, of many rounds. */
final class LongMethodTest {
  /** Central differences with step 1e-5 err by about 1e-10 |f'''|, rounding by 1e-11 |f|. */
  private static final double DIFFERENCE = 1e-6;

  @TempDir private Path folder;

  /** The methods of a class with the given body, compiled. */
  private List<Method> compiled(String name, String body) throws IOException {
    Path source = folder.resolve(name + ".java");
    Files.writeString(source, "public class " + name + " {\n" + body + "\n}\n");
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-g", "-d", folder.toString());
      var units = files.getJavaFileObjects(source);
      boolean good =
          compiler.getTask(new PrintWriter(System.err), files, null, options, null, units).call();
      assertThat(good).isTrue();
    }
    // not closed: derivatives read the class files when they are made
    ClassLoader loader = new java.net.URLClassLoader(new java.net.URL[] {folder.toUri().toURL()});
    try {
      return List.of(loader.loadClass(name).getDeclaredMethods());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private Program program(String name, String body) throws IOException {
    return Program.of(
        compiled(name, body).stream()
            .filter(m -> m.getName().equals("f"))
            .findFirst()
            .orElseThrow());
  }

  private static void check(Program program, double[] x) {
    double[] reverse = (double[]) program.gradients(null, x).gradients().getFirst();
    double[] forward = (double[]) program.gradientsForward(null, x).gradients().getFirst();
    for (int i = 0; i < x.length; i++) {
      double h = 1e-5;
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += h;
      down[i] -= h;
      double difference = ((double) program.value(up) - (double) program.value(down)) / (2 * h);
      double scale = 1 + Math.abs(difference);
      assertThat(reverse[i]).isCloseTo(difference, within(DIFFERENCE * scale));
      // the same arithmetic in another order
      assertThat(forward[i]).isCloseTo(reverse[i], within(1e-11 * scale));
    }
  }

  /** Short lines, since a method has 64 KB; their values tend to a fixed point. */
  private static String lines(int count) {
    String[] kinds = {
      "a = Math.cos(b) + c;",
      "b = b * 0.5 + a;",
      "a = a * 0.5;",
      "c = c * 0.5 + x[0];",
      "if (b > 1) b -= x[1];",
    };
    return IntStream.range(0, count)
        .mapToObj(i -> kinds[i % kinds.length])
        .collect(
            Collectors.joining(
                "\n",
                "  static double f(double[] x) {\n    double a = 1, b = x[0], c = x[1];\n",
                "\n    return a + b * c * x[2];\n  }"));
  }

  @Test
  void fiveThousandLinesAreRight() throws IOException {
    check(program("Long5000", lines(5000)), new double[] {0.3, 0.1, 0.4});
  }

  private double seconds(String name, int lines) throws IOException {
    Program program = program(name, lines(lines));
    double[] x = {0.3, 0.1, 0.4};
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    program.gradients(null, x);
    return (threads.getCurrentThreadCpuTime() - start) * 1e-9;
  }

  /** Five times the lines may take ten times as long, for noise; a square would be 25. */
  @Test
  void buildingIsLinear() throws IOException {
    seconds("Warm1", 1000);
    seconds("Warm2", 5000);
    double small = Math.min(seconds("Small1", 1000), seconds("Small2", 1000));
    double large = Math.min(seconds("Large1", 5000), seconds("Large2", 5000));
    // five times the lines; quadratic work would take 25 times as long
    assertThat(large / small).isLessThan(18);
  }

  @Test
  void threeHundredLoops() throws IOException {
    String body =
        IntStream.range(0, 300)
            .mapToObj(i ->
                "    for (int i = 0; i < %d; i++) { s = Math.sin(s) * x[i %% 2] + 0.1; }"
                    .formatted(2 + i % 3))
            .collect(Collectors.joining("\n"));
    String method = "  static double f(double[] x) {\n    double s = x[0];\n%s\n    return s;\n  }";
    check(program("Loops", method.formatted(body)), new double[] {0.7, 0.9});
  }

  @Test
  void thirtyLevels() throws IOException {
    StringBuilder body = new StringBuilder("  static double f(double[] x) {\n double s = x[0];\n");
    for (int i = 0; i < 30; i++) {
      body.append(
          i % 3 == 0
              ? "for (int i%d = 0; i%d < %d; i%d++) {\n".formatted(i, i, i < 12 ? 2 : 1, i)
              : "if (s < %d) { s = s * x[1] + 0.3;\n".formatted(100 + i));
    }
    body.append("s = Math.cos(s);\n").append("}\n".repeat(30)).append("return s;\n}");
    check(program("Deep", body.toString()), new double[] {0.7, 0.9});
  }

  /** Three hundred calls of forty lines each are no twelve thousand lines to differentiate. */
  @Test
  void methodsThatAreCalledOftenStayFunctions() throws IOException {
    String lines =
        IntStream.range(0, 40)
            .mapToObj(i ->
                "a = Math.sin(a) * b + c[%d]; c[%d] = 0.9 * c[%d];".formatted(i % 3, i % 2, i % 2))
            .collect(Collectors.joining("\n"));
    String calls =
        IntStream.range(0, 300)
            .mapToObj(i ->
                switch (i % 3) {
                  case 0 -> "s = g(s, x[1], x, true);";
                  case 1 -> "if (s > 0.5) { s -= g(x[0], s, y, false); }";
                  default -> "for (int k = 0; k < 2; k++) { s += 0.1 * h(s); }";
                })
            .collect(Collectors.joining("\n"));
    Program program =
        program(
            "Often",
            """
              static double h(double a) { double[] c = {a, 1, 2}; return g(a, 0.5, c, true); }
              static double g(double a, double b, double[] c, boolean adds) {
              %s
              return adds ? a : a * b;
              }
              static double f(double[] x) {
              double s = x[0]; double[] y = {x[2], x[1], 0.1};
              %s
              return s;
              }
            """
                .formatted(lines, calls));
    check(program, new double[] {0.7, 0.9, 0.2});
    assertThat(program.explain().lift().lines().count()).isLessThan(4000);
  }

  @Test
  void aHundredAndTwentyParameters() throws IOException {
    String parameters =
        IntStream.range(0, 120).mapToObj(i -> "double p" + i).collect(Collectors.joining(", "));
    String sum =
        IntStream.range(0, 119)
            .mapToObj(i -> "p%d * p%d".formatted(i, i + 1))
            .collect(Collectors.joining(" + "));
    Program program =
        program("Many", "  static double f(%s) { return %s; }".formatted(parameters, sum));
    Object[] args = IntStream.range(0, 120).mapToObj(i -> (Object) (1.0 + i)).toArray();
    List<Object> reverse = program.gradients(null, args).gradients();
    for (int i = 0; i < 120; i++) {
      double neighbours = (i > 0 ? i : 0) + (i < 119 ? 2.0 + i : 0);
      assertThat(reverse.get(i)).isEqualTo(neighbours);
    }
    assertThat(program.gradientsForward(null, args).gradients()).isEqualTo(reverse);
  }

  private static double iterated(double[] x, int n) {
    double y = x[0];
    for (int i = 0; i < n; i++) {
      y = 0.5 * Math.sin(y) + x[1];
    }
    return y;
  }

  /** What it tends to is the fixed point, whose derivative is 1 / (1 - cos(y) / 2). */
  @Test
  void tenMillionRounds() {
    Gradient.Two<double[], Integer> gradient = Cusp.gradient(LongMethodTest::iterated);
    double[] x = {0.3, 0.2};
    double y = iterated(x, 1000);
    double[] found = gradient.apply(x, 10_000_000);
    assertThat(found[0]).isZero();
    assertThat(found[1]).isCloseTo(1 / (1 - 0.5 * Math.cos(y)), within(1e-12));
    assertThat(Arrays.stream(found)).allMatch(Double::isFinite);
  }

  /** What one of many branches keeps for the way back is not handed out for each of them. */
  @Test
  void codeOfManyCasesGrowsWithTheirNumber() throws IOException {
    int few = words(cases("Few", 40));
    int many = words(cases("Many", 160));
    // as many words for each case; 16 times as many where each case adds to all around it
    assertThat(many).isLessThan(5 * few);
    check(cases("Checked", 40), new double[] {0.3, 1.7, 17.5});
    check(cases("Other", 40), new double[] {0.3, 1.7, 39.5});
  }

  private Program cases(String name, int count) throws IOException {
    String body =
        IntStream.range(0, count)
            .mapToObj(i ->
                "case %d -> { y = y * x[1] + Math.sin(x[0] * %d); }".formatted(i, i + 1)
                    + (i % 2 == 0 ? "" : "\ncase %d -> y = Math.exp(-y) * Math.cos(y * x[1]);")
                        .formatted(1000 + i))
            .collect(Collectors.joining("\n"));
    return program(
        name,
        "static double f(double[] x) {\n"
            + "double y = x[0] + x[2];\n"
            + "switch ((int) x[2]) {\n"
            + body
            + "\ndefault -> y = y * y;\n}\nreturn y;\n}");
  }

  private static int words(Program program) {
    return program.explain().vjp().split("\\s+").length;
  }
}
