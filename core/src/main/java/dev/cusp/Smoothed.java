package dev.cusp;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A function blurred by noise, {@code f_s(x) = E f(x + s e)} with e standard normal: smooth
 * whatever f does, jumps included. Values and gradients are averages over pairs {@code e, -e} and
 * come with their standard errors. The same seed gives the same noise, at every x.
 *
 * <p>The gradient is {@code E (f(x + s e) - f(x - s e)) / (2 s) e}, which needs values of f only:
 * Nesterov and Spokoiny, Random gradient-free minimization of convex functions, 2017, equation 26;
 * Duchi, Bartlett and Wainwright, Randomized smoothing for stochastic optimization, 2012. The other
 * of a pair is a baseline that takes out every even part of f, its value above all.
 *
 * <p>Thread-safe where f is. A program may call it, and has its gradient in both modes.
 */
public final class Smoothed implements Objective<double[]> {
  private static final long serialVersionUID = 1L;
  private static final RandomGeneratorFactory<RandomGenerator> NOISE =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final Objective<double[]> f;
  private final double width;
  private final int pairs;
  private final long seed;
  private final boolean isPathwise;
  private final transient Gradient<double[]> gradient;

  Smoothed(Objective<double[]> f, double width, int pairs, long seed, boolean isPathwise) {
    if (!(width > 0)) {
      throw new IllegalArgumentException("the width is " + width + "; it must be positive");
    }
    if (pairs < 2) {
      throw new IllegalArgumentException(
          pairs + " pairs; at least 2 are needed to know a standard error");
    }
    this.f = f;
    this.width = width;
    this.pairs = pairs;
    this.seed = seed;
    this.isPathwise = isPathwise;
    this.gradient = isPathwise ? Cusp.gradient(f) : null;
  }

  /** The same with other noise, as each step of a descent wants it. */
  public Smoothed withSeed(long other) {
    return new Smoothed(f, width, pairs, other, isPathwise);
  }

  /**
   * The same with the gradient {@code E f'(x + s e)}: none of the noise that the values of f make,
   * but wrong where f jumps, as what the jumps contribute is missing.
   */
  public Smoothed pathwise() {
    return new Smoothed(f, width, pairs, seed, true);
  }

  /**
   * Averages over pairs, unbiased, and their standard errors: estimates of the standard deviations
   * that the averages have over seeds.
   *
   * @param error of the value
   * @param errors of the gradient's entries
   */
  public record Estimate(double value, double error, double[] gradient, double[] errors) {}

  /** The average of {@code f(x + s e)}. */
  @Override
  public double applyAsDouble(double[] x) {
    Pair pair = new Pair(x);
    Mean value = new Mean();
    for (int k = 0; k < pairs; k++) {
      pair.draw();
      value.add(pair.value());
    }
    return value.mean;
  }

  /** Value and gradient. */
  public Estimate estimate(double[] x) {
    Pair pair = new Pair(x);
    Mean value = new Mean();
    Mean[] slopes = new Mean[x.length];
    for (int i = 0; i < x.length; i++) {
      slopes[i] = new Mean();
    }
    double[] slope = new double[x.length];
    for (int k = 0; k < pairs; k++) {
      pair.draw();
      value.add(pair.value());
      pair.gradient(slope);
      for (int i = 0; i < x.length; i++) {
        slopes[i].add(slope[i]);
      }
    }
    double[] errors = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      slope[i] = slopes[i].mean;
      errors[i] = slopes[i].error();
    }
    return new Estimate(value.mean, value.error(), slope, errors);
  }

  /** Two points on either side of x, and f there. */
  private final class Pair {
    private final double[] x;
    private final double[] noise;
    private final double[] at;
    private final RandomGenerator random = NOISE.create(seed);
    private double ahead;
    private double behind;

    Pair(double[] x) {
      this.x = x.clone();
      noise = new double[x.length];
      at = new double[x.length];
    }

    void draw() {
      for (int i = 0; i < noise.length; i++) {
        noise[i] = random.nextGaussian();
      }
      ahead = f.applyAsDouble(point(1));
      behind = f.applyAsDouble(point(-1));
    }

    private double[] point(int sign) {
      for (int i = 0; i < at.length; i++) {
        at[i] = x[i] + sign * width * noise[i];
      }
      return at;
    }

    double value() {
      return 0.5 * (ahead + behind);
    }

    void gradient(double[] slope) {
      double[] up = isPathwise ? gradient.apply(point(1)) : null;
      double[] down = isPathwise ? gradient.apply(point(-1)) : null;
      for (int i = 0; i < slope.length; i++) {
        slope[i] = isPathwise ? 0.5 * (up[i] + down[i]) : (ahead - behind) / (2 * width) * noise[i];
      }
    }
  }

  /** A mean with its standard error, numbers added one by one: Welford 1962. */
  private static final class Mean {
    private int count;
    private double mean;
    private double squares;

    void add(double x) {
      count++;
      double rest = x - mean;
      mean += rest / count;
      squares += rest * (x - mean);
    }

    double error() {
      return Math.sqrt(squares / (count - 1) / count);
    }
  }

  /** {@code slope x}, with the derivative {@link #estimated} by x. */
  static double times(double slope, double x) {
    return slope * x;
  }

  /** An estimate of a derivative at x; it has no derivative in turn. */
  static double estimated(double slope, double x) {
    return slope;
  }

  private Object readResolve() {
    return new Smoothed(f, width, pairs, seed, isPathwise);
  }
}
