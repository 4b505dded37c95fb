package dev.cusp.bench.nist;

import dev.cusp.Result;
import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * A least-squares fit by Hipparchus' Levenberg-Marquardt (MINPACK's).
 *
 * @param b the parameters found
 * @param squares the residual sum of squares there
 * @param iterations of the run that found them
 * @param stepBound how far the first step of that run could go, in units of the scaled start
 */
record Fit(double[] b, double squares, int iterations, double stepBound) {
  /**
   * First steps as bold as MINPACK's default, and then more timid ones: MINPACK's guide says to
   * take a smaller bound where a long first step leads astray.
   */
  private static final double[] STEP_BOUNDS = {100, 10, 1, 0.1};

  private static final double TOLERANCE = 1e-15;
  private static final int MAX_EVALUATIONS = 20_000;

  /** The best of the runs with different bounds of the first step. */
  static Fit best(NistProblem problem, Regression regression, double[] start) {
    Fit best = null;
    for (double stepBound : STEP_BOUNDS) {
      Fit fit = run(problem, regression, start, stepBound);
      if (best == null || fit.squares < best.squares * (1 - 1e-9)) {
        best = fit;
      }
    }
    return best;
  }

  /** One run; where the optimizer gives up, its squares are infinite. */
  static Fit run(NistProblem problem, Regression regression, double[] start, double stepBound) {
    double[] target = Arrays.stream(problem.y()).map(regression::response).toArray();
    LevenbergMarquardtOptimizer optimizer =
        new LevenbergMarquardtOptimizer(stepBound, TOLERANCE, TOLERANCE, TOLERANCE, 0);
    try {
      Optimum optimum =
          optimizer.optimize(
              new LeastSquaresBuilder()
                  .start(start)
                  .target(target)
                  .model(b -> linearization(problem, regression, b.toArray()))
                  .lazyEvaluation(false)
                  .maxEvaluations(MAX_EVALUATIONS)
                  .maxIterations(MAX_EVALUATIONS)
                  .build());
      double cost = optimum.getCost();
      double[] b = optimum.getPoint().toArray();
      return new Fit(b, cost * cost, optimum.getIterations(), stepBound);
    } catch (MathRuntimeException e) {
      return new Fit(start, Double.POSITIVE_INFINITY, 0, stepBound);
    }
  }

  private static Pair<RealVector, RealMatrix> linearization(
      NistProblem problem, Regression regression, double[] b) {
    double[][] x = problem.x();
    double[] values = new double[x.length];
    double[][] jacobian = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      Result<double[]> result = regression.valueAndGradient(b, x[i]);
      values[i] = result.value();
      jacobian[i] = result.gradient();
    }
    return new Pair<>(
        new ArrayRealVector(values, false), new Array2DRowRealMatrix(jacobian, false));
  }

  /**
   * Agreeing digits of the parameters, the least of all but that at index {@code except}; at most
   * 11.
   */
  double digitsExcept(NistProblem problem, int except) {
    double least = 11;
    for (int i = 0; i < b.length; i++) {
      if (i != except) {
        least = Math.min(least, digits(b[i], problem.certified()[i]));
      }
    }
    return least;
  }

  /** Agreeing digits of the residual sum of squares. */
  double digitsOfSquares(NistProblem problem) {
    return digits(squares, problem.squares());
  }

  private static double digits(double x, double certified) {
    double error = Math.abs(x - certified) / Math.abs(certified);
    return Double.isNaN(error) ? 0 : Math.clamp(-Math.log10(error), 0, 11);
  }
}
