package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The solution of {@code A X = B}, or {@code A' X = B}, of a matrix, its factors and order of rows
 * ({@link Lu}) and the right-hand sides. Derivative: Giles, Collected matrix derivative results for
 * forward and reverse mode algorithmic differentiation, 2008, section 2.3.1.
 *
 * <p>A matrix counts as singular where elimination leaves a pivot that is no more than the rounding
 * of what was subtracted to get it.
 */
record LuSolve(boolean isTransposed) implements OfMatrices {
  static Tensor of(boolean isTransposed, Tensor[] lu, Tensor b) {
    LuSolve solve = new LuSolve(isTransposed);
    return Primitive.call(solve, lu[0], lu[1], lu[2], b).getFirst();
  }

  @Override
  public List<Integer> ranks() {
    return List.of(2, 2, 1, 2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return List.of(inputs.get(3));
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.get(3).length(0);
    int k = shapes.get(3).length(1);
    double[] lu = inputs[1];
    check(lu, n);
    double[] x = results[0];
    double[] b = inputs[3];
    for (int i = 0; i < n; i++) {
      int row = isTransposed ? i : (int) inputs[2][i];
      System.arraycopy(b, row * k, x, i * k, k);
    }
    Dense.solve(lu, n, !isTransposed, isTransposed, !isTransposed, x, k);
    Dense.solve(lu, n, isTransposed, isTransposed, isTransposed, x, k);
    if (isTransposed) {
      double[] ordered = x.clone();
      for (int i = 0; i < n; i++) {
        System.arraycopy(ordered, i * k, x, (int) inputs[2][i] * k, k);
      }
    }
  }

  private static void check(double[] lu, int n) {
    for (int i = 0; i < n; i++) {
      double subtracted = 0;
      for (int j = 0; j < i; j++) {
        subtracted += Math.abs(lu[i * n + j] * lu[j * n + i]);
      }
      double pivot = Math.abs(lu[i * n + i]);
      if (pivot == 0 || pivot <= Math.max(2, Math.sqrt(n)) * Math.ulp(subtracted)) {
        throw new LinalgException(
            "is singular: elimination leaves no pivot in column %d; use pinv or lstsq, or add a"
                + " small multiple of the identity",
            i);
      }
    }
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor right = dots.get(3);
    if (dots.get(0) != null) {
      Tensor aDot = isTransposed ? transposed(dots.get(0)) : dots.get(0);
      right = Matrices.sum(right, aDot.matmul(results.getFirst()).neg());
    }
    return Arrays.asList(right == null ? null : of(isTransposed, factors(inputs), right));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor bBar = of(!isTransposed, factors(inputs), bars.getFirst());
    Tensor x = results.getFirst();
    Tensor aBar = isTransposed ? x.matmul(transposed(bBar)) : bBar.matmul(transposed(x));
    return Arrays.asList(aBar.neg(), null, null, bBar);
  }

  private static Tensor[] factors(List<Tensor> inputs) {
    return inputs.subList(0, 3).toArray(Tensor[]::new);
  }
}
