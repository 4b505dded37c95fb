package dev.cusp.cli.demo;

import static dev.cusp.cli.demo.Screen.text;

import dev.cusp.Cusp;
import dev.cusp.Explanation;
import dev.cusp.Scalar;
import dev.cusp.cli.OutputFolder;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A chain of five steps, its derivative, and a point where the textbook formula breaks down. */
final class LectureExample implements Act {
  /** One step of the chain. */
  private record Link(String name, Scalar function) {}

  private static final List<Link> CHAIN =
      List.of(
          new Link("-2 a", a -> -2 * a),
          new Link("exp(a)", a -> Math.exp(a)),
          new Link("1 + a", a -> 1 + a),
          new Link("log(a)", a -> Math.log(a)),
          new Link("10 a", a -> 10 * a));

  /** The function as its author wrote it. */
  static double f(double x) {
    return 10 * Math.log(1 + Math.exp(-2 * x));
  }

  /** Its derivative as a person writes it. */
  static double closedForm(double x) {
    return -20 * Math.exp(-2 * x) / (1 + Math.exp(-2 * x));
  }

  @Override
  public String title() {
    return "A Java method and its derivative";
  }

  @Override
  public void play(Screen screen, OutputFolder folder) {
    Scalar derivative = Cusp.derivative(LectureExample::f);
    Explanation explanation = Cusp.explain((Scalar) LectureExample::f);

    screen.say("This is plain Java, compiled by javac. Nothing in it knows of derivatives:");
    screen.code(
        """
        static double f(double x) {
          return 10 * Math.log(1 + Math.exp(-2 * x));
        }
        """);
    screen.say("Cusp reads its bytecode and lifts it to an intermediate form:");
    screen.code(explanation.lift());
    screen.say(
        "Cusp.derivative(f) is bytecode again, which the JIT compiles like any other. Printed as"
            + " Java source, it is:");
    screen.code(explanation.java());

    double x = 0.3;
    screen.say(
        "f is a chain of five steps. Going forwards each step gives a value alpha_k; going"
            + " backwards each multiplies by its own derivative and gives beta_k, the derivative of"
            + " f with respect to alpha_(k-1). The last one, beta_1, is f'(x). At x = 0.3:");
    screen.table(chain(x));
    screen.say(
        text(
            "The closed form, -20 exp(-2x) / (1 + exp(-2x)), gives %s; Cusp gives %s.",
            closedForm(x), derivative.applyAsDouble(x)));

    screen.say(
        "Far to the left, at x = -1000, exp(2000) overflows. The chain then ends in 0 times"
            + " infinity, and the closed form and difference quotients fail as well:");
    screen.table(chain(-1000));
    screen.table(comparison(derivative));
    screen.say(
        "Cusp knows log(1 + exp(a)) and evaluates its derivative stably; the program's own value"
            + " stays what the program computes. Its report:");
    screen.code(explanation.report());
  }

  /** Forward values down to the last step and backward values up again. */
  static Table chain(double x) {
    int steps = CHAIN.size();
    var alpha = new double[steps + 1];
    alpha[0] = x;
    for (int k = 1; k <= steps; k++) {
      alpha[k] = CHAIN.get(k - 1).function().applyAsDouble(alpha[k - 1]);
    }
    var beta = new double[steps + 2];
    beta[steps + 1] = 1;
    for (int k = steps; k >= 1; k--) {
      Scalar slope = Cusp.derivative(CHAIN.get(k - 1).function());
      beta[k] = slope.applyAsDouble(alpha[k - 1]) * beta[k + 1];
    }
    var table = Table.of("k  step on a = alpha_(k-1)", "forward: alpha_k", "backward: beta_k");
    for (int k = 1; k <= steps; k++) {
      String name = CHAIN.get(k - 1).name();
      table.row(k + "  " + name, text("%.12g", alpha[k]), text("%.12g", beta[k]));
    }
    return table;
  }

  private static Table comparison(Scalar derivative) {
    return Table.of("", "x = 0.3", "x = -1000")
        .row(at("f(x), the program's own value", LectureExample::f))
        .row(at("f'(x), closed form", LectureExample::closedForm))
        .row(at("f'(x), central difference", LectureExample::difference))
        .row(at("f'(x), Cusp.derivative(f)", derivative))
        .row(at("f(x), Cusp.stabilized(f)", Cusp.stabilized(LectureExample::f)));
  }

  private static String[] at(String name, DoubleUnaryOperator f) {
    return new String[] {
      name, text("%.12g", f.applyAsDouble(0.3)), text("%.12g", f.applyAsDouble(-1000))
    };
  }

  private static double difference(double x) {
    double step = Math.cbrt(Math.ulp(1.0)) * Math.max(1, Math.abs(x));
    return (f(x + step) - f(x - step)) / (2 * step);
  }
}
