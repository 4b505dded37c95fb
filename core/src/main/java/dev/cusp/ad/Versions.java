package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.cusp.ad.LocalArrays.Access;
import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives each round of a loop a row of residual memory for an array that the round reads and then
 * overwrites in one go, as a simulation does with its state: a round reads its row and writes the
 * next one. Then nothing is overwritten, so nothing has to be kept beside it, nor put back.
 *
 * <p>Reads have to be within bounds for certain, for in the rows nobody would notice others.
 */
final class Versions {
  /** So many elements at the ends may stay as they are; they are copied one by one. */
  private static final int BORDER = 8;

  /** A function whose rows are local arrays, each element of which is written before it is read. */
  record Result(Func func, List<Value> rows) {}

  /** A sum of a value, or of nothing, and a constant. */
  private record Sum(Value value, int constant) {
    boolean isConstant() {
      return value == null;
    }
  }

  /** An array, the loop, and the loop within that overwrites the array. */
  private record Plan(Value array, Value length, Loop loop, Loop inner, int low, int high) {}

  private final Func f;
  private final Nest nest;
  private final Rounds rounds;
  private final LocalArrays arrays;
  private final List<Value> rows = new ArrayList<>();

  private Versions(Func f, Set<Value> linear) {
    this.f = f;
    this.nest = new Nest(f, linear);
    this.rounds = new Rounds(nest);
    this.arrays = LocalArrays.of(f);
  }

  /**
   * The function with rows for some of the arrays, or null where there are none.
   *
   * @param restored arrays whose elements would be put back
   * @param end the position in the body from which on the two sweeps are not run in one order
   */
  static Result of(Func f, Set<Value> linear, Set<Value> restored, int end) {
    Versions pass = new Versions(f, linear);
    Map<Stmt, List<Plan>> plans = new IdentityHashMap<>();
    for (Value array : restored) {
      if (pass.arrays.all().contains(array) && pass.arrays.origin(array).depth() == 0) {
        pass.plans(array, end)
            .forEach(p -> plans.computeIfAbsent(p.loop().stmt, k -> new ArrayList<>()).add(p));
      }
    }
    return plans.isEmpty() ? null : new Result(pass.rewrite(plans), pass.rows);
  }

  private List<Plan> plans(Value array, int end) {
    List<Plan> found = new ArrayList<>();
    List<Stmt> body = f.body().body();
    for (int i = 0; i < Math.min(end, body.size()); i++) {
      Loop loop = nest.loops.get(body.get(i));
      if (loop != null && loop.simple && nest.hasLinear(loop.stmt) && rounds.bound(loop) != null) {
        Plan plan = plan(array, loop);
        if (plan != null) {
          found.add(plan);
        }
      }
    }
    return found;
  }

  private Plan plan(Value array, Loop loop) {
    if (!array.type().equals(Type.DOUBLES)) {
      return null;
    }
    List<Access> inside =
        arrays.of(array).stream()
            .filter(a -> a.path().depth() > 0 && a.path().up(1).around() == loop.stmt)
            .toList();
    List<Access> stores = inside.stream().filter(a -> !a.isLoad()).toList();
    if (stores.size() != 1) {
      return null;
    }
    Stmt store = stores.getFirst().stmt();
    Loop inner = nest.scopeOf(store).loop;
    boolean once =
        inner != loop
            && inner.simple
            && inner.step > 0
            && rounds.bound(inner) != null
            && nest.scopeOf(store).region == inner.shape.tail()
            && nest.scopeOf(inner.stmt).region == loop.shape.tail();
    if (!once) {
      return null;
    }
    Value length = nest.defs.get(array).stmt().operand(0);
    Sum whole = sum(length);
    Sum at = sum(store.operand(1));
    Sum start = sum(inner.start());
    Sum last = end(inner);
    if (at.value() != inner.counter() || !start.isConstant() || last.value() != whole.value()) {
      return null;
    }
    int low = start.constant() + at.constant();
    int high = whole.constant() - last.constant() - at.constant();
    boolean covers = low >= 0 && low <= BORDER && high >= 0 && high <= BORDER;
    Path overwritten = nest.paths.get(inner.stmt);
    boolean reads =
        inside.stream()
            .filter(Access::isLoad)
            .allMatch(a -> precedes(a.path(), overwritten) && isWithin(a.stmt(), whole));
    return covers && reads ? new Plan(array, length, loop, inner, low, high) : null;
  }

