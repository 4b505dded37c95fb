package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;

/** Sums of products. */
public sealed interface Products permits Tensor {
  Tensor self();

  /**
   * The product of matrices, over the last two axes; the others are a batch and broadcast. A vector
   * on the left is a row, on the right a column, and that axis goes again.
   */
  default Tensor matmul(Tensor y) {
    Tensor x = self();
    int xs = x.shape().rank();
    int ys = y.shape().rank();
    boolean hasScalar = xs == 0 || ys == 0;
    if (hasScalar || x.shape().length(-1) != y.shape().length(ys == 1 ? -1 : -2)) {
      throw new ShapeException(
          "matmul: shapes %s and %s: %s",
          x.shape(),
          y.shape(),
          hasScalar
              ? "a scalar is no matrix, use mul"
              : "the last axis of the first has to be as long as the %s of the second"
                  .formatted(ys == 1 ? "axis" : "last but one"));
    }
    if (xs == 1) {
      return x.expandDims(0).matmul(y).squeeze(ys == 1 ? -1 : -2);
    }
    return ys == 1 ? x.matmul(y.expandDims(1)).squeeze(-1) : Contraction.matmul(x, y);
  }

  /**
   * A sum of products, in Einstein's notation: {@code x.contract("ik,kj->ij", y)} is the product of
   * matrices. Labels are letters; those the result has not are summed over; one that is twice in an
   * operand takes the diagonal there; three points stand for further axes, which are broadcast.
   * Without an arrow the result has the labels that occur once, in alphabetical order.
   */
  default Tensor contract(String labels, Tensor... others) {
    List<Tensor> all = new ArrayList<>(List.of(self()));
    all.addAll(List.of(others));
    return new Einsum(labels, all).result();
  }

  /** The sum of the products of all elements of tensors of one shape. */
  default Tensor dot(Tensor y) {
    if (!self().shape().equals(y.shape())) {
      throw new ShapeException(
          "dot: shapes %s and %s differ; products of matrices and vectors are matmul",
          self().shape(), y.shape());
    }
    return self().flatten().matmul(y.flatten());
  }

  /** Each element times each: the axes of this one, then those of the other. */
  default Tensor outer(Tensor y) {
    return tensordot(y, new int[0], new int[0]);
  }

  /** Products summed over some axes of this one and as many of the other, in their order. */
  default Tensor tensordot(Tensor y, int[] axes, int[] others) {
    Tensor x = self();
    List<Integer> free = new ArrayList<>(x.shape().axes());
    List<Integer> freeOthers = new ArrayList<>(y.shape().axes());
    if (axes.length != others.length) {
      throw new ShapeException("tensordot: %d axes and %d", axes.length, others.length);
    }
    StringBuilder xs = new StringBuilder(Contraction.letters(0, x.shape().rank()));
    StringBuilder ys = new StringBuilder(Contraction.letters(x.shape().rank(), y.shape().rank()));
    for (int i = 0; i < axes.length; i++) {
      int axis = x.shape().axis(axes[i]);
      int other = y.shape().axis(others[i]);
      if (x.shape().length(axis) != y.shape().length(other)) {
        throw new ShapeException(
            "tensordot: axis %d of %s and axis %d of %s differ", axis, x.shape(), other, y.shape());
      }
      free.remove((Object) axis);
      freeOthers.remove((Object) other);
      ys.setCharAt(other, xs.charAt(axis));
    }
    StringBuilder results = new StringBuilder();
    free.forEach(axis -> results.append(xs.charAt(axis)));
    freeOthers.forEach(axis -> results.append(ys.charAt(axis)));
    return Contraction.of(x, xs.toString(), y, ys.toString(), results.toString());
  }

  /** The Kronecker product: each element of this one times all of the other, in its place. */
  default Tensor kron(Tensor y) {
    Tensor x = self();
    int rank = Math.max(x.shape().rank(), y.shape().rank());
    List<Integer> coarse = new ArrayList<>();
    List<Integer> fine = new ArrayList<>();
    List<Integer> both = new ArrayList<>();
    for (int axis = -rank; axis < 0; axis++) {
      int n = axis < -x.shape().rank() ? 1 : x.shape().length(axis);
      int m = axis < -y.shape().rank() ? 1 : y.shape().length(axis);
      coarse.addAll(List.of(n, 1));
      fine.addAll(List.of(1, m));
      both.add(n * m);
    }
    return x.reshape(new Shape(coarse)).mul(y.reshape(new Shape(fine))).reshape(new Shape(both));
  }
}
