package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.runtime.Tie;
import java.util.List;
import java.util.Set;

/** Forward mode, compiled for a number of directions at once, or for any number. */
public final class ForwardMode {
  private final Compiled program;
  private final Signature signature;
  private final Entry entry;
  private final List<Integer> active;
  private final Set<Integer> wrt;

  /** Whether derivatives that are not finite are looked at. */
  private final boolean looks;

  /** A value and its tangents, one a direction: numbers or shadows; null where zero. */
  public record Pushed(Object value, Object[] tangents) {}

  private ForwardMode(
      Compiled program, Func entry, List<Integer> active, Set<Integer> wrt, boolean looks) {
    this.program = program;
    this.signature = program.signature();
    this.active = active;
    this.wrt = wrt;
    this.looks = looks;
    this.entry = Compiled.implement(entry, Entry.class, List.of());
  }

  /** For so many directions. */
  static ForwardMode wide(
      Compiled program, Jvp.Result jvp, Set<Integer> wrt, int width, boolean looks) {
    Signature s = program.signature();
    Func entry = Derivatives.forwardEntry(jvp, width, s.declared(), s.result());
    return new ForwardMode(program, entry, jvp.activeParams(), wrt, looks);
  }

  /** For any number of directions. */
  static ForwardMode linearized(
      Compiled program, Jvp.Result linearized, Set<Integer> wrt, boolean looks) {
    Signature s = program.signature();
    Func entry = Derivatives.linearizedEntry(linearized.func(), s.declared(), s.result());
    return new ForwardMode(program, entry, linearized.activeParams(), wrt, looks);
  }

  /** Runs it; dots[direction][argument] are numbers or shadows, null where zero. */
  public Pushed run(Object[] args, Object[][] dots) {
    return run(args, dots, new Object[dots.length]);
  }

  /**
   * Runs it.
   *
   * @param out arrays that tangents may be put into, one a direction; not read by the program
   */
  public Pushed run(Object[] args, Object[][] dots, Object[] out) {
    Tangents t = new Tangents(signature, program.writes(args), args, dots, active);
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
