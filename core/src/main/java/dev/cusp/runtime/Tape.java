package dev.cusp.runtime;

import java.util.Arrays;

/**
 * Residual memory: numbered arrays of each kind, which grow and keep what was written to them.
 *
 * <p>The arrays outlive the call that filled them, so that the next call finds them large enough:
 * {@link #acquire} takes a tape that the thread has no use for at the time and {@link #release}
 * gives it back. A tape that an exception keeps from being released is garbage, no more. What an
 * array holds at first is what an earlier call left there.
 */
public final class Tape {
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  /** About what a processor's caches hold. */
  private static final long MODEST = 16L << 20;

  /** Numbers of arrays that are kept from run to run. */
  private static final int CACHED = 1 << 17;

  private static final double[][] NO_DOUBLES = {};
  private static final float[][] NO_FLOATS = {};
  private static final int[][] NO_INTS = {};
  private static final long[][] NO_LONGS = {};
  private static final byte[][] NO_BYTES = {};
  private static final Object[][] NO_REFS = {};
  private static final double[][][] NO_LINES = {};

  private double[][] doubles;
  private float[][] floats;
  private int[][] ints;
  private long[][] longs;
  private byte[][] bytes;
  private Object[][] refs;
  private double[][][] lines;

  /** How much of each reference array was asked for since the tape was acquired. */
  private int[] refsUsed;

  private int[] tops = {};
  private long size;

  /** The bytes that it may grow to. */
  private long limit = Long.MAX_VALUE;

  private boolean idle;

