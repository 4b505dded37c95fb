package dev.cusp.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cusp.library.Libraries;
import dev.cusp.linalg.Linalg;
import dev.cusp.linalg.LinalgException;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Gradients;
import dev.cusp.tensor.Key;
import dev.cusp.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrices that are large enough for LAPACK are what their decompositions say. */
final class DecompositionsTest {
  /**
   * Entries are of the size of 1, and errors grow with the side of a matrix: about 60 roundings.
   */
  private static final double CLOSE = 1e-11;

  private static final Key KEY = Key.of(3);

  @BeforeEach
  void theLibraryIsThere() {
    assertThat(Libraries.here().decompositions()).isPresent();
  }

  private static Tensor random(int... shape) {
    return KEY.normal(DType.F64, shape).evaluate();
  }

  private static Tensor positive(int n) {
    Tensor x = random(n, n);
    return x.matmul(x.transpose()).div(n).add(Linalg.eye(DType.F64, n)).evaluate();
  }

  private static void areClose(Tensor x, Tensor y) {
    assertThat(x.shape()).isEqualTo(y.shape());
    assertThat(x.sub(y).abs().max().item()).isLessThan(CLOSE);
  }

  private static void hasOrthonormalColumns(Tensor q) {
    areClose(q.transpose().matmul(q), Linalg.eye(DType.F64, q.shape().length(-1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 61, 130})
  void solves(int n) {
    Tensor a = random(n, n);
    Tensor eye = Linalg.eye(DType.F64, n);
    Tensor b = random(n, 20);
    assertThat(a.matmul(Linalg.solve(a, b)).sub(b).abs().max().item()).isLessThan(1e-9);
    Tensor l = Linalg.cholesky(positive(n));
    areClose(l.matmul(l.transpose()), positive(n));
    areClose(l.tril(0), l);
    areClose(l.matmul(Linalg.solveLower(l, b)), b);
    areClose(l.transpose().matmul(Linalg.solveUpper(l.transpose(), b)), b);
    areClose(Linalg.inverse(positive(n)).matmul(positive(n)), eye);
    Linalg.LogDet det = Linalg.slogDet(positive(n));
    assertThat(det.sign().item()).isEqualTo(1);
    assertThat(det.logAbs().item())
        .isCloseTo(Linalg.eigh(positive(n)).values().log().sum().item(), within(n * CLOSE));
    Tensor swapped = a.roll(0, 1);
    double sign = Linalg.slogDet(swapped).sign().item() * Linalg.slogDet(a).sign().item();
    assertThat(sign).isEqualTo(n % 2 == 0 ? -1 : 1);
  }

  @ParameterizedTest
  @CsvSource({"60, 60", "90, 50", "50, 90", "300, 64"})
  void decomposesAnyShape(int m, int n) {
    Tensor a = random(m, n);
    Linalg.Qr qr = Linalg.qr(a);
    areClose(qr.q().matmul(qr.r()), a);
    hasOrthonormalColumns(qr.q());
    assertThat(qr.r().diagonal().min().item()).isGreaterThan(0);
    areClose(qr.r().triu(0), qr.r());
    Linalg.Qr full = Linalg.completeQr(a);
    areClose(full.q().matmul(full.r()), a);
    hasOrthonormalColumns(full.q());
    Linalg.Svd svd = Linalg.svd(a.mul(1e200));
    areClose(svd.u().mul(svd.s().div(1e200)).matmul(svd.vt()), a);
    hasOrthonormalColumns(svd.u());
    hasOrthonormalColumns(svd.vt().transpose());
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 100})
  void findsEigenvalues(int n) {
    Tensor a = positive(n);
    Linalg.Eigen eigen = Linalg.eigh(a);
    areClose(a.matmul(eigen.vectors()), eigen.vectors().mul(eigen.values()));
    hasOrthonormalColumns(eigen.vectors());
    Tensor any = random(n, n);
    Linalg.ComplexEigen all = Linalg.eig(any);
    Tensor re = all.vectors().re();
    Tensor im = all.vectors().im();
    Tensor valueRe = all.values().re();
    Tensor valueIm = all.values().im();
    areClose(any.matmul(re), re.mul(valueRe).sub(im.mul(valueIm)));
    areClose(any.matmul(im), re.mul(valueIm).add(im.mul(valueRe)));
    areClose(re.square().add(im.square()).sum(0), Tensor.ones(DType.F64, n));
    assertThat(valueIm.abs().max().item()).isGreaterThan(0.1);
    assertThat(valueIm.sum().item()).isCloseTo(0, within(CLOSE));
    areClose(valueRe.sort(0), valueRe);
  }

  /** A derivative by differences of 1e-5 is good to 1e-9 or so; sums here are of the size of n. */
  @ParameterizedTest
  @ValueSource(strings = {"solve", "cholesky", "qr", "svd", "eigh", "eig"})
  void differentiates(String name) {
    int n = 50;
    Tensor weights = random(n, n);
    UnaryOperator<Tensor> f =
        switch (name) {
          case "solve" -> x -> Linalg.solve(x, weights);
          case "cholesky" -> x -> Linalg.cholesky(x.add(x.transpose()).mul(0.5));
          case "qr" -> x -> Linalg.qr(x).r();
          case "svd" -> x -> Linalg.svd(x).s();
          case "eigh" -> x -> Linalg.eigh(x.add(x.transpose()).mul(0.5)).values();
          default -> x -> Linalg.eig(x).values().re().square();
        };
    Tensor a = positive(n);
    Tensor dot = random(n, n);
    double h = 1e-5;
    double along = loss(f, a.add(dot.mul(h))).sub(loss(f, a.sub(dot.mul(h)))).div(2 * h).item();
    Tensor gradient = Gradients.of((Tensor x) -> loss(f, x)).apply(a);
    assertThat(gradient.mul(dot).sum().item())
        .isCloseTo(along, within(1e-6 * (n + Math.abs(along))));
  }

  private static Tensor loss(UnaryOperator<Tensor> f, Tensor x) {
    Tensor y = f.apply(x);
    return y.mul(random(y.shape().lengths().stream().mapToInt(i -> i).toArray())).sum();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNotFiniteIsNeverALibrarys(double bad) {
    Tensor a = positive(60).add(Linalg.eye(DType.F64, 60).mul(bad)).evaluate();
    assertThat(Linalg.svd(a).s().max().item()).isNaN();
    assertThat(Linalg.eigh(a).values().max().item()).isNaN();
    assertThat(Linalg.qr(a).r().max().item()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 200})
  void singularOnesAreRefused(int n) {
    Tensor ones = Tensor.ones(DType.F64, n, n);
    assertThatThrownBy(() -> Linalg.inverse(ones).evaluate())
        .isInstanceOf(LinalgException.class)
        .hasMessageContaining("is singular");
    assertThatThrownBy(() -> Linalg.cholesky(Linalg.eye(DType.F64, n).neg()).evaluate())
        .isInstanceOf(LinalgException.class)
        .hasMessageContaining("leading minor of order 1 is not positive");
    assertThatThrownBy(() -> Linalg.solveLower(Tensor.zeros(DType.F64, n, n), ones).evaluate())
        .isInstanceOf(LinalgException.class)
        .hasMessageContaining("its diagonal is 0 in row 0");
  }
}
