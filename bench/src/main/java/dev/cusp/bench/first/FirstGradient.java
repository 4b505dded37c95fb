package dev.cusp.bench.first;

import dev.cusp.Cusp;
import dev.cusp.Scalar;
import java.util.List;

/**
 * The program that {@link FirstCommand} starts: differentiates a small method and then others, and
 * prints the milliseconds that each took until its value was there.
 */
public final class FirstGradient {
  private FirstGradient() {}

  /** Takes the derivatives of the first so many programs, or of all. */
  public static void main(String[] args) {
    int count = args.length == 0 ? PROGRAMS.size() : Integer.parseInt(args[0]);
    for (Scalar program : PROGRAMS.subList(0, count)) {
      long start = System.nanoTime();
      double slope = Cusp.derivative(program).applyAsDouble(0.7);
      double ms = (System.nanoTime() - start) / 1e6;
      System.out.println(Double.isFinite(slope) ? ms : Double.NaN);
    }
  }

  private static final List<Scalar> PROGRAMS =
      List.of(
          FirstGradient::softplus,
          FirstGradient::newton,
          FirstGradient::horner,
          FirstGradient::collatz,
          FirstGradient::logistic,
          FirstGradient::spiral,
          FirstGradient::continued,
          FirstGradient::bell,
          FirstGradient::norm,
          FirstGradient::mean);

  private static double softplus(double x) {
    return 10 * Math.log(1 + Math.exp(-2 * x));
  }

  private static double newton(double x) {
    double root = 1;
    for (int i = 0; i < 8; i++) {
      root = 0.5 * (root + x / root);
    }
    return root;
  }

  private static double horner(double x) {
    double[] c = {1, -2, 3, -4};
    double sum = 0;
    for (double coefficient : c) {
      sum = sum * x + coefficient;
    }
    return sum;
  }

  private static double collatz(double x) {
    double y = x;
    for (int n = 27; n > 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
      y = n % 2 == 0 ? 0.5 * y + 1 : Math.sin(y);
    }
    return y;
  }

  private static double logistic(double x) {
    double y = x;
    for (int i = 0; i < 10; i++) {
      y = 3.1 * y * (1 - y);
    }
    return y;
  }

  private static double spiral(double x) {
    double a = Math.cos(x);
    double b = Math.sin(x);
    return Math.hypot(a * x, b + x) + Math.atan2(b, a);
  }

  private static double continued(double x) {
    double y = 1;
    while (y < 100) {
      y = y * (1 + x) + 1 / y;
    }
    return y;
  }

  private static double bell(double x) {
    return x > 3 ? 0 : Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double norm(double x) {
    double[] v = new double[5];
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.pow(x, i);
    }
    return norm(v);
  }

  private static double norm(double[] v) {
    double squares = 0;
    for (double entry : v) {
      squares += entry * entry;
    }
    return Math.sqrt(squares);
  }

  private static double mean(double x) {
    double low = Math.min(x, 1 / x);
    double high = Math.max(x, 1 / x);
    return low + 0.25 * Math.abs(high - low) + Math.tanh(x);
  }
}
