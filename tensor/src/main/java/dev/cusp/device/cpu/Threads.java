package dev.cusp.device.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Splits a range over {@code -Dcusp.threads} threads; by default as many as there are processors.
 */
final class Threads {
  private static final int COUNT =
      Math.max(1, Integer.getInteger("cusp.threads", Runtime.getRuntime().availableProcessors()));

  private static final ForkJoinPool POOL = COUNT > 1 ? new ForkJoinPool(COUNT) : null;

  /** Handing work to another thread costs about as much as this many simple operations. */
  private static final long WORTHWHILE = 1 << 16;

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
    if (POOL == null || work < WORTHWHILE || n < 2) {
      run(0, n, most, part);
      return;
    }
    List<ForkJoinTask<?>> tasks = new ArrayList<>();
    int parts = Math.min(COUNT, n);
    for (int p = 1; p < parts; p++) {
      int from = (int) ((long) n * p / parts);
      int to = (int) ((long) n * (p + 1) / parts);
      tasks.add(POOL.submit(() -> run(from, to, most, part)));
    }
    run(0, n / parts, most, part);
    tasks.forEach(ForkJoinTask::join);
  }

  private static void run(int from, int to, int most, Part part) {
    for (long i = from; i < to; i += most) {
      part.run((int) i, (int) Math.min(to, i + most));
    }
  }
}
