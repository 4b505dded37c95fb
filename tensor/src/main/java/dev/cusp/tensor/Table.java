package dev.cusp.tensor;

import java.util.Arrays;

/**
 * A sparse matrix by rows: row o has {@code weights[t]} in column {@code columns[t]} for t from
 * {@code starts[o]} to {@code starts[o + 1]}. The arrays must not be written to.
 */
public final class Table {
  public final int[] starts;
  public final int[] columns;
  public final double[] weights;

  private Table(int[] starts, int[] columns, double[] weights) {
    this.starts = starts;
    this.columns = columns;
    this.weights = weights;
  }

  /** Puts a table together. */
  static final class Rows {
    private final int[] starts;
    private int[] columns = new int[16];
    private double[] weights = new double[16];
    private int next;

    Rows(int rows) {
      starts = new int[rows + 1];
    }

    /** An entry, if there is such a column. */
    void put(int column, int columns, double weight) {
      if (column < 0 || column >= columns) {
        return;
      }
      if (next == weights.length) {
        this.columns = Arrays.copyOf(this.columns, 2 * next);
        weights = Arrays.copyOf(weights, 2 * next);
      }
      this.columns[next] = column;
      weights[next++] = weight;
    }

    /** Ends a row. */
    void end(int row) {
      starts[row + 1] = next;
    }

    Table table() {
      return new Table(starts, Arrays.copyOf(columns, next), Arrays.copyOf(weights, next));
    }
  }

  /** The transpose, which has as many rows as this has columns. */
  Table transposed(int rows) {
    int[] to = new int[rows + 1];
    for (int column : columns) {
      to[column + 1]++;
    }
    Arrays.parallelPrefix(to, Integer::sum);
    int[] next = to.clone();
    int[] from = new int[columns.length];
    double[] moved = new double[columns.length];
    for (int o = 0; o + 1 < starts.length; o++) {
      for (int t = starts[o]; t < starts[o + 1]; t++) {
        int at = next[columns[t]]++;
        from[at] = o;
        moved[at] = weights[t];
      }
    }
    return new Table(to, from, moved);
  }

  /** How many entries the fullest row has. */
  public int widest() {
    int widest = 0;
    for (int o = 0; o + 1 < starts.length; o++) {
      widest = Math.max(widest, starts[o + 1] - starts[o]);
    }
    return widest;
  }
}
