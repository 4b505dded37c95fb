package dev.cusp.ad;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Func;
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
    List<Stmt> body = body(r.body());
    List<Value> yields = new ArrayList<>(r.yields());
    if (loop.simple) {
      Value handed = new Value(Type.INT, "k");
      Stmt test = body.removeLast();
      List<Stmt> tail = new ArrayList<>(test.regions().get(0).body());
      tail.add(increment);
      Region then = new Region(List.of(), tail, with(test.regions().get(0).yields(), next));
      Region stop = new Region(List.of(), List.of(), with(test.regions().get(1).yields(), k));
      body.add(
          new Stmt(
              test.op(),
              test.operands(),
              with(test.results(), handed),
              List.of(then, stop),
              test.source()));
      yields.add(handed);
    } else {
      body.add(increment);
      yields.add(next);
    }
    Region region = new Region(with(r.params(), k), body, yields);
    return new Stmt(
        s.op(),
        with(s.operands(), zero),
        with(s.results(), new Value(Type.INT, "k")),
        List.of(region),
        s.source());
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
