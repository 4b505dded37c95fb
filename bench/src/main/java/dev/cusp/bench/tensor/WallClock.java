package dev.cusp.bench.tensor;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A clock on the wall: what is computed on several threads is over when all of them are. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class WallClock {
  private long start;
  private long runs;

  @Setup(Level.Iteration)
  public void start() {
    runs = 0;
    start = System.nanoTime();
  }

  /** Counts a run. */
  public void count() {
    runs++;
  }

  /** Milliseconds of one run. */
  public double milliseconds() {
    return (System.nanoTime() - start) / 1e6 / runs;
  }
}
