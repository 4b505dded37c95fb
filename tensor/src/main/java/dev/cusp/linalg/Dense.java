package dev.cusp.linalg;

import dev.cusp.library.Decompositions;
import dev.cusp.library.Libraries;
import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Decompositions of one matrix in row-major order: large ones by a library of the machine where it
 * has one, else in Java.
 *
 * <p>Signs that a decomposition leaves open are fixed, so that any library gives the same: the
 * diagonal of R is not negative, and of each eigenvector and left singular vector the component of
 * largest magnitude, the first of these, is positive. Of a matrix with a NaN or an infinity,
 * singular values, eigenvalues and vectors are NaN.
 */
final class Dense {
  /** From so many rows and columns on, the library of the machine is faster. */
  private static final int LARGE = 48;

  /** Right-hand sides for which solving is reading the matrix, which a library does no faster. */
  private static final int FEW = 8;

  private static final Decompositions IN_JAVA = new Ejml();

  private Dense() {}

  /** What decomposes matrices with so many rows and columns; libraries want finite numbers. */
  private static Decompositions of(int size, double[]... matrices) {
    return size < LARGE || !Arrays.stream(matrices).allMatch(Dense::isFinite)
        ? IN_JAVA
        : Libraries.here().decompositions().orElse(IN_JAVA);
  }

  /** {@code a[pivots[i]] = (LU)[i]}, L and U in one matrix; says whether the order is odd. */
  static boolean lu(double[] a, int n, double[] lu, double[] pivots) {
    if (n == 0) {
      return false;
    }
    System.arraycopy(a, 0, lu, 0, n * n);
    of(n, a).lu(n, lu, pivots);
    return isOdd(pivots);
  }

  static boolean isOdd(double[] order) {
    boolean[] seen = new boolean[order.length];
    boolean isOdd = false;
    for (int i = 0; i < order.length; i++) {
      for (int j = i; !seen[j]; j = (int) order[j]) {
        seen[j] = true;
        isOdd ^= !seen[(int) order[j]];
      }
    }
    return isOdd;
  }

  /** The lower factor of a matrix of which the lower triangle is read; false for none. */
  static boolean cholesky(double[] a, int n, double[] l) {
    if (n == 0) {
      return true;
    }
    System.arraycopy(a, 0, l, 0, n * n);
    return of(n, a).cholesky(n, l);
  }

  /**
   * Q and R, of m columns and rows where all are wanted, else of as many as there are.
   *
   * @param q m by k
   * @param r k by n
   */
  static void qr(double[] a, int m, int n, int k, double[] q, double[] r) {
    if (m == 0 || n == 0) {
      for (int i = 0; i < Math.min(m, k); i++) {
        q[i * k + i] = 1;
      }
      return;
    }
    of(Math.min(m, n), a).qr(m, n, k, a, q, r);
    for (int i = 0; i < Math.min(k, n); i++) {
      if (r[i * n + i] < 0) {
        scale(r, i * n, 1, n, -1);
        scale(q, i, k, m, -1);
      }
    }
  }

  /** U of m by k, the singular values, largest first, and the transpose of V, k by n. */
  static void svd(double[] a, int m, int n, double[] u, double[] s, double[] vt) {
    int k = Math.min(m, n);
    if (k == 0) {
      return;
    }
    if (!isFinite(a)) {
      fill(Double.NaN, u, s, vt);
      return;
    }
    double scale = scale(a);
    if (!of(k).svd(m, n, scaled(a, 1 / scale), u, s, vt)) {
      throw new LinalgException("has no singular values that the iteration finds");
    }
    for (int i = 0; i < k; i++) {
      s[i] *= scale;
      if (isFlipped(u, i, k, m)) {
        scale(u, i, k, m, -1);
        scale(vt, i * n, 1, n, -1);
      }
    }
  }

  /** Eigenvalues, smallest first, and a column of v for each. */
  static void eigh(double[] a, int n, double[] values, double[] v) {
    if (n == 0) {
      return;
    }
    if (!isFinite(a)) {
      fill(Double.NaN, values, v);
      return;
    }
    double scale = scale(a);
    System.arraycopy(scaled(a, 1 / scale), 0, v, 0, n * n);
    if (!of(n).eigh(n, v, values)) {
      throw noEigenvalues();
    }
    for (int j = 0; j < n; j++) {
      values[j] *= scale;
      if (isFlipped(v, j, n, n)) {
        scale(v, j, n, n, -1);
      }
    }
  }

