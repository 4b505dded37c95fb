package dev.cusp.relax;

/**
 * Soft sorting and ranking by optimal transport of the numbers to their places: {@code P} is the
 * matrix with rows and columns that add up to 1 for which {@code sum P_ij x_i j + T H(P)} is
 * largest, with the entropy H. Smooth everywhere, in O(n²) a round, by Sinkhorn's iteration on
 * logarithms.
 *
 * <p>Cuturi, Teboul and Vert, Differentiable ranks and sorting using optimal transport, 2019; here
 * without the standardization of x. Derivatives are those of the rounds that were done; the colder
 * it is, the more rounds it takes until rows and columns add up to 1 both.
 */
public final class Transport {
  private Transport() {}

  /**
   * The numbers, the smallest first: {@code y_j = sum_i P_ij x_i}.
   *
   * @param temperature in the unit of x
   * @param rounds of the iteration, at least 1; the columns add up to 1 after any number
   */
  public static double[] sort(double[] x, double temperature, int rounds) {
    int n = x.length;
    double[] u = potentials(x, temperature, rounds);
    double[] y = new double[n];
    for (int j = 0; j < n; j++) {
      double[] logs = new double[n];
      for (int i = 0; i < n; i++) {
        logs[i] = u[i] + x[i] * (j + 1) / temperature;
      }
      double[] column = Soft.argmax(logs, 1);
      for (int i = 0; i < n; i++) {
        y[j] += column[i] * x[i];
      }
    }
    return y;
  }

  /**
   * The ranks of the numbers, from 1, that of the smallest, to n: {@code r_i = sum_j P_ij j}.
   *
   * @param temperature in the unit of x
   * @param rounds of the iteration, at least 1; the rows add up to 1 after any number
   */
  public static double[] rank(double[] x, double temperature, int rounds) {
    int n = x.length;
    double[] u = potentials(x, temperature, rounds);
    double[] v = columns(x, u, temperature);
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      double[] row = Soft.argmax(row(x[i], v, temperature), 1);
      for (int j = 0; j < n; j++) {
        ranks[i] += row[j] * (j + 1);
      }
    }
    return ranks;
  }

  /** Logarithms of factors of the rows that make them add up to 1, after some rounds. */
  private static double[] potentials(double[] x, double temperature, int rounds) {
    Soft.requirePositive(temperature);
    if (rounds < 1) {
      throw new IllegalArgumentException(rounds + " rounds; at least 1 is needed");
    }
    int n = x.length;
    double[] u = new double[n];
    for (int i = 0; i < n; i++) {
      u[i] = -x[i] * (n + 1) / (2 * temperature);
    }
    for (int round = 0; round < rounds; round++) {
      double[] v = columns(x, u, temperature);
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        next[i] = -Soft.max(row(x[i], v, temperature), 1);
      }
      u = next;
    }
    return u;
  }

  /** Logarithms of factors of the columns that make them add up to 1. */
  private static double[] columns(double[] x, double[] u, double temperature) {
    int n = x.length;
    double[] v = new double[n];
    for (int j = 0; j < n; j++) {
      double[] logs = new double[n];
      for (int i = 0; i < n; i++) {
        logs[i] = u[i] + x[i] * (j + 1) / temperature;
      }
      v[j] = -Soft.max(logs, 1);
    }
    return v;
  }

  private static double[] row(double x, double[] v, double temperature) {
    double[] logs = new double[v.length];
    for (int j = 0; j < v.length; j++) {
      logs[j] = v[j] + x * (j + 1) / temperature;
    }
    return logs;
  }
}
