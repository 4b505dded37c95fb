package dev.cusp.kernel;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts the body of a function where a builder stands; equal expressions are computed once. */
public final class Inline {
  private final Map<Value, Value> env = new IdentityHashMap<>();

  private final Function<Op.Call, Func> known;

  private Inline(Function<Op.Call, Func> known) {
    this.known = known;
  }

  /** The only result of the function for some arguments. */
  public static Value of(Func func, List<Value> args, Builder b) {
    return of(func, args, b, _ -> null);
  }

  /** The same with bodies in the place of some calls; null for those that stay. */
  public static Value of(Func func, List<Value> args, Builder b, Function<Op.Call, Func> known) {
    Inline inline = new Inline(known);
    for (int i = 0; i < args.size(); i++) {
      inline.env.put(func.params().get(i), args.get(i));
    }
    return inline.body(func.body(), b).getFirst();
  }

  private List<Value> get(List<Value> values) {
    return values.stream().map(env::get).toList();
  }

  private List<Value> body(Region region, Builder b) {
    for (Stmt s : region.body()) {
      stmt(s, b.at(s.source()));
    }
    return region.diverges() ? null : get(region.yields());
  }

  private void stmt(Stmt s, Builder b) {
    List<Value> operands = get(s.operands());
    Func called = s.op() instanceof Op.Call call ? known.apply(call) : null;
    if (called != null) {
      env.put(s.result(), of(called, operands, b));
      return;
    }
    if (s.regions().isEmpty() && s.results().size() == 1) {
      env.put(s.result(), b.value(s.op(), s.result().type(), s.result().name(), operands));
      return;
    }
    List<Region> regions = new ArrayList<>();
    for (Region region : s.regions()) {
      Builder inner = b.nested();
      region.params().forEach(p -> env.put(p, inner.param(p.type(), p.name())));
      regions.add(inner.region(body(region, inner)));
    }
    List<Value> results = new ArrayList<>();
    for (Value r : s.results()) {
      Value result = new Value(r.type(), r.name());
      env.put(r, result);
      results.add(result);
    }
    b.append(new Stmt(s.op(), operands, results, regions, s.source()));
  }
}
