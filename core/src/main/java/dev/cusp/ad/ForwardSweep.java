package dev.cusp.ad;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ad.Nest.Scope;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The forward sweep: the primal statements, and what is kept for the reverse sweep. */
final class ForwardSweep {
  private final Reversal r;

  ForwardSweep(Reversal reversal) {
    this.r = reversal;
  }

  void run(Builder b, Scope scope, List<Stmt> body) {
    for (Stmt s : body) {
      if (r.nest.isLinear(s)) {
        continue;
      }
      b.at(s.source());
      switch (s.op()) {
        case Op.If _ -> branch(b, s);
        case Op.Loop _ -> loop(b, s);
        case Op.Apply(var ref) -> r.called.forward(b, scope, s, ref);
        case Op.Store _ when r.restores.overwritten(s) != null -> {
          overwrite(b, s, r.restores.overwritten(s));
        }
        case Op.NewArray _ when r.rows.contains(s.result()) ->
            r.residuals.rows(b, s, r.rows.indexOf(s.result()));
        case Op.NewArray _ when !r.isRehearsal() && r.workspace.contains(s.result()) ->
            r.residuals.again(b, s);
        case Op.NewArray _ when isLine(s) -> r.residuals.line(b, s);
        default -> b.append(s);
      }
      for (Value r : s.results()) {
        save(b, r);
      }
    }
  }

  /**
   * Whether an array is made once a round, for the round only; one of constant length may stay out
   * of memory altogether.
   */
  private boolean isLine(Stmt s) {
    return !r.isRehearsal()
        && r.nest.root.free
        && r.nest.isLocal(s.result())
        && r.nest.scopeOf(s).loop != null
        && r.nest.constant(s.operand(0)) == null
        && (r.plan.isKept(s.result()) || r.nest.scopeOf(s).free);
  }

  /** Keeps what a store overwrites. */
  private void overwrite(Builder b, Stmt store, Value before) {
    Op load = new Op.Load(((Op.Store) store.op()).component());
    List<Value> element = store.operands().subList(0, 2);
    b.append(new Stmt(load, element, List.of(before), List.of(), store.source()));
    save(b, before);
    b.append(store);
  }

  void save(Builder b, Value v) {
    if (!r.isRehearsal() && r.plan.isKept(v)) {
      r.residuals.save(b, v);
    }
  }

  List<Value> primal(List<Value> values, List<Value> byLinear) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!r.nest.isLinear(byLinear.get(i))) {
        out.add(values.get(i));
      }
    }
    return out;
  }

  private void branch(Builder b, Stmt s) {
    List<Value> results = new ArrayList<>(primal(s.results(), s.results()));
    List<Builder> builders = new ArrayList<>();
    List<List<Value>> yields = new ArrayList<>();
    for (Region region : s.regions()) {
      Builder inner = b.nested();
      run(inner, r.nest.scopes.get(region), region.body());
      builders.add(inner);
      yields.add(region.diverges() ? null : new ArrayList<>(primal(region.yields(), s.results())));
    }
    List<Map<Value, Value>> exports =
        s.regions().stream().map(region -> r.plan.exports(r.nest.scopes.get(region))).toList();
    Set<Value> handed = new LinkedHashSet<>();
    exports.forEach(inside -> handed.addAll(inside.keySet()));
    results.addAll(handed);
    for (int k = 0; k < 2; k++) {
      for (Value outside : yields.get(k) == null ? Set.<Value>of() : handed) {
        Value inside = exports.get(k).get(outside);
        yields.get(k).add(inside == null ? builders.get(k).zero(outside.type()) : inside);
      }
    }
    List<Region> regions = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      regions.add(builders.get(k).region(yields.get(k)));
    }
    b.append(new Stmt(s.op(), s.operands(), results, regions, s.source()));
    if (!r.isRehearsal()) {
      results
          .subList(primal(s.results(), s.results()).size(), results.size())
          .forEach(e -> save(b, e));
    }
  }

  private void loop(Builder b, Stmt s) {
    Loop loop = r.nest.loops.get(s);
    Region body = loop.region();
    boolean keeps = r.keeps(loop);
    Memory m = r.plan.memory(loop);
    Value rounds = null;
    if (keeps) {
      if (m.base != null) {
        r.residuals.top(b, loop);
        save(b, m.base);
      }
      rounds = r.rounds.of(b, loop, v -> v);
      if (rounds != null) {
        r.residuals.open(b, m, b.add(plus(b, m.base, rounds), b.constant(1)));
      }
    }
    Builder inner = b.nested();
    if (keeps) {
      m.index = plus(inner, m.base, offset(inner, loop, loop.counter(), loop.start()));
      if (rounds == null) {
        r.residuals.open(inner, m, inner.add(m.index, inner.constant(1)));
      }
    }
    body.params().stream().filter(p -> !r.nest.isLinear(p)).forEach(p -> save(inner, p));
    run(inner, loop.body, body.body());
    List<Value> yields = new ArrayList<>(List.of(body.yields().getFirst()));
    yields.addAll(primal(body.yields().subList(1, body.yields().size()), body.params()));
    Region region = new Region(primal(body.params(), body.params()), inner.body(), yields);
    b.append(
        new Stmt(
            s.op(),
            primal(s.operands(), body.params()),
            primal(s.results(), body.params()),
            List.of(region),
            s.source()));
    if (keeps && m.base != null) {
      Value done = rounds == null ? offset(b, loop, loop.end(), loop.start()) : rounds;
      r.residuals.setTop(b, loop, b.add(b.add(m.base, done), b.constant(1)));
    }
  }

  /** How many rounds lie between two values of the counter. */
  Value offset(Builder b, Loop loop, Value counter, Value start) {
    if (loop.step > 0) {
      boolean fromZero = r.nest.constant(start) instanceof Integer n && n == 0;
      return fromZero ? counter : b.sub(counter, start);
    }
    return b.sub(start, counter);
  }

  static Value plus(Builder b, Value base, Value offset) {
    return base == null ? offset : b.add(base, offset);
  }
}
