package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
final class GradTest {
  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void write() throws IOException {
    session =
        new Session(folder)
            .write(
                "Model.java",
                """
                package some.where;

                class Anything {
                  record Params(double mu, int n, double[] w) {}
                  static class Box { double side = 2; String name = "b"; }
                  record Moments(double mean, int count, double[] both) {}

                  private static double square(double x) { return x * x; }
                  static double step(double x, double y) { return x > 1 ? y : 2 * y; }
                  static double rosenbrock(double[] x) {
                    double a = x[1] - x[0] * x[0];
                    double b = 1 - x[0];
                    return 100 * a * a + b * b;
                  }
                  static double mixed(double a, int n, boolean half, String label, double unused) {
                    double t = a * n;
                    return half ? t / 2 : t;
                  }
                  static double params(Params p, double[][] m) {
                    return p.mu() * p.n() + p.w()[1] * m[0][1];
                  }
                  static double box(Box b) { return b.side * b.side; }
                  record Book(java.util.List<Moments> all, java.util.Map<String, Double> by) {}
                  static double book(Book b, java.util.Deque<Double> q) {
                    return b.all().get(1).mean() * b.by().get("k") * q.getLast();
                  }
                  static double[] polar(double r, double phi) {
                    return new double[] {r * Math.cos(phi), r * Math.sin(phi)};
                  }
                  static Moments moments(double[] x) {
                    return new Moments(x[0] + x[1], 2, new double[] {x[0] * x[1]});
                  }
                  static double overwrites(double[] x) {
                    double y = x[0] * x[0];
                    x[0] = 7;
                    return y + x[0];
                  }
                  static double over(double x) { return x; }
                  static double over(double x, double y) { return x * y; }
                  static float single(float x) { return x * x; }
                  static double loud(double x) { System.out.println("noise"); return 3 * x; }
                }
                """)
            .write("point.json", "[-1.2,\n 1]\n")
            .write(
                "no-class.java",
                """
                double cube(double x) { return x * x * x; }
                static double twice(double x) { return 2 * x; }
                void main() { IO.println(cube(2)); }
                """);
  }

  @Test
  void negativeNumbersAreArguments() {
    json("{\"value\":0.36,\"gradient\":[-1.2]}", "square", "-0.6");
    json("{\"value\":0.36,\"gradient\":[-1.2]}", "square", "-6e-1");
    json("{\"value\":0.25,\"gradient\":[-1.0]}", "square", "-.5");
  }

  @Test
  void notANumberAndInfinity() {
    json("{\"value\":\"NaN\",\"gradient\":[\"NaN\"]}", "square", "NaN");
    json("{\"value\":\"Infinity\",\"gradient\":[\"-Infinity\"]}", "square", "-Infinity");
    json("{\"value\":\"Infinity\",\"gradient\":[\"Infinity\"]}", "square", "\"Infinity\"");
  }

  @Test
  void arraysAndFiles() {
    String expected =
        "{\"value\":24.199999999999996,\"gradient\":[[-215.59999999999997,-87.99999999999999]]}";
    json(expected, "rosenbrock", "[-1.2, 1]");
    json(expected, "rosenbrock", "@point.json");
  }

  @Test
  void everyParameterHasAnEntry() {
    json(
        "{\"value\":-0.75,\"gradient\":[1.5,null,null,null,0.0]}",
        "mixed",
        "-0.5",
        "3",
        "true",
        "some text",
        "9");
  }

  @Test
  void recordsAndObjectsKeepTheirShape() {
    json(
        "{\"value\":10.0,\"gradient\":[{\"mu\":2.0,\"n\":null,\"w\":[0.0,4.0]},[[0.0,1.0],[0.0]]]}",
        "params",
        "{\"w\": [3, 1], \"n\": 2, \"mu\": 3}",
        "[[5, 4], [6]]");
    json("{\"value\":4.0,\"gradient\":[{\"side\":4.0,\"name\":null}]}", "box", "{}");
    json(
        "{\"value\":9.0,\"gradient\":[{\"side\":6.0,\"name\":null}]}",
        "box",
        "{\"side\": 3, \"name\": null}");
  }

