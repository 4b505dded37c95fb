package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The sign of the determinant and the logarithm of its magnitude, 0 and -Infinity for a singular
 * matrix. Derivative: Giles 2008, section 2.2.4 divided by the determinant.
 */
record LogAbsDet() implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return List.of(2, 2, 1);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return List.of(Shape.SCALAR, Shape.SCALAR);
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.getFirst().length(0);
    double sign = Dense.isOdd(inputs[2]) ? -1 : 1;
    double log = 0;
    for (int i = 0; i < n; i++) {
      sign *= Math.signum(inputs[1][i * n + i]);
      log += Math.log(Math.abs(inputs[1][i * n + i]));
    }
    results[0][0] = sign;
    results[1][0] = log;
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor aDot = dots.getFirst();
    Tensor logDot = aDot == null ? null : Matrices.inner(inverseTransposed(inputs), aDot);
    return Arrays.asList(null, logDot);
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor logBar = bars.get(1);
    Tensor aBar =
        logBar == null ? null : inverseTransposed(inputs).mul(logBar.expandDims(-1).expandDims(-1));
    return Arrays.asList(aBar, null, null);
  }

  private static Tensor inverseTransposed(List<Tensor> inputs) {
    Tensor a = inputs.getFirst();
    Tensor eye = Matrices.eye(a.type(), a.shape().length(-1)).broadcastTo(a.shape());
    return transposed(LuSolve.of(false, inputs.toArray(Tensor[]::new), eye));
  }
}
