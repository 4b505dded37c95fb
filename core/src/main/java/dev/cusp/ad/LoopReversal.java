package dev.cusp.ad;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** The reverse sweep of loops. */
final class LoopReversal {
  private final Reversal r;

  LoopReversal(Reversal reversal) {
    this.r = reversal;
  }

  void run(Sweep sweep, Loop loop) {
    Stmt s = loop.stmt;
    Builder b = sweep.builder();
    Region body = loop.region();
    List<Integer> positions = new ArrayList<>();
    List<Value> initial = new ArrayList<>();
    for (int i = 0; i < body.params().size(); i++) {
      if (r.nest.isLinear(body.params().get(i))) {
        positions.add(i);
        Value bar = sweep.take(s.results().get(i));
        initial.add(bar == null ? b.zero(body.params().get(i).type()) : bar);
      }
    }
    Value start = r.get(sweep, loop.start());
    initial.addFirst(r.get(sweep, loop.end()));
    Memory m = r.plan.memory(loop);
    boolean keeps = r.keeps(loop);
    Value base = null;
    if (keeps) {
      base = m.base == null ? null : r.residuals.get(sweep, m.base);
      r.residuals.open(b, m, b.constant(0));
    }

    Builder outer = b.nested();
    Value counter = outer.param(Type.INT, loop.counter().name());
    List<Value> carried = new ArrayList<>();
    for (int i : positions) {
      Value p = body.params().get(i);
      carried.add(outer.param(p.type(), Sweep.barName(p)));
    }
    Op.Compare.Relation more = loop.step > 0 ? Op.Compare.Relation.GT : Op.Compare.Relation.LT;
    Value again = outer.compare(more, counter, start);
    Builder round = outer.nested();
    Value here =
        loop.step > 0
            ? round.sub(counter, round.constant(1))
            : round.add(counter, round.constant(1));
    Sweep inner = new Sweep(r.algebra, round, sweep, outer, r.within(body));
    m.round = here;
    if (keeps) {
      m.index = ForwardSweep.plus(round, base, r.forward.offset(round, loop, here, start));
    }
    for (int k = 0; k < positions.size(); k++) {
      inner.add(loop.next().get(positions.get(k)), carried.get(k));
    }
    r.reverse.run(inner, loop.round().body());
    List<Value> next = new ArrayList<>(List.of(here));
    for (int i : positions) {
      Value bar = inner.take(body.params().get(i));
      next.add(bar == null ? round.zero(body.params().get(i).type()) : bar);
    }
    inner.carried().keySet().forEach(v -> next.add(inner.peek(v)));
    inner
        .carried()
        .keySet()
        .forEach(v -> {
          Value bar = sweep.peek(v);
          initial.add(bar == null ? b.zero(v.type()) : bar);
        });
    List<Value> results = loop(b, s.source(), outer, again, round, initial, next);
    int at = positions.size() + 1;
    for (Value v : inner.carried().keySet()) {
      sweep.put(v, results.get(at++));
    }
    for (int k = 0; k < positions.size(); k++) {
      sweep.add(s.operand(positions.get(k)), results.get(k + 1));
    }
    if (keeps && base != null) {
      r.residuals.setTop(b, loop, base);
    }
  }

  /** Appends a while loop whose head is in {@code outer} and whose rounds are in {@code round}. */
  private static List<Value> loop(
      Builder b,
      Source source,
      Builder outer,
      Value again,
      Builder round,
      List<Value> initial,
      List<Value> next) {
    List<Value> variables = outer.params();
    List<Value> results = variables.stream().map(Value::copy).toList();
    Loops.While shape = new Loops.While(outer.body(), again, round.region(next), variables, source);
    b.append(shape.toLoop(variables, initial, results, source));
    return results;
  }

  /**
   * Forward and reverse sweep of each round of a loop that only accumulates, in one loop: what its
   * sums are worth is known before it runs, so no round has to be remembered.
   */
  void fuse(Sweep sweep, Loop loop) {
    Stmt s = loop.stmt;
    Region body = loop.region();
    Loops.While shape = loop.shape;
    Builder b = sweep.builder();
    Builder outer = b.nested();
    List<Value> primalParams = r.forward.primal(body.params(), body.params());
    outer.params().addAll(primalParams);
    r.forward.run(outer, loop.body, shape.head());
    Builder round = outer.nested();
    r.forward.run(round, r.nest.scopes.get(shape.tail()), shape.tail().body());
    Sweep inner = new Sweep(r.algebra, round, sweep, outer, r.within(body));
    List<Integer> positions = new ArrayList<>();
    List<Value> bars = new ArrayList<>();
    for (int i = 0; i < body.params().size(); i++) {
      if (r.nest.isLinear(body.params().get(i))) {
        positions.add(i);
        bars.add(sweep.take(s.results().get(i)));
      }
    }
    for (int k = 0; k < positions.size(); k++) {
      if (bars.get(k) != null) {
        inner.add(loop.next().get(positions.get(k)), bars.get(k));
      }
    }
    r.reverse.run(inner, shape.tail().body());
    positions.forEach(i -> inner.take(body.params().get(i)));
    List<Value> next = new ArrayList<>(r.forward.primal(shape.tail().yields(), body.params()));
    List<Value> initial = new ArrayList<>(r.forward.primal(s.operands(), body.params()));
    for (Value v : inner.carried().keySet()) {
      next.add(inner.peek(v));
      Value bar = sweep.peek(v);
      initial.add(bar == null ? b.zero(v.type()) : bar);
    }
    List<Value> results = new ArrayList<>(r.forward.primal(s.results(), body.params()));
    List<Value> exit = new ArrayList<>(r.forward.primal(shape.exit(), body.params()));
    inner.carried().values().forEach(exit::add);
    List<Value> outs = new ArrayList<>();
    for (Value v : inner.carried().keySet()) {
      Value result = new Value(v.type(), Sweep.barName(v));
      results.add(result);
      outs.add(result);
    }
    Loops.While both =
        new Loops.While(outer.body(), shape.again(), round.region(next), exit, s.source());
    b.append(both.toLoop(outer.params(), initial, results, s.source()));
    int at = 0;
    for (Value v : inner.carried().keySet()) {
      sweep.put(v, outs.get(at++));
    }
    for (int k = 0; k < positions.size(); k++) {
      if (bars.get(k) != null) {
        sweep.add(s.operand(positions.get(k)), bars.get(k));
      }
    }
  }
}
