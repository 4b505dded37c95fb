package dev.cusp.linalg;

import static dev.cusp.linalg.Matrices.floating;
import static dev.cusp.linalg.Matrices.square;
import static dev.cusp.linalg.Matrices.transposed;

import dev.cusp.fft.Complex;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.List;

/**
 * Linear algebra on the last two axes; those before are a batch, and broadcast where there are two
 * arguments. Everything is computed in double and given in the type of the arguments, f64 for those
 * that are not floating and f32 for half types. Derivatives of any order, both modes, as each
 * method says.
 *
 * <p>What has no result, such as the inverse of a singular matrix, is a {@link LinalgException}
 * when the elements are computed; it says which matrix of the batch it was. Where the
 * <em>first</em> derivative is a function of eigenvalues or singular values alone, as of norms, it
 * holds for equal values too; the derivative of a vector that is not determined is an exception.
 */
public final class Linalg {
  private Linalg() {}

  /** An orthogonal matrix and an upper triangular one, {@code A = Q R}. */
  public record Qr(Tensor q, Tensor r) {}

  /** {@code A = U diag(s) Vt}, the singular values largest first. */
  public record Svd(Tensor u, Tensor s, Tensor vt) {}

  /** Eigenvalues, smallest first, and eigenvectors as columns. */
  public record Eigen(Tensor values, Tensor vectors) {}

  /** The sign of a determinant, and the logarithm of its magnitude. */
  public record LogDet(Tensor sign, Tensor logAbs) {}

  /** Eigenvalues, and eigenvectors as columns, of any matrix. */
  public record ComplexEigen(Complex values, Complex vectors) {}

  // Solving

  /**
   * The X with {@code A X = B}, of shapes [..., n, n] and [..., n, k]; B may be a vector, here and
   * in what else solves.
   *
   * @throws LinalgException if a matrix is singular, but for rounding
   */
  public static Tensor solve(Tensor a, Tensor b) {
    Tensor[] both = pair("solve", square("solve", a), b);
    return like(b, LuSolve.of(false, Lu.of(both[0]), both[1]));
  }

  /**
   * The inverse.
   *
   * @throws LinalgException if a matrix is singular, but for rounding
   */
  public static Tensor inverse(Tensor a) {
    Tensor x = square("inverse", a);
    return solve(x, Matrices.eye(x.type(), x.shape().length(-1)));
  }

  /**
   * The X with {@code T X = B} for a lower triangular T; what is above its diagonal is not read.
   */
  public static Tensor solveLower(Tensor t, Tensor b) {
    return triangular("solveLower", true, t, b);
  }

  /**
   * The X with {@code T X = B} for an upper triangular T; what is below its diagonal is not read.
   */
  public static Tensor solveUpper(Tensor t, Tensor b) {
    return triangular("solveUpper", false, t, b);
  }

  private static Tensor triangular(String name, boolean isLower, Tensor t, Tensor b) {
    Tensor[] both = pair(name, square(name, t), b);
    return like(b, SolveTriangular.of(isLower, false, both[0], both[1]));
  }

  /** The X with {@code L L' X = B}, for L of {@link #cholesky}. */
  public static Tensor choleskySolve(Tensor l, Tensor b) {
    Tensor[] both = pair("choleskySolve", square("choleskySolve", l), b);
    Tensor half = SolveTriangular.of(true, false, both[0], both[1]);
    return like(b, SolveTriangular.of(true, true, both[0], half));
  }

  /** For a vector, of each matrix a vector. */
  private static Tensor like(Tensor b, Tensor x) {
    return b.shape().rank() == 1 ? x.squeeze(-1) : x;
  }

