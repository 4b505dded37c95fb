package dev.cusp.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.fft.Complex;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values by closed forms and identities, derivatives where they are delicate, and what is refused.
 */
final class LinalgTest {
  private static Tensor matrix(double[]... rows) {
    return Tensor.ofNested(rows);
  }

  private static Tensor draw(int seed, int... shape) {
    return Key.of(seed).normal(DType.F64, shape);
  }

  private static Tensor eye(int n) {
    return Linalg.eye(DType.F64, n);
  }

  private static Tensor transposed(Tensor a) {
    return Matrices.transposed(a);
  }

  private static void same(Tensor x, Tensor y, double tolerance) {
    assertThat(x.shape()).isEqualTo(y.shape());
    assertThat(x.toDoubles()).containsExactly(y.toDoubles(), within(tolerance));
  }

  private static Tensor gradient(Function<Tensor, Tensor> f, Tensor x) {
    return Gradients.of(f).apply(x);
  }

  /** The same by forward mode, one direction for each element. */
  private static Tensor forward(Function<Tensor, Tensor> f, Tensor x) {
    double[] slopes = new double[x.shape().size()];
    for (int i = 0; i < slopes.length; i++) {
      double[] direction = new double[slopes.length];
      direction[i] = 1;
      Tensor dot = Tensor.of(direction).reshape(Matrices.lengths(x.shape()));
      slopes[i] = Gradients.jvp(f, x, dot).tangent().item();
    }
    return Tensor.of(slopes).reshape(Matrices.lengths(x.shape()));
  }

