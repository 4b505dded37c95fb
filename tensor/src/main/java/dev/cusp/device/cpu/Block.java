package dev.cusp.device.cpu;

/**
 * A product of matrices, of m rows, n columns and a depth of k, whose elements lie in arrays in any
 * steps: from row to row and from column to column of each.
 */
record Block(
    int m, int n, int k, int aRow, int aColumn, int bRow, int bColumn, int cRow, int cColumn) {

  /** The transposed product, of the transposed factors in the other order. */
  Block transposed() {
    return new Block(n, m, k, bColumn, bRow, aColumn, aRow, cColumn, cRow);
  }
}
