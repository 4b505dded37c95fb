package dev.cusp.bench.byhand;

import dev.cusp.bench.problems.Gmm;
import java.util.Arrays;

/**
 * The gradient of {@link Gmm} by alphas, means and icf.
 *
 * <p>Since the points only add up, each is taken forward and back at once. With {@code r = x - mu},
 * {@code y = Q r} and w the softmax of the terms, a point adds {@code w} to alpha, {@code w Q' y}
 * to mu, {@code -w y_j r_i} to {@code L_ji} and {@code w (1 - y_j e^q_j r_j)} to {@code q_j}.
 */
public final class GmmGradient {
  public double[] alphas = new double[0];
  public double[] means = new double[0];
  public double[] icf = new double[0];

  private double[] diagonals = new double[0];
  private double[] logDeterminants = new double[0];
  private double[] terms = new double[0];

  /** {@code r} and {@code y} of one point, for each component. */
  private double[][] differences = new double[0][];

  private double[][] images = new double[0][];

  /** Computes {@link #alphas}, {@link #means} and {@link #icf}. */
  public double compute(double[] a, double[] mu, double[] l, double[] x, double gamma, int m) {
    int k = a.length;
    int d = mu.length / k;
    int n = x.length / d;
    int size = d * (d + 1) / 2;
    reserve(k, d, size);
    for (int c = 0; c < k; c++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        sum += l[c * size + j];
        diagonals[c * d + j] = Math.exp(l[c * size + j]);
      }
      logDeterminants[c] = sum;
    }
    double total = 0;
    for (int i = 0; i < n; i++) {
      total += point(a, mu, l, x, i * d, k, d, size);
    }
    return finish(a, l, gamma, m, n, d, size) + total;
  }

  private void reserve(int k, int d, int size) {
    if (alphas.length != k || means.length != k * d) {
      alphas = new double[k];
      means = new double[k * d];
      icf = new double[k * size];
      diagonals = new double[k * d];
      logDeterminants = new double[k];
      terms = new double[k];
      differences = new double[k][d];
      images = new double[k][d];
    }
    Arrays.fill(alphas, 0);
    Arrays.fill(means, 0);
    Arrays.fill(icf, 0);
  }

  /** Adds what one point adds to the gradient; the diagonals' share is still by e^q, not by q. */
  private double point(
      double[] a, double[] mu, double[] l, double[] x, int at, int k, int d, int size) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      double distance =
          squaredDistance(x, at, mu, diagonals, c * d, l, c * size + d, differences[c], images[c]);
      double term = a[c] + logDeterminants[c] - 0.5 * distance;
      terms[c] = term;
      max = Math.max(max, term);
    }
    double sum = 0;
    for (int c = 0; c < k; c++) {
      terms[c] = Math.exp(terms[c] - max);
      sum += terms[c];
    }
    for (int c = 0; c < k; c++) {
      double w = terms[c] / sum;
      alphas[c] += w;
      spread(w, differences[c], images[c], diagonals, c * d, l, c * size);
    }
    return max + Math.log(sum);
  }

  private static double squaredDistance(
      double[] x,
      int xAt,
      double[] mu,
      double[] diagonals,
      int at,
      double[] l,
      int from,
      double[] r,
      double[] y) {
    int d = r.length;
    for (int j = 0; j < d; j++) {
      r[j] = x[xAt + j] - mu[at + j];
    }
    for (int j = 0; j < d; j++) {
      y[j] = diagonals[at + j] * r[j];
    }
    for (int i = 0; i < d - 1; i++) {
      double ri = r[i];
      int column = from + i * (2 * d - 3 - i) / 2 - 1;
      for (int j = i + 1; j < d; j++) {
        y[j] += l[column + j] * ri;
      }
    }
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += y[j] * y[j];
    }
    return sum;
  }

  /** Adds the share of one point and component; afterwards y is -w y. */
  private void spread(
      double w, double[] r, double[] y, double[] diagonals, int at, double[] l, int from) {
    int d = r.length;
    double[] icf = this.icf;
    double[] means = this.means;
    for (int j = 0; j < d; j++) {
      y[j] *= -w;
    }
    for (int i = 0; i < d; i++) {
      double ri = r[i];
      int column = from + d + i * (2 * d - 3 - i) / 2 - 1;
      double sum = diagonals[at + i] * y[i];
      for (int j = i + 1; j < d; j++) {
        double yj = y[j];
        icf[column + j] += yj * ri;
        sum += l[column + j] * yj;
      }
      means[at + i] -= sum;
    }
    for (int j = 0; j < d; j++) {
      icf[from + j] += y[j] * r[j];
    }
  }

  /** The terms without points, and the diagonals' gradient by q. */
  private double finish(double[] a, double[] l, double gamma, int m, int n, int d, int size) {
    int k = a.length;
    double max = Double.NEGATIVE_INFINITY;
    for (double alpha : a) {
      max = Math.max(max, alpha);
    }
    double sum = 0;
    for (int c = 0; c < k; c++) {
      terms[c] = Math.exp(a[c] - max);
      sum += terms[c];
    }
    double squares = 0;
    double logs = 0;
    for (int c = 0; c < k; c++) {
      double points = alphas[c];
      for (int j = 0; j < d; j++) {
        double e = diagonals[c * d + j];
        int at = c * size + j;
        squares += e * e;
        icf[at] = points + icf[at] * e + gamma * gamma * e * e - m;
      }
      for (int at = c * size + d; at < (c + 1) * size; at++) {
        squares += l[at] * l[at];
        icf[at] += gamma * gamma * l[at];
      }
      logs += logDeterminants[c];
      alphas[c] = points - n * terms[c] / sum;
    }
    int degrees = d + m + 1;
    double constant =
        degrees * d * (Math.log(gamma) - 0.5 * Math.log(2)) - Gmm.logGammaOfHalf(degrees, d);
    return -0.5 * n * d * Math.log(2 * Math.PI)
        - n * (max + Math.log(sum))
        + 0.5 * gamma * gamma * squares
        - m * logs
        - k * constant;
  }
}
