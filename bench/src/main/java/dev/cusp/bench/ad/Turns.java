package dev.cusp.bench.ad;

import dev.cusp.bench.cases.Case;
import dev.cusp.bench.cases.Way;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Times the ways of a case by turns, in this process, and takes the best of each: so that all have
 * the same share of what a busy machine leaves, and their ratio stands.
 *
 * @param seconds how long, together; in the first ten the JIT is still at work
 */
record Turns(int seconds) {
  private static final List<Way> WAYS = List.of(Way.VALUE, Way.HAND, Way.CUSP);

  /** Milliseconds of one turn. */
  private static final double TURN = 20;

  /** Milliseconds of one run, by way; NaN for those that are not timed. */
  double[] time(Case c) {
    double[] best = new double[Way.values().length];
    Arrays.fill(best, Double.NaN);
    List<? extends Supplier<?>> runs = WAYS.stream().map(way -> way.of(c).orElseThrow()).toList();
    int[] counts = new int[best.length];
    Arrays.fill(counts, 1);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Clock clock = new Clock();
    do {
      for (int k = 0; k < runs.size(); k++) {
        int way = WAYS.get(k).ordinal();
        clock.start();
        for (int i = 0; i < counts[way]; i++) {
          runs.get(k).get();
          clock.count();
        }
        double time = clock.milliseconds();
        counts[way] = (int) Math.clamp(TURN / time, 1, 1e6);
        best[way] = best[way] <= time ? best[way] : time;
      }
    } while (System.nanoTime() < end);
    return best;
  }
}
