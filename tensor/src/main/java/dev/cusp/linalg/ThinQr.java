package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.lower;
import static dev.cusp.linalg.Matrices.sum;
import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * Q, m by n, and R, n by n, of a matrix with no more columns than rows. Derivative: Walter, Lehmann
 * and Lamour, On evaluating higher-order derivatives of the QR decomposition of tall matrices with
 * full column rank in forward and reverse mode algorithmic differentiation, 2012; as Townsend and
 * JAX have it.
 */
record ThinQr() implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    int n = inputs.getFirst().length(1);
    return List.of(inputs.getFirst(), Shape.of(n, n));
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.getFirst().length(1);
    Dense.qr(inputs[0], shapes.getFirst().length(0), n, n, results[0], results[1]);
  }

  /** {@code x inv(R)}. */
  private static Tensor divided(Tensor x, Tensor r) {
    return transposed(SolveTriangular.of(false, true, r, transposed(x)));
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor q = results.get(0);
    Tensor r = results.get(1);
    Tensor moved = divided(dots.getFirst(), r);
    Tensor inside = transposed(q).matmul(moved);
    Tensor below = lower(inside, -1);
    Tensor rest = inside.sub(below.sub(transposed(below)));
    return List.of(moved.sub(q.matmul(rest)), rest.matmul(r));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor q = results.get(0);
    Tensor r = results.get(1);
    Tensor qBar = bars.get(0);
    Tensor rBar = bars.get(1);
    Tensor m = rBar == null ? null : r.matmul(transposed(Matrices.upper(rBar, 0)));
    m = sum(m, qBar == null ? null : transposed(qBar).matmul(q).neg());
    Tensor symmetric = lower(m, 0).add(transposed(lower(m, -1)));
    Tensor both = sum(qBar, q.matmul(symmetric));
    return List.of(transposed(SolveTriangular.of(false, false, r, transposed(both))));
  }
}
