package dev.cusp.device.cpu;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.kernel.Access;
import dev.cusp.kernel.Device;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import dev.cusp.kernel.Reduction;
import java.util.List;

/**
 * Products of matrices, {@code c[i, j] = sum over k of a[i, k] b[k, j]}, for all of a batch. Eight
 * rows of b at a time are copied side by side and multiplied into rows of c: one loop over arrays
 * of their own with one counter, which the JIT vectorizes ({@link Panels}).
 */
final class Multiply {
  private Multiply() {}

  /** Extents of a product and where its operands lie. */
  record Form(
      List<Integer> batch, int m, int n, int k, Input.Element a, Input.Element b, Access c) {
    /** The positions where a matrix of the batch begins. */
    int base(Access access, int matrix) {
      int at = access.offset();
      int rest = matrix;
      for (int axis = batch.size() - 1; axis >= 0; axis--) {
        at += access.stride(axis) * (rest % batch.get(axis));
        rest /= batch.get(axis);
      }
      return at;
    }

    int rows() {
      return batch.size();
    }
  }

  /** The code for a kernel that is such a product, else null. */
  static Device.Code of(Kernel kernel) {
    Form form = form(kernel);
    if (form == null) {
      return null;
    }
    int count = form.batch().stream().reduce(1, (x, y) -> x * y);
    boolean isDouble = kernel.component().descriptorString().equals("D");
    int tiles = Math.ceilDiv(form.m(), Panels.ROWS);
    long work = (long) count * form.m() * form.n() * form.k();
    return (arrays, output, _) ->
        Threads.split(
            count * tiles,
            work,
            1,
            (from, _) -> {
              int matrix = from / tiles;
              int row = from % tiles * Panels.ROWS;
              if (isDouble) {
                Panels.doubles(form, arrays, (double[]) output, matrix, row);
              } else {
                Panels.floats(form, arrays, (float[]) output, matrix, row);
              }
            });
  }

  private static Form form(Kernel kernel) {
    int outer = kernel.outer();
    if (kernel.reduction() != Reduction.SUM || kernel.reduced() != 1 || outer < 2) {
      return null;
    }
    List<Stmt> body = kernel.body().body().body();
    boolean isProduct =
        kernel.inputs().size() == 2
            && body.size() == 1
            && body.getFirst().op().equals(new Op.Arith(Op.Arith.Kind.MUL))
            && List.copyOf(body.getFirst().operands()).equals(kernel.body().params())
            && kernel.body().results().getFirst().type().isFloating();
    if (!isProduct
        || !(kernel.inputs().get(0) instanceof Input.Element x)
        || !(kernel.inputs().get(1) instanceof Input.Element y)) {
      return null;
    }
    int i = outer - 2;
    int j = outer - 1;
    boolean inOrder = x.at().stride(j) == 0 && y.at().stride(i) == 0;
    boolean swapped = y.at().stride(j) == 0 && x.at().stride(i) == 0;
    if (!inOrder && !swapped) {
      return null;
    }
    List<Integer> e = kernel.extents();
    Input.Element a = inOrder ? x : y;
    Input.Element b = inOrder ? y : x;
    return new Form(e.subList(0, i), e.get(i), e.get(j), e.get(outer), a, b, kernel.output());
  }
}
