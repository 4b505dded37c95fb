package dev.cusp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(Resources.SYSTEM_OUT)
final class BadInputTest {
  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void write() throws IOException {
    session =
        new Session(folder)
            .write(
                "Model.java",
                """
                class Model {
                  record Point(double x, double y) {}
                  record Positive(double x) {
                    Positive { if (x <= 0) throw new IllegalArgumentException("not positive"); }
                  }
                  interface Shape {}
                  class Inner {}
                  enum Color { RED, GREEN }
                  static double square(double x) { return x * x; }
                  static double array(double[] x) { return x[0]; }
                  static double point(Point p, int n) { return p.x(); }
                  static double positive(Positive p) { return p.x(); }
                  static double shape(Shape s) { return 1; }
                  static double color(Color c, char d, byte b, boolean e) { return 1; }
                  static double over(double x) { return x; }
                  static double over(int x) { return x; }
                  static int count(double x) { return 1; }
                  static void nothing(double x) {}
                  static String text(double x) { return ""; }
                  static double outside(double[] x) { return x[5]; }
                  static double deep(double x) { return deep(x + 1) + 1; }
                  static double large(double x) { return (new double[Integer.MAX_VALUE][9])[0][0] + x; }
                  double ofAnObject(double x) { return x; }
                  static native double foreign(double x);
                  static double throwing(double x) { throw new IllegalArgumentException("no"); }
                  static double checked(double x) throws Exception { throw new Exception("no"); }
                  static class Broken {
                    static final double FACTOR = Integer.parseInt("x");
                    static double scaled(double x) { return FACTOR * x; }
                  }
                }
                """)
            .write("Broken.java", "class Broken {\n  static double f(double x) { return y; }\n}\n")
            .write(
                "Unfit.java",
                """
                class Unfit {
                  static Object f() { return dev.cusp.Cusp.gradient(Unfit::of); }
                  static String of(double[] x) { return ""; }
                }
                """)
            .write("broken.json", "[1,\n 2\n")
            .write("notjava.java", "once upon a time\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "square     | 1 2            | Model.java:9: square(double x) takes 1 argument, not 2",
        "square     | abc            | argument x of square: not JSON: unrecognized token 'abc'",
        "square     | [1]            | argument x of square: a number is needed, not an array",
        "square     | 1e999          | 1e999 is beyond the range of double",
        "square     | null           | a double is needed, not null",
        "square     | true           | a number is needed, not true",
        "square     | \"x\"          | a number is needed, not \"x\"",
        "array      | [1,2           | argument x of array: not JSON: unexpected end-of-input",
        "array      | [1,2]]         | not JSON: unexpected close marker ']'",
        "array      | [1,\"a\"]      | argument x[1] of array: a number is needed, not \"a\"",
        "array      | [[1]]          | argument x[0] of array: a number is needed, not an array",
        "array      | @broken.json   | (@broken.json) of array: not JSON: unexpected end-of-input",
        "array      | @none.json     | none.json: no such file",
        "point      | {\"x\":1} 1    | argument p of point: Point needs y too; it has x, y",
        "point      | {\"z\":1} 1    | argument p of point: Point has no 'z'; it has x, y",
        "point      | {\"x\":1,\"x\":2} 1 | 'x' is given twice",
        "point      | {\"x\":[],\"y\":2} 1 | argument p.x of point: a number is needed, not an array",
        "point      | 3 1            | an object (Point with x, y) is needed, not 3",
        "point      | null 3.5       | argument n of point: an int is needed, not 3.5",
        "point      | null 3000000000 | an int is needed, from -2147483648 to 2147483647",
        "positive   | {\"x\":-1}     | Positive was refused: java.lang.IllegalArgumentException: not",
        "shape      | {}             | a value of Shape cannot be written as JSON",
        "color      | BLUE a 1 true  | argument c of color: one of RED, GREEN is needed, not \"BLUE\"",
        "color      | RED ab 1 true  | argument d of color: a string of one character is needed",
        "color      | RED a 200 true | argument b of color: a byte is needed, from -128 to 127",
        "color      | RED a 1 yes    | argument e of color: not JSON: unrecognized token 'yes'",
        "color      | RED a 1 1      | argument e of color: true or false is needed, not 1",
        "over       | 1              | over could be any of over(double), over(int); say which",
        "over(long) | 1              | no over takes those types; there is over(double), over(int)",
        "squaer     | 1              | no static method 'squaer'; did you mean 'square'?",
        "f(((       | 1              | 'f(((' is not a method",
        "ofAnObject | 1              | ofAnObject(double) is an instance method; make it static",
      })
  void wrongUse(String method, String words, String message) {
    session.run(words("grad", method, words)).refused(2, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count   | 1   | Model.java:17: count(double x) returns a value of type int, which has no",
        "nothing | 1   | Model.java:18: nothing(double x) returns nothing, which has no derivative",
        "text    | 1   | Model.java:19: text(double x) returns a value of type String, which has no",
        "outside | [1] | Model.java:20: outside threw java.lang.ArrayIndexOutOfBoundsException: Index 5",
        "array   | []  | Model.java:10: array threw java.lang.ArrayIndexOutOfBoundsException: Index 0",
        "throwing | 1  | Model.java:25: throwing threw java.lang.IllegalArgumentException: no",
        "checked | 1   | Model.java:26: checked threw java.lang.Exception: no",
        "scaled  | 1   | Model.java:28: scaled could not run, for its class could not be initialized",
        "foreign | 1   | Model.java: foreign(double x) is native, so there is no bytecode",
      })
  void theAnswerIsNo(String method, String words, String message) {
    session.run(words("grad", method, words)).refused(1, message);
    session.run(words("check", method, words)).refused(1, message);
  }

