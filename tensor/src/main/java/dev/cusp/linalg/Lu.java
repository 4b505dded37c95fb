package dev.cusp.linalg;

import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * The factors L and U in one matrix, and the order of rows, for {@link LuSolve} and {@link
 * LogAbsDet}, whose derivatives go through the matrix itself and not through these.
 */
record Lu() implements OfMatrices {
  /** The matrix, its factors and the order of rows. */
  static Tensor[] of(Tensor a) {
    List<Tensor> factors = Primitive.call(new Lu(), a);
    return new Tensor[] {a, factors.get(0), factors.get(1)};
  }

  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    Shape a = inputs.getFirst();
    return List.of(a, Shape.of(a.length(0)));
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    Dense.lu(inputs[0], shapes.getFirst().length(0), results[0], results[1]);
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    return Collections.nCopies(2, null);
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    return Collections.nCopies(1, null);
  }
}
