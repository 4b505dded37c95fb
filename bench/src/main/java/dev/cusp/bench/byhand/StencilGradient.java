package dev.cusp.bench.byhand;

import static dev.cusp.bench.problems.Stencil.LIMIT;

import java.util.Arrays;

/**
 * The gradients of {@link dev.cusp.bench.problems.Stencil} by the start and by c.
 *
 * <p>With {@code k = 1 + u^2} and {@code d = left - 2 u + right}, a step {@code r = u + c k d} has
 * the derivatives {@code 1 + 2 c u d - 2 c k} by u, {@code c k} by both neighbours and {@code k d}
 * by c, all a tenth above the limit. What is stored is u before each step; everything else is
 * computed again from it.
 */
public final class StencilGradient {
  private double[] stored = new double[0];
  private double[] u = new double[0];
  private double[] bar = new double[0];
  private double[] next = new double[0];

  /** The derivative by c, of the last call. */
  private double cBar;

  public double cBar() {
    return cBar;
  }

  private void reserve(int n, int steps) {
    if (stored.length < n * steps) {
      stored = new double[n * steps];
    }
    if (u.length != n) {
      u = new double[n];
      bar = new double[n];
      next = new double[n];
    }
  }

  /** Writes the gradient by start to g and returns the value. */
  public double jacobi(double[] start, double c, int steps, double[] g) {
    int n = start.length;
    reserve(n, steps + 1);
    double[] stored = this.stored;
    System.arraycopy(start, 0, stored, 0, n);
    for (int t = 0; t < steps; t++) {
      stepJacobi(stored, t * n, n, c);
    }
    System.arraycopy(stored, steps * n, u, 0, n);
    double value = seed();
    cBar = 0;
    double[] after = bar;
    double[] before = next;
    for (int t = steps - 1; t >= 0; t--) {
      cBar += stepBackJacobi(stored, t * n, n, c, after, before);
      double[] swap = after;
      after = before;
      before = swap;
    }
    System.arraycopy(after, 0, g, 0, n);
    return value;
  }

  private static void stepJacobi(double[] stored, int at, int n, double c) {
    int to = at + n;
    stored[to] = stored[at];
    stored[to + n - 1] = stored[at + n - 1];
    double left = stored[at];
    double ui = stored[at + 1];
    for (int i = 1; i < n - 1; i++) {
      double right = stored[at + i + 1];
      double r = ui + c * (1 + ui * ui) * (left - 2 * ui + right);
      stored[to + i] = r > LIMIT ? LIMIT + 0.1 * (r - LIMIT) : r;
      left = ui;
      ui = right;
    }
  }

  /**
   * One step back. Cell i passes to its left neighbour, to itself and to its right neighbour; the
   * sums for the two neighbours still open are carried along instead of read and written again.
   */
  private static double stepBackJacobi(
      double[] stored, int at, int n, double c, double[] after, double[] before) {
    double cBar = 0;
    double left = stored[at];
    double ui = stored[at + 1];
    double openLeft = after[0];
    double openHere = 0;
    for (int i = 1; i < n - 1; i++) {
      double right = stored[at + i + 1];
      double d = left - 2 * ui + right;
      double k = 1 + ui * ui;
      double rBar = after[i];
      if (ui + c * k * d > LIMIT) {
        rBar *= 0.1;
      }
      double dBar = c * k * rBar;
      cBar += rBar * k * d;
      before[i - 1] = openLeft + dBar;
      openLeft = openHere + rBar * (1 + 2 * c * ui * d) - 2 * dBar;
      openHere = dBar;
      left = ui;
      ui = right;
    }
    before[n - 2] = openLeft;
    before[n - 1] = openHere + after[n - 1];
    return cBar;
  }

  /** Writes the gradient by start to g and returns the value. */
  public double gaussSeidel(double[] start, double c, int steps, double[] g) {
    int n = start.length;
    reserve(n, steps);
    double[] u = this.u;
    System.arraycopy(start, 0, u, 0, n);
    for (int t = 0; t < steps; t++) {
      stepGaussSeidel(u, stored, t * n, c);
    }
    double value = seed();
    cBar = 0;
    for (int t = steps - 1; t >= 0; t--) {
      cBar += stepBackGaussSeidel(u, stored, t * n, c, bar);
    }
    System.arraycopy(bar, 0, g, 0, n);
    return value;
  }

  private static void stepGaussSeidel(double[] u, double[] stored, int at, double c) {
    int n = u.length;
    double left = u[0];
    double ui = u[1];
    for (int i = 1; i < n - 1; i++) {
      stored[at + i] = ui;
      double right = u[i + 1];
      double r = ui + c * (1 + ui * ui) * (left - 2 * ui + right);
      left = r > LIMIT ? LIMIT + 0.1 * (r - LIMIT) : r;
      u[i] = left;
      ui = right;
    }
  }

  /** One step back, which also restores u: right of cell i it is as before the step. */
  private static double stepBackGaussSeidel(
      double[] u, double[] stored, int at, double c, double[] bar) {
    int n = u.length;
    double cBar = 0;
    double right = u[n - 1];
    double barRight = bar[n - 1];
    double barHere = bar[n - 2];
    for (int i = n - 2; i >= 1; i--) {
      double ui = stored[at + i];
      double d = u[i - 1] - 2 * ui + right;
      double k = 1 + ui * ui;
      double rBar = barHere;
      if (ui + c * k * d > LIMIT) {
        rBar *= 0.1;
      }
      double dBar = c * k * rBar;
      cBar += rBar * k * d;
      bar[i + 1] = barRight + dBar;
      barRight = rBar * (1 + 2 * c * ui * d) - 2 * dBar;
      barHere = bar[i - 1] + dBar;
      u[i] = ui;
      right = ui;
    }
    bar[1] = barRight;
    bar[0] = barHere;
    return cBar;
  }

  /** The sum of squares of u, and its gradient in {@code bar}. */
  private double seed() {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * u[i];
      bar[i] = 2 * u[i];
    }
    Arrays.fill(next, 0);
    return sum;
  }
}
