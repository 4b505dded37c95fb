package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forward mode for any number of directions from one run of the program: a forward sweep computes
 * the value and keeps what the linear part needs ({@link Residuals}), as for reverse mode, and then
 * the linear part is run for one direction after the other.
 *
 * <p>The code is as large as for one direction, however many there are.
 */
final class Linearized {
  private static final ClassDesc OBJECTS = CD_Object.arrayType();

  private final Jvp.Result jvp;
  private final Reversal r;
  private final Value result;
  private final Value out = new Value(new Type(OBJECTS), "out");

  /** The number of the direction, in the linear part. */
  private Value direction;

  /** Arrays of tangents that are allocated once for all directions. */
  private final Set<Value> reused = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Fills fills;

  private final NewTangents arrays;

  /** What takes the place of an array where that is made only if it is not zero. */
  private final Map<Value, Value> instead = new IdentityHashMap<>();

  /** A loop that stands where its tangents have been looked at. */
  private Stmt bare;

  private final Value tape = new Value(new Type(Residuals.TAPE), "tape");

  private Linearized(Jvp.Result jvp, Func f) {
    this.jvp = jvp;
    this.r = new Reversal(jvp, f, true, new IdentityHashMap<>());
    this.result = f.results().getLast();
    f.body().body().stream()
        .filter(s -> s.op() instanceof Op.NewArray && r.nest.isLinear(s) && isReusable(s))
        .forEach(s -> reused.add(s.result()));
    r.workspace.addAll(Workspace.of(f));
    this.fills = new Fills(r.nest);
    f.body().body().stream()
        .filter(s -> s.op() instanceof Op.NewArray)
        .filter(s -> isPlaced(s) || reused.contains(s.result()))
        .forEach(s -> fills.look(f.body().body(), s));
    this.arrays = new NewTangents(f.body(), r.nest, r.aliases, result);
  }

  /** Whether nothing of an array is found in the result, nor anything else in it later. */
  private boolean isReusable(Stmt s) {
    Value v = s.result();
    boolean escapes = result.type().isReference() && r.aliases.mayShare(List.of(result, v));
    return !escapes && (s.operands().size() == 1 || !r.aliases.isRelinked(v));
  }

  /**
   * The function {@code (x..., shadows, numbers, out) -> y} of a jvp in one direction, or null for
   * programs it cannot be made of.
   *
   * <p>Of each active parameter, {@code shadows} has the shadows in all directions one after the
   * other if it is a reference, {@code numbers} the tangents otherwise. The tangents of the result
   * are put into {@code out}, whose length is the number of directions.
   */
  static Func of(Jvp.Result jvp) {
    Func f = jvp.func();
    if (f.body().diverges() || jvp.activeResults().isEmpty()) {
      return null;
    }
    Set<Value> marked = Collections.newSetFromMap(new IdentityHashMap<>());
    marked.addAll(jvp.linear());
    marked.addAll(jvp.shadows());
    if (!mark(f.body(), marked)) {
      return null;
    }
    Jvp.Result wide =
        new Jvp.Result(
            f, marked, jvp.shadows(), jvp.activeParams(), jvp.activeResults(), jvp.callees());
    Func shaped = Reversal.shaped(f, marked);
    return DeadCode.remove(new Linearized(wide.with(shaped), shaped).run());
  }

