package dev.cusp.device.cpu;

import dev.cusp.emit.Emit;
import dev.cusp.ir.Func;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The code of a template: plain loops, and the same with vectors. Until the JIT has compiled it,
 * code with vectors takes microseconds for each operation; so it is compiled beside the program, by
 * {@link WarmUp}, and plain loops run until then. Both give the same results, bit for bit.
 */
final class Strips {
  /** Operations after which a kernel is worth vectors. */
  private static final long WORTHWHILE = 1 << 20;

  /** Calls after which it may well be called again. */
  private static final int SEVERAL = 4;

  /** Operations without vectors after which it is said that there could be some. */
  private static final long LONG = 1L << 32;

  private static final AtomicLong ALL = new AtomicLong();

  private final Template template;
  private final Cpu.Vectors vectors;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicBoolean isDecided = new AtomicBoolean();
  private volatile Strip scalar;
  private volatile Strip vector;

  Strips(Template template, Cpu.Vectors vectors) {
    this.template = template;
    this.vectors = VectorStrip.BITS == 0 ? Cpu.Vectors.NEVER : vectors;
  }

  /**
   * The code to run now.
   *
   * @param work operations that are run
   * @param isShort whether rows are too short for vectors
   */
  Strip take(long work, boolean isShort) {
    Strip known = vector;
    if (isShort || known != null) {
      return known == null || isShort ? scalar() : known;
    }
    if (vectors == Cpu.Vectors.ALWAYS && !isDecided.getAndSet(true)) {
      vector = compiled();
      return vector == null ? scalar() : vector;
    }
    if (vectors == Cpu.Vectors.WARM) {
      boolean isWorth = seen.addAndGet(work) > WORTHWHILE && calls.incrementAndGet() > SEVERAL;
      if (isWorth && !isDecided.getAndSet(true)) {
        WarmUp.submit(this);
      }
    } else if (VectorStrip.BITS == 0 && ALL.getAndAdd(work) < LONG && ALL.get() >= LONG) {
      System.getLogger("dev.cusp")
          .log(
              Level.INFO,
              "tensors are several times as fast with the JVM's option"
                  + " --add-modules jdk.incubator.vector");
    }
    return scalar();
  }

  /** Operations that were run so far. */
  long seen() {
    return seen.get();
  }

  Template template() {
    return template;
  }

  /** The code with vectors; null where there is none. */
  Strip compiled() {
    Func f = VectorStrip.of(template);
    return f == null ? null : Emit.implementWhole(f, Strip.class);
  }

  /** Has code run from now on. */
  void use(Strip compiled) {
    vector = compiled;
  }

  Strip scalar() {
    Strip known = scalar;
    if (known == null) {
      known = Emit.implement(ScalarStrip.of(template), Strip.class, List.of());
      scalar = known;
    }
    return known;
  }
}
