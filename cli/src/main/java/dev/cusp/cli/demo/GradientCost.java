package dev.cusp.cli.demo;

import static dev.cusp.cli.demo.Screen.text;

import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import dev.cusp.Objective;
import dev.cusp.cli.OutputFolder;
import java.util.List;

/** What a gradient costs, in evaluations of the function: Cusp's, one by hand, differences. */
final class GradientCost implements Act {
  private static final double[] THETA = {0.01, 0.003, 0.06, 0.9, 7.8};

  private final Stopwatch stopwatch;

  GradientCost(Stopwatch stopwatch) {
    this.stopwatch = stopwatch;
  }

  @Override
  public String title() {
    return "What a gradient costs";
  }

  @Override
  public void play(Screen screen, OutputFolder folder) {
    double[] returns = ExchangeRates.poundsPerEuro().returns();
    Objective<double[]> function = theta -> Garch.logLikelihood(theta, returns);
    GradientInto cusp = Cusp.gradientInto(theta -> Garch.logLikelihood(theta, returns));
    GradientInto hand = new GarchByHand(returns)::valueAndGradient;
    GradientInto central = (x, gradient) -> differences(function, x, gradient);

    screen.say(
        text(
            "The log-likelihood of part 3, with its %d parameters and its loop over %,d days, and"
                + " its gradient in three ways. GarchByHand.java is the gradient as a patient"
                + " person writes it. Measured now, on this machine: warmed up, %d rounds in turns,"
                + " medians.",
            THETA.length, returns.length, stopwatch.rounds()));

    var gradient = new double[THETA.length];
    double[] seconds =
        stopwatch.medians(
            List.of(
                () -> function.applyAsDouble(THETA),
                () -> cusp.apply(THETA, gradient),
                () -> hand.apply(THETA, gradient),
                () -> central.apply(THETA, gradient)));
    var table = Table.of("", "microseconds", "times the function", "differs from by hand by");
    table.row("the function", text("%.1f", seconds[0] * 1e6), "1.00", "");
    row(table, "gradient by Cusp", seconds[1], seconds[0], text("%.0e", error(cusp, hand)));
    row(table, "gradient by hand", seconds[2], seconds[0], "");
    row(table, "central differences", seconds[3], seconds[0], text("%.0e", error(central, hand)));
    screen.table(table);
    screen.say(
        "Differences cost two evaluations for each parameter and lose half the digits; the others"
            + " cost about the same however many parameters there are.");
  }

  private static void row(Table table, String name, double time, double unit, String error) {
    table.row(name, text("%.1f", time * 1e6), text("%.2f", time / unit), error);
  }

  /** The largest relative difference of two gradients. */
  static double error(GradientInto one, GradientInto other) {
    var a = new double[THETA.length];
    var b = new double[THETA.length];
    one.apply(THETA, a);
    other.apply(THETA, b);
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - b[i]) / Math.abs(b[i]));
    }
    return worst;
  }

  private static double differences(Objective<double[]> function, double[] x, double[] gradient) {
    for (int i = 0; i < x.length; i++) {
      double value = x[i];
      double step = Math.cbrt(Math.ulp(1.0)) * Math.abs(value);
      x[i] = value + step;
      double above = function.applyAsDouble(x);
      x[i] = value - step;
      double below = function.applyAsDouble(x);
      x[i] = value;
      gradient[i] = (above - below) / (2 * step);
    }
    return gradient[0];
  }
}
