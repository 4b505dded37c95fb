package dev.cusp.linalg;

import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * Q with as many columns as rows, and R of the shape of the matrix. The added columns of Q are any
 * that complete a basis, so there is no derivative.
 */
record FullQ() implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    int m = inputs.getFirst().length(0);
    return List.of(Shape.of(m, m), inputs.getFirst());
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int m = shapes.getFirst().length(0);
    Dense.qr(inputs[0], m, shapes.getFirst().length(1), m, results[0], results[1]);
  }

  private static LinalgException refused() {
    return new LinalgException(
        "completeQr has no derivative, as the columns it adds are any basis of what is left; use"
            + " qr, or stop the gradient");
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    throw refused();
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    throw refused();
  }
}
