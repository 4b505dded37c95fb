package dev.cusp.expectation;

import java.util.Arrays;
import java.util.List;

/** What followed scored draws in the samples of an estimate, and the baselines that this gives. */
final class Downstream {
  private final Baseline baseline;
  private final double[][] samples;
  private double[] sums = new double[0];
  private double[] weights = new double[0];

  Downstream(Baseline baseline, int samples) {
    this.baseline = baseline;
    this.samples = new double[samples][];
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
    draws.forEach(d -> mine[d.visit()] = total - d.before());
    double decay = baseline instanceof Baseline.MovingAverage(double d) ? d : 1;
    if (mine.length > sums.length) {
      sums = Arrays.copyOf(sums, mine.length);
      weights = Arrays.copyOf(weights, mine.length);
    }
    for (int v = 0; v < mine.length; v++) {
      if (!Double.isNaN(mine[v])) {
        sums[v] = decay * sums[v] + mine[v];
        weights[v] = decay * weights[v] + 1;
      }
    }
    samples[k] = looksAhead() ? mine : null;
  }

  /** The baseline of visits that no other sample has. */
  double otherwise() {
    return baseline instanceof Baseline.Constant(double value) ? value : 0;
  }

  /** The baselines of a sample, by visit. */
  double[] baselines(int k) {
    double[] mine = looksAhead() ? samples[k] : new double[0];
    double[] means = new double[sums.length];
    for (int v = 0; v < means.length; v++) {
      boolean has = v < mine.length && !Double.isNaN(mine[v]);
      double weight = has ? weights[v] - 1 : weights[v];
      means[v] = weight > 0 ? (has ? sums[v] - mine[v] : sums[v]) / weight : 0;
    }
    return means;
  }
}
