package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.diagonal;
import static dev.cusp.linalg.Matrices.diagonalMatrix;
import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Eigenvalues, smallest first, and eigenvectors as columns, of a symmetric matrix. Derivative:
 * Giles 2008, section 3.1. That of the eigenvalues alone divides by no differences.
 */
record Eigh() implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return List.of(Shape.of(inputs.getFirst().length(0)), inputs.getFirst());
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    Dense.eigh(inputs[0], shapes.getFirst().length(0), results[0], results[1]);
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor v = results.get(1);
    Tensor moved = transposed(v).matmul(dots.getFirst()).matmul(v);
    Tensor turned = Divided.of(Divided.By.DIFFERENCE, moved, results.getFirst());
    return List.of(diagonal(moved), v.matmul(turned));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor v = results.get(1);
    Tensor inside = bars.get(0) == null ? null : diagonalMatrix(bars.get(0));
    if (bars.get(1) != null) {
      Tensor turned = transposed(v).matmul(bars.get(1));
      Tensor divided = Divided.of(Divided.By.DIFFERENCE, turned, results.getFirst());
      inside = Matrices.sum(inside, Matrices.symmetric(divided));
    }
    return Arrays.asList(inside == null ? null : v.matmul(inside).matmul(transposed(v)));
  }
}