  /** Two arguments of one type and batch, of as many rows; a vector as one column. */
  private static Tensor[] pair(String name, Tensor a, Tensor b) {
    Tensor right = floating(name, b.shape().rank() == 1 ? b.expandDims(1) : b, 2);
    if (a.shape().length(-2) != right.shape().length(-2)) {
      throw new ShapeException(
          "%s: %s has %d rows, but %s has %d",
          name, a.shape(), a.shape().length(-2), b.shape(), b.shape().length(-2));
    }
    DType type = DType.common(a.type(), right.type());
    List<Integer> batch = Shape.broadcast(name, batch(a), batch(right)).lengths();
    return new Tensor[] {
      Matrices.batched(a.as(type), 2, batch), Matrices.batched(right.as(type), 2, batch)
    };
  }

  private static Shape batch(Tensor a) {
    return new Shape(a.shape().lengths().subList(0, a.shape().rank() - 2));
  }

  /**
   * The X of least norm among those for which the columns of {@code A X - B} have the least norm:
   * {@code pinv(a)} times b. Its derivative is that for changes that keep the rank.
   */
  public static Tensor lstsq(Tensor a, Tensor b) {
    Tensor[] both = pair("lstsq", floating("lstsq", a, 2), b);
    return like(b, pinv(both[0]).matmul(both[1]));
  }

  /** The pseudoinverse; singular values of up to max(m, n) roundings of the largest count as 0. */
  public static Tensor pinv(Tensor a) {
    Tensor x = floating("pinv", a, 2);
    return pinv(x, rounding(x));
  }

  /**
   * The pseudoinverse; its derivative is that for changes that keep the rank.
   *
   * @param part singular values of no more than this part of the largest count as 0
   */
  public static Tensor pinv(Tensor a, double part) {
    return Primitive.call(new Pinv(part), floating("pinv", a, 2)).getFirst();
  }

