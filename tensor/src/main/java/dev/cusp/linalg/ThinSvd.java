package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.diagonal;
import static dev.cusp.linalg.Matrices.diagonalMatrix;
import static dev.cusp.linalg.Matrices.sum;
import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.List;

/**
 * {@code A = U diag(s) V'} with as many singular values as the shorter side is long, largest first.
 *
 * <p>Derivative: Giles 2008, section 3.2, and Ionescu, Vantzos and Sminchisescu, Matrix
 * backpropagation for deep networks with structured layers, 2015; here so that sums and differences
 * of singular values are divided by, not those of their squares: with {@code P = U' A. V},
 *
 * <pre>
 * s. = diag(P),   U' U. = (Q + R) / 2,   V' V. = (Q - R) / 2,
 * Q[i,j] = (P + P')[i,j] / (s[j] - s[i]),   R[i,j] = (P - P')[i,j] / (s[j] + s[i]).
 * </pre>
 *
 * <p>That of the singular values alone divides by nothing.
 */
record ThinSvd() implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    int m = inputs.getFirst().length(0);
    int n = inputs.getFirst().length(1);
    int k = Math.min(m, n);
    return List.of(Shape.of(m, k), Shape.of(k), Shape.of(k, n));
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    Shape a = shapes.getFirst();
    Dense.svd(inputs[0], a.length(0), a.length(1), results[0], results[1], results[2]);
  }

  /** What of a matrix lies outside of the space of some columns. */
  private static Tensor outside(Tensor columns, Tensor x) {
    return x.sub(columns.matmul(transposed(columns).matmul(x)));
  }

  private static Tensor divided(Divided.By by, Tensor k, Tensor s) {
    return Divided.of(by, k, s);
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor u = results.get(0);
    Tensor s = results.get(1);
    Tensor v = transposed(results.get(2));
    Tensor aDot = dots.getFirst();
    Tensor right = aDot.matmul(v);
    Tensor p = transposed(u).matmul(right);
    Tensor q = divided(Divided.By.DIFFERENCE, p.add(transposed(p)), s);
    Tensor r = divided(Divided.By.SUM, p.sub(transposed(p)), s);
    Tensor uDot = u.matmul(q.add(r).mul(0.5));
    Tensor vDot = v.matmul(q.sub(r).mul(0.5));
    if (u.shape().length(-2) > u.shape().length(-1)) {
      uDot = uDot.add(divided(Divided.By.COLUMN, outside(u, right), s));
    }
    if (v.shape().length(-2) > v.shape().length(-1)) {
      Tensor left = transposed(aDot).matmul(u);
      vDot = vDot.add(divided(Divided.By.COLUMN, outside(v, left), s));
    }
    return List.of(uDot, diagonal(p), transposed(vDot));
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    Tensor u = results.get(0);
    Tensor s = results.get(1);
    Tensor v = transposed(results.get(2));
    Tensor uBar = bars.get(0);
    Tensor vBar = bars.get(2) == null ? null : transposed(bars.get(2));
    Tensor uTurned = uBar == null ? null : transposed(u).matmul(uBar);
    Tensor vTurned = vBar == null ? null : transposed(v).matmul(vBar);
    Tensor inside = bars.get(1) == null ? null : diagonalMatrix(bars.get(1));
    if (uBar != null || vBar != null) {
      Tensor plus = sum(uTurned, vTurned);
      Tensor minus = sum(uTurned, vTurned == null ? null : vTurned.neg());
      Tensor q = divided(Divided.By.DIFFERENCE, plus, s);
      Tensor r = divided(Divided.By.SUM, minus, s);
      Tensor turned = q.add(transposed(q)).add(r.sub(transposed(r))).mul(0.5);
      inside = sum(inside, turned);
    }
    Tensor left = inside == null ? null : u.matmul(inside);
    if (uBar != null && u.shape().length(-2) > u.shape().length(-1)) {
      left = sum(left, divided(Divided.By.COLUMN, outside(u, uBar), s));
    }
    Tensor aBar = left.matmul(transposed(v));
    if (vBar != null && v.shape().length(-2) > v.shape().length(-1)) {
      Tensor right = divided(Divided.By.COLUMN, outside(v, vBar), s);
      aBar = aBar.add(u.matmul(transposed(right)));
    }
    return List.of(aBar);
  }
}
