package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.diagonal;

import dev.cusp.fft.Complex;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Eigenvalues, in order of their real parts, then of the imaginary ones, and eigenvectors as
 * columns, of any square matrix: real and imaginary parts of either. Derivative: {@code L' =
 * diag(M), V' = V (F * M)} for {@code M = inverse(V) A' V} and {@code F[i,j] = 1 / (l[j] - l[i])}
 * (Giles 2008, section 3.1), less what changes length and phase of the vectors.
 */
record Eig() implements OfMatrices {
  static Linalg.ComplexEigen of(Tensor a) {
    List<Tensor> parts = Primitive.call(new Eig(), a);
    return new Linalg.ComplexEigen(
        new Complex(parts.get(0), parts.get(1)), new Complex(parts.get(2), parts.get(3)));
  }

  @Override
  public List<Integer> ranks() {
    return List.of(2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    Shape values = Shape.of(inputs.getFirst().length(0));
    return List.of(values, values, inputs.getFirst(), inputs.getFirst());
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.getFirst().length(0);
    Dense.eig(inputs[0], n, results[0], results[1], results[2], results[3]);
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Complex v = new Complex(results.get(2), results.get(3));
    Complex moved = times(inverse(v), times(Complex.of(dots.getFirst()), v));
    Tensor re = results.get(0);
    Tensor im = results.get(1);
    Tensor none = Matrices.eye(re.type(), re.shape().length(-1));
    Complex apart =
        new Complex(
            re.expandDims(-2).sub(re.expandDims(-1)), im.expandDims(-2).sub(im.expandDims(-1)));
    Tensor size = apart.abs2().add(none);
    Tensor others = none.neg().add(1).div(size);
    Complex turned = times(v, moved.mul(apart.conj().mul(others)));
    Complex vDot = tangent(v, turned);
    return List.of(diagonal(moved.re()), diagonal(moved.im()), vDot.re(), vDot.im());
  }

  /** Without what changes the length of a vector, and the phase of its largest component. */
  private static Complex tangent(Complex v, Complex dot) {
    Tensor longer = v.re().mul(dot.re()).add(v.im().mul(dot.im())).sum(-2).expandDims(-2);
    Complex across = dot.sub(v.mul(longer));
    Tensor largest = v.im().eq(0).where(v.re(), -1).argmax(-2).expandDims(-2);
    Tensor turn = across.im().gather(-2, largest).div(v.re().gather(-2, largest));
    return across.sub(new Complex(v.im().neg(), v.re()).mul(turn));
  }

  /** The transpose of the map of tangents, which is linear. */
  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    List<Integer> given = new ArrayList<>();
    for (int k = 0; k < bars.size(); k++) {
      if (bars.get(k) != null) {
        given.add(k);
      }
    }
    Tensor zero = Matrices.zeros(inputs.getFirst());
    var linear =
        Gradients.vjp(
            (Tensor dot) -> {
              List<Tensor> all = jvp(inputs, results, List.of(dot));
              return given.stream().map(all::get).toList();
            },
            zero);
    return List.of(linear.pullback().apply(given.stream().map(bars::get).toList()));
  }

  private static Complex times(Complex x, Complex y) {
    return new Complex(
        x.re().matmul(y.re()).sub(x.im().matmul(y.im())),
        x.re().matmul(y.im()).add(x.im().matmul(y.re())));
  }

  /** A part of the inverse of twice as many real numbers. */
  private static Complex inverse(Complex v) {
    Range half = Range.of(0, v.shape().length(-1));
    Tensor both =
        Linalg.inverse(Matrices.blocks(v.re(), v.im().neg(), v.im(), v.re())).slice(-1, half);
    return new Complex(both.slice(-2, half), both.slice(-2, Range.from(v.shape().length(-1))));
  }
}
