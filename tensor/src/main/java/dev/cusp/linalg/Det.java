package dev.cusp.linalg;

import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * The determinant; its derivative is the matrix of cofactors, which a singular matrix has too
 * (Giles 2008, section 2.2.4, where the matrix is not).
 */
record Det() implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return List.of(Shape.SCALAR);
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.getFirst().length(0);
    double[] lu = new double[n * n];
    double det = Dense.lu(inputs[0], n, lu, new double[n]) ? -1 : 1;
    for (int i = 0; i < n; i++) {
      det *= lu[i * n + i];
    }
    results[0][0] = det;
  }

  private static Tensor cofactors(Tensor a) {
    return Primitive.call(new Cofactors(0), a).getFirst();
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return List.of(Matrices.inner(cofactors(inputs.getFirst()), dots.getFirst()));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    return List.of(cofactors(inputs.getFirst()).mul(bars.getFirst().expandDims(-1).expandDims(-1)));
  }
}
