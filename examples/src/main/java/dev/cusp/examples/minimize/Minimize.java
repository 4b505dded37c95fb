package dev.cusp.examples.minimize;

import dev.cusp.Cusp;
import dev.cusp.ValueAndGradient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Minimizes published functions with kinks in three ways, and draws two of them. */
public final class Minimize {
  private static final int VARIABLES = 20;
  private static final int LIMIT = 10_000;

  private Minimize() {}

  /**
   * Prints a table and writes a picture.
   *
   * @param args where to write the picture; {@code minimize.png} here if nothing is given
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length > 0 ? args[0] : "minimize.png");
    System.out.println("                              bundle method                 error of");
    System.out.println(
        "                             steps gradients          value     bundle"
            + "   steepest subgradients");
    for (Problem problem : Problems.all(VARIABLES)) {
      System.out.printf("%-27s", problem.name());
      System.out.flush();
      ValueAndGradient<double[]> f = Cusp.valueAndGradient(problem.f());
      Minimum found = new Bundle(f, problem.isConvex(), 1e-8).minimize(problem.start(), LIMIT);
      Minimum steepest = new Descent(f).steepest(problem.start(), LIMIT);
      Minimum subgradients = new Descent(f).subgradients(problem.start(), LIMIT);
      System.out.printf(
          Locale.ROOT,
          "%7d %9d %14.8f %10.1e %10.1e %12.1e%n",
          found.iterations(),
          found.evaluations(),
          found.value(),
          error(found, problem),
          error(steepest, problem),
          error(subgradients, problem));
      if (problem.name().startsWith("Rosenbrock")) {
        Picture.write(file, found, steepest);
      }
    }
    System.out.println("the paths on the first function: " + file.toAbsolutePath());
  }

  private static double error(Minimum found, Problem problem) {
    return found.value() - problem.optimum();
  }
}
