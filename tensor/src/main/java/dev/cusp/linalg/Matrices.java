package dev.cusp.linalg;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Range;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.ShapeException;
import dev.cusp.tensor.Tensor;
import dev.cusp.tensor.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the rules are written in: operations on the last two axes. */
final class Matrices {
  private Matrices() {}

  static int[] lengths(Shape shape) {
    return shape.lengths().stream().mapToInt(i -> i).toArray();
  }

  /** The lengths before the last ones, and then others. */
  static int[] lengths(Tensor x, int last, int... others) {
    int[] kept = Arrays.copyOf(lengths(x.shape()), x.shape().rank() - last + others.length);
    System.arraycopy(others, 0, kept, kept.length - others.length, others.length);
    return kept;
  }

  static Tensor transposed(Tensor a) {
    int rank = a.shape().rank();
    int[] order = new int[rank];
    Arrays.setAll(order, i -> i);
    order[rank - 2] = rank - 1;
    order[rank - 1] = rank - 2;
    return a.permute(order);
  }

  static Tensor symmetric(Tensor a) {
    return a.add(transposed(a)).mul(0.5);
  }

  private static Tensor rows(int n) {
    return Tensor.range(n).expandDims(1);
  }

  static Tensor eye(DType type, int n) {
    return rows(n).eq(Tensor.range(n)).as(type);
  }

  /** The elements on and below the k-th diagonal above the main one; elsewhere 0. */
  static Tensor lower(Tensor a, int k) {
    int m = a.shape().length(-2);
    int n = a.shape().length(-1);
    return rows(m).ge(Tensor.range(n).sub(k)).where(a, Tensor.zeros(a.type()));
  }

  /** The elements on and above the k-th diagonal above the main one; elsewhere 0. */
  static Tensor upper(Tensor a, int k) {
    int m = a.shape().length(-2);
    int n = a.shape().length(-1);
    return rows(m).le(Tensor.range(n).sub(k)).where(a, Tensor.zeros(a.type()));
  }

  /** The main diagonal. */
  static Tensor diagonal(Tensor a) {
    int n = Math.min(a.shape().length(-2), a.shape().length(-1));
    Tensor square = a.slice(-2, Range.of(0, n)).slice(-1, Range.of(0, n));
    return square.reshape(lengths(a, 2, n * n)).slice(-1, Range.every(n + 1));
  }

  /** A matrix with the given diagonal. */
  static Tensor diagonalMatrix(Tensor d) {
    int n = d.shape().length(-1);
    Tensor zero = Tensor.zeros(d.type());
    return rows(n).eq(Tensor.range(n)).where(d.expandDims(-1), zero);
  }

  /** Each column times its number. */
  static Tensor scaledColumns(Tensor a, Tensor by) {
    return a.mul(by.expandDims(-2));
  }

  /** The sum of products of elements, for each of a batch. */
  static Tensor inner(Tensor x, Tensor y) {
    return x.mul(y).sum(-2, -1);
  }

  /** Two matrices beside each other above two others. */
  static Tensor blocks(Tensor a, Tensor b, Tensor c, Tensor d) {
    return Views.concat(-2, Views.concat(-1, a, b), Views.concat(-1, c, d));
  }

  static Tensor zeros(Tensor like) {
    return Tensor.zeros(like.type(), lengths(like.shape()));
  }

  static Tensor sum(Tensor x, Tensor y) {
    return x == null ? y : y == null ? x : x.add(y);
  }

  /** Of a type to compute with: f32 or f64. */
  static Tensor floating(String operation, Tensor a, int leastRank) {
    if (a.shape().rank() < leastRank) {
      throw new ShapeException(
          "%s: a tensor of shape %s; it takes %s, after the axes of a batch",
          operation, a.shape(), leastRank == 1 ? "vectors" : "matrices");
    }
    DType type = a.type();
    return a.as(!type.isFloating() ? DType.F64 : type.isHalf() ? DType.F32 : type);
  }

  static Tensor square(String operation, Tensor a) {
    Tensor x = floating(operation, a, 2);
    if (x.shape().length(-1) != x.shape().length(-2)) {
      throw new ShapeException("%s: a matrix of shape %s is not square", operation, a.shape());
    }
    return x;
  }

  /** With the axes of a batch repeated to others. */
  static Tensor batched(Tensor x, int last, List<Integer> batch) {
    List<Integer> lengths = new ArrayList<>(batch);
    List<Integer> own = x.shape().lengths();
    lengths.addAll(own.subList(own.size() - last, own.size()));
    return x.broadcastTo(new Shape(lengths));
  }
}
