package dev.cusp.schedule;

/** Rows of a table read and added to by their numbers. */
final class Rows {
  private Rows() {}

  /** {@code out[i] = table[rows[i]]}. */
  static void take(Object table, int count, int length, int[] rows, Object out) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(table, row(rows[i], count) * length, out, i * length, length);
    }
  }

  /** {@code out[rows[i]] += input[i]}. */
  static void scatter(Object input, int count, int length, int[] rows, Object out) {
    for (int i = 0; i < rows.length; i++) {
      int to = row(rows[i], count) * length;
      switch (out) {
        case double[] sums -> add((double[]) input, i * length, sums, to, length);
        case float[] sums -> add((float[]) input, i * length, sums, to, length);
        default -> throw new IllegalStateException("rows of " + out.getClass() + " are not added");
      }
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
