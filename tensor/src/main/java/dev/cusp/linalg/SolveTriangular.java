package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The solution of {@code T X = B}, or {@code T' X = B}, for a triangular T; what is on the other
 * side of its diagonal is not read. Derivative: Giles 2008, section 2.3.1.
 */
record SolveTriangular(boolean isLower, boolean isTransposed) implements OfMatrices {
  static Tensor of(boolean isLower, boolean isTransposed, Tensor t, Tensor b) {
    return Primitive.call(new SolveTriangular(isLower, isTransposed), t, b).getFirst();
  }

  @Override
  public List<Integer> ranks() {
    return List.of(2, 2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return List.of(inputs.get(1));
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.get(1).length(0);
    int k = shapes.get(1).length(1);
    System.arraycopy(inputs[1], 0, results[0], 0, n * k);
    Dense.solve(inputs[0], n, isLower, isTransposed, false, results[0], k);
  }

  private Tensor triangle(Tensor t) {
    return isLower ? Matrices.lower(t, 0) : Matrices.upper(t, 0);
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor right = dots.get(1);
    if (dots.get(0) != null) {
      Tensor tDot = triangle(dots.get(0));
      Tensor moved = (isTransposed ? transposed(tDot) : tDot).matmul(results.getFirst());
      right = Matrices.sum(right, moved.neg());
    }
    return Arrays.asList(
        right == null ? null : of(isLower, isTransposed, inputs.getFirst(), right));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor bBar = of(isLower, !isTransposed, inputs.getFirst(), bars.getFirst());
    Tensor x = results.getFirst();
    Tensor tBar = isTransposed ? x.matmul(transposed(bBar)) : bBar.matmul(transposed(x));
    return List.of(triangle(tBar).neg(), bBar);
  }
}