  @Test
  void tooDeepOrTooLarge() {
    session.run("grad", "Model.java", "deep", "1").refused(1, "Model.java:21: deep recurses too");
    session.run("grad", "Model.java", "large", "1").refused(1, "Model.java:22: large needs more");
  }

  @Test
  void theFile() {
    session.run("grad", "None.java", "f", "1").refused(2, "None.java: no such file");
    session.run("grad", folder.toString(), "f").refused(2, "is a folder");
    session
        .run("grad", "Broken.java", "f", "1")
        .refused(
            1, "Broken.java:2: cannot find symbol (symbol: variable y; location: class Broken)");
    session.run("grad", "notjava.java", "f", "1").refused(1, "notjava.java:1: ");
    session.run("run", "Broken.java").refused(1, "Broken.java:2: cannot find symbol");
    session
        .run("grad", "Unfit.java", "f", "1")
        .refused(
            1,
            "Unfit.java:2: no suitable method found for gradient(Unfit::of) (bad return type in method reference java.lang.String cannot be converted to double)");
  }

  @Test
  void theCommandLine() {
    session.run("grad").refused(2, "Missing required parameters: 'FILE', 'METHOD'");
    session.run("check", "Model.java", "square", "x").refused(2, "Model.java:9: argument x of");
    session.run("gard").refused(2, "there is no command 'gard'; did you mean 'grad'?");
    session
        .run("grad", "Model.java", "square", "1", "--jsn")
        .refused(2, "there is no option '--jsn'; did you mean '--json'?; see cusp grad --help");
    session.run("grad", "Model.java", "square", "-x").refused(2, "there is no option '-x'");
    session
        .run("grad", "Model.java", "square", "1", "--mode", "sideways")
        .refused(2, "expected one of [reverse, forward]");
    session
        .run("grad", "Model.java", "square", "1", "--wrt", "1")
        .refused(2, "--wrt 1: there is no such parameter in square(double x); count from 0");
    session
        .run("grad", "Model.java", "point", "null", "1", "--wrt", "n")
        .refused(2, "parameter n of point(Point p, int n) is of type int");
  }

  @Test
  void explain() {
    session.run("explain", "Model.java", "count").refused(1, "returns a value of type int");
    session.run("explain", "Model.java", "square", "1", "2").refused(2, "square(double x)");
    session.run("explain", "Model.java", "square", "true").refused(2, "needed");
    session.run("explain", "Model.java", "outside", "[1]").refused(1, "Index 5 out of bounds");
    session.run("explain", "Model.java", "array", "[1]", "--kinks", "x").refused(2, "--kinks is");
    session
        .run("explain", "Model.java", "square", "1", "--stage", "java")
        .refused(2, "--stage is of the derivative at any point");
    session
        .run("explain", "Model.java", "square", "--html", folder + "/none/x.html")
        .refused(2, "there is no folder");
    session
        .run("explain", "Model.java", "square", "--html", folder.toString())
        .refused(2, "is a folder; name a file in it");
  }

  @Test
  void oneLineIsEnough() {
    String message =
        session.run("grad", "Model.java", "square", "\"x\"").refused(2, "needed").err();
    assertThat(message.lines()).hasSize(1);
  }

  private static String[] words(String command, String method, String words) {
    return (command + " Model.java " + method + " " + words).split(" ");
  }
}
