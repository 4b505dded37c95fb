package dev.cusp.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a function and those it calls are well formed: every value is defined once, before
 * its uses and in a region around them, operations have operands and results of the right types,
 * and regions yield what their statements and parameters expect.
 */
public final class Verifier {
  private final Func func;
  private final Map<Func, Boolean> known;
  private final Set<Value> defined = new HashSet<>();
  private final Set<Value> visible = new HashSet<>();

  private Verifier(Func func, Map<Func, Boolean> known) {
    this.func = func;
    this.known = known;
  }

  /**
   * Checks a function.
   *
   * @throws IllegalStateException with the lines around the first fault
   */
  public static void verify(Func func) {
    verify(func, new IdentityHashMap<>());
  }

  private static void verify(Func func, Map<Func, Boolean> known) {
    if (known.put(func, true) == null) {
      new Verifier(func, known).region(func.body(), null);
    }
  }

  /** Checks a region whose enclosing statement, null for a function's body, is given. */
  private void region(Region region, Stmt around) {
    List<Value> own = new ArrayList<>();
    for (Value param : region.params()) {
      define(param, around, own);
    }
    Stmt last = null;
    for (Stmt stmt : region.body()) {
      expect(last == null || !diverges(last), stmt, "control never reaches this statement");
      stmt(stmt);
      for (Value result : stmt.results()) {
        define(result, stmt, own);
      }
      last = stmt;
    }
    Stmt end = last == null ? around : last;
    if (region.diverges()) {
      expect(last != null && diverges(last), end, "a region without yields must end in a throw");
    } else {
      expect(last == null || !diverges(last), end, "a region that ends in a throw yields nothing");
      for (Value value : region.yields()) {
        expect(visible.contains(value), end, "yields " + value + ", which is not visible here");
      }
    }
    own.forEach(visible::remove);
  }

  private void define(Value value, Stmt at, List<Value> own) {
    expect(defined.add(value), at, value + " is defined twice");
    visible.add(value);
    own.add(value);
  }

  /** Whether control never comes out of a statement. */
  private static boolean diverges(Stmt stmt) {
    if (stmt.op() instanceof Op.Throw) {
      return true;
    }
    for (Region region : stmt.regions()) {
      if (!region.diverges()) {
        return false;
      }
    }
    return !stmt.regions().isEmpty();
  }

  private void stmt(Stmt stmt) {
    for (Value operand : stmt.operands()) {
      expect(visible.contains(operand), stmt, operand + " is not visible here");
    }
    int regions = stmt.op() instanceof Op.If ? 2 : stmt.op() instanceof Op.Loop ? 1 : 0;
    expect(
        stmt.regions().size() == regions,
        stmt,
        "has " + stmt.regions().size() + " regions, not " + regions);
    String fault = TypeRules.fault(stmt);
    expect(fault == null, stmt, fault);
    for (Region region : stmt.regions()) {
      region(region, stmt);
    }
    if (stmt.op() instanceof Op.If) {
      branch(stmt);
    } else if (stmt.op() instanceof Op.Loop) {
      loop(stmt);
    } else if (stmt.op() instanceof Op.Apply(var callee)) {
      apply(stmt, callee);
    }
  }

  private void branch(Stmt stmt) {
    for (Region region : stmt.regions()) {
      expect(region.params().isEmpty(), stmt, "a branch takes no parameters");
      if (!region.diverges()) {
        same(stmt, "yields", region.yields(), stmt.results());
      }
    }
  }

  private void loop(Stmt stmt) {
    Region body = stmt.regions().getFirst();
    same(stmt, "initial values", stmt.operands(), body.params());
    same(stmt, "results", stmt.results(), body.params());
    if (!body.diverges()) {
      boolean again = !body.yields().isEmpty() && body.yields().getFirst().type().equals(Type.INT);
      expect(again, stmt, "the first yield of a loop must be an i32 that tells whether to repeat");
      same(stmt, "next values", body.yields().subList(1, body.yields().size()), body.params());
    }
  }

  private void apply(Stmt stmt, Func.Ref callee) {
    if (callee.isComplete()) {
      same(stmt, "arguments", stmt.operands(), callee.func().params());
      if (!callee.func().body().diverges()) {
        same(stmt, "results", callee.func().results(), stmt.results());
      }
      verify(callee.func(), known);
    }
  }

  /** Values must be as many as the others and of their types. */
  private void same(Stmt stmt, String what, List<Value> found, List<Value> wanted) {
    boolean fits = found.size() == wanted.size();
    for (int i = 0; fits && i < found.size(); i++) {
      fits = TypeRules.fits(found.get(i).type(), wanted.get(i).type());
    }
    expect(fits, stmt, what + " " + found + " do not fit " + wanted);
  }

  private void expect(boolean holds, Stmt at, String fault) {
    if (!holds) {
      String where = at == null ? "" : "\n" + Printer.around(func, at, 5);
      throw new IllegalStateException(func.name() + ": " + fault + where);
    }
  }
}