  /** A program keeps more than a modest tape holds. */
  public static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Full() {
      super("residual memory is full", null, false, false);
    }
  }

  private Tape() {
    empty();
  }

  /** A tape that nobody else on this thread uses until it is released. */
  public static Tape acquire() {
    Tape tape = TapePool.ofThread().take();
    if (tape == null) {
      return new Tape();
    }
    tape.idle = false;
    tape.limit = Long.MAX_VALUE;
    Arrays.fill(tape.tops, 0);
    return tape;
  }

  /**
   * The same for who can do without: it throws {@link Full} rather than grow beyond what is quickly
   * read again.
   */
  public static Tape modest() {
    Tape tape = acquire();
    tape.limit = MODEST;
    return tape;
  }

  /** A new, empty tape, as a frame of a recursion needs. It may be released, or just forgotten. */
  public static Tape fresh() {
    return new Tape();
  }

  /** How far a loop's arrays are filled, when the loop runs inside another. */
  public int top(int slot) {
    return slot < tops.length ? tops[slot] : 0;
  }

  /** Sets how far a loop's arrays are filled. */
  public void top(int slot, int top) {
    if (slot >= tops.length) {
      tops = Arrays.copyOf(tops, Math.max(slot + 1, 2 * tops.length));
    }
    tops[slot] = top;
  }

  /** Gives the tape back to the pool of this thread; its arrays must not be used any more. */
  public void release() {
    if (idle) {
      throw new IllegalStateException("a tape was released twice");
    }
    for (int slot = 0; slot < refsUsed.length; slot++) {
      Arrays.fill(refs[slot], 0, refsUsed[slot], null);
      refsUsed[slot] = 0;
    }
    idle = true;
    TapePool.ofThread().give(this);
  }

  /** Bytes that the arrays hold, headers aside. */
  long size() {
    return size;
  }

  /** Drops all arrays. */
  void empty() {
    doubles = NO_DOUBLES;
    floats = NO_FLOATS;
    ints = NO_INTS;
    longs = NO_LONGS;
    bytes = NO_BYTES;
    refs = NO_REFS;
    lines = NO_LINES;
    refsUsed = new int[0];
    size = 0;
  }

  // In the accessors a negative length is, unsigned, larger than every array: it takes the slow
  // path and fails there.

  /** Array {@code slot} of doubles, with at least {@code length} elements. */
  public double[] doubles(int slot, int length) {
    double[][] all = doubles;
    if (slot < all.length) {
      double[] found = all[slot];
      if (Integer.compareUnsigned(length, found.length) <= 0) {
        return found;
      }
    }
    return growDoubles(slot, length);
  }

  /** Array {@code slot} of doubles, the first {@code length} of them zero, as if it were new. */
  public double[] zeros(int slot, int length) {
    double[] found = doubles(slot, length);
    Arrays.fill(found, 0, length, 0.0);
    return found;
  }

  /** Array {@code slot} of floats, with at least {@code length} elements. */
  public float[] floats(int slot, int length) {
    float[][] all = floats;
    if (slot < all.length) {
      float[] found = all[slot];
      if (Integer.compareUnsigned(length, found.length) <= 0) {
        return found;
      }
    }
    return growFloats(slot, length);
  }

  /** Array {@code slot} of ints, with at least {@code length} elements. */
  public int[] ints(int slot, int length) {
    int[][] all = ints;
    if (slot < all.length) {
      int[] found = all[slot];
      if (Integer.compareUnsigned(length, found.length) <= 0) {
        return found;
      }
    }
    return growInts(slot, length);
  }

  /** Array {@code slot} of longs, with at least {@code length} elements. */
  public long[] longs(int slot, int length) {
    long[][] all = longs;
    if (slot < all.length) {
      long[] found = all[slot];
      if (Integer.compareUnsigned(length, found.length) <= 0) {
        return found;
      }
    }
    return growLongs(slot, length);
  }

  /** Array {@code slot} of bytes, with at least {@code length} elements. */
  public byte[] bytes(int slot, int length) {
    byte[][] all = bytes;
    if (slot < all.length) {
      byte[] found = all[slot];
      if (Integer.compareUnsigned(length, found.length) <= 0) {
        return found;
      }
    }
    return growBytes(slot, length);
  }

  /** Array {@code slot} of references, with at least {@code length} elements. */
  public Object[] refs(int slot, int length) {
    Object[][] all = refs;
    if (slot < all.length) {
      Object[] found = all[slot];
      if (Integer.compareUnsigned(length, found.length) <= 0) {
        if (length > refsUsed[slot]) {
          refsUsed[slot] = length;
        }
        return found;
      }
    }
    return growRefs(slot, length);
  }

  /**
   * An array of zeros, of this length: the one that was asked for last under these numbers, where
   * it has that length.
   */
  public double[] line(int slot, int index, int length) {
    double[] line = unclearedLine(slot, index, length);
    Arrays.fill(line, 0.0);
    return line;
  }

  /** The same array, with what was left in it. */
  public double[] unclearedLine(int slot, int index, int length) {
    double[][][] all = lines;
    if (slot < all.length && Integer.compareUnsigned(index, all[slot].length) < 0) {
      double[] found = all[slot][index];
      if (found != null && found.length == length) {
        return found;
      }
    }
    return newLine(slot, index, length);
  }

  /**
   * Zeros in an array of this length, the same in every run; a new one where it would not fit into
   * a cache anyway.
   */
  public double[] array(int slot, int length) {
    return length > CACHED ? new double[length] : line(slot, 0, length);
  }

  /** The same for an array of arrays. */
  public double[][] grid(int slot, int rows, int length) {
    if ((long) rows * length > CACHED || rows < 0) {
      return new double[rows][length];
    }
    double[][] grid = new double[rows][];
    for (int i = 0; i < rows; i++) {
      grid[i] = line(slot, i, length);
    }
    return grid;
  }

  private double[] newLine(int slot, int index, int length) {
    lines = table(lines, slot, new double[0][]);
    if (index >= lines[slot].length) {
      int next = grown(lines[slot].length, index + 1, Integer.BYTES); // compressed references
      lines[slot] = Arrays.copyOf(lines[slot], next);
    }
    if (length < 0) {
      throw new NegativeArraySizeException(Integer.toString(length));
    }
    double[] old = lines[slot][index];
    count((length - (old == null ? 0L : old.length)) * Double.BYTES);
    return lines[slot][index] = new double[length];
  }

  private double[] growDoubles(int slot, int length) {
    doubles = table(doubles, slot, new double[0]);
    int next = grown(doubles[slot].length, length, Double.BYTES);
    return doubles[slot] = Arrays.copyOf(doubles[slot], next);
  }

  private float[] growFloats(int slot, int length) {
    floats = table(floats, slot, new float[0]);
    int next = grown(floats[slot].length, length, Float.BYTES);
    return floats[slot] = Arrays.copyOf(floats[slot], next);
  }

  private int[] growInts(int slot, int length) {
    ints = table(ints, slot, new int[0]);
    int next = grown(ints[slot].length, length, Integer.BYTES);
    return ints[slot] = Arrays.copyOf(ints[slot], next);
  }

  private long[] growLongs(int slot, int length) {
    longs = table(longs, slot, new long[0]);
    int next = grown(longs[slot].length, length, Long.BYTES);
    return longs[slot] = Arrays.copyOf(longs[slot], next);
  }

  private byte[] growBytes(int slot, int length) {
    bytes = table(bytes, slot, new byte[0]);
    int next = grown(bytes[slot].length, length, Byte.BYTES);
    return bytes[slot] = Arrays.copyOf(bytes[slot], next);
  }

  private Object[] growRefs(int slot, int length) {
    refs = table(refs, slot, new Object[0]);
    refsUsed = Arrays.copyOf(refsUsed, refs.length);
    int next = grown(refs[slot].length, length, Integer.BYTES); // compressed references
    refsUsed[slot] = Math.max(refsUsed[slot], length);
    return refs[slot] = Arrays.copyOf(refs[slot], next);
  }

  private static <T> T[] table(T[] all, int slot, T empty) {
    if (slot < all.length) {
      return all;
    }
    T[] wider = Arrays.copyOf(all, Math.max(slot + 1, 2 * all.length));
    Arrays.fill(wider, all.length, wider.length, empty);
    return wider;
  }

  /** The next length of an array, at least doubled; counts the bytes that it adds. */
  private int grown(int length, int wanted, int width) {
    if (wanted < 0 || wanted > MAX_LENGTH) {
      throw new IllegalStateException(
          "residuals of this loop need more than 2^31 entries; move the loop's body, or the"
              + " loops inside it, into a method marked @Checkpoint");
    }
    if (wanted <= length) {
      return length;
    }
    int next = (int) Math.max(Math.max(64L, wanted), Math.min(2L * length, MAX_LENGTH));
    count((long) (next - length) * width);
    return next;
  }

  private void count(long bytes) {
    size += bytes;
    if (size > limit) {
      throw new Full();
    }
  }
}
