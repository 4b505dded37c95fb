package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.runtime.Tie;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reverse mode, compiled. */
public final class ReverseMode {
  private final Compiled program;
  private final Signature signature;
  private final Writes writes;
  private final Entry entry;
  private final List<Integer> active;
  private final Set<Integer> wrt;
  private final boolean unitSeed;

  /** Whether derivatives that are not finite are looked at. */
  private final boolean looks;

  /** A value and the cotangents of the arguments: numbers or shadows; null where zero. */
  public record Swept(Object value, Object[] bars) {}

  ReverseMode(
      Compiled program,
      Writes writes,
      Func vjp,
      List<Integer> active,
      Set<Integer> wrt,
      boolean unitSeed,
      boolean looks) {
    this.program = program;
    this.writes = writes;
    this.signature = program.signature();
    this.active = active;
    this.wrt = wrt;
    this.unitSeed = unitSeed;
    this.looks = looks;
    Func f = Derivatives.reverseEntry(vjp, active, signature.declared(), signature.result());
    this.entry = Compiled.implement(f, Entry.class, List.of());
  }

  /** Runs it; where it meets a tie, what {@link Compiled.AtTie} says. */
  public Swept run(Object[] args, Object seed) {
    try {
      Swept swept = fast(args, seed);
      if (!looks || Finite.isAnswer(swept.value(), swept.bars(), args)) {
        return swept;
      }
    } catch (Tie tie) {
      return program.exact(args, tie).reverse(wrt, seed, unitSeed);
    }
    return program.exact(args, null).reverse(wrt, seed, unitSeed);
  }

  private Swept fast(Object[] args, Object seed) {
    Object[] copies = writes.copies(args);
    List<Object> shadows = new ArrayList<>();
    Object[] bars = new Object[args.length];
    int numbers = 0;
    for (int p : active) {
      if (signature.types().get(p).isPrimitive()) {
        numbers++;
      } else {
        Object shadow = Signature.zero(args[p]);
        bars[p] = writes.frame(p, shadow);
        shadows.add(shadow);
      }
    }
    double[] out = new double[numbers];
    Object value = entry.run(copies, shadows.toArray(), out, seed);
    int k = 0;
    for (int p : active) {
      if (signature.types().get(p).isPrimitive()) {
        bars[p] = out[k++];
      }
    }
    return new Swept(value, bars);
  }
}
