package dev.cusp.cli.demo;

import static dev.cusp.cli.demo.Screen.text;

import dev.cusp.Objective;
import dev.cusp.cli.OutputFolder;
import java.io.IOException;
import java.time.LocalDate;

/** A maximum-likelihood fit of {@link Garch} to {@link ExchangeRates}. */
final class VolatilityFit implements Act {
  /** A guess that is wrong on purpose, so that there is something to see. */
  private static final double[] START = {0, 0.025, 0.1, 0.8, 5};

  @Override
  public String title() {
    return "A real job: how nervous was the pound?";
  }

  @Override
  public void play(Screen screen, OutputFolder folder) throws IOException {
    ExchangeRates rates = ExchangeRates.poundsPerEuro();
    double[] returns = rates.returns();
    screen.say(
        text(
            "The price of a euro in pounds on %,d days, %s to %s (European Central Bank). Calm and"
                + " nervous times take turns; a GARCH(1,1) model with Student-t innovations"
                + " describes that by a recurrence for the variance. It is an ordinary Java loop:",
            rates.rates().length, rates.dates().getFirst(), rates.dates().getLast()));
    screen.code(
        """
        for (double value : returns) {
          variance = theta[1] + theta[2] * shock + theta[3] * variance;
          shock = (value - mean) * (value - mean);
          sum += logShape(shock, variance, tail);
        }
        """);
    screen.say(
        "Its log-likelihood is maximized by a library, Hipparchus (conjugate gradients), with the"
            + " gradient and the Hessian from Cusp. One line for each iteration:");

    double[] theta = fit(returns, screen);
    StandardErrors errors = StandardErrors.of(theta, returns);
    screen.say(
        "Standard errors come from Cusp's Hessian of the log-likelihood; the robust ones also from"
            + " the Jacobian of its daily terms, which Cusp takes by forward mode:");
    screen.table(estimates(theta, errors));
    report(screen, rates, theta, returns);

    screen.result("numbers: " + folder.write("volatility.csv", csv(rates, returns, theta)));
    try {
      byte[] png = VolatilityChart.png(rates, returns, theta);
      screen.result("picture: " + folder.write("volatility.png", png));
    } catch (LinkageError | InternalError | RuntimeException e) {
      // a JDK without fonts, as in small containers, fails in one of these ways
      screen.say("No picture: Java finds no fonts on this machine; install fontconfig.");
    }
  }

  /** The parameters at the maximum. */
  static double[] fit(double[] returns, Screen screen) {
    screen.progress("");
    screen.progress(
        "step   log-likelihood   |gradient|       mean   constant     arch    garch   tail");
    Objective<double[]> meanLogLikelihood =
        free -> Garch.logLikelihood(Garch.fromFree(free), returns) / returns.length;
    var search =
        new MaximumLikelihood(
            meanLogLikelihood,
            (iteration, value, gradient, free) -> {
              double[] theta = Garch.fromFree(free);
              screen.progress(
                  text("%4d %16.6f", iteration, value * returns.length)
                      + text(" %12.1e", norm(gradient) * returns.length)
                      + text("%11.5f %10.5f %8.4f %8.4f", theta[0], theta[1], theta[2], theta[3])
                      + text(" %6.2f", theta[4]));
            });
    return Garch.fromFree(search.maximize(Garch.toFree(START)));
  }

  private static Table estimates(double[] theta, StandardErrors errors) {
    var table = Table.of("parameter", "estimate", "std. error", "robust");
    String[] meanings = {
      "daily drift, percent",
      "floor of the variance",
      "weight of yesterday's surprise",
      "weight of yesterday's variance",
      "degrees of freedom; infinite would be Gaussian"
    };
    for (int i = 0; i < theta.length; i++) {
      table.row(
          text("%-10s %s", Garch.NAMES.get(i), meanings[i]),
          text("%.6f", theta[i]),
          text("%.6f", errors.classical()[i]),
          text("%.6f", errors.robust()[i]));
    }
    return table;
  }

  private static void report(Screen screen, ExchangeRates rates, double[] theta, double[] returns) {
    double persistence = theta[2] + theta[3];
    double[] variances = Garch.variances(theta, returns);
    int peak = 0;
    for (int day = 0; day < variances.length; day++) {
      peak = variances[day] > variances[peak] ? day : peak;
    }
    LocalDate worst = rates.dates().get(peak + 1);
    screen.say(
        text(
            "A shock to the variance loses half its effect in %.0f days. The pound was most nervous"
                + " on %s: %.2f percent a day, against %.2f in the long run.",
            Math.log(0.5) / Math.log(persistence),
            worst,
            Math.sqrt(variances[peak]),
            Math.sqrt(theta[1] / (1 - persistence))));
  }

  private static String csv(ExchangeRates rates, double[] returns, double[] theta) {
    double[] variances = Garch.variances(theta, returns);
    var lines = new StringBuilder("date,return_percent,volatility_percent\n");
    for (int day = 0; day < returns.length; day++) {
      lines.append(
          text(
              "%s,%.6f,%.6f\n",
              rates.dates().get(day + 1), returns[day], Math.sqrt(variances[day])));
    }
    return lines.toString();
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
