package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Template.Kind;
import dev.cusp.kernel.Access;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import dev.cusp.kernel.Reduction;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A kernel as calls of a strip. Its units are the rounds of all loops but the innermost one, times
 * the parts that this one is run in; they are handed out to threads. Inputs that are not contiguous
 * along the innermost loop are first copied to where they are.
 *
 * <p>What a reduction leaves of each block of rounds goes to an array of its own, and {@link
 * Reduction#total} makes one number of these; where there is one block, it goes to its place.
 */
final class Nest implements Blocks.Whole {
  /** Elements that a strip is run on at once, so that it is called often and stays in the cache. */
  private static final int PART = 8192;

  /** Operations that take as long as reading and writing an element. */
  private static final int AT_ONCE = 8;

  /** Rows that are copied at once, of inputs that are not contiguous. */
  static final int TILE = 16;

  /** Rows that are shorter are taken together where they can be. */
  private static final int NARROW = 128;

  final Kernel kernel;
  final Kind kind;

  /** Rounds of the innermost loop. */
  final int n;

  private final Strips strips;
  private final int inner;

  /** The loops around, each with its rounds and, for each operand, by how much it moves on. */
  final List<Integer> rounds = new ArrayList<>();

  final List<int[]> moves = new ArrayList<>();

  /** Where operands begin, the output being the first. */
  final int[] offsets;

  /** How they move along the innermost loop. */
  final int[] inside;

  /** Rounds of the last reduced axis that are taken together. */
  final int block;

  final int part;
  final int parts;

  /** Rows of COLUMNS: how many there are in all, and how the operands move from one to the next. */
  final int depth;

  final int[] deeper;

  /** Partial results for each element of the output. */
  final int partials;

  /** Whether rows can be computed as one, once inputs that are the same for all are repeated. */
  final boolean isFlat;

  /** By input, which array or number it is; -1 for others. */
  private final int[] arrays;

  private final int[] numbers;

  /** Whether operands may have to be copied to where they are contiguous. */
  final boolean copies;

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
    block = kernel.block();
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
    arrays = new int[operands - 1];
    numbers = new int[operands - 1];
    for (int k = 0; k < arrays.length; k++) {
      Input input = kernel.inputs().get(k);
      arrays[k] = input instanceof Input.Element e ? e.slot() : -1;
      numbers[k] = input instanceof Input.Number x ? x.slot() : -1;
    }
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
    copies = isFlat || !isContiguous() || kind == Kind.MAP && inside[0] != 1;
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

  boolean isElement(int operand) {
    return arrays[operand - 1] >= 0;
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
      loop(blocks, rank - 1, block, row);
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
  public void run(Object[] arrays, int[] starts, Object output, double[] numbers) {
    int units = parts;
    for (int count : rounds) {
      units *= count;
    }
    Call call = call(arrays, starts, output, numbers);
    long start = call.start();
    Threads.split(units, work(), Integer.MAX_VALUE, (from, to) -> call.pass().units(from, to));
    call.ran(start);
    call.end();
  }

  /** About how many simple operations it takes. */
  long work() {
    return elements * (1 + weight / AT_ONCE);
  }

  /** Begins a run, which may have several passes, and then an end. */
  Call call(Object[] arrays, int[] starts, Object output, double[] numbers) {
    return new Call(arrays, starts, output, numbers);
  }

  /** A run on some arrays. */
  final class Call {
    final Object[] operands = new Object[offsets.length];

    /** Where operands begin, each in its array. */
    final int[] begin = new int[offsets.length];

    final double[] given = new double[numbers.length];
    final Strip scalar = strips.scalar();
    final Strip vector;
    private final Object output;
    private final LongAdder spent;

    private Call(Object[] arrays, int[] starts, Object output, double[] numbers) {
      this.output = output;
      operands[0] =
          partials == 1
              ? output
              : Strided.array(output, output, Array.getLength(output) * partials);
      if (kind == Kind.COLUMNS) {
        kernel.reduction().clear(operands[0]);
      }
      for (int k = 0; k < given.length; k++) {
        int array = Nest.this.arrays[k];
        int number = Nest.this.numbers[k];
        if (array >= 0) {
          operands[k + 1] = arrays[array];
          begin[k + 1] = starts[array];
        } else if (number >= 0) {
          given[k] = numbers[number];
        }
      }
      int length = isFlat ? n * rounds.getLast() : n;
      boolean isShort = length < (kind == Kind.FOLD ? TILE : VectorStrip.LANES);
      vector = isShort ? null : strips.vector();
      spent = !isShort && strips.isTimed() ? new LongAdder() : null;
    }

    /** What one thread does of it. */
    Pass pass() {
      return new Pass(Nest.this, this);
    }

    /** When a part begins, where somebody wants to know. */
    long start() {
      return spent == null ? 0 : System.nanoTime();
    }

    /** A part of it, begun at {@link #start}, is done. */
    void ran(long start) {
      if (spent != null) {
        spent.add(System.nanoTime() - start);
      }
    }

    /** Makes results of partial ones, when all has been done. */
    void end() {
      if (spent != null) {
        strips.ran(spent.sum());
      }
      if (partials != 1) {
        kernel.reduction().totals(operands[0], partials, kind == Kind.COLUMNS ? n : 1, output);
      }
    }
  }

  boolean isContiguous() {
    for (int k = 1; k < inside.length; k++) {
      if (isElement(k) && (inside[k] & ~1) != 0) {
        return false;
      }
    }
    return true;
  }
}
