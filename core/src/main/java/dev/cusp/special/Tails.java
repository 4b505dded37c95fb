package dev.cusp.special;

import java.util.function.DoubleUnaryOperator;

/**
 * What lies beyond a number under a density that falls from there on, by quadrature: for densities
 * so narrow that series and continued fractions take too many terms. Abramowitz and Stegun,
 * 25.4.30.
 */
final class Tails {
  /** Gauss and Legendre's 16 points, those above 0. */
  private static final double[] POINTS = {
    0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438,
    0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499
  };

  private static final double[] WEIGHTS = {
    0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674,
    0.12462897125553388, 0.09515851168249279, 0.062253523938647894, 0.027152459411754096
  };

  /** Below what share of the density at the start nothing counts any more. */
  private static final double NOTHING = 1e-19;

  private Tails() {}

  /**
   * The integral of ratio times weight from 0 on.
   *
   * @param scale the distance over which the ratio changes, a third of a panel
   * @param ratio the density at a distance over that at the start
   */
  static double integral(double scale, DoubleUnaryOperator ratio, DoubleUnaryOperator weight) {
    double half = 1.5 * scale;
    double sum = 0;
    for (double middle = half; ratio.applyAsDouble(middle - half) > NOTHING; middle += 2 * half) {
      for (int k = 0; k < POINTS.length; k++) {
        double off = half * POINTS[k];
        double up = middle + off;
        double down = middle - off;
        double both =
            ratio.applyAsDouble(up) * weight.applyAsDouble(up)
                + ratio.applyAsDouble(down) * weight.applyAsDouble(down);
        sum += WEIGHTS[k] * both;
      }
    }
    return half * sum;
  }
}
