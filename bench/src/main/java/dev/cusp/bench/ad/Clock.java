package dev.cusp.bench.ad;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A clock that stands still while other processes have the processor: the time this thread had it,
 * and the time the garbage collector took.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Clock {
  private long start;
  private long runs;

  @Setup(Level.Iteration)
  public void start() {
    runs = 0;
    start = now();
  }

  /** Counts a run. */
  public void count() {
    runs++;
  }

  /** Milliseconds of one run. */
  public double milliseconds() {
    return (now() - start) / 1e6 / runs;
  }

  private static long now() {
    long collecting = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collecting += collector.getCollectionTime();
    }
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        + TimeUnit.MILLISECONDS.toNanos(collecting);
  }
}
