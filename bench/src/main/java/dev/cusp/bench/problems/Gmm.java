package dev.cusp.bench.problems;

/**
 * The log-likelihood of a mixture of Gaussians with a Wishart prior on the precisions (Microsoft
 * ADBench, objective GMM).
 *
 * <p>Component {@code c} has weight {@code softmax(alphas)[c]}, mean {@code mu_c} and precision
 * {@code Q_c' Q_c}, where {@code Q_c = diag(exp q_c) + L_c} with {@code L_c} strictly lower
 * triangular. With {@code LSE(v) = log(sum exp v)},
 *
 * <pre>
 * -n d/2 log(2 pi) + sum_i LSE_c(alpha_c + sum_j q_cj - |Q_c (x_i - mu_c)|^2 / 2) - n LSE(alpha)
 *   + sum_c (gamma^2/2 (|exp q_c|^2 + |L_c|^2) - m sum_j q_cj) - k C(gamma, m, d)
 * </pre>
 *
 * <p>{@code icf} holds for each component {@code q_c} and then {@code L_c} column by column, {@code
 * d (d + 1) / 2} numbers.
 */
public final class Gmm {
  private Gmm() {}

  /**
   * The objective.
   *
   * @param alphas k
   * @param means k times d
   * @param icf k times d (d + 1) / 2
   * @param x n points of d numbers
   * @param gamma scale of the Wishart prior
   * @param m its degrees of freedom less d + 1
   */
  public static double objective(
      double[] alphas, double[] means, double[] icf, double[] x, double gamma, int m) {
    int k = alphas.length;
    int d = means.length / k;
    int n = x.length / d;
    int size = d * (d + 1) / 2;
    double[] diagonals = new double[k * d];
    double[] logDeterminants = new double[k];
    for (int c = 0; c < k; c++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        double q = icf[c * size + j];
        sum += q;
        diagonals[c * d + j] = Math.exp(q);
      }
      logDeterminants[c] = sum;
    }

    double total = 0;
    for (int i = 0; i < n; i++) {
      double[] terms = new double[k];
      for (int c = 0; c < k; c++) {
        double distance = squaredDistance(x, i * d, means, diagonals, c * d, icf, c * size + d, d);
        terms[c] = alphas[c] + logDeterminants[c] - 0.5 * distance;
      }
      total += logSumExp(terms);
    }
    return -0.5 * n * d * Math.log(2 * Math.PI)
        + total
        - n * logSumExp(alphas)
        + logWishartPrior(diagonals, logDeterminants, icf, gamma, m);
  }

  /** {@code |Q (x - mu)|^2}, the columns of L beginning at {@code icf[l]}. */
  private static double squaredDistance(
      double[] x, int xAt, double[] means, double[] diagonals, int at, double[] icf, int l, int d) {
    double[] y = new double[d];
    for (int j = 0; j < d; j++) {
      y[j] = diagonals[at + j] * (x[xAt + j] - means[at + j]);
    }
    for (int i = 0; i < d - 1; i++) {
      double difference = x[xAt + i] - means[at + i];
      int column = l + i * (2 * d - 3 - i) / 2 - 1;
      for (int j = i + 1; j < d; j++) {
        y[j] += icf[column + j] * difference;
      }
    }
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += y[j] * y[j];
    }
    return sum;
  }

  static double logSumExp(double[] v) {
    double max = v[0];
    for (int i = 1; i < v.length; i++) {
      if (v[i] > max) {
        max = v[i];
      }
    }
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += Math.exp(v[i] - max);
    }
    return max + Math.log(sum);
  }

  private static double logWishartPrior(
      double[] diagonals, double[] logDeterminants, double[] icf, double gamma, int m) {
    int k = logDeterminants.length;
    int d = diagonals.length / k;
    int size = d * (d + 1) / 2;
    double total = 0;
    for (int c = 0; c < k; c++) {
      double squares = 0;
      for (int j = 0; j < d; j++) {
        squares += diagonals[c * d + j] * diagonals[c * d + j];
      }
      for (int j = d; j < size; j++) {
        squares += icf[c * size + j] * icf[c * size + j];
      }
      total += 0.5 * gamma * gamma * squares - m * logDeterminants[c];
    }
    int degrees = d + m + 1;
    double constant =
        degrees * d * (Math.log(gamma) - 0.5 * Math.log(2)) - logGammaOfHalf(degrees, d);
    return total - k * constant;
  }

  /** The multivariate {@code log Gamma_d(n / 2)}. */
  public static double logGammaOfHalf(int n, int d) {
    double sum = 0.25 * d * (d - 1) * Math.log(Math.PI);
    for (int j = 1; j <= d; j++) {
      sum += logGammaOfHalf(n + 1 - j);
    }
    return sum;
  }

  /**
   * {@code log Gamma(n / 2)} by {@code Gamma(x + 1) = x Gamma(x)} from {@code Gamma(1) = 1} and
   * {@code Gamma(1/2) = sqrt(pi)}.
   */
  private static double logGammaOfHalf(int n) {
    double sum = n % 2 == 0 ? 0 : 0.5 * Math.log(Math.PI);
    for (int i = n - 2; i > 0; i -= 2) {
      sum += Math.log(0.5 * i);
    }
    return sum;
  }
}
