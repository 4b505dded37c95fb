package dev.cusp.kernel;

import java.lang.constant.ClassDesc;
import java.util.List;

/**
 * Kernels that are run one after the other. All that they write, and read of each other, consists
 * of the same number of rows, and each row is made of the same row of what the others wrote. So a
 * device may run all of them on some rows, then on the next ones; sums over the rows themselves are
 * ready in the end.
 *
 * @param rows how many there are
 * @param temporaries slots of arrays that are of no use afterwards; they are given as null
 */
public record Group(int rows, List<Member> members, List<Temporary> temporaries) {
  /** A kernel and the slot it writes to. */
  public record Member(Kernel kernel, int output) {}

  /** An array between two members. */
  public record Temporary(int slot, ClassDesc component, int size) {
    /** An array of the kind. */
    public Object array(int length) {
      return switch (component.descriptorString()) {
        case "D" -> new double[length];
        case "F" -> new float[length];
        case "J" -> new long[length];
        case "I" -> new int[length];
        case "S" -> new short[length];
        case "Z" -> new boolean[length];
        default -> throw new IllegalStateException("no tensor has elements " + component);
      };
    }
  }

  /**
   * How a kernel is divided into rows.
   *
   * @param axis the loop that is divided
   * @param rounds how many of its rounds belong to a row
   */
  public record Division(int axis, int rounds) {}

  public Group {
    members = List.copyOf(members);
    temporaries = List.copyOf(temporaries);
  }

  /** Of a kernel alone. */
  public static Group of(Kernel kernel, int output) {
    return new Group(1, List.of(new Member(kernel, output)), List.of());
  }

  /** How a kernel can be divided; null where it cannot. */
  public static Division division(Kernel k, int rows) {
    int last = k.extents().size() - 1;
    int divided = k.reduced() == 0 || isRowByRow(k) ? 0 : isOfRows(k) ? k.outer() : -1;
    if (divided < 0 || k.extents().get(divided) % rows != 0) {
      return null;
    }
    return new Division(divided, k.extents().get(divided) / rows);
  }

  /** Whether what a kernel reduces lies within rows. */
  private static boolean isRowByRow(Kernel k) {
    return k.reduced() == 1
        && k.extents().getFirst() > 1
        && !k.accumulatesRows()
        && k.extents().getLast() <= k.block();
  }

  /** Whether a kernel reduces rows to one. */
  private static boolean isOfRows(Kernel k) {
    boolean isWhole = k.reduced() == 2 && !k.accumulatesRows() && k.extents().getFirst() == 1;
    return k.outer() == 1
        && (isWhole && k.extents().getLast() <= k.block()
            || k.reduced() == 1 && k.accumulatesRows());
  }

  /**
   * Whether a kernel, in each row, reads or writes the same row of an array only.
   *
   * @param width how many elements of the array are a row
   */
  public static boolean staysInRow(Kernel k, Division d, Access at, int width) {
    int low = at.offset();
    int high = at.offset();
    for (int axis = 0; axis < at.strides().size(); axis++) {
      int rounds = axis == d.axis() ? d.rounds() : k.extents().get(axis);
      int span = at.stride(axis) * (rounds - 1);
      low += Math.min(0, span);
      high += Math.max(0, span);
    }
    return at.stride(d.axis()) * d.rounds() == width && low >= 0 && high < width;
  }

  /** Whether what a kernel writes is ready only when all rows have been run. */
  public static boolean reducesRows(Kernel k, Division d) {
    return d.axis() >= k.outer();
  }
}
