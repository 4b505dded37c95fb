package dev.cusp.library;

/**
 * Which product of matrices: {@code c = a b}, or {@code c = c + a b}, where a has m rows and k
 * columns, and b k rows and n columns; none is 0. Matrices lie in arrays row by row, a row's
 * elements side by side.
 *
 * @param aTransposed whether it is the columns of a that lie in the array as rows
 * @param aLead from the beginning of one such row to the next; the same for the others
 * @param adds whether the product is added to what is in c
 */
public record Gemm(
    int m,
    int n,
    int k,
    boolean aTransposed,
    int aLead,
    boolean bTransposed,
    int bLead,
    int cLead,
    boolean adds) {

  /** How many elements of its array the first factor takes, from its first to its last. */
  public long aSize() {
    return aTransposed ? size(k, m, aLead) : size(m, k, aLead);
  }

  /** The same of the second. */
  public long bSize() {
    return bTransposed ? size(n, k, bLead) : size(k, n, bLead);
  }

  /** The same of the product. */
  public long cSize() {
    return size(m, n, cLead);
  }

  private static long size(int rows, int columns, int lead) {
    return (rows - 1L) * lead + columns;
  }
}
