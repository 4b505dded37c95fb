package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.runtime.Tie;
import java.util.List;
import java.util.Set;

/** Forward mode, compiled for a number of directions at once. */
public final class ForwardMode {
  private final Compiled program;
  private final Signature signature;
  private final Entry entry;
  private final List<Integer> active;
  private final Set<Integer> wrt;
  private final int width;

  /** Whether derivatives that are not finite are looked at. */
  private final boolean looks;

  /** A value and its tangents, one a direction: numbers or shadows; null where zero. */
  public record Pushed(Object value, Object[] tangents) {}

  ForwardMode(Compiled program, Jvp.Result jvp, Set<Integer> wrt, int width, boolean looks) {
    this.program = program;
    this.signature = program.signature();
    this.active = jvp.activeParams();
    this.wrt = wrt;
    this.width = width;
    this.looks = looks;
    Func f = Derivatives.forwardEntry(jvp, width, signature.declared(), signature.result());
    this.entry = Compiled.implement(f, Entry.class, List.of());
  }

  /** Runs it; dots[direction][argument] are numbers or shadows, null where zero. */
  public Pushed run(Object[] args, Object[][] dots) {
    Tangents t = new Tangents(signature, program.writes(args), args, dots, active);
    Object[] out = new Object[width];
    try {
      Object value = entry.run(program.copy(args), t.shadows(), t.numbers(), out);
      if (!looks || Finite.isAnswer(value, out, args)) {
        return new Pushed(value, out);
      }
    } catch (Tie tie) {
      return program.exact(args, tie).forward(wrt, dots);
    }
    return program.exact(args, null).forward(wrt, dots);
  }
}
