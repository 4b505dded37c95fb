package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Which references in a piece of code name memory that was made in it, and no other. */
final class Fresh {
  private final Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> foreign = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean mixes;
  private boolean changed;
  private boolean allocates;
  private boolean standIns;

  private Fresh() {}

  static Fresh in(List<Stmt> code) {
    Fresh fresh = new Fresh();
    do {
      fresh.changed = false;
      fresh.body(code);
    } while (fresh.changed);
    return fresh;
  }

  /** Whether anything is made at all. */
  boolean allocates() {
    return allocates;
  }

  /** Whether objects are made that stand for some of the JDK's. */
  boolean makesStandIns() {
    return standIns;
  }

  boolean isFresh(Value reference) {
    return defined.contains(reference) && !foreign.contains(reference);
  }

  private boolean isForeign(Value value) {
    return value.type().isReference() && !isFresh(value);
  }

  private void body(List<Stmt> body) {
    body.forEach(this::stmt);
  }

  private void stmt(Stmt s) {
    defined.addAll(s.results());
    switch (s.op()) {
      case Op.New make -> {
        allocates = true;
        standIns |= StandIns.isSubclass(make.owner());
      }
      case Op.NewArray _, Op.Dynamic _ -> allocates = true;
      case Op.Const _ -> {}
      case Op.Call call when StandIns.isIndex(call) -> allocates = true;
      case Op.CheckCast _ -> pass(s.operands(), 0, s.results());
      case Op.Load _ -> {
        if (mixes || isForeign(s.operand(0))) {
          mark(s.result());
        }
      }
      case Op.Store _ -> {
        if (isForeign(s.operand(2)) && !mixes) {
          mixes = true;
          changed = true;
        }
      }
      case Op.If _ -> {
        for (Region r : s.regions()) {
          if (r.diverges()) {
            continue; // nothing is left of what it makes
          }
          body(r.body());
          pass(r.yields(), 0, s.results());
        }
      }
      case Op.Loop _ -> {
        Region r = s.regions().getFirst();
        defined.addAll(r.params());
        pass(s.operands(), 0, r.params());
        body(r.body());
        pass(r.yields(), 1, r.params());
        pass(r.yields(), 1, s.results());
      }
      default -> s.results().forEach(this::mark);
    }
  }

  private void pass(List<Value> from, int skip, List<Value> to) {
    for (int i = 0; from != null && i < to.size(); i++) {
      if (isForeign(from.get(i + skip))) {
        mark(to.get(i));
      }
    }
  }

  private void mark(Value value) {
    changed |= value.type().isReference() && foreign.add(value);
  }
}
