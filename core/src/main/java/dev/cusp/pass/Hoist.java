package dev.cusp.pass;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Moves pure expressions of loop invariants out of loops, so that bounds such as {@code x.length}
 * are known before the loop runs.
 *
 * <p>Only what the loop's own region computes moves, not what is under a condition; a length taken
 * of null therefore still throws.
 */
public final class Hoist {
  private Hoist() {}

  /** The function with invariants hoisted; values keep their identity. */
  public static Func invariants(Func f) {
    Region body = f.body();
    return new Func(
        f.name(), new Region(body.params(), body(body), body.yields()), f.host(), f.source());
  }

  private static List<Stmt> body(Region region) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : region.body()) {
      if (s.op() instanceof Op.Loop) {
        loop(s, out);
      } else if (s.regions().isEmpty()) {
        out.add(s);
      } else {
        List<Region> regions = new ArrayList<>();
        for (Region r : s.regions()) {
          regions.add(new Region(r.params(), body(r), r.yields()));
        }
        out.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      }
    }
    return out;
  }

  private static void loop(Stmt s, List<Stmt> out) {
    Region r = s.regions().getFirst();
    Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    inside.addAll(r.params());
    List<Stmt> kept = new ArrayList<>();
    for (Stmt inner : body(r)) {
      boolean invariant =
          inner.op().isPure()
              && !mayThrow(inner)
              && inner.operands().stream().noneMatch(inside::contains);
      if (invariant) {
        out.add(inner);
      } else {
        kept.add(inner);
        inside.addAll(inner.results());
      }
    }
    Region rest = new Region(r.params(), kept, r.yields());
    out.add(new Stmt(s.op(), s.operands(), s.results(), List.of(rest), s.source()));
  }

  private static boolean mayThrow(Stmt s) {
    return s.op() instanceof Op.Arith(var kind)
        && (kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM)
        && !s.result().type().isFloating();
  }
}
