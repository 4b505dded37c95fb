package dev.cusp.cli.demo;

import static dev.cusp.cli.demo.Screen.text;

import dev.cusp.Cusp;
import dev.cusp.cli.OutputFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The computation graph of a function of two variables, with values and adjoints. */
final class GraphExample implements Act {
  private static final double X1 = 0.5;
  private static final double X2 = 4.2;

  /** The function as its author wrote it. */
  static double f(double x1, double x2) {
    return Math.sin(x1) + x1 * x2;
  }

  @Override
  public String title() {
    return "Several inputs: the computation graph";
  }

  @Override
  public void play(Screen screen, OutputFolder folder) throws IOException {
    double sine = Math.sin(X1);
    double product = X1 * X2;
    double sineBar = Cusp.derivative(v -> v + X1 * X2).applyAsDouble(sine);
    double productBar = Cusp.derivative(v -> Math.sin(X1) + v).applyAsDouble(product);
    double throughSine = sineBar * Cusp.derivative(x1 -> Math.sin(x1)).applyAsDouble(X1);
    double throughProduct = productBar * Cusp.derivative(x1 -> x1 * X2).applyAsDouble(X1);
    double[] gradient = Cusp.gradient((double[] x) -> f(x[0], x[1])).apply(new double[] {X1, X2});

    screen.say(
        "f(x1, x2) = sin(x1) + x1 * x2. The inputs are the roots; values flow forwards to the"
            + " result. Backwards flow the adjoints: how much the result changes with each value."
            + " x1 is used twice, so two adjoints meet in it and are added. Adjoints in brackets:");
    screen.code(
        text(
            """
            x1 = %1$.4f ---+---------> sin(x1) = %2$.4f ---+
             [ %3$.4f ]    |             [ %4$.4f ]        |
                           |                               +---> f = %5$.4f
                           +---+                           |      [ 1.0000 ]
                               +-----> x1 * x2 = %6$.4f ---+
            x2 = %7$.4f -------+         [ %8$.4f ]
             [ %9$.4f ]
            """,
            X1, sine, gradient[0], sineBar, f(X1, X2), product, X2, productBar, gradient[1]));
    screen.table(
        Table.of("value      where its adjoint comes from", "value", "adjoint")
            .row("f          from itself", text("%.6f", f(X1, X2)), "1.000000")
            .row("x1 * x2    that of f", text("%.6f", product), text("%.6f", productBar))
            .row("sin(x1)    that of f", text("%.6f", sine), text("%.6f", sineBar))
            .row("x2         x1 times that of x1 * x2", text("%.6f", X2), text("%.6f", gradient[1]))
            .row(
                "x1         cos(x1) times that of sin(x1), plus x2 times that of x1 * x2",
                text("%.6f", X1),
                text("%.6f", gradient[0])));
    String svg =
        numbers(
            resource("graph.svg"),
            new double[] {X1, X2, sine, product, f(X1, X2)},
            new double[] {gradient[0], gradient[1], sineBar, productBar, 1},
            new double[] {throughSine, throughProduct, gradient[1]});
    screen.result("drawing: " + folder.write("graph.svg", svg));
  }

  /** The template with its places filled in: values, adjoints, adjoints along the edges. */
  private static String numbers(String template, double[]... groups) {
    return text(
        template,
        Arrays.stream(groups)
            .flatMapToDouble(Arrays::stream)
            .mapToObj(number -> text("%.4f", number))
            .toArray());
  }

  private static String resource(String name) throws IOException {
    try (var stream = GraphExample.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
