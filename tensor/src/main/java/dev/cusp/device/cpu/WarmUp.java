package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Template.Source;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has the JIT compile code with vectors, one kernel after the other, and used from then on if it is
 * faster than plain loops. The JIT's threads are what is scarce: it begins when they have nothing
 * else to do, with what takes the program most time then. And it hardly runs the code, as
 * uncompiled vectors keep the JIT busy with what stands in for them: what counts are calls, and
 * those with no rows cost nothing.
 */
final class WarmUp {
  /** What to look at, with the nanoseconds spent on each when the JIT fell silent. */
  private static final Map<Strips, Long> CANDIDATES = new HashMap<>();

  private static boolean isRunning;

  private static final int PAUSE_MILLIS = 20;

  /** Pauses after which it begins although the JIT is busy. */
  private static final int BUSY = 50;

  /** Pauses with nothing to do after which the thread ends. */
  private static final int IDLE = 100;

  /** Nanoseconds of plain loops that are worth a compilation. */
  private static final long WORTHWHILE = 10_000_000;

  /** Nanoseconds after which it turns to something else. */
  private static final long PATIENCE = 4_000_000_000L;

  /** How often it is tried. */
  private static final int TRIES = 5;

  /** The JIT compiles for good after 5,000 calls, or more where it has much to do. */
  private static final int CALLS = 4000;

  /** Calls to one that has rows, which tells the JIT what is usual. */
  private static final int SELDOM = 400;

  /** Elements that are timed. */
  private static final int LENGTH = 1024;

  private final Strips strips;
  private final Object[] operands;
  private final int[] zeros;
  private final double[] numbers;

  /** A few full vectors; or lanes of a sum, and a rest. */
  private final int few;

  private WarmUp(Strips strips) {
    this.strips = strips;
    Template template = strips.template();
    List<Source> sources = template.sources();
    operands = new Object[sources.size() + 1];
    operands[0] = ones(new Source.Element(template.component(), true));
    for (int k = 1; k < operands.length; k++) {
      operands[k] = ones(sources.get(k - 1));
    }
    zeros = new int[2 * operands.length];
    numbers = new double[sources.size()];
    Arrays.fill(numbers, 1);
    boolean folds = template.kind() == Template.Kind.FOLD;
    few = folds ? 3 * template.lanes() + 3 : 4 * VectorStrip.LANES;
  }

  static void submit(Strips strips) {
    synchronized (CANDIDATES) {
      CANDIDATES.putIfAbsent(strips, strips.spent());
      if (!isRunning) {
        isRunning = true;
        Thread.ofPlatform().daemon().name("cusp-warm-up").start(WarmUp::all);
      }
    }
  }

  private static void all() {
    CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
    int busy = 0;
    int idle = 0;
    long before = jit.getTotalCompilationTime();
    while (idle < IDLE && pause()) {
      long now = jit.getTotalCompilationTime();
      boolean isBusy = now - before > PAUSE_MILLIS / 4;
      before = now;
      if (isBusy && ++busy < BUSY) {
        lookAnew();
        continue;
      }
      Strips next = next();
      idle = next == null ? idle + 1 : 0;
      if (next != null) {
        new WarmUp(next).decide();
        lookAnew();
        busy = 0;
        before = jit.getTotalCompilationTime();
      }
    }
    synchronized (CANDIDATES) {
      isRunning = false;
      CANDIDATES.clear();
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private static void lookAnew() {
    synchronized (CANDIDATES) {
      CANDIDATES.replaceAll((strips, _) -> strips.spent());
    }
  }

  /** What took most time since; null where that is not worth it yet. */
  private static Strips next() {
    synchronized (CANDIDATES) {
      Strips next =
          CANDIDATES.keySet().stream().max(Comparator.comparingLong(WarmUp::since)).orElse(null);
      if (next == null || since(next) < WORTHWHILE) {
        return null;
      }
      CANDIDATES.remove(next);
      return next;
    }
  }

  private static long since(Strips strips) {
    return strips.spent() - CANDIDATES.get(strips);
  }

  private static Object ones(Source source) {
    if (!(source instanceof Source.Element(var component, var moves))) {
      return null;
    }
    int n = moves ? LENGTH : 1;
    return switch (component.descriptorString()) {
      case "D" -> filled(new double[n], 1.0);
      case "F" -> filled(new float[n], 1f);
      case "J" -> filled(new long[n], 1L);
      case "S" -> filled(new short[n], (short) 1);
      case "I" -> filled(new int[n], 1);
      default -> new boolean[n];
    };
  }

  private static Object filled(Object array, Object one) {
    for (int i = 0; i < Array.getLength(array); i++) {
      Array.set(array, i, one);
    }
    return array;
  }

  /**
   * Has the code with vectors compiled, and used unless it is not faster than plain loops. If that
   * takes too long, as on a machine with much other work, others have their turn before it.
   */
  private void decide() {
    Strip vector = strips.compiled();
    if (vector == null) {
      strips.decide(null);
      return;
    }
    boolean isCompiled = false;
    Strip scalar = strips.scalar();
    long best = Long.MAX_VALUE;
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      for (int call = 0; call < CALLS; call++) {
        vector.run(operands, zeros, zeros, numbers, call % SELDOM == 0 ? 2 : 0, few);
      }
      best = Math.min(best, time(scalar, LENGTH));
      // what is not compiled is slower by far, and not worth more of a look
      isCompiled = time(vector, few) <= 4 * time(scalar, few);
      if (isCompiled && time(vector, LENGTH) <= best) {
        strips.decide(vector);
        return;
      }
      if (!pause()) {
        break;
      }
    }
    if (isCompiled || strips.tries() == TRIES) {
      strips.decide(null);
    }
  }

  private long time(Strip strip, int n) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      strip.run(operands, zeros, zeros, numbers, 2, n);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
