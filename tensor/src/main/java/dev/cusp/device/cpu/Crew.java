package dev.cusp.device.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that help with one job at a time. What is left of a job goes to whoever is free next, the
 * caller among them, so a helper that comes late holds nobody up. Between jobs that follow each
 * other closely helpers stay awake, for waking one takes longer than many a job.
 */
final class Crew {
  /** Nanoseconds for which one does nothing else without a job, or until others end theirs. */
  private static final long AWAKE = 50_000;

  /**
   * Nanoseconds after which one sleeps; until then whoever else wants the processor may have it.
   */
  private static final long DROWSY = 200_000;

  /** Looks at the clock are taken this far apart. */
  private static final int LOOKS = 32;

  private final AtomicReference<Job> now = new AtomicReference<>();
  private final Helper[] helpers;

  /**
   * A crew of daemon threads.
   *
   * @param count how many besides the caller
   */
  Crew(int count) {
    helpers = new Helper[count];
    for (int i = 0; i < count; i++) {
      helpers[i] = new Helper("cusp-" + (i + 1));
      helpers[i].start();
    }
  }

  /**
   * Does something for 0 to n - 1. Jobs that come while another one is being done, and those within
   * a job, are the caller's alone.
   */
  void run(int n, IntConsumer action) {
    Job job = new Job(n, action);
    if (!now.compareAndSet(null, job)) {
      for (int i = 0; i < n; i++) {
        action.accept(i);
      }
      return;
    }
    for (int i = 0; i < Math.min(n - 1, helpers.length); i++) {
      helpers[i].wake();
    }
    try {
      job.help();
      job.await();
    } finally {
      now.set(null);
    }
    if (job.failure != null) {
      throw Crew.<RuntimeException>thrown(job.failure);
    }
  }

  /** Waits a moment, the i-th since a start; gives back whether one had better sleep. */
  private static boolean isTired(int i, long start) {
    if (i % LOOKS != 0) {
      Thread.onSpinWait();
      return false;
    }
    long waited = System.nanoTime() - start;
    if (waited > AWAKE) {
      Thread.yield();
    }
    return waited > DROWSY;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E thrown(Throwable t) throws E {
    throw (E) t;
  }

  /** Numbers to be taken, and how many are not done yet. */
  private static final class Job {
    private final int n;
    private final IntConsumer action;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private volatile boolean isAwaited;
    private volatile Throwable failure;
    private int failed;

    Job(int n, IntConsumer action) {
      this.n = n;
      this.action = action;
      left = new AtomicInteger(n);
    }

    boolean isTaken() {
      return next.get() >= n;
    }

    /** Does what nobody has taken. */
    void help() {
      for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
        try {
          action.accept(i);
        } catch (Throwable t) {
          fail(i, t);
        }
        if (left.decrementAndGet() == 0 && isAwaited) {
          LockSupport.unpark(caller);
        }
      }
    }

    /** What is thrown is what would be without helpers: the failure of the least number. */
    private synchronized void fail(int i, Throwable t) {
      if (failure == null || i < failed) {
        failure = t;
        failed = i;
      }
    }

    void await() {
      long start = System.nanoTime();
      for (int i = 1; left.get() > 0; i++) {
        if (isTired(i, start)) {
          isAwaited = true;
          while (left.get() > 0) {
            LockSupport.park(this);
          }
        }
      }
    }
  }

  /** A thread that helps with whatever there is. */
  private final class Helper extends Thread {
    private volatile boolean isAsleep;

    Helper(String name) {
      super(null, null, name, 0, false);
      setDaemon(true);
    }

    void wake() {
      if (isAsleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      while (true) {
        await().help();
      }
    }

    /** The next job of which something is left. */
    private Job await() {
      long start = System.nanoTime();
      for (int i = 1; ; i++) {
        Job job = now.get();
        if (job != null && !job.isTaken()) {
          return job;
        }
        if (isTired(i, start)) {
          isAsleep = true;
          job = now.get();
          if (job == null || job.isTaken()) {
            LockSupport.park(Crew.this);
          }
          isAsleep = false;
          start = System.nanoTime();
        }
      }
    }
  }
}
