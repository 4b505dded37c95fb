package dev.cusp.device.cpu;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import dev.cusp.kernel.Reduction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Products of matrices, {@code c[i, j] = sum over k of a[i, k] b[k, j]}, for all of a batch. Each
 * axis of a kernel is of one of four kinds: those of the first factor and the result become i,
 * those of the second and the result j, those of both factors k, and those that all have the batch.
 * Several axes of a kind become one where their strides allow it. Of those that do not, the largest
 * is taken; what is left of i and j goes to the batch, and of k to a loop around the product.
 *
 * @param aSlot the array of the first factor
 * @param more axes besides k that are summed over
 */
record Product(
    int aSlot,
    int aAt,
    int bSlot,
    int bAt,
    int cAt,
    List<Axis> batch,
    Axis i,
    Axis j,
    Axis k,
    List<Axis> more) {

  /** Rounds of an axis, and what a round adds to the positions in both factors and the result. */
  record Axis(int extent, int a, int b, int c) {
    private static final Axis NONE = new Axis(1, 0, 0, 0);

    /** Whether one axis can stand for this one with another within it. */
    private boolean holds(Axis inner) {
      return a == inner.a * inner.extent
          && b == inner.b * inner.extent
          && c == inner.c * inner.extent;
    }
  }

  /** What a kernel computes if it is such a product and not empty, else null. */
  static Product of(Kernel kernel) {
    if (kernel.reduction() != Reduction.SUM || kernel.extents().contains(0)) {
      return null;
    }
    List<Stmt> body = kernel.body().body().body();
    boolean multiplies =
        kernel.inputs().size() == 2
            && body.size() == 1
            && body.getFirst().op().equals(new Op.Arith(Op.Arith.Kind.MUL))
            && List.copyOf(body.getFirst().operands()).equals(kernel.body().params())
            && kernel.body().results().getFirst().type().isFloating();
    return multiplies
            && kernel.inputs().get(0) instanceof Input.Element a
            && kernel.inputs().get(1) instanceof Input.Element b
        ? of(kernel, a, b)
        : null;
  }

  private static Product of(Kernel kernel, Input.Element a, Input.Element b) {
    List<Axis> batch = new ArrayList<>();
    List<Axis> is = new ArrayList<>();
    List<Axis> js = new ArrayList<>();
    List<Axis> ks = new ArrayList<>();
    for (int axis = 0; axis < kernel.extents().size(); axis++) {
      boolean isReduced = axis >= kernel.outer();
      int x = a.at().stride(axis);
      int y = b.at().stride(axis);
      int z = isReduced ? 0 : kernel.output().stride(axis);
      List<Axis> kind = isReduced ? ks : x != 0 && y == 0 ? is : x == 0 && y != 0 ? js : batch;
      if (kernel.extents().get(axis) > 1) {
        kind.add(new Axis(kernel.extents().get(axis), x, y, z));
      }
    }
    if (is.isEmpty() && js.isEmpty()) {
      return null; // inner products, whose loops are as good
    }
    Axis i = largest(is, Axis::c);
    Axis j = largest(js, Axis::c);
    Axis k = largest(ks, Axis::a);
    batch.addAll(is);
    batch.addAll(js);
    return new Product(
        a.slot(),
        a.at().offset(),
        b.slot(),
        b.at().offset(),
        kernel.output().offset(),
        merged(batch, Axis::c),
        i,
        j,
        k,
        ks);
  }

  /** Takes the largest of some axes out of them, which are merged before. */
  private static Axis largest(List<Axis> axes, ToIntFunction<Axis> order) {
    List<Axis> merged = merged(axes, order);
    axes.clear();
    axes.addAll(merged);
    Axis largest = axes.stream().max(Comparator.comparingInt(Axis::extent)).orElse(Axis.NONE);
    axes.remove(largest);
    return largest;
  }

  /** As few axes as can be; outer ones first. */
  private static List<Axis> merged(List<Axis> axes, ToIntFunction<Axis> order) {
    List<Axis> sorted = new ArrayList<>(axes);
    sorted.sort(Comparator.comparingInt((Axis x) -> Math.abs(order.applyAsInt(x))).reversed());
    List<Axis> merged = new ArrayList<>();
    for (Axis axis : sorted) {
      if (!merged.isEmpty() && merged.getLast().holds(axis)) {
        Axis outer = merged.removeLast();
        merged.add(new Axis(outer.extent() * axis.extent(), axis.a(), axis.b(), axis.c()));
      } else {
        merged.add(axis);
      }
    }
    return merged;
  }

  /** All rounds of some axes. */
  static int rounds(List<Axis> axes) {
    int rounds = 1;
    for (Axis axis : axes) {
      rounds *= axis.extent();
    }
    return rounds;
  }

  /** What a round of some axes adds to the position in an array. */
  static int at(List<Axis> axes, int round, ToIntFunction<Axis> stride) {
    int at = 0;
    int rest = round;
    for (int x = axes.size() - 1; x >= 0; x--) {
      Axis axis = axes.get(x);
      at += stride.applyAsInt(axis) * (rest % axis.extent());
      rest /= axis.extent();
    }
    return at;
  }

  /** How many multiplications it takes. */
  long work() {
    return (long) rounds(batch) * i.extent() * j.extent() * k.extent() * rounds(more);
  }
}
