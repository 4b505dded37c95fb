package dev.cusp.linalg;

import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix K divided, element by element, by what lies between numbers s: {@code K[i,j] / (s[j] -
 * s[i])}, with 0 on the diagonal, or the sum, or s[j] alone. This is where derivatives of
 * eigenvectors and singular vectors end to exist: where two values are the same to rounding, each
 * vector of the space that they share is as good as another. Then it is an exception, unless all
 * that is divided is 0 because nobody uses these two vectors.
 */
record Divided(By by) implements OfMatrices {
  /** What to divide by. */
  enum By {
    DIFFERENCE,
    SUM,
    COLUMN
  }

  static Tensor of(By by, Tensor k, Tensor s) {
    return Primitive.call(new Divided(by), k, s).getFirst();
  }

  @Override
  public List<Integer> ranks() {
    return List.of(2, 1);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return List.of(inputs.getFirst());
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int m = shapes.getFirst().length(0);
    int n = shapes.getFirst().length(1);
    double[] k = inputs[0];
    double[] s = inputs[1];
    double least = n * Math.ulp(Arrays.stream(s).map(Math::abs).max().orElse(0));
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double divisor =
            switch (by) {
              case DIFFERENCE -> s[j] - s[i];
              case SUM -> s[j] + s[i];
              case COLUMN -> s[j];
            };
        boolean isNone = by != By.COLUMN && i == j;
        if (!isNone && Math.abs(divisor) <= least) {
          isNone = isZero(k, j, m, n) && (by == By.COLUMN || isZero(k, i, m, n));
          if (!isNone) {
            throw tied(s, i, j);
          }
        }
        results[0][i * n + j] = isNone ? 0 : k[i * n + j] / divisor;
      }
    }
  }

  private static boolean isZero(double[] k, int column, int m, int n) {
    for (int i = 0; i < m; i++) {
      if (k[i * n + column] != 0) {
        return false;
      }
    }
    return true;
  }

  private LinalgException tied(double[] s, int i, int j) {
    if (by == By.COLUMN) {
      return new LinalgException(
          "has the singular value %s in place %d, so that vectors for it are not determined and"
              + " have no derivative; functions of singular values alone have one",
          s[j], j);
    }
    return new LinalgException(
        "has the values %s and %s in places %d and %d, the same to rounding, so that vectors for"
            + " them are not determined and have no derivative; functions of eigenvalues or singular"
            + " values alone have a first one",
        s[Math.min(i, j)], s[Math.max(i, j)], Math.min(i, j), Math.max(i, j));
  }

  /** The divisors for numbers, as a tensor. */
  private Tensor divisors(Tensor s) {
    Tensor columns = s.expandDims(-2);
    return switch (by) {
      case DIFFERENCE -> columns.sub(s.expandDims(-1));
      case SUM -> columns.add(s.expandDims(-1));
      case COLUMN -> columns;
    };
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor kDot = dots.get(0);
    if (dots.get(1) != null) {
      Tensor moved = results.getFirst().mul(divisors(dots.get(1)));
      kDot = Matrices.sum(kDot, moved.neg());
    }
    return List.of(of(by, kDot, inputs.get(1)));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor kBar = of(by, bars.getFirst(), inputs.get(1));
    Tensor divisorBar = kBar.mul(results.getFirst()).neg();
    Tensor columns = divisorBar.sum(-2);
    Tensor sBar =
        switch (by) {
          case DIFFERENCE -> columns.sub(divisorBar.sum(-1));
          case SUM -> columns.add(divisorBar.sum(-1));
          case COLUMN -> columns;
        };
    return List.of(kBar, sBar);
  }
}
