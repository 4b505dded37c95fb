package dev.cusp.examples.minimize;

/** The weight u of the proximal term; Kiwiel 1990, procedure 2.2 in essence. */
final class Weight {
  private static final double LEAST = 1e-10;

  private double u;

  /** Steps in a row that moved the centre; negative, those that did not. */
  private int run;

  Weight(double first) {
    u = Math.max(LEAST, first);
  }

  double u() {
    return u;
  }

  /** The weight for which a parabola through what was expected and what came is least here. */
  private double fitted(double fall, double expected) {
    return 2 * u * (1 - fall / expected);
  }

  /** The centre moved. */
  void serious(double fall, double expected) {
    if (fall >= 0.5 * expected && run > 0) {
      u = Math.max(Math.max(fitted(fall, expected), u / 10), LEAST);
    } else if (run > 3) {
      u /= 2;
    }
    run = Math.max(run, 0) + 1;
  }

  /** The centre stayed; after more than so many times, steps become shorter. */
  void none(double fall, double expected, int patience) {
    run = Math.min(run, 0) - 1;
    if (run < -patience) {
      u = Math.min(fitted(fall, expected), 10 * u);
      run = 0;
    }
  }
}
