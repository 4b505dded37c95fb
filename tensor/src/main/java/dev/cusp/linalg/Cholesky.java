package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * The lower factor L of a symmetric matrix {@code A = L L'}. Derivative: Murray, Differentiation of
 * the Cholesky decomposition, 2016, section 3, where Phi takes the lower triangle and half of the
 * diagonal: {@code L. = L Phi(inv(L) A. inv(L)')} and the transpose of that.
 */
record Cholesky() implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return inputs;
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.getFirst().length(0);
    if (!Dense.cholesky(inputs[0], n, results[0])) {
      throw new LinalgException(
          "is not positive definite: its leading minor of order %d is not positive; add a small"
              + " multiple of the identity, or use eigh",
          minor(inputs[0], n));
    }
  }

  /** The order of the first leading minor that is not positive, by bisection. */
  private static int minor(double[] a, int n) {
    int good = 0;
    int bad = n;
    while (bad - good > 1) {
      int order = (good + bad) / 2;
      double[] leading = new double[order * order];
      for (int i = 0; i < order; i++) {
        System.arraycopy(a, i * n, leading, i * order, order);
      }
      if (Dense.cholesky(leading, order, new double[order * order])) {
        good = order;
      } else {
        bad = order;
      }
    }
    return bad;
  }

  private static Tensor phi(Tensor x) {
    return Matrices.lower(x, -1).add(Matrices.lower(x, 0)).mul(0.5);
  }

  private static Tensor solve(Tensor l, boolean isTransposed, Tensor b) {
    return SolveTriangular.of(true, isTransposed, l, b);
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor l = results.getFirst();
    Tensor half = solve(l, false, dots.getFirst());
    return List.of(l.matmul(phi(transposed(solve(l, false, transposed(half))))));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor l = results.getFirst();
    Tensor half = solve(l, true, phi(transposed(l).matmul(bars.getFirst())));
    return List.of(Matrices.symmetric(solve(l, true, transposed(half))));
  }
}
