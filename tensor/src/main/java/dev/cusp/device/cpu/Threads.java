package dev.cusp.device.cpu;

/**
 * Splits a range over {@code -Dcusp.threads} threads; by default as many as there are processors.
 */
final class Threads {
  private static final int COUNT =
      Math.max(1, Integer.getInteger("cusp.threads", Runtime.getRuntime().availableProcessors()));

  private static final Crew CREW = COUNT > 1 ? new Crew(COUNT - 1) : null;

  /** Handing work to another thread costs about as much as this many simple operations. */
  private static final long WORTHWHILE = 1 << 15;

  /** Each thread has this many parts of long work, so that one that is held up does fewer. */
  private static final int FINE = 4;

  private static final long LONG = 1 << 20;

  private Threads() {}

  /** What is done for a part of the range. */
  interface Part {
    void run(int from, int to);
  }

  /**
   * Runs all of a range.
   *
   * @param work how many simple operations that takes
   * @param most how long a part may be at most
   */
  static void split(int n, long work, int most, Part part) {
    if (CREW == null || work < WORTHWHILE || n < 2) {
      run(0, n, most, part);
      return;
    }
    int parts = Math.min(work < LONG ? COUNT : COUNT * FINE, n);
    CREW.run(
        parts,
        p -> run((int) ((long) n * p / parts), (int) ((long) n * (p + 1) / parts), most, part));
  }

  private static void run(int from, int to, int most, Part part) {
    for (long i = from; i < to; i += most) {
      part.run((int) i, (int) Math.min(to, i + most));
    }
  }
}
