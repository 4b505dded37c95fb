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
  /** Each time that plain loops have taken so many nanoseconds more, they may be worth vectors. */
  private static final long STEP = 8_000_000;

  /** Nanoseconds without vectors after which it is said that there could be some. */
  private static final long LONG = 2_000_000_000;

  private static final AtomicLong ALL = new AtomicLong();

  private final Template template;
  private final Cpu.Vectors vectors;
  private final AtomicLong spent = new AtomicLong();
  private final AtomicBoolean isDecided = new AtomicBoolean();
  private volatile Strip scalar;
  private volatile Strip vector;
  private Strip compiled;
  private int tries;

  Strips(Template template, Cpu.Vectors vectors) {
    this.template = template;
    this.vectors = VectorStrip.BITS == 0 ? Cpu.Vectors.NEVER : vectors;
    isDecided.set(this.vectors == Cpu.Vectors.NEVER && VectorStrip.BITS > 0);
  }

  /** The code with vectors, where it is to be run now; else null. */
  Strip vector() {
    if (vectors == Cpu.Vectors.ALWAYS && !isDecided.getAndSet(true)) {
      vector = compiled();
    }
    return vector;
  }

  /** Whether somebody wants to know how long plain loops take. */
  boolean isTimed() {
    return !isDecided.get();
  }

  /** Plain loops took some nanoseconds. */
  void ran(long nanos) {
    long total = spent.addAndGet(nanos);
    if (vectors == Cpu.Vectors.WARM && total / STEP > (total - nanos) / STEP) {
      WarmUp.submit(this);
    } else if (VectorStrip.BITS == 0 && ALL.getAndAdd(nanos) < LONG && ALL.get() >= LONG) {
      System.getLogger("dev.cusp")
          .log(
              Level.INFO,
              "tensors are several times as fast with the JVM's option"
                  + " --add-modules jdk.incubator.vector");
    }
  }

  /** Nanoseconds that plain loops took so far. */
  long spent() {
    return spent.get();
  }

  Template template() {
    return template;
  }

  /** The code with vectors; null where there is none. */
  synchronized Strip compiled() {
    tries++;
    if (compiled == null) {
      Func f = VectorStrip.of(template);
      compiled = f == null ? null : Emit.implementWhole(f, Strip.class);
    }
    return compiled;
  }

  /** How often the code with vectors was asked for. */
  synchronized int tries() {
    return tries;
  }

  /** What is run from now on; null for plain loops. */
  synchronized void decide(Strip best) {
    vector = best;
    compiled = null;
    isDecided.set(true);
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
