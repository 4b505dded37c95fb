package dev.cusp.schedule;

import dev.cusp.kernel.Routine;
import java.util.Arrays;

/** Rows of a table read and added to by their numbers. */
final class Rows {
  /** Columns of a piece of {@link #scatter}: a cache line of floats. */
  private static final int COLUMNS = 16;

  private Rows() {}

  /**
   * {@code out[i] = table[rows[i]]}, of the inputs table and rows.
   *
   * @param count rows of the table
   * @param length numbers of a row
   * @param taken how many rows are read
   */
  static Routine take(int count, int length, int taken) {
    return new Routine.InPieces(
        taken,
        (long) taken * length,
        (first, end, inputs, results) -> {
          int[] rows = (int[]) inputs[1];
          for (int i = first; i < end; i++) {
            int from = row(rows[i], count) * length;
            System.arraycopy(inputs[0], from, results[0], i * length, length);
          }
        });
  }

  /** {@code out[rows[i]] += x[i]} from zeros, of the inputs x and rows: all rows by columns. */
  static Routine scatter(int count, int length, int given) {
    return new Routine.InPieces(
        Math.ceilDiv(length, COLUMNS),
        (long) (count + given) * length,
        (first, end, inputs, results) -> {
          int[] rows = (int[]) inputs[1];
          int left = first * COLUMNS;
          int width = Math.min(end * COLUMNS, length) - left;
          for (int r = 0; r < count; r++) {
            clear(results[0], r * length + left, width);
          }
          for (int i = 0; i < rows.length; i++) {
            int to = row(rows[i], count) * length + left;
            add(inputs[0], i * length + left, results[0], to, width);
          }
        });
  }

  private static void clear(Object sums, int from, int length) {
    switch (sums) {
      case double[] a -> Arrays.fill(a, from, from + length, 0);
      case float[] a -> Arrays.fill(a, from, from + length, 0);
      default -> throw new IllegalStateException("rows of " + sums.getClass() + " are not added");
    }
  }

  private static void add(Object x, int at, Object sums, int to, int length) {
    if (sums instanceof double[] a) {
      add((double[]) x, at, a, to, length);
    } else {
      add((float[]) x, at, (float[]) sums, to, length);
    }
  }

  private static void add(double[] from, int at, double[] sums, int to, int length) {
    for (int j = 0; j < length; j++) {
      sums[to + j] += from[at + j];
    }
  }

  private static void add(float[] from, int at, float[] sums, int to, int length) {
    for (int j = 0; j < length; j++) {
      sums[to + j] += from[at + j];
    }
  }

  private static int row(int row, int count) {
    if (row < -count || row >= count) {
      throw new IndexOutOfBoundsException(
          "take: there is no row %d in a table of %d rows".formatted(row, count));
    }
    return row < 0 ? row + count : row;
  }
}