  private static LinalgException noEigenvalues() {
    return new LinalgException("has no eigenvalues that the iteration finds");
  }

  /**
   * Eigenvalues, by their real and then their imaginary parts, and eigenvectors as columns, of any
   * matrix; the largest component of each vector, the first of these, is a positive number.
   */
  static void eig(double[] a, int n, double[] re, double[] im, double[] vRe, double[] vIm) {
    if (n == 0) {
      return;
    }
    if (!isFinite(a)) {
      fill(Double.NaN, re, im, vRe, vIm);
      return;
    }
    double scale = scale(a);
    double[][] found = {new double[n], new double[n], new double[n * n], new double[n * n]};
    if (!of(n).eig(n, scaled(a, 1 / scale), found[0], found[1], found[2], found[3])) {
      throw noEigenvalues();
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        Comparator.comparingDouble((Integer i) -> found[0][i])
            .thenComparingDouble(i -> found[1][i]));
    for (int j = 0; j < n; j++) {
      re[j] = found[0][order[j]] * scale;
      im[j] = found[1][order[j]] * scale;
      for (int i = 0; i < n; i++) {
        vRe[i * n + j] = found[2][i * n + order[j]];
        vIm[i * n + j] = found[3][i * n + order[j]];
      }
      turn(vRe, vIm, j, n);
    }
  }

  /** Makes the largest component of a column, the first of these, a positive number. */
  private static void turn(double[] re, double[] im, int column, int n) {
    int largest = column;
    double most = 0;
    for (int i = column; i < n * n; i += n) {
      double size = Math.hypot(re[i], im[i]);
      if (size > most * (1 + 1e-10)) {
        most = size;
        largest = i;
      }
    }
    double c = re[largest] / most;
    double d = -im[largest] / most;
    for (int i = column; i < n * n; i += n) {
      double turned = re[i] * c - im[i] * d;
      im[i] = re[i] * d + im[i] * c;
      re[i] = turned;
    }
    im[largest] = 0;
  }

  /**
   * Replaces the n by k matrix b by the solution of {@code T x = b}, or {@code T' x = b}, for a
   * triangular T, of which only the triangle is read.
   *
   * @param isUnit whether the diagonal is read as ones
   * @throws LinalgException where there is a zero on the diagonal
   */
  static void solve(
      double[] t, int n, boolean isLower, boolean isTransposed, boolean isUnit, double[] b, int k) {
    boolean isDown = isLower != isTransposed;
    for (int count = 0; count < n && !isUnit; count++) {
      int i = isDown ? count : n - 1 - count;
      if (t[i * n + i] == 0) {
        throw new LinalgException(
            "is triangular and singular: its diagonal is 0 in row %d; use pinv or lstsq, or add a"
                + " small multiple of the identity",
            i);
      }
    }
    of(k < FEW ? 0 : n, t, b).solveTriangular(isLower, isTransposed, isUnit, n, k, t, b);
  }

  /** The product of an m by k and a k by n matrix. */
  static double[] multiply(double[] x, double[] y, int m, int k, int n) {
    DMatrixRMaj product = new DMatrixRMaj(m, n);
    if (m > 0 && k > 0 && n > 0) {
      CommonOps_DDRM.mult(DMatrixRMaj.wrap(m, k, x), DMatrixRMaj.wrap(k, n, y), product);
    }
    return product.data;
  }

  private static boolean isFinite(double[] a) {
    for (double x : a) {
      if (!Double.isFinite(x)) {
        return false;
      }
    }
    return true;
  }

  private static void fill(double value, double[]... arrays) {
    for (double[] array : arrays) {
      Arrays.fill(array, value);
    }
  }

  /** A power of two near the largest element, so that squares neither overflow nor vanish. */
  private static double scale(double[] a) {
    double largest = Arrays.stream(a).map(Math::abs).max().orElse(0);
    int exponent = Math.getExponent(largest);
    return largest == 0 ? 1 : Math.scalb(1.0, Math.clamp(exponent, -1000, 1000));
  }

  private static double[] scaled(double[] a, double factor) {
    double[] scaled = a.clone();
    scale(scaled, 0, 1, a.length, factor);
    return scaled;
  }

  private static void scale(double[] a, int start, int step, int count, double factor) {
    for (int i = 0; i < count; i++) {
      a[start + i * step] *= factor;
    }
  }

  private static boolean isFlipped(double[] a, int start, int step, int count) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      double x = a[start + i * step];
      largest = Math.abs(x) > Math.abs(largest) * (1 + 1e-10) ? x : largest;
    }
    return largest < 0;
  }
}
