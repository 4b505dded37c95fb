package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Template.Kind;
import dev.cusp.kernel.Group.Division;
import dev.cusp.kernel.Kernel.Input;
import java.lang.reflect.Array;
import java.util.Arrays;

/** What one thread does of a run of a kernel. */
final class Pass {
  private final Nest nest;
  private final Nest.Call call;

  /** Arrays by operand, as they are given, and as they are used, where some may be copied. */
  private final Object[] given;

  private final Object[] operands;
  private final int[] at;
  private final int[] steps;

  /** Elements by which operands are not where they would be, as they begin with a later row. */
  private final int[] missing;

  /** Rows of an input in a row, and where it was read. */
  private final Object[] repeated;

  private final int[] repeatedFrom;

  Pass(Nest nest, Nest.Call call) {
    this.nest = nest;
    this.call = call;
    int count = nest.offsets.length;
    operands = call.operands.clone();
    given = nest.copies ? operands.clone() : operands;
    at = new int[count];
    steps = new int[2 * count];
    missing = new int[count];
    for (int k = 0; k < count; k++) {
      missing[k] = -call.begin[k];
    }
    repeated = nest.isFlat ? new Object[count] : null;
    repeatedFrom = nest.isFlat ? new int[count] : null;
  }

  /** Has an operand in an array of its own. */
  void replace(int operand, Object array) {
    given[operand] = array;
    operands[operand] = array;
  }

  /** An operand's array begins after some elements are left out. */
  void leaveOut(int operand, int elements) {
    missing[operand] = elements;
  }

  /** Runs some rows. */
  void rows(Division by, int from, int to) {
    if (nest.isFlat) {
      Arrays.fill(repeatedFrom, -1);
    }
    int first = from * by.rounds();
    int end = to * by.rounds();
    if (nest.kind == Kind.COLUMNS) {
      deep(first, end);
    } else if (nest.rounds.isEmpty()) {
      span(first, end);
    } else {
      int each = nest.parts;
      for (int axis = by.axis() + 1; axis < nest.rounds.size(); axis++) {
        each *= nest.rounds.get(axis);
      }
      units(first * each, end * each);
    }
  }

  /** Elements of the only loop. */
  private void span(int from, int to) {
    for (int start = from; start < to; start += nest.part) {
      for (int k = 0; k < at.length; k++) {
        at[k] = nest.offsets[k] - missing[k] + start * nest.inside[k];
        steps[k] = 0;
        steps[k + at.length] = nest.inside[k];
      }
      strip(1, Math.min(nest.part, to - start));
    }
  }

  /** Rows that are added up. */
  private void deep(int from, int to) {
    int block = nest.block;
    int end;
    for (int row = from; row < to; row = end) {
      end = Math.min(to, (row / block + 1) * block);
      int partial = nest.depth > block ? row / block : 0;
      for (int p = 0; p < nest.parts; p++) {
        for (int k = 0; k < at.length; k++) {
          at[k] = nest.offsets[k] - missing[k] + p * nest.part * nest.inside[k];
          at[k] += k == 0 ? partial * nest.n : row * nest.deeper[k];
          steps[k] = nest.deeper[k];
          steps[k + at.length] = nest.inside[k];
        }
        strip(end - row, Math.min(nest.part, nest.n - p * nest.part));
      }
    }
  }

  /** Units, one after the other. */
  void units(int from, int to) {
    int last = nest.rounds.size() - 1;
    boolean groups = nest.kind != Kind.COLUMNS && nest.parts == 1 && last >= 0;
    int most = Math.max(nest.isContiguous() ? 1 : Nest.TILE, nest.part / Math.max(1, nest.n));
    int unit = from;
    while (unit < to) {
      int rows = 1;
      if (groups) {
        int count = nest.rounds.get(last);
        rows = Math.min(Math.min(most, count - unit % count), to - unit);
      }
      unit(unit, rows, groups ? nest.moves.get(last) : nest.deeper);
      unit += rows;
    }
  }

