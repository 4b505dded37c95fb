package dev.cusp.examples.minimize;

import java.util.stream.IntStream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The quadratic program of bundle methods: weights {@code w >= 0} with sum 1 that minimize {@code
 * |G w|^2 / 2 + a w}, the columns of G being gradients.
 *
 * <p>Wolfe's active-set method (Finding the nearest point in a polytope, Mathematical Programming
 * 11, 1976) with a linear term: a set of columns on which the problem is solved by linear algebra;
 * columns come in where they lower the value, and go out where their weight would be negative. For
 * zero {@code a} the result is the shortest vector of the convex hull.
 */
final class SimplexQp {
  /** Against singular systems, relative to the longest column squared. */
  private static final double RIDGE = 1e-13;

  private static final double TOLERANCE = 1e-13;

  private final double[][] products;
  private final double[] linear;
  private final double[] weights;
  private final double scale;

  private SimplexQp(double[][] columns, double[] linear) {
    int m = columns.length;
    this.linear = linear;
    weights = new double[m];
    products = new double[m][m];
    double longest = Double.MIN_NORMAL;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = products[j][i] = Vectors.dot(columns[i], columns[j]);
      }
      longest = Math.max(longest, products[i][i]);
    }
    for (int i = 0; i < m; i++) {
      products[i][i] += RIDGE * longest;
    }
    scale = longest;
  }

  /**
   * The weights.
   *
   * @param columns the columns of G, each of the same length
   * @param linear the numbers a, one for each column
   */
  static double[] solve(double[][] columns, double[] linear) {
    SimplexQp qp = new SimplexQp(columns, linear);
    qp.run();
    return qp.weights;
  }

  private void run() {
    int m = weights.length;
    boolean[] in = new boolean[m];
    int first = 0;
    for (int j = 1; j < m; j++) {
      first = vertex(j) < vertex(first) ? j : first;
    }
    in[first] = true;
    weights[first] = 1;
    for (int round = 0; round < 20 * m; round++) {
      double[] slope = slope();
      double level = Vectors.dot(slope, weights);
      int best = -1;
      for (int j = 0; j < m; j++) {
        if (!in[j] && (best < 0 || slope[j] < slope[best])) {
          best = j;
        }
      }
      if (best < 0 || slope[best] >= level - TOLERANCE * (scale + Math.abs(level))) {
        return;
      }
      in[best] = true;
      while (!step(in)) {
        // one column fewer each time
      }
      if (!in[best]) {
        return; // it came in by rounding alone
      }
    }
  }

  private double vertex(int j) {
    return 0.5 * products[j][j] + linear[j];
  }

  private double[] slope() {
    double[] slope = linear.clone();
    for (int j = 0; j < weights.length; j++) {
      slope[j] += Vectors.dot(products[j], weights);
    }
    return slope;
  }

  /** Towards the solution on the set; false where a column goes out on the way. */
  private boolean step(boolean[] in) {
    double[] target = solution(in);
    double length = 1;
    int out = -1;
    for (int j = 0; j < weights.length; j++) {
      if (in[j] && target[j] <= 0) {
        double reach = weights[j] / (weights[j] - target[j]);
        if (out < 0 || reach < length) {
          length = Math.min(length, reach);
          out = j;
        }
      }
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] += length * (target[j] - weights[j]);
    }
    if (out >= 0) {
      weights[out] = 0;
      in[out] = false;
    }
    return out < 0;
  }

  /** The solution with any sign on the set, from the conditions of Karush, Kuhn and Tucker. */
  private double[] solution(boolean[] in) {
    int m = weights.length;
    int[] set = IntStream.range(0, m).filter(j -> in[j]).toArray();
    int k = set.length;
    RealMatrix conditions = MatrixUtils.createRealMatrix(k + 1, k + 1);
    double[] right = new double[k + 1];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        conditions.setEntry(i, j, products[set[i]][set[j]] / scale);
      }
      conditions.setEntry(i, k, 1);
      conditions.setEntry(k, i, 1);
      right[i] = -linear[set[i]] / scale;
    }
    right[k] = 1;
    double[] solved =
        new LUDecomposition(conditions, 0)
            .getSolver()
            .solve(MatrixUtils.createRealVector(right))
            .toArray();
    double[] all = new double[m];
    for (int i = 0; i < k; i++) {
      all[set[i]] = solved[i];
    }
    return all;
  }
}