  @Test
  void collectionsToo() {
    String book =
        """
        {"all": [{"mean": 1, "count": 1, "both": []}, {"mean": 2, "count": 1, "both": [1]}],
         "by": {"k": 3, "j": 1}}
        """;
    json(
        "{\"value\":30.0,\"gradient\":[{\"all\":[{\"mean\":0.0,\"count\":null,\"both\":[]},"
            + "{\"mean\":15.0,\"count\":null,\"both\":[0.0]}],\"by\":{\"k\":10.0,\"j\":0.0}},"
            + "[0.0,6.0]]}",
        "book",
        book,
        "[4, 5]");
    assertThat(session.run("grad", "Model.java", "book", book, "[4, 5]").out())
        .contains("by={k=10.0, j=0.0}")
        .contains("d/dq = [0.0, 6.0]");
    assertThat(session.run("grad", "Model.java", "book", book, "{}").err())
        .contains("an array (a list) is needed");
  }

  @Test
  void optionsMayStandAnywhere() {
    assertThat(
            session
                .run("grad", "--json", "Model.java", "--wrt", "1", "over(double,double)", "2", "-3")
                .good()
                .out())
        .isEqualToIgnoringNewLines("{\"value\":-6.0,\"gradient\":[null,2.0]}");
    assertThat(
            session
                .run(
                    "grad",
                    "Model.java",
                    "mixed",
                    "1",
                    "--wrt=a",
                    "2",
                    "--mode",
                    "FORWARD",
                    "false",
                    "s",
                    "0",
                    "--json")
                .good()
                .out())
        .isEqualToIgnoringNewLines("{\"value\":2.0,\"gradient\":[2.0,null,null,null,null]}");
  }

  @Test
  void bothModesGiveTheSame() {
    for (String mode : new String[] {"reverse", "forward"}) {
      json(
          "{\"value\":[0.0,2.0],\"outputs\":[\"[0]\",\"[1]\"],\"jacobian\":[[0.0,-2.0],[1.0,0.0]]}"
              .replace("0.0,2.0", "1.2246467991473532E-16,2.0")
              .replace("[0.0,-2.0]", "[6.123233995736766E-17,-2.0]")
              .replace("[1.0,0.0]", "[1.0,1.2246467991473532E-16]"),
          "polar",
          "2",
          "1.5707963267948966",
          "--mode",
          mode);
    }
  }

  @Test
  void aRecordAsResultNamesItsNumbers() {
    json(
        "{\"value\":{\"mean\":5.0,\"count\":2,\"both\":[6.0]},\"outputs\":[\"mean\",\"both[0]\"],"
            + "\"jacobian\":[[[1.0,1.0]],[[3.0,2.0]]]}",
        "moments",
        "[2, 3]");
  }

  @Test
  void theGradientIsByTheValuePassedIn() {
    json("{\"value\":16.0,\"gradient\":[[6.0]]}", "overwrites", "[3]");
  }

  @Test
  void floats() {
    json("{\"value\":0.010000000707805157,\"gradient\":[0.2]}", "single", "0.1");
  }

  @Test
  void whatTheProgramPrintsIsNotPartOfTheAnswer() {
    json("{\"value\":3.0,\"gradient\":[3.0]}", "loud", "1");
  }

  @Test
  void aFileWithoutAClass() {
    assertThat(session.run("grad", "no-class.java", "cube", "2", "--json").good().out())
        .isEqualToIgnoringNewLines("{\"value\":8.0,\"gradient\":[12.0]}");
    assertThat(session.run("grad", "no-class.java", "twice", "2", "--json").good().out())
        .isEqualToIgnoringNewLines("{\"value\":4.0,\"gradient\":[2.0]}");
  }

  @Test
  void forPeople() {
    assertThat(
            session
                .run("grad", "Model.java", "mixed", "-0.5", "3", "true", "text", "9")
                .good()
                .out())
        .isEqualToNormalizingNewlines(
            """
            mixed(a, n, half, label, unused) = -0.75
              d/da      = 1.5
              d/dn      = -  (int)
              d/dhalf   = -  (boolean)
              d/dlabel  = -  (String)
              d/dunused = 0.0
            """);
  }

  private void json(String expected, String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "grad";
    all[1] = "Model.java";
    System.arraycopy(words, 0, all, 2, words.length);
    all[all.length - 1] = "--json";
    assertThat(session.run(all).good().out()).isEqualToIgnoringNewLines(expected);
  }

  /** A zero that is right between jumps says nothing of them. */
  @Test
  void zerosBetweenJumpsAreTold() {
    assertThat(session.run("grad", "Model.java", "step", "3", "2").err())
        .contains("note: Model.java:9: parameter x moves the result by jumps at most");
    assertThat(session.run("grad", "Model.java", "step", "3", "2", "--wrt", "y").err()).isEmpty();
    assertThat(session.run("grad", "Model.java", "square", "3").err()).isEmpty();
  }
}
