package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries array elements from one round of a loop to the next in variables, where the next round
 * would load what this one has just loaded or stored (scalar replacement: Callahan, Carr and
 * Kennedy, "Improving register allocation for subscripted variables", 1990).
 *
 * <p>A gradient needs it more than the function does: {@code y = a[i] + a[i + 1]} becomes {@code
 * aBar[i] += yBar; aBar[i + 1] += yBar}, and each round would wait for the store of the last one. A
 * store that the next round overwrites is left out, and made up for after the last.
 */
final class Carry {
  private final Aliases aliases;
  private final Map<Value, Object> constants;

  private Carry(Func f) {
    this.aliases = Aliases.of(f);
    this.constants = f.constants();
  }

  /** The function with elements carried in its counting loops; other values keep their identity. */
  static Func elements(Func f) {
    return new Func(f.name(), new Carry(f).region(f.body()), f.host(), f.source());
  }

  private Region region(Region r) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : r.body()) {
      List<Region> regions = s.regions().stream().map(this::region).toList();
      Stmt mine = new Stmt(s.op(), s.operands(), s.results(), regions, s.source());
      List<Stmt> better =
          s.op() instanceof Op.Loop ? CarriedLoop.of(mine, aliases, constants) : null;
      if (better == null) {
        out.add(mine);
      } else {
        out.addAll(better);
      }
    }
    return new Region(r.params(), out, r.yields());
  }
}
