package dev.cusp.bench.nist;

import java.util.OptionalInt;

/**
 * What came of one data set and one of its starting points.
 *
 * @param digits agreeing digits of the parameters, the least of them
 * @param squareDigits agreeing digits of the residual sum of squares
 * @param note what a reader should know about this row; may be empty
 */
record Start(
    String name,
    String difficulty,
    int start,
    double digits,
    double squareDigits,
    int iterations,
    String note) {
  /** Digits that a fit is expected to have. */
  static final double ENOUGH = 6;

  boolean good() {
    return digits >= ENOUGH;
  }

  static Start fit(NistProblem problem, Regression regression, int number) {
    double[] start = problem.starts()[number - 1];
    Fit bold = Fit.run(problem, regression, start, 100);
    Fit fit = Fit.best(problem, regression, start);
    OptionalInt wrong = wrongParameter(problem, regression, fit);
    StringBuilder note = new StringBuilder();
    if (fit.stepBound() != 100) {
      note.append("first step bounded by %s; by the usual 100 ".formatted(fit.stepBound()));
      note.append(
          Double.isFinite(bold.squares())
              ? "it ends at a sum of squares of %.4g. ".formatted(bold.squares())
              : "it fails. ");
    }
    double digits;
    if (wrong.isPresent()) {
      int j = wrong.getAsInt();
      digits = fit.digitsExcept(problem, j);
      note.append(
          "The file's b%d = %s is not used: with it the sum of squares is not the certified one, "
                  .formatted(j + 1, problem.certified()[j])
              + "with the fit's %.11g it is. ".formatted(fit.b()[j]));
    } else {
      digits = fit.digitsExcept(problem, -1);
    }
    double squareDigits = fit.digitsOfSquares(problem);
    if (digits >= ENOUGH && squareDigits < ENOUGH) {
      note.append(
          "A sum of squares of %.2g is near what rounding the model's values makes. "
              .formatted(problem.squares()));
    }
    return new Start(
        problem.name(),
        problem.difficulty(),
        number,
        digits,
        squareDigits,
        fit.iterations(),
        note.toString().strip());
  }

  /**
   * The one certified parameter, if any, which the certified sum of squares contradicts: with all
   * parameters of the file the sum is another one, and with the fit's in its place it is that.
   */
  private static OptionalInt wrongParameter(NistProblem problem, Regression regression, Fit fit) {
    if (agrees(problem, regression, problem.certified())) {
      return OptionalInt.empty();
    }
    for (int j = 0; j < fit.b().length; j++) {
      double[] b = problem.certified().clone();
      b[j] = fit.b()[j];
      if (agrees(problem, regression, b)) {
        return OptionalInt.of(j);
      }
    }
    return OptionalInt.empty();
  }

  /** Whether b has the certified sum of squares, but for its being rounded to 11 digits. */
  private static boolean agrees(NistProblem problem, Regression regression, double[] b) {
    double squares = 0;
    double scale = 0;
    for (int i = 0; i < problem.y().length; i++) {
      double y = regression.response(problem.y()[i]);
      double error = y - regression.value(b, problem.x()[i]);
      squares += error * error;
      scale += y * y;
    }
    double difference = Math.abs(Math.sqrt(squares) - Math.sqrt(problem.squares()));
    return difference < 1e-8 * Math.sqrt(scale);
  }

  @Override
  public String toString() {
    return String.format(
        "%-9s %-10s %5d %10.1f %9.1f %10d%s",
        name, difficulty, start, digits, squareDigits, iterations, good() ? "" : "  <-- too few");
  }

  static String header() {
    return String.format(
        "%-9s %-10s %5s %10s %9s %10s",
        "problem", "difficulty", "start", "parameters", "residuals", "iterations");
  }
}
