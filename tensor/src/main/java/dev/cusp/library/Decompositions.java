package dev.cusp.library;

/**
 * Decompositions of one matrix of finite numbers, in row-major order without gaps. Signs and orders
 * that they leave open are any. A call runs on the thread that makes it. Thread-safe.
 */
public interface Decompositions {
  /**
   * L, of ones on its diagonal, and U of an n by n matrix, which they overwrite.
   *
   * @param order overwritten by the row of the matrix that each row of L U is
   */
  void lu(int n, double[] a, double[] order);

  /**
   * The lower factor of a positive definite matrix, of which the lower triangle is read, and which
   * it overwrites.
   *
   * @return false where the matrix has none
   */
  boolean cholesky(int n, double[] a);

  /**
   * Q, m by k, and R, k by n, for k the lesser of m and n, or m.
   *
   * @param a left as it is
   */
  void qr(int m, int n, int k, double[] a, double[] q, double[] r);

  /**
   * U of m by the lesser of m and n, singular values, largest first, and the transpose of V, the
   * lesser of m and n by n.
   *
   * @param a left as it is
   * @return false where the iteration does not end
   */
  boolean svd(int m, int n, double[] a, double[] u, double[] s, double[] vt);

  /**
   * Eigenvalues of a symmetric matrix, smallest first, and vectors as columns, which overwrite it.
   *
   * @return false where the iteration does not end
   */
  boolean eigh(int n, double[] a, double[] values);

  /**
   * Eigenvalues of any matrix in any order, and vectors of length 1 as columns.
   *
   * @param a left as it is
   * @return false where the iteration does not end
   */
  boolean eig(int n, double[] a, double[] re, double[] im, double[] vRe, double[] vIm);

  /**
   * The solution of {@code T X = B}, or {@code T' X = B}, in place of the n by k matrix B.
   *
   * @param isUnit whether the diagonal is read as ones; else it has no 0
   */
  void solveTriangular(
      boolean isLower, boolean isTransposed, boolean isUnit, int n, int k, double[] t, double[] b);
}