  private static boolean precedes(Path load, Path loop) {
    return Path.common(load, loop) == loop.depth() && load.up(loop.depth()).index() < loop.index();
  }

  /** Whether a load certainly reads one of so many elements. */
  private boolean isWithin(Stmt load, Sum whole) {
    Sum at = sum(load.operand(1));
    for (Nest.Scope s = nest.scopeOf(load); s.loop != null; s = s.parent) {
      Loop loop = s.loop;
      if (loop.simple && loop.counter() == at.value() && s.region == loop.shape.tail()) {
        if (loop.step < 0 || rounds.bound(loop) == null) {
          return false;
        }
        Sum start = sum(loop.start());
        Sum end = end(loop);
        return start.isConstant()
            && start.constant() + at.constant() >= 0
            && end.value() == whole.value()
            && end.constant() + at.constant() <= whole.constant();
      }
    }
    return false;
  }

  /** What the counter of a loop that counts up is less than. */
  private Sum end(Loop loop) {
    Op.Compare again = (Op.Compare) nest.defs.get(loop.shape.again()).stmt().op();
    Sum bound = sum(rounds.bound(loop));
    boolean included = again.relation() == Op.Compare.Relation.LE;
    return included ? new Sum(bound.value(), bound.constant() + 1) : bound;
  }

  private Sum sum(Value v) {
    if (nest.constant(v) instanceof Integer n) {
      return new Sum(null, n);
    }
    Nest.Def def = nest.defs.get(v);
    if (def.stmt() != null && def.stmt().op() instanceof Op.Arith(var kind)) {
      Value x = def.stmt().operand(0);
      Value y = def.stmt().operands().getLast();
      if (kind == Op.Arith.Kind.ADD && nest.constant(x) instanceof Integer n) {
        return moved(sum(y), n);
      }
      if (kind == Op.Arith.Kind.ADD && nest.constant(y) instanceof Integer n) {
        return moved(sum(x), n);
      }
      if (kind == Op.Arith.Kind.SUB && nest.constant(y) instanceof Integer n) {
        return moved(sum(x), -n);
      }
    }
    return new Sum(v, 0);
  }

  private static Sum moved(Sum sum, int by) {
    return new Sum(sum.value(), sum.constant() + by);
  }

  private Func rewrite(Map<Stmt, List<Plan>> plans) {
    Builder b = Builder.root();
    for (Stmt s : f.body().body()) {
      b.at(s.source());
      if (plans.containsKey(s)) {
        loop(b, s, plans.get(s));
      } else {
        b.append(s);
      }
    }
    Region body = new Region(f.params(), b.body(), f.body().yields());
    return new Func(f.name(), body, f.host(), f.source());
  }

