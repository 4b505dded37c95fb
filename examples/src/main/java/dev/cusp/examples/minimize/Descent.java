package dev.cusp.examples.minimize;

import dev.cusp.Result;
import dev.cusp.ValueAndGradient;
import java.util.ArrayList;
import java.util.List;

/** What is used for smooth functions, or used to be for those with kinks; here for comparison. */
public final class Descent {
  private final ValueAndGradient<double[]> f;

  /** Minimizers of a function. */
  public Descent(ValueAndGradient<double[]> f) {
    this.f = f;
  }

  /**
   * Steepest descent, each step halved until the value falls by 1e-4 of what the slope promises
   * (Armijo 1966); it ends where no step that changes x does.
   */
  public Minimum steepest(double[] start, int limit) {
    List<double[]> path = new ArrayList<>(List.of(start));
    double[] x = start;
    Result<double[]> at = f.apply(x);
    int evaluations = 1;
    double t = 1;
    while (evaluations < limit) {
      double square = Vectors.dot(at.gradient(), at.gradient());
      double[] y = Vectors.plus(x, -t, at.gradient());
      Result<double[]> next = f.apply(y);
      evaluations++;
      if (next.value() <= at.value() - 1e-4 * t * square && square > 0) {
        x = y;
        at = next;
        path.add(x);
        t *= 2;
      } else if (t * t * square > 1e-32 * (1 + Vectors.dot(x, x))) {
        t /= 2;
      } else {
        break;
      }
    }
    return new Minimum(x, at.value(), path.size() - 1, evaluations, path);
  }

  /**
   * Shor's subgradient method: step k has the length {@code 1/k} whatever the gradient's; the best
   * point counts.
   */
  public Minimum subgradients(double[] start, int limit) {
    List<double[]> path = new ArrayList<>(List.of(start));
    double[] x = start;
    double[] best = start;
    double least = Double.POSITIVE_INFINITY;
    int k = 1;
    for (; k <= limit; k++) {
      Result<double[]> at = f.apply(x);
      if (at.value() < least) {
        least = at.value();
        best = x;
      }
      double length = Math.sqrt(Vectors.dot(at.gradient(), at.gradient()));
      if (length == 0) {
        break;
      }
      x = Vectors.plus(x, -1 / (k * length), at.gradient());
      path.add(x);
    }
    return new Minimum(best, least, k - 1, k - 1, path);
  }
}
