package dev.cusp.linalg;

/** Solving with a triangular matrix, of which only the triangle is read. */
final class Triangle {
  private Triangle() {}

  /**
   * Replaces the n by k matrix b by the solution of {@code T x = b}, or {@code T' x = b}.
   *
   * @param isUnit whether the diagonal is read as ones
   * @throws LinalgException where there is a zero on the diagonal
   */
  static void solve(
      double[] t, int n, boolean isLower, boolean isTransposed, boolean isUnit, double[] b, int k) {
    boolean isDown = isLower != isTransposed;
    int rowStep = isTransposed ? 1 : n;
    int columnStep = isTransposed ? n : 1;
    for (int count = 0; count < n; count++) {
      int i = isDown ? count : n - 1 - count;
      int first = isDown ? 0 : i + 1;
      int end = isDown ? i : n;
      for (int j = first; j < end; j++) {
        double factor = t[i * rowStep + j * columnStep];
        for (int c = 0; c < k; c++) {
          b[i * k + c] -= factor * b[j * k + c];
        }
      }
      if (!isUnit) {
        divide(t[i * n + i], i, b, k);
      }
    }
  }

  private static void divide(double pivot, int i, double[] b, int k) {
    if (pivot == 0) {
      throw new LinalgException(
          "is triangular and singular: its diagonal is 0 in row %d; use pinv or lstsq, or add a"
              + " small multiple of the identity",
          i);
    }
    for (int c = 0; c < k; c++) {
      b[i * k + c] /= pivot;
    }
  }
}
