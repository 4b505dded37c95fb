package dev.cusp.device.cpu;

import dev.cusp.device.cpu.Template.Source;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Runs code with vectors on numbers of its own until the JIT has compiled it, one kernel after the
 * other, and has it used from then on if it is faster than plain loops.
 */
final class WarmUp {
  private static final List<Strips> WAITING = new ArrayList<>();
  private static boolean isRunning;

  /** Elements that are timed. */
  private static final int LENGTH = 1003;

  /** Calls after which the JIT compiles a method for good, and then it may take its time. */
  private static final int CALLS = 1600;

  private static final int WAITS = 400;
  private static final int PAUSE_MILLIS = 10;

  private final Strips strips;
  private final Object[] operands;
  private final int[] zeros;
  private final double[] numbers;

  private WarmUp(Strips strips) {
    this.strips = strips;
    List<Source> sources = strips.template().sources();
    operands = new Object[sources.size() + 1];
    operands[0] = ones(new Source.Element(strips.template().component(), true));
    for (int k = 1; k < operands.length; k++) {
      operands[k] = ones(sources.get(k - 1));
    }
    zeros = new int[2 * operands.length];
    numbers = new double[sources.size()];
    Arrays.fill(numbers, 1);
  }

  static void submit(Strips strips) {
    synchronized (WAITING) {
      WAITING.add(strips);
      if (!isRunning) {
        isRunning = true;
        Thread.ofPlatform().daemon().name("cusp-warm-up").start(WarmUp::all);
      }
    }
  }

  private static void all() {
    for (Strips next = next(); next != null; next = next()) {
      new WarmUp(next).run();
    }
  }

  /** The one that has been run most; null where none is left, and then the thread ends. */
  private static Strips next() {
    synchronized (WAITING) {
      Strips next = WAITING.stream().max(Comparator.comparingLong(Strips::seen)).orElse(null);
      WAITING.remove(next);
      isRunning = next != null;
      return next;
    }
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

  private void run() {
    Strip vector = strips.compiled();
    if (vector == null) {
      return;
    }
    Strip scalar = strips.scalar();
    // a few full vectors, or lanes of a sum, and a rest
    int few = Math.min(LENGTH, 3 * Math.max(16, strips.template().lanes()) + 3);
    for (int call = 0; call < CALLS; call++) {
      vector.run(operands, zeros, zeros, numbers, 2, few);
      scalar.run(operands, zeros, zeros, numbers, 2, few);
    }
    long best = Long.MAX_VALUE;
    for (int wait = 0; wait < WAITS; wait++) {
      best = Math.min(best, time(scalar));
      if (time(vector) <= best) {
        strips.use(vector);
        return;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private long time(Strip strip) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      strip.run(operands, zeros, zeros, numbers, 2, LENGTH);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
