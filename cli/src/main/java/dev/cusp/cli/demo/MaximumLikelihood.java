package dev.cusp.cli.demo;

import dev.cusp.Cusp;
import dev.cusp.GradientInto;
import dev.cusp.Objective;
import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;

/**
 * Finds the maximum of a function of unconstrained parameters: Hipparchus' conjugate gradients,
 * preconditioned with the Hessian. Gradient and Hessian are Cusp's.
 */
final class MaximumLikelihood {
  /** Told of every iteration. */
  interface Progress {
    void at(int iteration, double value, double[] gradient, double[] point);
  }

  private final Objective<double[]> objective;
  private final GradientInto gradient;
  private final dev.cusp.Function<double[], double[][]> hessian;
  private final Progress progress;
  private int iterations;

  MaximumLikelihood(Objective<double[]> objective, Progress progress) {
    this.objective = objective;
    this.gradient = Cusp.gradientInto(objective);
    this.hessian = Cusp.hessian(objective);
    this.progress = progress;
  }

  /** The point where the objective is greatest, as seen from the start. */
  double[] maximize(double[] start) {
    var optimizer =
        new NonLinearConjugateGradientOptimizer(
            Formula.POLAK_RIBIERE,
            new SimpleValueChecker(1e-14, 1e-14),
            1e-4, // the line search need not be exact: the next step is better than a digit here
            1e-4,
            1,
            this::newtonDirection);
    return optimizer
        .optimize(
            new ObjectiveFunction(objective::applyAsDouble),
            new ObjectiveFunctionGradient(this::gradientAt),
            GoalType.MAXIMIZE,
            new InitialGuess(start),
            new MaxIter(100),
            new MaxEval(10_000))
        .getPoint();
  }

  private double[] gradientAt(double[] point) {
    var slope = new double[point.length];
    double value = gradient.apply(point, slope);
    progress.at(iterations++, value, slope, point);
    return slope;
  }

  /** The inverse of the Hessian times a residual; away from a maximum its eigenvalues by size. */
  private double[] newtonDirection(double[] point, double[] residual) {
    double[][] h = hessian.apply(point);
    var matrix = MatrixUtils.createRealMatrix(h);
    var eigen = new EigenDecompositionSymmetric(matrix, 1e-9 * matrix.getFrobeniusNorm(), true);
    double floor = 1e-9 * Arrays.stream(eigen.getEigenvalues()).map(Math::abs).max().orElse(1);
    RealVector direction = new ArrayRealVector(point.length);
    RealVector right = new ArrayRealVector(residual, false);
    for (int i = 0; i < point.length; i++) {
      RealVector axis = eigen.getEigenvector(i);
      double curvature = Math.max(floor, Math.abs(eigen.getEigenvalue(i)));
      direction = direction.add(axis.mapMultiply(axis.dotProduct(right) / curvature));
    }
    return direction.toArray();
  }
}
