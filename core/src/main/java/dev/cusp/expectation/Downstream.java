package dev.cusp.expectation;

import java.util.Arrays;
import java.util.List;

/** What followed scored draws in the samples of an estimate, and the baselines that this gives. */
final class Downstream {
  /** A baseline is a number, and factors of two parameters of the draw. */
  static final int WIDTH = 3;

  /** Samples that are needed for the factors. */
  private static final int FEW = 5;

  /** Relative to its square, what is added to the variance of a parameter, for it may be 0. */
  private static final double RIDGE = 1e-6;

  /** Sums of a visit: of 1, what followed, two parameters, their products with all of these. */
  private static final int SUMS = 9;

  private final Baseline baseline;
  private final double decay;
  private final double[][] samples;
  private double[] sums = new double[0];

  Downstream(Baseline baseline, int samples) {
    this.baseline = baseline;
    this.samples = new double[samples][];
    decay =
        switch (baseline) {
          case Baseline.MovingAverage(double d) -> d;
          case Baseline.Learned(double d) -> d;
          case Baseline.LeaveOneOut _, Baseline.Constant _ -> 1;
        };
  }

  /** Whether baselines of a sample are made from later ones too. */
  boolean looksAhead() {
    return baseline instanceof Baseline.LeaveOneOut;
  }

  /** A sample. */
  void add(int k, double total, List<Script.Scored> draws) {
    if (baseline instanceof Baseline.Constant) {
      return;
    }
    double[] mine = new double[draws.isEmpty() ? 0 : draws.getLast().visit() + 1];
    Arrays.fill(mine, Double.NaN);
    if (SUMS * mine.length > sums.length) {
      sums = Arrays.copyOf(sums, SUMS * mine.length);
    }
    for (Script.Scored d : draws) {
      mine[d.visit()] = total - d.before();
      add(SUMS * d.visit(), total - d.before(), d.first(), d.second());
    }
    samples[k] = looksAhead() ? mine : null;
  }

  private void add(int at, double y, double a, double b) {
    double[] terms = {1, y, a, b, a * a, a * b, b * b, a * y, b * y};
    for (int i = 0; i < SUMS; i++) {
      sums[at + i] = decay * sums[at + i] + terms[i];
    }
  }

  /** The baseline of visits that no other sample has. */
  double otherwise() {
    return baseline instanceof Baseline.Constant(double value) ? value : 0;
  }

  /** The baselines of a sample, {@link #WIDTH} numbers for each visit. */
  double[] baselines(int k) {
    double[] mine = looksAhead() ? samples[k] : new double[0];
    double[] all = new double[sums.length / SUMS * WIDTH];
    for (int v = 0; v < sums.length / SUMS; v++) {
      boolean has = v < mine.length && !Double.isNaN(mine[v]);
      double weight = sums[SUMS * v] - (has ? 1 : 0);
      double rest = sums[SUMS * v + 1] - (has ? mine[v] : 0);
      all[WIDTH * v] = weight > 0 ? rest / weight : 0;
      if (baseline instanceof Baseline.Learned && weight >= FEW) {
        fit(SUMS * v, all, WIDTH * v);
      }
    }
    return all;
  }

  /** Sets the coefficients of a linear function by least squares. */
  private void fit(int at, double[] all, int to) {
    double weight = sums[at];
    double y = sums[at + 1] / weight;
    double a = sums[at + 2] / weight;
    double b = sums[at + 3] / weight;
    double aa = sums[at + 4] / weight - a * a + RIDGE * sums[at + 4] / weight;
    double ab = sums[at + 5] / weight - a * b;
    double bb = sums[at + 6] / weight - b * b + RIDGE * sums[at + 6] / weight;
    double ay = sums[at + 7] / weight - a * y;
    double by = sums[at + 8] / weight - b * y;
    double determinant = aa * bb - ab * ab;
    if (determinant > 0) {
      all[to + 1] = (ay * bb - by * ab) / determinant;
      all[to + 2] = (by * aa - ay * ab) / determinant;
    } else if (aa > 0) { // the second is always 0
      all[to + 1] = ay / aa;
    }
    all[to] = y - all[to + 1] * a - all[to + 2] * b;
  }
}
