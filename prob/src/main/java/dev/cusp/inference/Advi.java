package dev.cusp.inference;

import dev.cusp.GradientInto;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The normal distribution nearest to a posterior: it maximizes the evidence lower bound by Adam,
 * with gradients through its draws (Kucukelbir et al., Automatic differentiation variational
 * inference, arXiv 1603.00788). Fast, but too narrow where numbers depend on each other, unless it
 * has full rank, and where tails are heavy.
 *
 * @param density the logarithm of the density of an array of any numbers, up to a constant, and its
 *     gradient
 * @param isFullRank whether numbers may depend on each other
 * @param draws whose mean a gradient is
 * @param rate of Adam at first; it falls to 0 by a cosine
 */
public record Advi(GradientInto density, boolean isFullRank, int steps, int draws, double rate) {
  private static final double HALF_LOG_2_PI = 0.9189385332046728;

  public Advi {
    if (steps < 1 || draws < 1 || !(rate > 0)) {
      throw new IllegalArgumentException(
          "%d steps of %d draws with a rate of %s".formatted(steps, draws, rate));
    }
  }

  /** With all numbers independent of each other. */
  public static Advi meanField(GradientInto density) {
    return new Advi(density, false, 5000, 10, 0.05);
  }

  /** With any covariance. */
  public static Advi fullRank(GradientInto density) {
    return new Advi(density, true, 5000, 10, 0.05);
  }

  /**
   * A normal distribution, {@code mean + factor eps}.
   *
   * @param factor lower triangular
   * @param bound the evidence lower bound in the mean over the last tenth of the steps: of the
   *     logarithm of the density's integral
   */
  public record Fit(double[] mean, double[][] factor, double bound) {
    /** The standard deviation of one of the numbers. */
    public double deviation(int i) {
      return Math.sqrt(Arrays.stream(factor[i]).map(a -> a * a).sum());
    }

    /** Draws, a row for each. The same seed gives the same ones. */
    public double[][] draws(int number, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] rows = new double[number][];
      for (int row = 0; row < number; row++) {
        rows[row] = mean.clone();
        for (int j = 0; j < mean.length; j++) {
          double z = random.nextGaussian();
          for (int i = j; i < mean.length; i++) {
            rows[row][i] += factor[i][j] * z;
          }
        }
      }
      return rows;
    }
  }

  /** Fits from a point. The same seed gives the same fit. */
  public Fit run(double[] start, long seed) {
    int n = start.length;
    SplittableRandom random = new SplittableRandom(seed);
    double[] mean = start.clone();
    double[] logs = new double[n];
    double[][] below = new double[n][n];
    Arrays.fill(logs, -1);
    Moments moments = new Moments(n + n + n * n);
    double sum = 0;
    int last = Math.max(1, steps / 10);
    for (int step = 1; step <= steps; step++) {
      double[] bars = new double[n + n + n * n];
      double bound = estimate(random, mean, logs, below, bars);
      sum += step > steps - last ? bound : 0;
      double size = rate * (1 + Math.cos(Math.PI * step / steps)) / 2;
      for (int i = 0; i < n; i++) {
        mean[i] += moments.step(i, bars[i], step, size);
        logs[i] += moments.step(n + i, bars[n + i], step, size);
        for (int j = 0; isFullRank && j < i; j++) {
          int at = 2 * n + i * n + j;
          below[i][j] += moments.step(at, bars[at], step, size);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      below[i][i] = Math.exp(logs[i]);
    }
    return new Fit(mean, below, sum / last);
  }

  /**
   * The bound, and its gradient by means, logarithms of the diagonal, and what is below it: that of
   * {@code log p(x) - log q(x)} through the draws x alone, since the mean derivative of the rest is
   * 0. Where q is p, every draw says so (Roeder, Wu and Duvenaud, arXiv 1703.09194).
   */
  private double estimate(
      SplittableRandom random, double[] mean, double[] logs, double[][] below, double[] bars) {
    int n = mean.length;
    double[] noise = new double[n];
    double[] x = new double[n];
    double[] gradient = new double[n];
    double bound = 0;
    for (int draw = 0; draw < draws; draw++) {
      double logQ = -n * HALF_LOG_2_PI;
      for (int i = 0; i < n; i++) {
        noise[i] = random.nextGaussian();
        logQ -= 0.5 * noise[i] * noise[i] + logs[i];
        x[i] = mean[i] + Math.exp(logs[i]) * noise[i];
        for (int j = 0; isFullRank && j < i; j++) {
          x[i] += below[i][j] * noise[j];
        }
      }
      bound += (density.apply(x, gradient) - logQ) / draws;
      double[] score = solved(logs, below, noise);
      for (int i = 0; i < n; i++) {
        double share = (gradient[i] + score[i]) / draws;
        bars[i] += share;
        bars[n + i] += share * noise[i] * Math.exp(logs[i]);
        for (int j = 0; isFullRank && j < i; j++) {
          bars[2 * n + i * n + j] += share * noise[j];
        }
      }
    }
    return bound;
  }

  /** The w with {@code L' w = noise}: the derivative of {@code -log q} by x. */
  private double[] solved(double[] logs, double[][] below, double... noise) {
    int n = noise.length;
    double[] w = noise.clone();
    for (int i = n - 1; i >= 0; i--) {
      w[i] /= Math.exp(logs[i]);
      for (int j = 0; isFullRank && j < i; j++) {
        w[j] -= below[i][j] * w[i];
      }
    }
    return w;
  }

  /** Running means of gradients and of their squares. */
  private static final class Moments {
    private final double[] first;
    private final double[] second;

    Moments(int n) {
      first = new double[n];
      second = new double[n];
    }

    double step(int i, double bar, int step, double size) {
      first[i] = 0.9 * first[i] + 0.1 * bar;
      second[i] = 0.99 * second[i] + 0.01 * bar * bar;
      double m = first[i] / (1 - Math.pow(0.9, step));
      double v = second[i] / (1 - Math.pow(0.99, step));
      return size * m / (Math.sqrt(v) + 1e-8);
    }
  }
}
