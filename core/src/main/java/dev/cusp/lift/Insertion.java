package dev.cusp.lift;

import dev.cusp.ir.Func;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Puts the body of a function of the IR in the place of a call of it. */
final class Insertion {
  private final Map<Value, Value> env = new IdentityHashMap<>();

  private Insertion() {}

  /** The results of the function for some arguments; null where it never returns. */
  static List<Value> of(Func func, List<Value> args, Scope scope) {
    Insertion insertion = new Insertion();
    for (int i = 0; i < args.size(); i++) {
      insertion.env.put(func.params().get(i), args.get(i));
    }
    Source before = scope.source();
    List<Value> results = insertion.body(func.body(), scope);
    scope.at(before);
    return results;
  }

  private List<Value> get(List<Value> values) {
    return values.stream().map(env::get).toList();
  }

  private List<Value> body(Region region, Scope scope) {
    for (Stmt s : region.body()) {
      scope.at(s.source());
      stmt(s, scope);
    }
    return region.diverges() ? null : get(region.yields());
  }

  private void stmt(Stmt s, Scope scope) {
    List<Value> operands = get(s.operands());
    if (s.regions().isEmpty() && s.results().size() == 1) {
      Value result = s.result();
      env.put(result, scope.value(s.op(), result.type(), result.name(), operands));
      return;
    }
    List<Region> regions = new ArrayList<>();
    for (Region region : s.regions()) {
      Scope inner = scope.nested();
      for (Value p : region.params()) {
        env.put(p, inner.param(p.type(), p.name()));
      }
      regions.add(inner.region(body(region, inner)));
    }
    List<Value> results = new ArrayList<>();
    for (Value r : s.results()) {
      Value result = r.copy();
      env.put(r, result);
      results.add(result);
    }
    scope.append(s.op(), operands, results, regions);
  }
}
