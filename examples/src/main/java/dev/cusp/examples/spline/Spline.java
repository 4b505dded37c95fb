package dev.cusp.examples.spline;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.Locale;

/** A cubic spline fitted to noisy points of a curve, by gradient descent with momentum. */
public final class Spline {
  private static final int KNOTS = 16;
  private static final int POINTS = 400;

  private Spline() {}

  /**
   * The cubic B-spline of distance 1 between knots (de Boor, A practical guide to splines, 1978).
   */
  static double basis(double t) {
    double a = Math.abs(t);
    if (a < 1) {
      return 2.0 / 3 - a * a + a * a * a / 2;
    }
    return a < 2 ? (2 - a) * (2 - a) * (2 - a) / 6 : 0;
  }

  /** The curve that is to be found. */
  static double curve(double x) {
    return Math.sin(6 * x) + 0.5 * Math.cos(20 * x * x);
  }

  /** The values of all basis functions at points from 0 to 1. */
  static Tensor bases(Tensor x) {
    Tensor knots = Tensor.linspace(-1, KNOTS - 2, KNOTS);
    return x.mul(KNOTS - 3.0).expandDims(1).sub(knots).map(Spline::basis);
  }

  /** The mean square of what is left, of weights of the basis functions. */
  static Tensor misfit(Tensor weights, Tensor bases, Tensor y) {
    return bases.matmul(weights.expandDims(1)).sub(y.expandDims(1)).square().mean();
  }

  /** Fits and prints how it goes; gives back the misfit of the last step. */
  static double fit(int steps) {
    Key key = Key.of(1);
    Tensor x = key.split(0).uniform(DType.F64, POINTS);
    Tensor y = x.map(Spline::curve).add(key.split(1).normal(DType.F64, POINTS).mul(0.1)).evaluate();
    Tensor bases = bases(x).evaluate();
    var misfit = Gradients.valueAndGradient((Tensor weights) -> misfit(weights, bases, y));
    Tensor weights = Tensor.zeros(DType.F64, KNOTS);
    Tensor speed = Tensor.zeros(DType.F64, KNOTS);
    double last = Double.NaN;
    for (int step = 0; step <= steps; step++) {
      var result = misfit.apply(weights);
      last = result.value().item();
      if (step % 100 == 0) {
        System.out.printf(Locale.ROOT, "step %4d: misfit %.6f%n", step, last);
      }
      speed = speed.mul(0.9).sub(result.gradient().mul(1.5));
      weights = weights.add(speed);
    }
    return last;
  }

  public static void main(String[] args) {
    fit(500);
  }
}
