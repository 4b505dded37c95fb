package dev.cusp.linalg;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.HessenbergSimilarDecomposition_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Decompositions of one matrix in row-major order: the only class that knows of EJML.
 *
 * <p>Signs that a decomposition leaves open are fixed, so that any library gives the same: the
 * diagonal of R is not negative, and of each eigenvector and left singular vector the component of
 * largest magnitude, the first of these, is positive. Of a matrix with a NaN or an infinity,
 * singular values, eigenvalues and vectors are NaN.
 */
final class Dense {
  private Dense() {}

  /** {@code a[pivots[i]] = (LU)[i]}, L and U in one matrix; says whether the order is odd. */
  static boolean lu(double[] a, int n, double[] lu, double[] pivots) {
    if (n == 0) {
      return false;
    }
    LUDecompositionAlt_DDRM it = new LUDecompositionAlt_DDRM();
    it.decompose(DMatrixRMaj.wrap(n, n, a.clone()));
    System.arraycopy(it.getLU().data, 0, lu, 0, n * n);
    Arrays.setAll(pivots, i -> it.getPivot()[i]);
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
    var it = DecompositionFactory_DDRM.chol(n, true);
    if (!it.decompose(DMatrixRMaj.wrap(n, n, a.clone()))) {
      return false;
    }
    System.arraycopy(it.getT(null).data, 0, l, 0, n * n);
    return true;
  }

  /**
   * Q and R, of m columns and rows where all are wanted, else of as many as there are.
   *
   * @param q m by k
   * @param r k by n
   */
  static void qr(double[] a, int m, int n, int k, double[] q, double[] r) {
    boolean isThin = k == Math.min(m, n);
    if (m == 0 || n == 0) {
      for (int i = 0; i < Math.min(m, k); i++) {
        q[i * k + i] = 1;
      }
      return;
    }
    QRDecomposition<DMatrixRMaj> it = DecompositionFactory_DDRM.qr(m, n);
    it.decompose(DMatrixRMaj.wrap(m, n, a.clone()));
    copy(it.getQ(null, isThin), q);
    copy(it.getR(null, isThin), r);
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
    SingularValueDecomposition_F64<DMatrixRMaj> it =
        DecompositionFactory_DDRM.svd(m, n, true, true, true);
    if (!it.decompose(DMatrixRMaj.wrap(m, n, scaled(a, 1 / scale)))) {
      throw new LinalgException("has no singular values that the iteration finds");
    }
    DMatrixRMaj left = it.getU(null, false);
    DMatrixRMaj right = it.getV(null, true);
    double[] values = it.getSingularValues();
    SingularOps_DDRM.descendingOrder(left, false, values, k, right, true);
    copy(left, u);
    copy(right, vt);
    for (int i = 0; i < k; i++) {
      s[i] = values[i] * scale;
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
    var it = new SymmetricQRAlgorithmDecomposition_DDRM(true);
    it.setComputeVectorsWithValues(true);
    if (!it.decompose(DMatrixRMaj.wrap(n, n, scaled(a, 1 / scale)))) {
      throw new LinalgException("has no eigenvalues that the iteration finds");
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (i, j) -> Double.compare(it.getEigenvalue(i).real, it.getEigenvalue(j).real));
    for (int j = 0; j < n; j++) {
      values[j] = it.getEigenvalue(order[j]).real * scale;
      double[] vector = it.getEigenVector(order[j]).data;
      for (int i = 0; i < n; i++) {
        v[i * n + j] = vector[i];
      }
      if (isFlipped(v, j, n, n)) {
        scale(v, j, n, n, -1);
      }
    }
  }

  /** Eigenvalues in order, and eigenvectors as columns, of any matrix; see {@link Eigenvectors}. */
  static void eig(double[] a, int n, double[] re, double[] im, double[] vRe, double[] vIm) {
    if (n == 0) {
      return;
    }
    if (!isFinite(a)) {
      fill(Double.NaN, re, im, vRe, vIm);
      return;
    }
    double scale = scale(a);
    double[] small = scaled(a, 1 / scale);
    var values = DecompositionFactory_DDRM.eig(n, false, false);
    var similar = new HessenbergSimilarDecomposition_DDRM(n);
    if (!values.decompose(DMatrixRMaj.wrap(n, n, small.clone()))
        || !similar.decompose(DMatrixRMaj.wrap(n, n, small.clone()))) {
      throw new LinalgException("has no eigenvalues that the iteration finds");
    }
    Complex_F64[] order = new Complex_F64[n];
    Arrays.setAll(order, values::getEigenvalue);
    Arrays.sort(
        order,
        Comparator.comparingDouble((Complex_F64 z) -> z.real)
            .thenComparingDouble(z -> z.imaginary));
    var h = similar.getH(null).data;
    var q = similar.getQ(null).data;
    for (int k = 0; k < n; k++) {
      new Eigenvectors(h, q, n, k).find(order[k].real, order[k].imaginary, vRe, vIm);
      re[k] = order[k].real * scale;
      im[k] = order[k].imaginary * scale;
    }
  }

  /** The product of an m by k and a k by n matrix. */
  static double[] multiply(double[] x, double[] y, int m, int k, int n) {
    DMatrixRMaj product = new DMatrixRMaj(m, n);
    if (m > 0 && k > 0 && n > 0) {
      CommonOps_DDRM.mult(DMatrixRMaj.wrap(m, k, x), DMatrixRMaj.wrap(k, n, y), product);
    }
    return product.data;
  }

  private static void copy(DMatrixRMaj from, double[] to) {
    System.arraycopy(from.data, 0, to, 0, to.length);
  }

  private static boolean isFinite(double[] a) {
    return Arrays.stream(a).allMatch(Double::isFinite);
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
