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

  /** The bound, and its gradient by means, logarithms of the diagonal, and what is below it. */
  private double estimate(
      SplittableRandom random, double[] mean, double[] logs, double[][] below, double[] bars) {
    int n = mean.length;
    double[] noise = new double[n];
    double[] x = new double[n];
    double[] gradient = new double[n];
    double bound = 0;
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < n; i++) {
        noise[i] = random.nextGaussian();
        x[i] = mean[i] + Math.exp(logs[i]) * noise[i];
        for (int j = 0; isFullRank && j < i; j++) {
          x[i] += below[i][j] * noise[j];
        }
      }
      bound += density.apply(x, gradient) / draws;
      for (int i = 0; i < n; i++) {
        double share = gradient[i] / draws;
        bars[i] += share;
        bars[n + i] += share * noise[i] * Math.exp(logs[i]);
        for (int j = 0; isFullRank && j < i; j++) {
          bars[2 * n + i * n + j] += share * noise[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      bars[n + i] += 1;
      bound += logs[i] + 0.5 * Math.log(2 * Math.PI * Math.E);
    }
    return bound;
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
