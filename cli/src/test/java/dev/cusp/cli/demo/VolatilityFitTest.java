package dev.cusp.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import dev.cusp.cli.OutputFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fit against a reference that shares nothing with it: the same model in NumPy, the gradient by
 * complex steps, the maximum found by Nelder and Mead's method and polished by Newton's to a
 * gradient of 1e-10 ({@code reference.py} in the test's resources). R's fGarch finds the same
 * log-likelihood, -3839.852699.
 */
final class VolatilityFitTest {
  private static final double[] ESTIMATE = {
    -0.002939282173, 0.001714255456, 0.044199234297, 0.949015198966, 7.809730897832
  };
  private static final double[] CLASSICAL = {
    0.005135351836, 0.000513567917, 0.006393629322, 0.007463736765, 0.700360054216
  };
  private static final double[] ROBUST = {
    0.005166901483, 0.000624433436, 0.008491770926, 0.010101586445, 0.789766115650
  };

  private static final double[] RETURNS = ExchangeRates.poundsPerEuro().returns();

  @Test
  void findsTheMaximum() {
    var text = new StringWriter();
    double[] theta = VolatilityFit.fit(RETURNS, new Screen(new PrintWriter(text), false));
    // the stopping rule leaves the value's last digits, hence half as many of the place
    assertRelative(theta, ESTIMATE, 1e-6);
    assertThat(Garch.logLikelihood(theta, RETURNS)).isCloseTo(-3839.852699268549, within(1e-8));
    assertThat(text.toString().lines().count()).as("iterations").isBetween(6L, 20L);
  }

  @Test
  void standardErrors() {
    StandardErrors errors = StandardErrors.of(ESTIMATE, RETURNS);
    // the reference takes its Hessian by differences of an exact gradient: some eight digits, of
    // which the inverse of so ill-conditioned a matrix loses two or three
    assertRelative(errors.classical(), CLASSICAL, 1e-5);
    assertRelative(errors.robust(), ROBUST, 1e-5);
  }

  @Test
  void gradientIsTheOneByHand() {
    GradientInto cusp = Cusp.gradientInto(theta -> Garch.logLikelihood(theta, RETURNS));
    GradientInto hand = new GarchByHand(RETURNS)::valueAndGradient;
    // sums of 6183 terms in different orders
    assertThat(GradientCost.error(cusp, hand)).isLessThan(1e-11);
  }

  @Test
  void picturesAndNumbersAreWritten(@TempDir Path folder) throws IOException {
    var text = new StringWriter();
    new VolatilityFit().play(new Screen(new PrintWriter(text), false), new OutputFolder(folder));
    assertThat(text.toString()).contains("garch", "0.949015", "volatility.png");
    BufferedImage picture = ImageIO.read(folder.resolve("volatility.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(1600);
    assertThat(Files.readAllLines(folder.resolve("volatility.csv"))).hasSize(6184);
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing half-written").hasSize(2);
    }
  }

  private static void assertRelative(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i] / expected[i]).as(Garch.NAMES.get(i)).isCloseTo(1, within(tolerance));
    }
  }
}
