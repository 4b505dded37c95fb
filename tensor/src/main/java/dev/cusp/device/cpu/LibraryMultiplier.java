package dev.cusp.device.cpu;

import dev.cusp.library.Blas;
import dev.cusp.library.Gemm;

/**
 * By a library, which wants the elements of rows, or of columns, side by side.
 *
 * @param otherwise for matrices that lie in other ways
 */
record LibraryMultiplier(Blas blas, Multiplier otherwise) implements Multiplier {
  @Override
  public void multiply(
      Block s, Object a, int aAt, Object b, int bAt, Object c, int cAt, boolean adds) {
    Gemm gemm = gemm(s, adds);
    Gemm swapped = gemm != null ? null : gemm(s.transposed(), adds);
    if (gemm != null) {
      call(gemm, a, aAt, b, bAt, c, cAt);
    } else if (swapped != null) {
      call(swapped, b, bAt, a, aAt, c, cAt);
    } else {
      otherwise.multiply(s, a, aAt, b, bAt, c, cAt, adds);
    }
  }

  private void call(Gemm gemm, Object a, int aAt, Object b, int bAt, Object c, int cAt) {
    if (c instanceof float[] product) {
      blas.multiply(gemm, (float[]) a, aAt, (float[]) b, bAt, product, cAt);
    } else {
      blas.multiply(gemm, (double[]) a, aAt, (double[]) b, bAt, (double[]) c, cAt);
    }
  }

  /** What to ask of the library, or null. */
  private static Gemm gemm(Block s, boolean adds) {
    int c = byRows(s.m(), s.n(), s.cRow(), s.cColumn());
    int a = byRows(s.m(), s.k(), s.aRow(), s.aColumn());
    int b = byRows(s.k(), s.n(), s.bRow(), s.bColumn());
    int aLead = a > 0 ? a : byRows(s.k(), s.m(), s.aColumn(), s.aRow());
    int bLead = b > 0 ? b : byRows(s.n(), s.k(), s.bColumn(), s.bRow());
    return c > 0 && aLead > 0 && bLead > 0
        ? new Gemm(s.m(), s.n(), s.k(), a == 0, aLead, b == 0, bLead, c, adds)
        : null;
  }

  /** The step from row to row of a matrix whose rows lie side by side, else 0. */
  private static int byRows(int rows, int columns, int row, int column) {
    boolean isByRows = (columns == 1 || column == 1) && (rows == 1 || row >= columns);
    return !isByRows ? 0 : rows == 1 ? columns : row;
  }
}
