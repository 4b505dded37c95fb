package dev.cusp.linalg;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An eigenvector of {@code Q H Q'}, H with zeros below its first subdiagonal, by inverse iteration
 * (Golub and Van Loan 2013, section 7.6.1): solving {@code (H - l) y = x} a few times takes n²
 * operations each. It starts from random numbers, others for each of equal eigenvalues, so that
 * these get vectors that differ where there are such.
 */
final class Eigenvectors {
  private static final int ROUNDS = 3;

  private final double[] h;
  private final double[] q;
  private final int n;
  private final int column;

  /** The matrix that is being eliminated, and the vector. */
  private final double[] re;

  private final double[] im;
  private final double[] x;
  private final double[] y;

  Eigenvectors(double[] h, double[] q, int n, int column) {
    this.h = h;
    this.q = q;
    this.n = n;
    this.column = column;
    re = new double[n * n];
    im = new double[n * n];
    x = new double[n];
    y = new double[n];
  }

  /** Puts the vector of an eigenvalue into its column. */
  void find(double value, double turning, double[] vRe, double[] vIm) {
    SplittableRandom random = new SplittableRandom(column);
    for (int i = 0; i < n; i++) {
      x[i] = random.nextDouble(0.5, 1);
      y[i] = turning == 0 ? 0 : random.nextDouble(-0.5, 0.5);
    }
    for (int round = 0; round < ROUNDS; round++) {
      eliminate(value, turning);
      back();
      normalize();
    }
    rotate();
    for (int i = 0; i < n; i++) {
      vRe[i * n + column] = x[i];
      vIm[i * n + column] = y[i];
    }
  }

  /** To a triangle, with the larger of two rows first. */
  private void eliminate(double value, double turning) {
    System.arraycopy(h, 0, re, 0, n * n);
    Arrays.fill(im, 0);
    for (int i = 0; i < n; i++) {
      re[i * n + i] -= value;
      im[i * n + i] = -turning;
    }
    for (int k = 0; k + 1 < n; k++) {
      int upper = k * n;
      int lower = upper + n;
      if (Math.hypot(re[lower + k], im[lower + k]) > Math.hypot(re[upper + k], im[upper + k])) {
        for (int j = k; j < n; j++) {
          swap(re, upper + j, lower + j);
          swap(im, upper + j, lower + j);
        }
        swap(x, k, k + 1);
        swap(y, k, k + 1);
      }
      double c = re[upper + k];
      double d = im[upper + k];
      double size = c * c + d * d;
      if (size > 0) {
        double a = (re[lower + k] * c + im[lower + k] * d) / size;
        double b = (im[lower + k] * c - re[lower + k] * d) / size;
        for (int j = k; j < n; j++) {
          re[lower + j] -= a * re[upper + j] - b * im[upper + j];
          im[lower + j] -= a * im[upper + j] + b * re[upper + j];
        }
        double change = a * x[k] - b * y[k];
        y[k + 1] -= a * y[k] + b * x[k];
        x[k + 1] -= change;
      }
    }
  }

  private static void swap(double[] a, int i, int j) {
    double kept = a[i];
    a[i] = a[j];
    a[j] = kept;
  }

  /** What is zero on the diagonal is a rounding, which makes the vector long in its direction. */
  private void back() {
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        double change = re[i * n + j] * x[j] - im[i * n + j] * y[j];
        y[i] -= re[i * n + j] * y[j] + im[i * n + j] * x[j];
        x[i] -= change;
      }
      double c = re[i * n + i];
      double d = im[i * n + i];
      if (Math.hypot(c, d) < Math.ulp(1.0)) {
        c = Math.ulp(1.0);
        d = 0;
      }
      double size = c * c + d * d;
      double a = (x[i] * c + y[i] * d) / size;
      y[i] = (y[i] * c - x[i] * d) / size;
      x[i] = a;
      if (Math.hypot(x[i], y[i]) > 1e100) {
        normalize();
      }
    }
  }

  private void normalize() {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.max(Math.abs(x[i]), Math.abs(y[i])));
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      x[i] /= largest;
      y[i] /= largest;
      squares += x[i] * x[i] + y[i] * y[i];
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < n; i++) {
      x[i] /= length;
      y[i] /= length;
    }
  }

  /** Back to the matrix's own axes. */
  private void rotate() {
    double[] a = x.clone();
    double[] b = y.clone();
    for (int i = 0; i < n; i++) {
      x[i] = 0;
      y[i] = 0;
      for (int j = 0; j < n; j++) {
        x[i] += q[i * n + j] * a[j];
        y[i] += q[i * n + j] * b[j];
      }
    }
  }
}
