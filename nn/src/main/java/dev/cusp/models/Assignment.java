package dev.cusp.models;

import java.util.Arrays;

/**
 * The linear assignment problem: of a square matrix of gains, one entry of each row and each column
 * such that their sum is as large as can be. By shortest augmenting paths with potentials, in
 * O(n^3) (Kuhn 1955, Munkres 1957; in this form Jonker and Volgenant 1987).
 */
public final class Assignment {
  private Assignment() {}

  /**
   * The column of each row.
   *
   * @throws IllegalArgumentException if the matrix is not square, or an entry is no finite number
   */
  public static int[] of(double[][] gains) {
    int n = gains.length;
    for (double[] row : gains) {
      if (row.length != n || !Arrays.stream(row).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "an assignment wants a square matrix of finite numbers, and this is none: a row is "
                + Arrays.toString(row));
      }
    }
    // rows and columns count from 1, so that 0 is for none
    double[] rowPotential = new double[n + 1];
    double[] columnPotential = new double[n + 1];
    int[] rowOf = new int[n + 1];
    for (int row = 1; row <= n; row++) {
      augment(gains, row, rowPotential, columnPotential, rowOf);
    }
    int[] columnOf = new int[n];
    for (int column = 1; column <= n; column++) {
      columnOf[rowOf[column] - 1] = column - 1;
    }
    return columnOf;
  }

  /** Assigns one more row, moving others along the shortest path to a free column. */
  private static void augment(
      double[][] gains, int row, double[] rowPotential, double[] columnPotential, int[] rowOf) {
    int n = gains.length;
    double[] distance = new double[n + 1];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    int[] before = new int[n + 1];
    boolean[] isReached = new boolean[n + 1];
    rowOf[0] = row;
    int column = 0;
    do {
      isReached[column] = true;
      int from = rowOf[column];
      double least = Double.POSITIVE_INFINITY;
      int next = 0;
      for (int j = 1; j <= n; j++) {
        if (isReached[j]) {
          continue;
        }
        double reduced = -gains[from - 1][j - 1] - rowPotential[from] - columnPotential[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          before[j] = column;
        }
        if (distance[j] < least) {
          least = distance[j];
          next = j;
        }
      }
      for (int j = 0; j <= n; j++) {
        if (isReached[j]) {
          rowPotential[rowOf[j]] += least;
          columnPotential[j] -= least;
        } else {
          distance[j] -= least;
        }
      }
      column = next;
    } while (rowOf[column] != 0);
    while (column != 0) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
  }
}
