package dev.cusp.device.cpu;

/**
 * How a product is divided: into parts of some rows and columns for threads to share, which may
 * have to add up several depths. It depends on the extents alone, not on the number of threads, so
 * the sums are the same for any.
 */
record Tiles(int rows, int columns, int depth) {
  /** A part takes milliseconds at most, for the garbage collector may have to wait for its end. */
  private static final int MOST = 512;

  /** For a few threads to share, each part worth handing over. */
  private static final int FEW = 4;

  private static final long WORTHWHILE = 1 << 21;

  /** For more threads, where parts are long. */
  private static final int MANY = 16;

  private static final long LONG = (long) MOST * MOST * MOST;

  /**
   * For some products.
   *
   * @param count how many
   */
  static Tiles of(int count, int m, int n, int k) {
    int rows = Math.min(m, MOST);
    int columns = Math.min(n, MOST);
    while (isDivided(work(rows, columns, k), parts(count, m, rows, n, columns))
        && Math.max(rows, columns) >= 64) {
      if (2 * rows >= columns) { // libraries are quicker with long rows
        rows = half(rows);
      } else {
        columns = half(columns);
      }
    }
    return new Tiles(rows, columns, work(rows, columns, k) > LONG ? MOST : k);
  }

  private static boolean isDivided(long work, long parts) {
    return (work >= WORTHWHILE && parts < FEW) || (work > LONG && parts < MANY);
  }

  private static long work(int rows, int columns, int k) {
    return (long) rows * columns * k;
  }

  private static long parts(long count, int m, int rows, int n, int columns) {
    return count * Math.ceilDiv(m, rows) * Math.ceilDiv(n, columns);
  }

  /** In whole cache lines. */
  private static int half(int extent) {
    return Math.ceilDiv(extent, 32) * 16;
  }

  int downwards(int m) {
    return Math.ceilDiv(m, rows);
  }

  int across(int n) {
    return Math.ceilDiv(n, columns);
  }
}