  private void unit(int unit, int rows, int[] step) {
    int p = unit % nest.parts;
    int rest = unit / nest.parts;
    int count = Math.min(nest.part, nest.n - p * nest.part);
    for (int k = 0; k < at.length; k++) {
      boolean counts = k == 0 && nest.kind == Kind.FOLD;
      at[k] = nest.offsets[k] - missing[k] + p * (counts ? 1 : nest.part * nest.inside[k]);
      steps[k] = step[k];
      steps[k + at.length] = nest.inside[k];
    }
    int block = 0;
    for (int axis = nest.rounds.size() - 1; axis >= 0; axis--) {
      int i = rest % nest.rounds.get(axis);
      rest /= nest.rounds.get(axis);
      block = axis == nest.rounds.size() - 1 ? i : block;
      int[] move = nest.moves.get(axis);
      for (int k = 0; k < at.length; k++) {
        at[k] += i * move[k];
      }
    }
    int depth = nest.block;
    int first = nest.depth > depth ? block * depth : 0;
    strip(nest.kind == Kind.COLUMNS ? Math.min(depth, nest.depth - first) : rows, count);
  }

  private void strip(int rows, int count) {
    for (int k = 1; k < at.length; k++) {
      if (operands[k] != null && nest.inside[k] != 0 && nest.inside[k] != 1) {
        Object copy = Strided.array(given[k], operands[k], rows * count);
        Strided.gather(given[k], at[k], steps[k], rows, nest.inside[k], count, copy);
        operands[k] = copy;
        at[k] = 0;
        steps[k] = count;
      }
    }
    if (nest.kind == Kind.MAP && nest.inside[0] != 1) {
      Object copy = Strided.array(given[0], operands[0], rows * count);
      int start = at[0];
      int step = steps[0];
      operands[0] = copy;
      at[0] = 0;
      steps[0] = count;
      flat(rows, count);
      Strided.scatter(copy, rows, count, given[0], start, step, nest.inside[0]);
    } else {
      flat(rows, count);
    }
  }

  private void flat(int rows, int count) {
    if (!nest.isFlat || rows == 1) {
      compute(rows, count);
      return;
    }
    for (int k = 1; k < at.length; k++) {
      if (nest.inside[k] == 1 && steps[k] == 0 && nest.isElement(k)) {
        repeat(k, rows * count, count);
      }
    }
    compute(1, rows * count);
    System.arraycopy(given, 1, operands, 1, given.length - 1);
  }

  private void repeat(int k, int length, int count) {
    Object some = repeated[k];
    if (some == null || Array.getLength(some) < length || repeatedFrom[k] != at[k]) {
      some = Strided.array(given[k], some == null ? given[k] : some, length);
      System.arraycopy(given[k], at[k], some, 0, count);
      for (int done = count; done < length; done *= 2) {
        System.arraycopy(some, 0, some, done, Math.min(done, length - done));
      }
      repeated[k] = some;
      repeatedFrom[k] = at[k];
    }
    operands[k] = some;
    at[k] = 0;
  }

  private void compute(int rows, int count) {
    int whole = count & -VectorStrip.LANES;
    if (call.vector == null || whole == 0) {
      call.scalar.run(operands, at, steps, call.given, rows, count);
    } else if (nest.kind == Kind.FOLD || whole == count) {
      call.vector.run(operands, at, steps, call.given, rows, count);
    } else {
      call.vector.run(operands, at, steps, call.given, rows, whole);
      if (nest.kind == Kind.MAP) { // the last vector anew; no operand is where the results are
        skip(count - VectorStrip.LANES);
        call.vector.run(operands, at, steps, call.given, rows, VectorStrip.LANES);
      } else {
        skip(whole);
        call.scalar.run(operands, at, steps, call.given, rows, count - whole);
      }
    }
  }

  private void skip(int elements) {
    for (int k = 0; k < at.length; k++) {
      boolean isIndex = k > 0 && nest.kernel.inputs().get(k - 1) instanceof Input.Index;
      at[k] += elements * (isIndex ? nest.inside[k] : nest.inside[k] == 0 ? 0 : 1);
    }
  }
}
