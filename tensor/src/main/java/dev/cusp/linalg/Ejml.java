package dev.cusp.linalg;

import dev.cusp.library.Decompositions;
import java.util.Arrays;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.HessenbergSimilarDecomposition_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Decompositions in Java, by EJML where it has them. */
final class Ejml implements Decompositions {
  @Override
  public void lu(int n, double[] a, double[] order) {
    LUDecompositionAlt_DDRM it = new LUDecompositionAlt_DDRM();
    it.decompose(DMatrixRMaj.wrap(n, n, a.clone()));
    System.arraycopy(it.getLU().data, 0, a, 0, n * n);
    Arrays.setAll(order, i -> it.getPivot()[i]);
  }

  @Override
  public boolean cholesky(int n, double[] a) {
    var it = DecompositionFactory_DDRM.chol(n, true);
    if (!it.decompose(DMatrixRMaj.wrap(n, n, a.clone()))) {
      return false;
    }
    System.arraycopy(it.getT(null).data, 0, a, 0, n * n);
    return true;
  }

  @Override
  public void qr(int m, int n, int k, double[] a, double[] q, double[] r) {
    boolean isThin = k == Math.min(m, n);
    QRDecomposition<DMatrixRMaj> it = DecompositionFactory_DDRM.qr(m, n);
    it.decompose(DMatrixRMaj.wrap(m, n, a.clone()));
    copy(it.getQ(null, isThin), q);
    copy(it.getR(null, isThin), r);
  }

  @Override
  public boolean svd(int m, int n, double[] a, double[] u, double[] s, double[] vt) {
    SingularValueDecomposition_F64<DMatrixRMaj> it =
        DecompositionFactory_DDRM.svd(m, n, true, true, true);
    if (!it.decompose(DMatrixRMaj.wrap(m, n, a.clone()))) {
      return false;
    }
    DMatrixRMaj left = it.getU(null, false);
    DMatrixRMaj right = it.getV(null, true);
    double[] values = it.getSingularValues();
    SingularOps_DDRM.descendingOrder(left, false, values, s.length, right, true);
    copy(left, u);
    copy(right, vt);
    System.arraycopy(values, 0, s, 0, s.length);
    return true;
  }

  @Override
  public boolean eigh(int n, double[] a, double[] values) {
    var it = new SymmetricQRAlgorithmDecomposition_DDRM(true);
    it.setComputeVectorsWithValues(true);
    if (!it.decompose(DMatrixRMaj.wrap(n, n, a.clone()))) {
      return false;
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (i, j) -> Double.compare(it.getEigenvalue(i).real, it.getEigenvalue(j).real));
    for (int j = 0; j < n; j++) {
      values[j] = it.getEigenvalue(order[j]).real;
      double[] vector = it.getEigenVector(order[j]).data;
      for (int i = 0; i < n; i++) {
        a[i * n + j] = vector[i];
      }
    }
    return true;
  }

  @Override
  public boolean eig(int n, double[] a, double[] re, double[] im, double[] vRe, double[] vIm) {
    var values = DecompositionFactory_DDRM.eig(n, false, false);
    var similar = new HessenbergSimilarDecomposition_DDRM(n);
    if (!values.decompose(DMatrixRMaj.wrap(n, n, a.clone()))
        || !similar.decompose(DMatrixRMaj.wrap(n, n, a.clone()))) {
      return false;
    }
    double[] h = similar.getH(null).data;
    double[] q = similar.getQ(null).data;
    for (int k = 0; k < n; k++) {
      Complex_F64 value = values.getEigenvalue(k);
      re[k] = value.real;
      im[k] = value.imaginary;
      new Eigenvectors(h, q, n, k).find(re[k], im[k], vRe, vIm);
    }
    return true;
  }

  @Override
  public void solveTriangular(
      boolean isLower, boolean isTransposed, boolean isUnit, int n, int k, double[] t, double[] b) {
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
      for (int c = 0; c < k && !isUnit; c++) {
        b[i * k + c] /= t[i * n + i];
      }
    }
  }

  private static void copy(DMatrixRMaj from, double[] to) {
    System.arraycopy(from.data, 0, to, 0, to.length);
  }
}
