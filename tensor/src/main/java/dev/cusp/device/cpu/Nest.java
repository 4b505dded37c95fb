package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Template.Kind;
import dev.cusp.kernel.Access;
import dev.cusp.kernel.Device;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import dev.cusp.kernel.Reduction;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel as calls of a strip. Its units are the rounds of all loops but the innermost one, times
 * the parts that this one is run in; they are handed out to threads. Inputs that are not contiguous
 * along the innermost loop are first copied to where they are.
 *
 * <p>What a reduction leaves of each block of rounds goes to an array of its own, and {@link
 * Reduction#total} makes one number of these; where there is one block, it goes to its place.
 */
final class Nest implements Device.Code {
  /** Elements that a strip is run on at once, so that it is called often and stays in the cache. */
  private static final int PART = 8192;

  /** Operations that take as long as reading and writing an element. */
  private static final int AT_ONCE = 8;

  /** Rows that are copied at once, of inputs that are not contiguous. */
  private static final int TILE = 16;

  /** Rows that are shorter are taken together where they can be. */
  private static final int NARROW = 128;

  private final Kernel kernel;
  private final Strips strips;
  private final Kind kind;
  private final int inner;
  private final int n;

  /** The loops around, each with its rounds and, for each operand, by how much it moves on. */
  private final List<Integer> rounds = new ArrayList<>();

  private final List<int[]> moves = new ArrayList<>();

  /** Where operands begin, the output being the first. */
  private final int[] offsets;

  /** How they move along the innermost loop. */
  private final int[] inside;

  private final int part;
  private final int parts;

  /** Rows of COLUMNS: how many there are in all, and how the operands move from one to the next. */
  private final int depth;

  private final int[] deeper;

  /** Partial results for each element of the output. */
  private final int partials;

  /** Whether rows can be computed as one, once inputs that are the same for all are repeated. */
  private final boolean isFlat;

  private final long elements;

  /** Operations for an element. */
  private final int weight;

  /** Finds the code. */
  interface Finder {
    Strips find(Kernel kernel, Kind kind, int inner);
  }

  Nest(Kernel kernel, Finder finder) {
    this.kernel = kernel;
    kind = kernel.reduced() == 0 ? Kind.MAP : kernel.accumulatesRows() ? Kind.COLUMNS : Kind.FOLD;
    int rank = kernel.extents().size();
    inner = kind == Kind.FOLD ? rank - 1 : kernel.outer() - 1;
    strips = finder.find(kernel, kind, inner);
    n = kernel.extents().get(inner);
    int block = kernel.block();
    part = kind == Kind.FOLD ? block : PART;
    parts = Math.ceilDiv(n, part);
    depth = kind == Kind.COLUMNS ? kernel.extents().get(rank - 1) : 1;
    int blocks = Math.ceilDiv(depth, block);
    int others = 1;
    for (int axis = kernel.outer(); axis < rank - 1; axis++) {
      others *= kernel.extents().get(axis);
    }
    partials = kind == Kind.MAP ? 1 : others * (kind == Kind.FOLD ? parts : blocks);
    int operands = kernel.inputs().size() + 1;
    offsets = new int[operands];
    inside = new int[operands];
    deeper = new int[operands];
    for (int k = 0; k < operands; k++) {
      Access at = access(k);
      offsets[k] = at.offset();
      inside[k] = k == 0 ? insideOutput() : at.stride(inner);
      deeper[k] = k == 0 || kind != Kind.COLUMNS ? 0 : at.stride(rank - 1);
    }
    if (partials > 1) {
      offsets[0] = 0;
    }
    loops(rank, blocks);
    isFlat = kind == Kind.MAP && parts == 1 && n < NARROW && !rounds.isEmpty() && isFlat();
    long all = 1;
    for (int extent : kernel.extents()) {
      all *= extent;
    }
    elements = all;
    weight = kernel.weight();
  }

  private boolean isFlat() {
    int[] move = moves.getLast();
    for (int k = 0; k < move.length; k++) {
      boolean follows = move[k] == n * inside[k];
      boolean repeats = k > 0 && move[k] == 0 && inside[k] == 1 && isElement(k);
      boolean isCopied = inside[k] != 0 && inside[k] != 1 && (k == 0 || isElement(k));
      if (!follows && !repeats && !isCopied) {
        return false;
      }
    }
    return true;
  }

  private boolean isElement(int operand) {
    return kernel.inputs().get(operand - 1) instanceof Input.Element;
  }

  private Access access(int operand) {
    return operand == 0 ? kernel.output() : kernel.inputs().get(operand - 1).at();
  }

  private int insideOutput() {
    return switch (kind) {
      case MAP -> kernel.output().stride(inner);
      case COLUMNS -> 1;
      case FOLD -> 0;
    };
  }

  /** The axes around the innermost loop, and where partial results go. */
  private void loops(int rank, int blocks) {
    int row = kind == Kind.COLUMNS ? n : 1;
    int below = partials * row;
    List<Integer> own = new ArrayList<>();
    for (int axis = kernel.outer() - 1; axis >= 0; axis--) {
      boolean isInner = axis == inner;
      own.addFirst(isInner ? 1 : below);
      below *= isInner ? 1 : kernel.extents().get(axis);
    }
    for (int axis = 0; axis < kernel.outer(); axis++) {
      if (axis != inner) {
        int out = partials > 1 ? own.get(axis) : kernel.output().stride(axis);
        loop(kernel.extents().get(axis), axis, 1, out);
      }
    }
    int out = kind == Kind.MAP ? 0 : partials * row;
    for (int axis = kernel.outer(); axis < rank - 1; axis++) {
      out /= kernel.extents().get(axis);
      loop(kernel.extents().get(axis), axis, 1, out);
    }
    if (blocks > 1) {
      loop(blocks, rank - 1, kernel.block(), row);
    }
  }

  private void loop(int count, int axis, int by, int out) {
    int[] move = new int[offsets.length];
    move[0] = out;
    for (int k = 1; k < move.length; k++) {
      move[k] = access(k).stride(axis) * by;
    }
    rounds.add(count);
    moves.add(move);
  }

  @Override
  public void run(Object[] arrays, Object output, double[] numbers) {
    Object target = output;
    if (partials != 1) {
      int size = Array.getLength(output) * partials;
      target = Array.newInstance(output.getClass().componentType(), size);
    }
    if (kind == Kind.COLUMNS) {
      kernel.reduction().clear(target);
    }
    Object[] operands = new Object[offsets.length];
    double[] given = new double[kernel.inputs().size()];
    operands[0] = target;
    for (int k = 1; k < operands.length; k++) {
      switch (kernel.inputs().get(k - 1)) {
        case Input.Element e -> operands[k] = arrays[e.slot()];
        case Input.Number x -> given[k - 1] = numbers[x.slot()];
        case Input.Index _ -> {}
      }
    }
    int units = parts;
    for (int count : rounds) {
      units *= count;
    }
    int length = isFlat ? n * rounds.getLast() : n;
    boolean isShort = length < (kind == Kind.FOLD ? TILE : VectorStrip.LANES);
    Strip vector = isShort ? null : strips.vector();
    boolean isTimed = !isShort && strips.isTimed();
    long start = isTimed ? System.nanoTime() : 0;
    Threads.split(
        units,
        elements * (1 + weight / AT_ONCE),
        Integer.MAX_VALUE,
        (from, to) -> new Run(operands.clone(), given, vector).units(from, to));
    if (isTimed) {
      strips.ran(System.nanoTime() - start);
    }
    if (partials != 1) {
      kernel.reduction().totals(target, partials, kind == Kind.COLUMNS ? n : 1, output);
    }
  }

  /** Some units, one after the other. */
  private final class Run {
    private final Object[] given;
    private final Object[] operands;
    private final double[] numbers;
    private final Strip scalar = strips.scalar();
    private final Strip vector;
    private final int[] at = new int[offsets.length];

    /** Rows of an input in a row, and where it was read. */
    private final Object[] repeated = new Object[offsets.length];

    private final int[] repeatedFrom = new int[offsets.length];
    private final int[] steps = new int[2 * offsets.length];

    Run(Object[] operands, double[] numbers, Strip vector) {
      this.operands = operands;
      this.numbers = numbers;
      this.vector = vector;
      given = operands.clone();
    }

    void units(int from, int to) {
      int last = rounds.size() - 1;
      boolean groups = kind != Kind.COLUMNS && parts == 1 && last >= 0;
      int most = Math.max(isContiguous() ? 1 : TILE, part / Math.max(1, n));
      int unit = from;
      while (unit < to) {
        int rows = 1;
        if (groups) {
          int count = rounds.get(last);
          rows = Math.min(Math.min(most, count - unit % count), to - unit);
        }
        unit(unit, rows, groups ? moves.get(last) : deeper);
        unit += rows;
      }
    }

    private void unit(int unit, int rows, int[] step) {
      int p = unit % parts;
      int rest = unit / parts;
      int count = Math.min(part, n - p * part);
      for (int k = 0; k < at.length; k++) {
        boolean counts = k == 0 && kind == Kind.FOLD;
        at[k] = offsets[k] + p * (counts ? 1 : part * inside[k]);
        steps[k] = step[k];
        steps[k + at.length] = inside[k];
      }
      int block = 0;
      for (int axis = rounds.size() - 1; axis >= 0; axis--) {
        int i = rest % rounds.get(axis);
        rest /= rounds.get(axis);
        block = axis == rounds.size() - 1 ? i : block;
        int[] move = moves.get(axis);
        for (int k = 0; k < at.length; k++) {
          at[k] += i * move[k];
        }
      }
      int height = kind == Kind.COLUMNS ? Math.min(kernel.block(), depth - block(block)) : rows;
      strip(height, count);
    }

    /** The first row of a block; where there is one, it begins at 0. */
    private int block(int number) {
      return depth > kernel.block() ? number * kernel.block() : 0;
    }

    private void strip(int rows, int count) {
      for (int k = 1; k < at.length; k++) {
        if (operands[k] != null && inside[k] != 0 && inside[k] != 1) {
          Object copy = Strided.array(given[k], operands[k], rows * count);
          Strided.gather(given[k], at[k], steps[k], rows, inside[k], count, copy);
          operands[k] = copy;
          at[k] = 0;
          steps[k] = count;
        }
      }
      if (kind == Kind.MAP && inside[0] != 1) {
        Object copy = Strided.array(given[0], operands[0], rows * count);
        int start = at[0];
        int step = steps[0];
        operands[0] = copy;
        at[0] = 0;
        steps[0] = count;
        flat(rows, count);
        Strided.scatter(copy, rows, count, given[0], start, step, inside[0]);
      } else {
        flat(rows, count);
      }
    }

    private void flat(int rows, int count) {
      if (!isFlat || rows == 1) {
        compute(rows, count);
        return;
      }
      for (int k = 1; k < at.length; k++) {
        if (inside[k] == 1 && steps[k] == 0 && isElement(k)) {
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
      if (vector == null || whole == 0) {
        scalar.run(operands, at, steps, numbers, rows, count);
      } else if (kind == Kind.FOLD || whole == count) {
        vector.run(operands, at, steps, numbers, rows, count);
      } else {
        vector.run(operands, at, steps, numbers, rows, whole);
        if (kind == Kind.MAP) { // the last vector anew; no operand is where the results are
          skip(count - VectorStrip.LANES);
          vector.run(operands, at, steps, numbers, rows, VectorStrip.LANES);
        } else {
          skip(whole);
          scalar.run(operands, at, steps, numbers, rows, count - whole);
        }
      }
    }

    private void skip(int elements) {
      for (int k = 0; k < at.length; k++) {
        boolean isIndex = k > 0 && kernel.inputs().get(k - 1) instanceof Input.Index;
        at[k] += elements * (isIndex ? inside[k] : inside[k] == 0 ? 0 : 1);
      }
    }
  }

  private boolean isContiguous() {
    for (int k = 1; k < inside.length; k++) {
      if (kernel.inputs().get(k - 1) instanceof Input.Element && (inside[k] & ~1) != 0) {
        return false;
      }
    }
    return true;
  }
}