  /**
   * Marks what is computed from tangents and shadows.
   *
   * @return whether the rest does without them
   */
  private static boolean mark(Region region, Set<Value> marked) {
    for (Stmt s : region.body()) {
      boolean uses = s.operands().stream().anyMatch(marked::contains);
      if (s.op() instanceof Op.Apply || s.op() instanceof Op.Call call && isTape(call)) {
        return false;
      }
      if (s.regions().isEmpty()) {
        if (uses && s.results().isEmpty() && !(s.op() instanceof Op.Store)) {
          return false;
        }
        boolean makesShadow = s.op() instanceof Op.Call c && c.owner().equals(ShadowTypes.SHADOWS);
        if (uses || makesShadow) {
          marked.addAll(s.results());
        }
      } else {
        if (s.op() instanceof Op.If && uses) {
          return false;
        }
        for (Region r : s.regions()) {
          if (!mark(r, marked)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isTape(Op.Call call) {
    return call.owner().equals(Residuals.TAPE);
  }

  private Func run() {
    r.rehearse(tape, Restores.NONE);
    function();
    r.perform(r.best());
    return function();
  }

  private Func function() {
    instead.clear();
    Builder b = Builder.root().at(r.f.source());
    int primal = r.f.params().size() - jvp.activeParams().size();
    List<Value> params = new ArrayList<>(r.f.params().subList(0, primal));
    Value shadows = new Value(new Type(OBJECTS), "shadows");
    Value numbers = new Value(Type.DOUBLES, "numbers");
    params.addAll(List.of(shadows, numbers, out));
    Op take = tape(Op.Call.Kind.STATIC, "modest", MethodTypeDesc.of(Residuals.TAPE));
    b.append(new Stmt(take, List.of(), List.of(tape), List.of(), b.source()));
    r.forward.run(b, r.nest.root, r.f.body().body());
    for (Loop loop : r.nest.loops.values()) {
      if (r.keeps(loop)) {
        r.residuals.open(b, r.plan.memory(loop), b.constant(0));
      }
    }
    for (Stmt s : r.f.body().body()) {
      if (!s.results().isEmpty() && reused.contains(s.results().getFirst())) {
        if (!r.isRehearsal() && r.workspace.contains(s.result())) {
          r.residuals.again(b, s);
        } else {
          b.append(s);
        }
      }
    }
    Value width = b.value(new Op.Length(), Type.INT, "width", out);
    b.count(
        width,
        "w",
        (round, w) -> {
          direction = w;
          int references = 0;
          int reals = 0;
          for (Value dot : r.f.params().subList(primal, r.f.params().size())) {
            boolean reference = dot.type().isReference();
            Value before = round.constant(reference ? references++ : reals++);
            Value at = round.add(round.mul(before, width), w);
            given(round, reference ? shadows : numbers, at, dot);
          }
          run(new Sweep(r.algebra, round, null, null, v -> true), r.f.body().body());
          round.store(out, w, boxed(round, result));
        });
    if (!r.isRehearsal() && r.plan.usesTape()) {
      b.effect(tape(Op.Call.Kind.VIRTUAL, "release", MethodTypeDesc.of(CD_void)), tape);
    }
    List<Value> results = r.f.results().subList(0, r.f.results().size() - 1);
    String name = r.f.name().replaceFirst("^jvp\\.", "linearized.");
    return new Func(name, new Region(params, b.body(), results), r.f.host(), r.f.source());
  }

  private static Op tape(Op.Call.Kind kind, String name, MethodTypeDesc type) {
    return new Op.Call(kind, Residuals.TAPE, name, type, false);
  }

  /** Takes the tangent or shadow of a parameter out of an array. */
  private static void given(Builder b, Value array, Value at, Value dot) {
    Value found = b.load(array, at, dot.name());
    boolean exact = found.type().equals(dot.type());
    Op op =
        dot.type().isReference()
            ? new Op.CheckCast(dot.type().desc())
            : new Op.Convert(dot.type().desc());
    b.append(
        exact
            ? new Stmt(
                new Op.Load(array.type().desc().componentType()),
                List.of(array, at),
                List.of(dot),
                List.of(),
                b.source())
            : new Stmt(op, List.of(found), List.of(dot), List.of(), b.source()));
  }

  private static Value boxed(Builder b, Value v) {
    if (v.type().isReference()) {
      return v;
    }
    Value wide =
        v.type().equals(Type.DOUBLE)
            ? v
            : b.value(new Op.Convert(CD_double), Type.DOUBLE, v.name(), v);
    ClassDesc box = ClassDesc.of("java.lang.Double");
    MethodTypeDesc type = MethodTypeDesc.of(box, CD_double);
    Op call = new Op.Call(Op.Call.Kind.STATIC, box, "valueOf", type, false);
    return b.value(call, new Type(box), v.name(), wide);
  }

  /** Runs the linear statements of a region. */
  private void run(Sweep sweep, List<Stmt> body) {
    Map<Stmt, NewTangents.Group> groups = arrays.of(body);
    for (Stmt s : body) {
      if (!r.nest.hasLinear(s)) {
        continue;
      }
      NewTangents.Group group = groups.get(s);
      if (group != null && !reused.contains(group.array())) {
        if (s == group.stmts().getLast()) {
          make(sweep, group);
        }
        continue;
      }
      run(sweep, s);
    }
  }

  private void run(Sweep sweep, Stmt s) {
    sweep.builder().at(s.source());
    r.at(s);
    switch (s.op()) {
      case Op.If _ -> branch(sweep, s);
      case Op.Loop _ -> loop(sweep, r.nest.loops.get(s));
      case Op.NewArray _ when reused.contains(s.result()) -> {
        if (!fills.has(s.result())) {
          Clearing.of(r.nest, s.result(), s.result()).all(sweep.builder());
        }
      }
      case Op.NewArray _ when isPlaced(s) -> {
        Op room = Clearing.room(!fills.has(result));
        List<Value> operands = List.of(out, direction, r.get(sweep, s.operand(0)));
        sweep.builder().append(new Stmt(room, operands, s.results(), List.of(), s.source()));
      }
      default -> {
        List<Value> operands = found(sweep, s.operands());
        sweep.builder().append(new Stmt(s.op(), operands, s.results(), List.of(), s.source()));
      }
    }
  }

  /** Makes a new array of tangents, if it is not to be zero. */
  private void make(Sweep sweep, NewTangents.Group group) {
    Builder b = sweep.builder().at(group.stmts().getLast().source());
    Stmt allocation = r.nest.defs.get(group.array()).stmt();
    Value length = r.get(sweep, allocation.operand(0));
    List<Value> numbers = found(sweep, List.copyOf(group.numbers()));
    List<Value> read = found(sweep, List.copyOf(group.arrays()));
    if (numbers.isEmpty() && read.isEmpty()) {
      instead.put(group.array(), nothing(b, group.array(), length));
      return;
    }
    Value any = ZeroTangents.any(b, numbers, read);
    Sweep inner = sweep.nested(b.nested());
    for (Stmt s : group.stmts()) {
      bare = group.isLoop() ? s : null;
      run(inner, s);
    }
    bare = null;
    Builder other = b.nested();
    Value made = group.array().copy();
    jvp.linear().add(made);
    Region full = inner.builder().region(List.of(group.array()));
    Region empty = other.region(List.of(nothing(other, group.array(), length)));
    b.append(new Stmt(new Op.If(), List.of(any), List.of(made), List.of(full, empty), b.source()));
    instead.put(group.array(), made);
  }

  private Value nothing(Builder b, Value array, Value length) {
    Value zeros = Clearing.nothing(b, array, length);
    jvp.linear().add(zeros);
    return zeros;
  }

  /** Whether the tangent of the result is allocated here, so that the caller's array can serve. */
  private boolean isPlaced(Stmt s) {
    return s.result() == result && s.result().type().equals(Type.DOUBLES);
  }

  /** Tangents as they are, other values as they were kept. */
  private List<Value> found(Sweep sweep, List<Value> values) {
    return values.stream()
        .map(v -> r.nest.isLinear(v) ? instead.getOrDefault(v, v) : r.get(sweep, v))
        .toList();
  }

  private List<Value> linear(List<Value> values, List<Value> byLinear) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (r.nest.isLinear(byLinear.get(i))) {
        out.add(values.get(i));
      }
    }
    return out;
  }

  private void branch(Sweep sweep, Stmt s) {
    Value condition = r.get(sweep, s.operand(0));
    List<Value> results = linear(s.results(), s.results());
    List<Region> regions = new ArrayList<>();
    for (Region region : s.regions()) {
      Builder b = sweep.builder().nested();
      if (region.diverges()) { // it was not taken
        regions.add(b.region(results.stream().map(v -> b.zero(v.type())).toList()));
      } else {
        Sweep inner = new Sweep(r.algebra, b, sweep, null, r.within(region));
        run(inner, region.body());
        regions.add(b.region(found(inner, linear(region.yields(), s.results()))));
      }
    }
    sweep.builder().append(new Stmt(s.op(), List.of(condition), results, regions, s.source()));
  }

  private void loop(Sweep sweep, Loop loop) {
    Stmt s = loop.stmt;
    boolean isBare = s == bare;
    Builder b = sweep.builder();
    List<Value> variables = linear(loop.region().params(), loop.region().params());
    List<Value> initial =
        new ArrayList<>(found(sweep, linear(s.operands(), loop.region().params())));
    Value start = r.get(sweep, loop.start());
    Value end = r.get(sweep, loop.end());
    initial.addFirst(start);
    Memory m = r.plan.memory(loop);
    boolean keeps = r.keeps(loop);
    Value base = null;
    if (keeps && m.base != null) {
      base = r.residuals.get(sweep, m.base);
    }
    Builder outer = b.nested();
    Value counter = outer.param(Type.INT, loop.counter().name());
    outer.params().addAll(variables);
    boolean up = loop.step > 0;
    Value again = outer.compare(up ? Op.Compare.Relation.LT : Op.Compare.Relation.GT, counter, end);
    Builder round = outer.nested();
    m.round = counter;
    if (keeps) {
      m.index = ForwardSweep.plus(round, base, r.forward.offset(round, loop, counter, start));
    }
    Sweep inner = new Sweep(r.algebra, round, sweep, outer, r.within(loop.region()));
    run(inner, loop.round().body());
    List<Value> next = new ArrayList<>(found(inner, linear(loop.next(), loop.region().params())));
    Value one = round.constant(1);
    next.addFirst(up ? round.add(counter, one) : round.sub(counter, one));
    List<Value> results = new ArrayList<>(linear(s.results(), loop.region().params()));
    results.addFirst(counter.copy());
    List<Value> all = List.copyOf(outer.params());
    Loops.While shape = new Loops.While(outer.body(), again, round.region(next), all, s.source());
    Stmt whole = shape.toLoop(all, initial, results, s.source());
    Fills.Fill fill = fills.of(s);
    Clearing clearing = null;
    Value filled = null;
    if (fill != null) {
      Value array = found(sweep, List.of(fill.array())).getFirst();
      clearing = Clearing.of(r.nest, fill.array(), array);
      filled = fill.step() == 1 ? end : b.mul(end, b.constant(fill.step()));
    }
    if (isBare) {
      b.append(whole);
    } else {
      ZeroTangents.append(b, whole, jvp.linear(), clearing, filled);
    }
  }
}
