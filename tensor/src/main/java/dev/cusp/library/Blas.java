package dev.cusp.library;

/**
 * Basic linear algebra. A call runs on the thread that makes it, to the end: who has much to do
 * makes several calls, each for a part that takes milliseconds at most, as the garbage collector
 * may have to wait for it. The same call gives the same bits. Thread-safe.
 */
public interface Blas {
  /**
   * A product of matrices.
   *
   * @param aAt where in its array the matrix begins
   * @throws IndexOutOfBoundsException if a matrix does not lie within its array
   */
  void multiply(Gemm gemm, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt);

  /** The same of double precision. */
  void multiply(Gemm gemm, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt);
}