  /** Residuals of random batches of all shapes, to about a hundred roundings. */
  @ParameterizedTest
  @CsvSource({"1,1", "4,4", "7,3", "3,7", "40,40", "60,20", "20,60", "5,0", "0,5"})
  void decompositionsPutTheMatrixTogetherAgain(int m, int n) {
    Tensor a = draw(m * 100 + n, 3, m, n);
    int k = Math.min(m, n);
    Tensor one = eye(k).broadcastTo(3, k, k);
    var svd = Linalg.svd(a);
    same(svd.u().mul(svd.s().expandDims(-2)).matmul(svd.vt()), a, 1e-12);
    same(transposed(svd.u()).matmul(svd.u()), one, 1e-12);
    same(svd.vt().matmul(transposed(svd.vt())), one, 1e-12);
    var qr = Linalg.qr(a);
    same(qr.q().matmul(qr.r()), a, 1e-12);
    same(transposed(qr.q()).matmul(qr.q()), one, 1e-12);
    same(Linalg.tril(qr.r(), -1), qr.r().mul(0), 0);
    assertThat(Linalg.diagonal(qr.r()).ge(0).all().item()).isEqualTo(1);
    var complete = Linalg.completeQr(a);
    same(complete.q().matmul(complete.r()), a, 1e-12);
    same(transposed(complete.q()).matmul(complete.q()), eye(m).broadcastTo(3, m, m), 1e-12);
    Tensor p = Linalg.pinv(a);
    same(a.matmul(p).matmul(a), a, 1e-10);
    same(p.matmul(a).matmul(p), p, 1e-8);
    same(transposed(a.matmul(p)), a.matmul(p), 1e-9);
    assertThat(Linalg.matrixRank(a).toDoubles()).containsOnly(k);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "33", "80", "0"})
  void squareOnes(int n) {
    Tensor a = draw(n, 2, n, n);
    Tensor b = draw(n + 1, 2, n, 3);
    Tensor one = eye(n).broadcastTo(2, n, n);
    same(a.matmul(Linalg.solve(a, b)), b, 1e-10);
    Tensor c = b.at(0, 0).at(-1, 0);
    same(a.matmul(Linalg.solve(a, c).expandDims(-1)).squeeze(-1), c.broadcastTo(2, n), 1e-10);
    same(Linalg.lstsq(a.at(0, 0), c), Linalg.solve(a.at(0, 0), c), 1e-8);
    same(Linalg.inverse(a).matmul(a), one, 1e-10);
    var log = Linalg.slogDet(a);
    Tensor det = Linalg.det(a);
    same(log.sign().mul(log.logAbs().exp()).div(det), Tensor.ones(DType.F64, 2), 1e-11);
    same(Linalg.det(a.matmul(a)).div(det.square()), Tensor.ones(DType.F64, 2), 1e-9);
    Tensor positive = a.matmul(transposed(a)).add(one);
    Tensor l = Linalg.cholesky(positive);
    same(l.matmul(transposed(l)), positive, 1e-11);
    same(Linalg.triu(l, 1), l.mul(0), 0);
    same(positive.matmul(Linalg.choleskySolve(l, b)), b, 1e-9);
    var eigen = Linalg.eigh(positive);
    Tensor v = eigen.vectors();
    same(v.mul(eigen.values().expandDims(-2)).matmul(transposed(v)), positive, 1e-10);
    same(transposed(v).matmul(v), one, 1e-12);
    same(eigen.values().sum(-1), Linalg.trace(positive), 1e-10);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "30", "0"})
  void eigenvaluesOfAnyMatrix(int n) {
    Tensor a = draw(n, 2, n, n);
    var eigen = Linalg.eig(a);
    Complex v = eigen.vectors();
    Complex right =
        v.mul(new Complex(eigen.values().re().expandDims(-2), eigen.values().im().expandDims(-2)));
    same(a.matmul(v.re()), right.re(), 1e-11);
    same(a.matmul(v.im()), right.im(), 1e-11);
    same(v.abs2().sum(-2), Tensor.ones(DType.F64, 2, n), 1e-14);
    same(eigen.values().re().sum(-1), Linalg.trace(a), 1e-11);
    same(eigen.values().im().sum(-1), Tensor.zeros(DType.F64, 2), 1e-11);
    Tensor symmetric = a.add(a.swapAxes(-1, -2));
    same(Linalg.eig(symmetric).values().re(), Linalg.eigenvalues(symmetric), 1e-11);
    same(Linalg.eig(symmetric).vectors().re(), Linalg.eigh(symmetric).vectors(), 1e-7);
  }

  @Test
  void eigenvaluesInClosedForm() {
    var turn = Linalg.eig(matrix(new double[] {0, -1}, new double[] {1, 0}));
    same(turn.values().re(), Tensor.of(0.0, 0), 1e-15);
    same(turn.values().im(), Tensor.of(-1.0, 1), 1e-15);
    var one = Linalg.eig(eye(3)); // equal ones have vectors that differ
    same(one.values().re(), Tensor.of(1.0, 1, 1), 1e-14);
    assertThat(Math.abs(Linalg.det(one.vectors().re()).item())).isGreaterThan(1e-3);
    // the derivative of an eigenvalue is that of the characteristic polynomial's root
    Function<Tensor, Tensor> f = x -> Linalg.eig(x).values().re().at(0, 1);
    Tensor a = matrix(new double[] {1, 2}, new double[] {3, 0}); // -2 and 3
    same(Gradients.of(f).apply(a), matrix(new double[] {0.6, 0.6}, new double[] {0.4, 0.4}), 1e-14);
  }

  /** Equal and extreme ones, where an iteration might not end or overflow. */
  @Test
  void delicateMatrices() {
    for (double scale : new double[] {1, 1e-300, 1e300, 0}) {
      Tensor a = eye(5).mul(scale);
      assertThat(Linalg.singularValues(a).toDoubles()).containsOnly(scale);
      assertThat(Linalg.eigenvalues(a).toDoubles()).containsOnly(scale);
      Tensor ones = Tensor.full(scale, DType.F64, 4, 4);
      Tensor s = Linalg.singularValues(ones);
      same(s.div(scale == 0 ? 1 : scale), Tensor.of(scale == 0 ? 0.0 : 4, 0, 0, 0), 1e-14);
    }
    Tensor graded = Linalg.diagonalMatrix(Tensor.of(1e10, 1e-10, 1.0));
    same(Linalg.eigenvalues(graded), Tensor.of(1e-10, 1, 1e10), 0);
    Tensor nan = matrix(new double[] {1, Double.NaN}, new double[] {0, 1});
    assertThat(Linalg.singularValues(nan).toDoubles()).containsOnly(Double.NaN);
    assertThat(Linalg.eigh(nan).vectors().toDoubles()).containsOnly(Double.NaN);
    assertThat(Linalg.det(nan).item()).isNaN();
    assertThat(Linalg.expm(nan).toDoubles()).containsOnly(Double.NaN);
  }

  @Test
  void closedForms() {
    Tensor a = matrix(new double[] {4, 2}, new double[] {2, 5});
    same(Linalg.cholesky(a), matrix(new double[] {2, 0}, new double[] {1, 2}), 1e-15);
    same(
        Linalg.eigenvalues(matrix(new double[] {2, 1}, new double[] {1, 2})),
        Tensor.of(1.0, 3),
        1e-15);
    double r = Math.sqrt(0.5);
    same(
        Linalg.eigh(matrix(new double[] {2, 1}, new double[] {1, 2})).vectors(),
        matrix(new double[] {r, r}, new double[] {-r, r}),
        1e-15);
    assertThat(Linalg.det(a).item()).isCloseTo(16, within(1e-14));
    assertThat(Linalg.det(eye(3).slice(0, dev.cusp.tensor.Range.REVERSED)).item()).isEqualTo(-1);
    double x = 0.75;
    Tensor turn = matrix(new double[] {0, -x}, new double[] {x, 0});
    Tensor rotation =
        matrix(new double[] {Math.cos(x), -Math.sin(x)}, new double[] {Math.sin(x), Math.cos(x)});
    same(Linalg.expm(turn), rotation, 1e-15);
    same(
        Linalg.expm(turn.mul(1000 / x)),
        matrix(
            new double[] {Math.cos(1000), -Math.sin(1000)},
            new double[] {Math.sin(1000), Math.cos(1000)}),
        1e-11);
    Tensor shift = matrix(new double[] {0, 1, 0}, new double[] {0, 0, 1}, new double[] {0, 0, 0});
    same(
        Linalg.expm(shift.mul(1e3)),
        matrix(new double[] {1, 1e3, 5e5}, new double[] {0, 1, 1e3}, new double[] {0, 0, 1}),
        1e-7);
    same(
        Linalg.matrixPower(matrix(new double[] {1, 1}, new double[] {1, 0}), 10),
        matrix(new double[] {89, 55}, new double[] {55, 34}),
        0);
    same(Linalg.cross(Tensor.of(1.0, 0, 0), Tensor.of(0.0, 1, 0)), Tensor.of(0.0, 0, 1), 0);
    assertThat(
            Linalg.kron(
                    Tensor.ofNested(new int[][] {{1, 2}}), Tensor.ofNested(new int[][] {{1}, {3}}))
                .toArray())
        .isEqualTo(new int[][] {{1, 2}, {3, 6}});
    assertThat(Linalg.cond(a).item())
        .isCloseTo(Linalg.eigenvalues(a).get(1) / Linalg.eigenvalues(a).get(0), within(1e-14));
    assertThat(Linalg.norm(Tensor.of(3, 4)).item()).isEqualTo(5);
    assertThat(Linalg.nuclearNorm(a).item()).isCloseTo(9, within(1e-14));
    assertThat(Linalg.matrixRank(draw(1, 5, 2).matmul(draw(2, 2, 5))).item()).isEqualTo(2);
    assertThat(
            Linalg.solve(
                    matrix(new double[] {2, 0}, new double[] {0, 4}).as(DType.F32),
                    Tensor.ones(DType.F32, 2, 1))
                .toArray())
        .isEqualTo(new float[][] {{0.5f}, {0.25f}});
  }

  @Test
  void determinantsOfSingularMatrices() {
    Tensor a = matrix(new double[] {1, 2}, new double[] {2, 4});
    Tensor adjugate = matrix(new double[] {4, -2}, new double[] {-2, 1});
    same(gradient(Linalg::det, a), adjugate, 1e-14);
    same(forward(Linalg::det, a), adjugate, 1e-14);
    assertThat(Linalg.slogDet(a).sign().item()).isEqualTo(0);
    assertThat(Linalg.slogDet(a).logAbs().item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> gradient(x -> Linalg.slogDet(x).logAbs(), a).evaluate())
        .isInstanceOf(LinalgException.class);
  }

  /** The third derivative of a determinant along D is 6 det(D) for a 3 by 3 matrix, everywhere. */
  @Test
  void determinantsHaveAllDerivatives() {
    Tensor d = draw(1, 3, 3);
    Function<Tensor, Tensor> f = t -> Linalg.det(d.mul(t));
    Function<Tensor, Tensor> third = t -> Gradients.of(Gradients.of(Gradients.of(f))).apply(t);
    assertThat(third.apply(Tensor.scalar(0)).item())
        .isCloseTo(6 * Linalg.det(d).item(), within(1e-13));
  }

  /** Of the identity: the eigenvalues are all equal, their sum of squares is not concerned. */
  @Test
  void functionsOfEqualEigenvalues() {
    Function<Tensor, Tensor> squares = a -> Linalg.eigenvalues(a).square().sum();
    same(gradient(squares, eye(3).mul(2)), eye(3).mul(4), 1e-14);
    same(forward(squares, eye(3).mul(2)), eye(3).mul(4), 1e-14);
    Tensor turned = Linalg.qr(draw(1, 3, 3)).q().evaluate();
    same(gradient(Linalg::nuclearNorm, turned), turned, 1e-14);
    same(forward(Linalg::nuclearNorm, turned), turned, 1e-14);
    same(gradient(a -> Linalg.singularValues(a).square().sum(), turned), turned.mul(2), 1e-14);
  }

  @Test
  void vectorsOfEqualValuesHaveNoDerivative() {
    Function<Tensor, Tensor> some = a -> Linalg.eigh(a).vectors().mul(draw(1, 3, 3)).sum();
    String message =
        "the matrix has the values 2.0 and 2.0 in places 0 and 1, the same to rounding, so that"
            + " vectors for them are not determined and have no derivative; functions of"
            + " eigenvalues or singular values alone have a first one";
    assertThatThrownBy(() -> gradient(some, eye(3).mul(2)).evaluate()).hasMessage(message);
    assertThatThrownBy(() -> forward(some, eye(3).mul(2))).hasMessage(message);
    Function<Tensor, Tensor> left = a -> Linalg.svd(a).u().mul(draw(1, 2, 3, 2)).sum();
    assertThatThrownBy(() -> gradient(left, Tensor.ones(DType.F64, 2, 3, 2)).evaluate())
        .hasMessageStartingWith("matrix [0] of a batch of shape [2] has the singular value 0.0");
    // a second derivative of the values goes through the vectors
    Function<Tensor, Tensor> squares = a -> Linalg.eigenvalues(a).square().sum();
    assertThatThrownBy(
            () -> gradient(a -> gradient(squares, a).mul(draw(1, 3, 3)).sum(), eye(3)).evaluate())
        .isInstanceOf(LinalgException.class);
  }

  /** The projection on the vector of the largest eigenvalue; the others are equal, and not used. */
  @Test
  void vectorsThatNobodyUsesMayHaveEqualValues() {
    Tensor a = Linalg.diagonalMatrix(Tensor.of(1.0, 1, 1, 5));
    Tensor weights = draw(2, 4, 4);
    Function<Tensor, Tensor> f =
        x -> {
          Tensor v = Linalg.eigh(x).vectors().at(1, 3);
          return v.expandDims(1).mul(v).mul(weights).sum();
        };
    double h = 1e-5;
    Tensor direction = Matrices.symmetric(draw(3, 4, 4));
    double difference =
        (f.apply(a.add(direction.mul(h))).item() - f.apply(a.sub(direction.mul(h))).item())
            / (2 * h);
    assertThat(gradient(f, a).mul(direction).sum().item()).isCloseTo(difference, within(1e-8));
  }

  @Test
  void gradientsOfSymmetricFunctionsAreSymmetric() {
    Tensor a = eye(3).mul(3).add(draw(1, 3, 3).mul(0.1));
    Tensor byCholesky = gradient(x -> Linalg.diagonal(Linalg.cholesky(x)).log().sum().mul(2), a);
    same(byCholesky, Linalg.inverse(Matrices.symmetric(a)), 1e-13);
    Tensor byEigen = gradient(x -> Linalg.eigenvalues(x).log().sum(), a);
    same(byEigen, byCholesky, 1e-13);
  }

  @Test
  void normsAtZero() {
    same(gradient(Linalg::norm, Tensor.of(0.0, 0)), Tensor.of(0.0, 0), 0);
    same(gradient(x -> Linalg.norm(x, 3.0), Tensor.of(0.0, 0)), Tensor.of(0.0, 0), 0);
  }

  @Test
  void errorsNameTheMatrixAndTheRemedy() {
    Tensor good = eye(2);
    Tensor bad = matrix(new double[] {0.1, 0.2}, new double[] {0.3, 0.6});
    Tensor batch = Views.stack(0, good, bad, good, good).reshape(2, 2, 2, 2);
    assertThatThrownBy(() -> Linalg.inverse(batch).evaluate())
        .isInstanceOf(LinalgException.class)
        .hasMessage(
            "matrix [0, 1] of a batch of shape [2, 2] is singular: elimination leaves no pivot in"
                + " column 1; use pinv or lstsq, or add a small multiple of the identity");
    assertThatThrownBy(() -> Linalg.solveLower(eye(3).sub(eye(3)), eye(3)).evaluate())
        .hasMessageStartingWith(
            "the matrix is triangular and singular: its diagonal is 0 in row 0;");
    Tensor indefinite = Linalg.diagonalMatrix(Tensor.of(1.0, 2, 3, -1e-3, 5, 6, 7));
    assertThatThrownBy(() -> Linalg.cholesky(indefinite).evaluate())
        .hasMessage(
            "the matrix is not positive definite: its leading minor of order 4 is not positive; add"
                + " a small multiple of the identity, or use eigh");
    assertThatThrownBy(
            () -> gradient(a -> Linalg.completeQr(a).q().sum(), draw(1, 3, 2)).evaluate())
        .hasMessageStartingWith("completeQr has no derivative");
    assertThatThrownBy(() -> Linalg.det(draw(1, 2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageMatching(
            "det: a matrix of shape \\[2, 3\\] is not square, at LinalgTest.java:\\d+");
    assertThatThrownBy(() -> Linalg.solve(eye(2), draw(1, 3, 1)))
        .hasMessageStartingWith("solve: [2, 2] has 2 rows, but [3, 1] has 3, at LinalgTest");
    assertThatThrownBy(() -> Linalg.svd(Tensor.of(1.0)))
        .hasMessageStartingWith("svd: a tensor of shape [1]; it takes matrices, after");
    // badly scaled is not singular
    Tensor scaled = matrix(new double[] {1e20, 1}, new double[] {1, 2e-20});
    same(scaled.matmul(Linalg.inverse(scaled)), eye(2), 1e-15);
    assertThat(Arrays.stream(Linalg.inverse(eye(2).mul(1e-200)).toDoubles()).max().orElse(0))
        .isEqualTo(1e200);
  }
}
