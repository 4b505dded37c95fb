package dev.cusp.expectation;

import java.util.Arrays;

/**
 * Means of a value and a gradient with their standard errors, samples added one by one: Welford
 * 1962.
 */
final class Moments {
  private final double[] means;
  private final double[] squares;
  private int count;

  /** Of a value, first, and so many numbers. */
  Moments(int numbers) {
    means = new double[numbers + 1];
    squares = new double[numbers + 1];
  }

  void add(double value, double[] gradient) {
    count++;
    add(0, value);
    for (int i = 0; i < gradient.length; i++) {
      add(i + 1, gradient[i]);
    }
  }

  private void add(int i, double x) {
    double rest = x - means[i];
    means[i] += rest / count;
    squares[i] += rest * (x - means[i]);
  }

  double mean(int i) {
    return means[i];
  }

  /** The variance of a sample. */
  double variance(int i) {
    return squares[i] / (count - 1);
  }

  double error(int i) {
    return Math.sqrt(variance(i) / count);
  }

  double[] gradient() {
    return Arrays.copyOfRange(means, 1, means.length);
  }

  double[] errors() {
    double[] errors = new double[means.length - 1];
    Arrays.setAll(errors, i -> error(i + 1));
    return errors;
  }
}
