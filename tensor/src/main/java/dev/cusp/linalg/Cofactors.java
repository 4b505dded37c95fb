package dev.cusp.linalg;

import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The matrix of cofactors of A, the derivative of its determinant; or the derivative of that along
 * matrices E1, ..., Ek, which is linear in each of them and symmetric. So its own derivatives are
 * of the same kind, in both modes, and hold for singular matrices too.
 *
 * <p>With {@code A = U S V'}, it is {@code det(U) det(V) U R V'}, where R is the same for the
 * diagonal matrix S and {@code U' E V}: sums over the choices of k + 1 rows, of the product of the
 * other singular values and the permutations of these rows. It takes time in proportion to n to the
 * k + 2, beside the singular values.
 *
 * @param order k
 */
record Cofactors(int order) implements OfMatrices {
  @Override
  public List<Integer> ranks() {
    return Collections.nCopies(order + 1, 2);
  }

  @Override
  public List<Shape> one(List<Shape> inputs) {
    return List.of(inputs.getFirst());
  }

  @Override
  public void run(List<Shape> shapes, double[][] inputs, double[][] results) {
    int n = shapes.getFirst().length(0);
    double[] u = new double[n * n];
    double[] s = new double[n];
    double[] vt = new double[n * n];
    Dense.svd(inputs[0], n, n, u, s, vt);
    double[] ut = transposed(u, n);
    double[] v = transposed(vt, n);
    double[][] rotated = new double[order + 1][];
    for (int i = 1; i <= order; i++) {
      rotated[i] = Dense.multiply(Dense.multiply(ut, inputs[i], n, n, n), v, n, n, n);
    }
    double[] r = new double[n * n];
    double sign = Math.signum(det(u, n) * det(vt, n));
    new Choices(n, s, rotated, r, sign).from(0, 0, new int[order + 1]);
    double[] c = Dense.multiply(Dense.multiply(u, r, n, n, n), vt, n, n, n);
    System.arraycopy(c, 0, results[0], 0, c.length);
  }

  private static double det(double[] a, int n) {
    double[][] det = new double[1][1];
    new Det().run(List.of(Shape.of(n, n)), new double[][] {a}, det);
    return det[0][0];
  }

  private static double[] transposed(double[] a, int n) {
    double[] t = new double[n * n];
    Arrays.setAll(t, i -> a[i % n * n + i / n]);
    return t;
  }

  /** The choices of rows. */
  private record Choices(int n, double[] s, double[][] e, double[] r, double sign) {
    /** Those with some rows chosen already. */
    void from(int least, int chosen, int[] rows) {
      if (chosen == rows.length) {
        add(rows);
        return;
      }
      for (int row = least; row < n; row++) {
        rows[chosen] = row;
        from(row + 1, chosen + 1, rows);
      }
    }

    private void add(int[] rows) {
      double others = sign;
      for (int i = 0; i < n; i++) {
        others *= Arrays.binarySearch(rows, i) >= 0 ? 1 : s[i];
      }
      if (others == 0) {
        return;
      }
      for (int[] columns : permutations(rows.length)) {
        for (int[] matrices : permutations(rows.length)) {
          add(others * (isOdd(columns) ? -1 : 1), rows, columns, matrices);
        }
      }
    }

    private void add(double factor, int[] rows, int[] columns, int[] matrices) {
      double product = factor;
      int free = 0;
      for (int i = 0; i < rows.length; i++) {
        int at = rows[i] * n + rows[columns[i]];
        product *= matrices[i] == 0 ? 1 : e[matrices[i]][at];
        free = matrices[i] == 0 ? at : free;
      }
      r[free] += product;
    }

    private static boolean isOdd(int[] order) {
      return Dense.isOdd(Arrays.stream(order).asDoubleStream().toArray());
    }

    private static List<int[]> permutations(int n) {
      List<int[]> all = List.of(new int[0]);
      for (int k = 0; k < n; k++) {
        List<int[]> longer = new ArrayList<>();
        for (int[] order : all) {
          for (int at = 0; at <= k; at++) {
            int[] next = Arrays.copyOf(order, k + 1);
            System.arraycopy(order, at, next, at + 1, k - at);
            next[at] = k;
            longer.add(next);
          }
        }
        all = longer;
      }
      return all;
    }
  }

  private Tensor with(List<Tensor> inputs, int at, Tensor e) {
    List<Tensor> others = new ArrayList<>(inputs);
    if (at == 0) {
      others.add(e);
    } else {
      others.set(at, e);
    }
    Cofactors along = new Cofactors(others.size() - 1);
    return Primitive.call(along, others.toArray(Tensor[]::new)).getFirst();
  }

  @Override
  public List<Tensor> jvp(List<Tensor> inputs, List<Tensor> results, List<Tensor> dots) {
    Tensor sum = null;
    for (int i = 0; i <= order; i++) {
      sum = dots.get(i) == null ? sum : Matrices.sum(sum, with(inputs, i, dots.get(i)));
    }
    return Arrays.asList(sum);
  }

  @Override
  public List<Tensor> vjp(List<Tensor> inputs, List<Tensor> results, List<Tensor> bars) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i <= order; i++) {
      all.add(with(inputs, i, bars.getFirst()));
    }
    return all;
  }
}
