package dev.cusp.cli.demo;

import dev.cusp.Cusp;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * How well the data determine the parameters of a maximum-likelihood fit.
 *
 * @param classical right where the model is: the inverse of the information matrix
 * @param robust right also where the innovations are not what the model says: the sandwich of
 *     Bollerslev and Wooldridge
 */
record StandardErrors(double[] classical, double[] robust) {

  /** Those of the model at its estimate. */
  static StandardErrors of(double[] theta, double[] returns) {
    double[][] hessian = Cusp.hessian(point -> Garch.logLikelihood(point, returns)).apply(theta);
    double[][] scores = Cusp.jacobian(point -> Garch.logLikelihoods(point, returns)).apply(theta);
    return of(MatrixUtils.createRealMatrix(hessian), MatrixUtils.createRealMatrix(scores));
  }

  /**
   * @param hessian of the log-likelihood
   * @param scores gradients of the terms of the log-likelihood, one row for each
   */
  static StandardErrors of(RealMatrix hessian, RealMatrix scores) {
    RealMatrix bread = new LUDecomposition(hessian.scalarMultiply(-1)).getSolver().getInverse();
    RealMatrix filling = scores.transposeMultiply(scores);
    return new StandardErrors(
        rootOfDiagonal(bread), rootOfDiagonal(bread.multiply(filling).multiply(bread)));
  }

  private static double[] rootOfDiagonal(RealMatrix covariance) {
    var roots = new double[covariance.getRowDimension()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(covariance.getEntry(i, i));
    }
    return roots;
  }
}
