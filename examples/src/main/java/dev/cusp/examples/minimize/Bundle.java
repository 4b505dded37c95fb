package dev.cusp.examples.minimize;

import dev.cusp.Result;
import dev.cusp.ValueAndGradient;
import java.util.ArrayList;
import java.util.List;

/**
 * A proximal bundle method: minimizes functions with kinks.
 *
 * <p>It keeps a bundle of points with value and generalized gradient. Their tangent planes make a
 * model of the function at distance d from the centre x,
 *
 * <pre>    m(d) = f(x) + max_j (-e_j + s_j d)</pre>
 *
 * and the next point is where {@code m(d) + u |d|^2 / 2} is least. Where the value there falls by a
 * tenth of what the model says, it is the next centre; otherwise its plane makes the model better.
 * It ends where a combination of the slopes {@code s_j} is nearly 0 and that of the errors {@code
 * e_j} too: for a convex function no value is then less than {@code f(x) - e - |s| |y - x|}.
 *
 * <p>The weight u is adapted after Kiwiel, Proximity control in bundle methods for convex
 * nondifferentiable minimization, Mathematical Programming 46 (1990). For a function that is not
 * convex a plane may lie above the function at x; so all are tilted, {@code s_j = g_j + eta (y_j -
 * x)} and {@code e_j + eta |y_j - x|^2 / 2}, as if {@code eta |d|^2 / 2} had been added: Hare and
 * Sagastizabal, A redistributed proximal bundle method for nonconvex optimization, SIAM J. Optim.
 * 20 (2010).
 */
public final class Bundle {
  private static final double ENOUGH = 0.1;
  private static final double ROUNDING = 1e-14;

  private final ValueAndGradient<double[]> f;
  private final double tilt;
  private final double tolerance;

  /** A tangent plane: at y, with value and gradient there. */
  private record Plane(double[] y, double value, double[] gradient) {
    /** By how much it lies below the value at another point. */
    double error(Plane other) {
      return other.value - value - Vectors.dot(gradient, Vectors.plus(other.y, -1, y));
    }
  }

  /**
   * What the model says.
   *
   * @param d where to go
   * @param decrease by how much the value should fall there
   * @param slope the length of the combination of slopes
   * @param error the combination of errors
   * @param weights of the planes in these combinations
   */
  private record Step(double[] d, double decrease, double slope, double error, double[] weights) {}

  /**
   * A minimizer.
   *
   * @param isConvex whether the function is known to be convex
   * @param tolerance of the value, relative to its size where that is above 1
   */
  public Bundle(ValueAndGradient<double[]> f, boolean isConvex, double tolerance) {
    this.f = f;
    this.tilt = isConvex ? 0 : 0.5;
    this.tolerance = tolerance;
  }

  /** Minimizes from a start, with at most the given number of gradients. */
  public Minimum minimize(double[] start, int limit) {
    List<Plane> planes = new ArrayList<>();
    List<double[]> path = new ArrayList<>(List.of(start));
    Plane centre = plane(start);
    planes.add(centre);
    Weight weight = new Weight(Math.sqrt(Vectors.dot(centre.gradient, centre.gradient)));
    int gradients = 1;
    while (gradients < limit) {
      Step step = step(planes, centre, weight.u());
      double small = tolerance * Math.max(1, Math.abs(centre.value));
      if (step.error <= small && step.slope <= Math.sqrt(small)) {
        break;
      }
      Plane next = plane(Vectors.plus(centre.y, 1, step.d));
      gradients++;
      double fall = centre.value - next.value;
      if (fall >= ENOUGH * step.decrease) {
        weight.serious(fall, step.decrease);
        centre = next;
        path.add(centre.y);
      } else {
        boolean isFar = next.error(centre) > Math.max(step.error + step.slope, 10 * step.decrease);
        weight.none(fall, step.decrease, isFar ? 3 : 3 + start.length);
      }
      forget(planes, step.weights, 2 * start.length + 10);
      planes.add(next);
    }
    return new Minimum(centre.y, centre.value, path.size() - 1, gradients, path);
  }

  private Plane plane(double[] y) {
    Result<double[]> at = f.apply(y);
    return new Plane(y, at.value(), at.gradient());
  }

  private Step step(List<Plane> planes, Plane centre, double u) {
    int m = planes.size();
    double[] errors = new double[m];
    double[] halfSquares = new double[m];
    double[][] slopes = new double[m][];
    double eta = tilt;
    for (int j = 0; j < m; j++) {
      slopes[j] = Vectors.plus(planes.get(j).y, -1, centre.y);
      halfSquares[j] = Vectors.dot(slopes[j], slopes[j]) / 2;
      errors[j] = planes.get(j).error(centre);
      if (tilt > 0 && errors[j] < -ROUNDING * (1 + Math.abs(centre.value))) {
        eta = Math.max(eta, -2 * errors[j] / halfSquares[j]);
      }
    }
    double[] scaled = new double[m];
    for (int j = 0; j < m; j++) {
      slopes[j] = Vectors.plus(planes.get(j).gradient, eta, slopes[j]);
      errors[j] = Math.max(0, errors[j] + eta * halfSquares[j]);
      scaled[j] = u * errors[j];
    }
    double[] weights = SimplexQp.solve(slopes, scaled);
    double[] slope = new double[centre.y.length];
    for (int j = 0; j < m; j++) {
      slope = Vectors.plus(slope, weights[j], slopes[j]);
    }
    double error = Vectors.dot(weights, errors);
    double square = Vectors.dot(slope, slope);
    double[] d = Vectors.plus(new double[slope.length], -1 / u, slope);
    return new Step(d, error + square / u, Math.sqrt(square), error, weights);
  }

  /** Drops the oldest planes without weight where there are too many. */
  private static void forget(List<Plane> planes, double[] weights, int limit) {
    List<Plane> unused = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] == 0) {
        unused.add(planes.get(j));
      }
    }
    int many = Math.min(unused.size(), Math.max(0, planes.size() - limit));
    planes.removeAll(unused.subList(0, many));
  }
}
