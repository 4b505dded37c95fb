package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * The pseudoinverse by singular values; those not above a part of the largest count as 0.
 * Derivative: Golub and Pereyra, The differentiation of pseudo-inverses and nonlinear least squares
 * problems whose variables separate, 1973, theorem 4.3: for changes that keep the rank.
 */
record Pinv(double part) implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return List.of(Shape.of(inputs.getFirst().length(1), inputs.getFirst().length(0)));
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int m = shapes.getFirst().length(0);
    int n = shapes.getFirst().length(1);
    int k = Math.min(m, n);
    double[] u = new double[m * k];
    double[] s = new double[k];
    double[] vt = new double[k * n];
    Dense.svd(inputs[0], m, n, u, s, vt);
    for (int l = 0; l < k; l++) {
      double factor = s[l] <= part * s[0] ? 0 : 1 / s[l];
      for (int i = 0; i < n && factor != 0; i++) {
        for (int j = 0; j < m; j++) {
          results[0][i * m + j] += vt[l * n + i] * factor * u[j * k + l];
        }
      }
    }
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor a = inputs.getFirst();
    Tensor p = results.getFirst();
    Tensor aDot = dots.getFirst();
    Tensor back = transposed(aDot);
    Tensor rows = p.matmul(transposed(p)).matmul(back);
    Tensor columns = back.matmul(transposed(p)).matmul(p);
    Tensor moved = p.matmul(aDot).matmul(p);
    return List.of(
        rows.sub(rows.matmul(a).matmul(p))
            .add(columns.sub(p.matmul(a).matmul(columns)))
            .sub(moved));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor a = inputs.getFirst();
    Tensor p = results.getFirst();
    Tensor back = transposed(bars.getFirst());
    Tensor pt = transposed(p);
    Tensor rows = back.matmul(p).matmul(pt);
    Tensor columns = pt.matmul(p).matmul(back);
    Tensor moved = pt.matmul(bars.getFirst()).matmul(pt);
    return List.of(
        rows.sub(a.matmul(p).matmul(rows))
            .add(columns.sub(columns.matmul(p).matmul(a)))
            .sub(moved));
  }
}