  private static double rounding(Tensor x) {
    double unit = x.type() == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f);
    return Math.max(x.shape().length(-2), x.shape().length(-1)) * unit;
  }

  // Determinants

  /** The determinant. Its derivatives of any order hold for singular matrices too. */
  public static Tensor det(Tensor a) {
    return Primitive.call(new Det(), square("det", a)).getFirst();
  }

  /** Sign and logarithm of the determinant: 0 and -Infinity for a singular matrix. */
  public static LogDet slogDet(Tensor a) {
    List<Tensor> both = Primitive.call(new LogAbsDet(), Lu.of(square("slogDet", a)));
    return new LogDet(both.get(0), both.get(1));
  }

  // Decompositions

  /**
   * The lower triangular L with a positive diagonal and {@code L L' = A}. Of a matrix that is not
   * symmetric, that of its mean with its transpose; so the gradient is symmetric.
   *
   * @throws LinalgException if a matrix is not positive definite; names the leading minor
   */
  public static Tensor cholesky(Tensor a) {
    Tensor symmetric = Matrices.symmetric(square("cholesky", a));
    return Primitive.call(new Cholesky(), symmetric).getFirst();
  }

  /**
   * Q, of shape [..., m, k], and R, of [..., k, n], with k the smaller of m and n; the diagonal of
   * R is not negative. It has a derivative where the first k columns are independent.
   */
  public static Qr qr(Tensor a) {
    Tensor x = floating("qr", a, 2);
    int m = x.shape().length(-2);
    int n = x.shape().length(-1);
    if (n <= m) {
      List<Tensor> both = Primitive.call(new ThinQr(), x);
      return new Qr(both.get(0), both.get(1));
    }
    Qr first = qr(x.slice(-1, Range.of(0, m)));
    Tensor rest = transposed(first.q()).matmul(x.slice(-1, Range.from(m)));
    return new Qr(first.q(), Views.concat(-1, first.r(), rest));
  }

  /**
   * Q, of shape [..., m, m], and R, of [..., m, n]. Has a derivative only where m is not larger
   * than n, as what else is in Q is any basis.
   */
  public static Qr completeQr(Tensor a) {
    Tensor x = floating("completeQr", a, 2);
    if (x.shape().length(-2) <= x.shape().length(-1)) {
      return qr(x);
    }
    List<Tensor> both = Primitive.call(new FullQ(), x);
    return new Qr(both.get(0), both.get(1));
  }

  /**
   * The singular value decomposition, U of shape [..., m, k], s of [..., k] and Vt of [..., k, n],
   * with k the smaller of m and n. Of each column of U, the component of largest magnitude is
   * positive. Singular vectors have a derivative where the singular values differ and, unless the
   * matrix is square, are not 0.
   */
  public static Svd svd(Tensor a) {
    List<Tensor> all = Primitive.call(new ThinSvd(), floating("svd", a, 2));
    return new Svd(all.get(0), all.get(1), all.get(2));
  }

  /** The singular values, largest first; second derivatives where they differ. */
  public static Tensor singularValues(Tensor a) {
    return svd(a).s();
  }

  /**
   * Eigenvalues and eigenvectors of a symmetric matrix; of one that is not symmetric, those of its
   * mean with its transpose, so that the gradient is symmetric. Of each vector, the component of
   * largest magnitude is positive. Eigenvectors have a derivative where the eigenvalues differ.
   */
  public static Eigen eigh(Tensor a) {
    List<Tensor> both = Primitive.call(new Eigh(), Matrices.symmetric(square("eigh", a)));
    return new Eigen(both.get(0), both.get(1));
  }

  /**
   * The eigenvalues of a symmetric matrix, smallest first; second derivatives where they differ.
   */
  public static Tensor eigenvalues(Tensor a) {
    return eigh(a).values();
  }

  /**
   * Eigenvalues, in order of their real and then their imaginary parts, and eigenvectors, of which
   * the largest component is real and positive; with derivatives where the eigenvalues differ.
   */
  public static ComplexEigen eig(Tensor a) {
    return Eig.of(square("eig", a));
  }

  // Functions of matrices

  /** The exponential of a matrix. */
  public static Tensor expm(Tensor a) {
    return Primitive.call(new Expm(), square("expm", a)).getFirst();
  }

  /** A power of a matrix; of a negative exponent, of the inverse. */
  public static Tensor matrixPower(Tensor a, int exponent) {
    Tensor x = square("matrixPower", a);
    Tensor power = exponent < 0 ? inverse(x) : x;
    Tensor product = null;
    for (long left = Math.abs((long) exponent); left > 0; left >>= 1) {
      boolean isOdd = (left & 1) == 1;
      product = !isOdd ? product : product == null ? power : product.matmul(power);
      power = left > 1 ? power.matmul(power) : power;
    }
    Tensor eye = Matrices.eye(x.type(), x.shape().length(-1));
    return product == null ? eye.broadcastTo(x.shape()) : product;
  }

  // Numbers that describe a matrix

  /** The number of singular values above max(m, n) roundings of the largest; i32. */
  public static Tensor matrixRank(Tensor a) {
    Tensor x = floating("matrixRank", a, 2);
    if (x.shape().size() == 0) {
      return Tensor.zeros(DType.I32, Matrices.lengths(x, 2));
    }
    Tensor s = singularValues(x);
    Tensor least = s.slice(-1, Range.of(0, 1)).mul(rounding(x));
    return s.gt(least).sum(-1).as(DType.I32);
  }

  /** The largest singular value divided by the smallest; Infinity for a singular matrix. */
  public static Tensor cond(Tensor a) {
    Tensor s = singularValues(a);
    return s.at(-1, 0).div(s.at(-1, -1));
  }

  /**
   * The root of the sum of squares over some axes, or all; of a matrix, Frobenius' norm. Its
   * derivative at 0 is 0.
   */
  public static Tensor norm(Tensor x, int... axes) {
    return floating("norm", x, 0).square().sum(axes).map(Linalg::root);
  }

  private static double root(double x) {
    return x == 0 ? 0 : Math.sqrt(x);
  }

  /**
   * The p-norm over some axes, or all: 1, 2, Infinity or any other positive number.
   *
   * @param p of the norm
   */
  public static Tensor norm(Tensor x, double p, int... axes) {
    if (!(p > 0)) {
      throw new IllegalArgumentException("norm: p is %s, but has to be positive".formatted(p));
    }
    if (p == 2) {
      return norm(x, axes);
    }
    Tensor magnitudes = floating("norm", x, 0).abs();
    if (p == 1) {
      return magnitudes.sum(axes);
    }
    if (p == Double.POSITIVE_INFINITY) {
      return magnitudes.max(axes);
    }
    return magnitudes.pow(p).sum(axes).map(sum -> sum == 0 ? 0 : Math.pow(sum, 1 / p));
  }

  /** The sum of the singular values. Where one is 0, its derivative is one of several. */
  public static Tensor nuclearNorm(Tensor a) {
    return singularValues(a).sum(-1);
  }

  /** The largest singular value. Where two are largest, its derivative is one of several. */
  public static Tensor spectralNorm(Tensor a) {
    return singularValues(a).max(-1);
  }

  /** The sum of the main diagonal. */
  public static Tensor trace(Tensor a) {
    return diagonal(a).sum(-1);
  }

  // Parts and products

  /** The matrix of ones on the diagonal, n by n. */
  public static Tensor eye(DType type, int n) {
    return Matrices.eye(type, n);
  }

  /** The main diagonal of each matrix. */
  public static Tensor diagonal(Tensor a) {
    matrix("diagonal", a);
    return Matrices.diagonal(a);
  }

  /** For each vector the matrix with this diagonal. */
  public static Tensor diagonalMatrix(Tensor d) {
    if (d.shape().rank() == 0) {
      throw new ShapeException("diagonalMatrix: a scalar is no diagonal");
    }
    return Matrices.diagonalMatrix(d);
  }

  /** The elements on and below the k-th diagonal, counted upwards from the main one; else 0. */
  public static Tensor tril(Tensor a, int k) {
    matrix("tril", a);
    return Matrices.lower(a, k);
  }

  /** The elements on and above the k-th diagonal, counted upwards from the main one; else 0. */
  public static Tensor triu(Tensor a, int k) {
    matrix("triu", a);
    return Matrices.upper(a, k);
  }

  private static void matrix(String name, Tensor a) {
    if (a.shape().rank() < 2) {
      throw new ShapeException("%s: a tensor of shape %s is no matrix", name, a.shape());
    }
  }

  /** Kronecker's product of two matrices: each element of the first times the second. */
  public static Tensor kron(Tensor x, Tensor y) {
    matrix("kron", x);
    matrix("kron", y);
    Tensor product = x.expandDims(-1).expandDims(-3).mul(y.expandDims(-2).expandDims(-4));
    int[] lengths = Matrices.lengths(product, 4, 0, 0);
    lengths[lengths.length - 2] = x.shape().length(-2) * y.shape().length(-2);
    lengths[lengths.length - 1] = x.shape().length(-1) * y.shape().length(-1);
    return product.reshape(lengths);
  }

  /** The vector product of vectors of length 3, along the last axis; shapes are broadcast. */
  public static Tensor cross(Tensor x, Tensor y) {
    if (x.shape().rank() == 0
        || y.shape().rank() == 0
        || x.shape().length(-1) != 3
        || y.shape().length(-1) != 3) {
      throw new ShapeException(
          "cross: shapes %s and %s: the last axes have to be of length 3", x.shape(), y.shape());
    }
    return turned(x, 1).mul(turned(y, 2)).sub(turned(x, 2).mul(turned(y, 1)));
  }

  /** The elements moved down by some places, around. */
  private static Tensor turned(Tensor x, int by) {
    return Views.concat(-1, x.slice(-1, Range.from(by)), x.slice(-1, Range.of(0, by)));
  }
}