  private void loop(Builder b, Stmt s, List<Plan> plans) {
    Loop loop = nest.loops.get(s);
    Value count = rounds.of(b, loop, v -> v);
    List<Row> all = new ArrayList<>();
    for (Plan plan : plans) {
      Value lines = b.add(count, b.constant(1));
      Op make = new Op.NewArray(Type.DOUBLES.desc());
      Value row = b.value(make, Type.DOUBLES, plan.array().name(), product(b, lines, plan));
      rows.add(row);
      all.add(new Row(plan, row));
      b.count(
          plan.length(),
          "k",
          (round, k) -> round.store(row, k, round.load(plan.array(), k, row.name())));
    }
    Region tail = loop.shape.tail();
    Builder round = Builder.root().at(s.source());
    Value offset =
        loop.step > 0
            ? round.sub(loop.counter(), loop.start())
            : round.sub(loop.start(), loop.counter());
    all.forEach(row -> row.begin(round, offset));
    for (Stmt inner : tail.body()) {
      all.stream().filter(r -> r.plan.inner().stmt == inner).forEach(r -> r.borders(round));
      rewrite(round, inner, all);
    }
    Region body = loop.region();
    Stmt branch = body.body().getLast();
    Region next = new Region(tail.params(), round.body(), tail.yields());
    List<Stmt> stmts = new ArrayList<>(body.body().subList(0, body.body().size() - 1));
    List<Region> regions = List.of(next, branch.regions().get(1));
    stmts.add(new Stmt(branch.op(), branch.operands(), branch.results(), regions, branch.source()));
    Region whole = new Region(body.params(), stmts, body.yields());
    b.append(new Stmt(s.op(), s.operands(), s.results(), List.of(whole), s.source()));
    for (Row row : all) {
      Value from = b.mul(count, row.plan.length());
      b.count(
          row.plan.length(),
          "k",
          (last, k) ->
              last.store(
                  row.plan.array(), k, last.load(row.array, last.add(from, k), row.array.name())));
    }
  }

  /** The number of elements; too large a number stays one that residual memory refuses. */
  private static Value product(Builder b, Value lines, Plan plan) {
    Type wide = new Type(CD_long);
    Value x = b.value(new Op.Convert(CD_long), wide, "lines", lines);
    Value y = b.value(new Op.Convert(CD_long), wide, "length", plan.length());
    Value max = b.value(new Op.Const((long) Integer.MAX_VALUE), wide, "max");
    MethodTypeDesc type = MethodTypeDesc.of(CD_long, CD_long, CD_long);
    Op min = new Op.Call(Op.Call.Kind.STATIC, ClassDesc.of("java.lang.Math"), "min", type, false);
    Value size = b.value(min, wide, "size", b.mul(x, y), max);
    return b.value(new Op.Convert(CD_int), Type.INT, "size", size);
  }

  private void rewrite(Builder b, Stmt s, List<Row> all) {
    b.at(s.source());
    Row row =
        s.op() instanceof Op.Load || s.op() instanceof Op.Store
            ? all.stream().filter(r -> r.plan.array() == s.operand(0)).findFirst().orElse(null)
            : null;
    if (row != null) {
      Value from = s.op() instanceof Op.Load ? row.here : row.next;
      List<Value> operands = new ArrayList<>(s.operands());
      operands.set(0, row.array);
      operands.set(1, b.add(from, s.operand(1)));
      b.append(new Stmt(s.op(), operands, s.results(), List.of(), s.source()));
      return;
    }
    List<Region> regions = new ArrayList<>();
    for (Region region : s.regions()) {
      Builder inner = b.nested();
      region.body().forEach(x -> rewrite(inner, x, all));
      regions.add(new Region(region.params(), inner.body(), region.yields()));
    }
    b.append(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
  }

  /** The rows of one array. */
  private static final class Row {
    final Plan plan;
    final Value array;
    Value here;
    Value next;

    Row(Plan plan, Value array) {
      this.plan = plan;
      this.array = array;
    }

    void begin(Builder b, Value offset) {
      here = b.mul(offset, plan.length());
      next = b.add(here, plan.length());
    }

    /** Takes the elements over that are not written. */
    void borders(Builder b) {
      Set<Value> seen = new HashSet<>();
      for (int k = 0; k < plan.low(); k++) {
        take(b, b.constant(k), Op.Compare.Relation.LT, plan.length(), seen);
      }
      for (int k = 1; k <= plan.high(); k++) {
        Value at = b.sub(plan.length(), b.constant(k));
        take(b, at, Op.Compare.Relation.GE, b.constant(0), seen);
      }
    }

    private void take(
        Builder b, Value at, Op.Compare.Relation relation, Value limit, Set<Value> seen) {
      if (seen.add(at)) {
        b.branch(
            b.compare(relation, at, limit),
            List.of(),
            "",
            Builder.effects(there -> {
              Value element = there.load(array, there.add(here, at), array.name());
              there.store(array, there.add(next, at), element);
            }),
            Builder.effects(_ -> {}));
      }
    }
  }
}
