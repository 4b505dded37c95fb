package dev.cusp.ad;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gives each loop that is to be reversed a variable that counts its rounds, where it has none. */
final class Counters {
  private final Nest nest;

  private Counters(Nest nest) {
    this.nest = nest;
  }

  static Func add(Func f, Set<Value> linear) {
    Counters pass = new Counters(new Nest(f, linear));
    Region body = f.body();
    return new Func(
        f.name(),
        new Region(body.params(), pass.body(body.body()), body.yields()),
        f.host(),
        f.source());
  }

  private List<Stmt> body(List<Stmt> stmts) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : stmts) {
      boolean counts = s.op() instanceof Op.Loop && nest.loops.get(s).induction < 0;
      if (counts && nest.hasLinear(s) && !nest.loops.get(s).region().diverges()) {
        out.add(count(s, out));
      } else {
        out.add(new Stmt(s.op(), s.operands(), s.results(), regions(s), s.source()));
      }
    }
    return out;
  }

  private List<Region> regions(Stmt s) {
    List<Region> regions = new ArrayList<>();
    for (Region r : s.regions()) {
      regions.add(new Region(r.params(), body(r.body()), r.yields()));
    }
    return regions;
  }

  private Stmt count(Stmt s, List<Stmt> before) {
    Loop loop = nest.loops.get(s);
    Region r = loop.region();
    Value zero = constant(before, s, 0);
    Value one = constant(before, s, 1);
    Value k = new Value(Type.INT, "k");
    Value next = new Value(Type.INT, "k");
    Stmt increment =
        new Stmt(
            new Op.Arith(Op.Arith.Kind.ADD), List.of(k, one), List.of(next), List.of(), s.source());
    List<Value> variables = with(r.params(), k);
    List<Value> initial = with(s.operands(), zero);
    List<Value> results = with(s.results(), new Value(Type.INT, "k"));
    if (loop.simple) {
      Loops.While shape = loop.shape;
      List<Stmt> round = body(shape.tail().body());
      round.add(increment);
      Region tail = new Region(List.of(), round, with(shape.tail().yields(), next));
      List<Value> handed = r.yields().subList(1, r.yields().size());
      return new Loops.While(
              body(shape.head()), shape.again(), tail, with(shape.exit(), k), shape.source())
          .toLoop(variables, with(handed, new Value(Type.INT, "k")), initial, results, s.source());
    }
    List<Stmt> body = body(r.body());
    body.add(increment);
    Region region = new Region(variables, body, with(r.yields(), next));
    return new Stmt(s.op(), initial, results, List.of(region), s.source());
  }

  private static Value constant(List<Stmt> before, Stmt s, int c) {
    Value v = new Value(Type.INT, "c");
    before.add(new Stmt(new Op.Const(c), List.of(), List.of(v), List.of(), s.source()));
    return v;
  }

  private static List<Value> with(List<Value> values, Value last) {
    List<Value> all = new ArrayList<>(values);
    all.add(last);
    return all;
  }
}
