package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ad.Nest.Scope;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse mode: the part of a jvp program that is linear in the tangents, run backwards.
 *
 * <p>A forward sweep computes the primal and keeps what is needed ({@link Residuals}); the reverse
 * sweep meets the linear statements in reverse order and does the transpose of each: a sum passes
 * its cotangent to both operands, a load adds to the shadow array, a store takes from it.
 */
final class Transpose {
  private final Jvp.Result jvp;
  private final Func f;
  private final Nest nest;
  private final Aliases aliases;
  private final Set<Stmt> updates;
  private final boolean unitSeed;
  private final Scope fusedBody;
  private final Loop fused;
  private Residuals residuals;

  /** The values asked for while code is generated for the first time; null the second time. */
  private Set<Value> demanded;

  private final Map<Value, Double> constants = new IdentityHashMap<>();
  private final List<Value> extraParams = new ArrayList<>();

  /**
   * The sweeps of a function that is called by recursion or through a checkpoint.
   *
   * @param plain the forward sweep that keeps nothing, which a checkpoint runs at first
   */
  private record Pair(Func.Ref plain, Func.Ref forward, Func.Ref reverse, Jvp.Callee callee) {}

  /** The arguments of a checkpoint as they were, where they may be overwritten. */
  private final Map<Stmt, Map<Value, Value>> snapshots = new IdentityHashMap<>();

  private final Map<Func.Ref, Pair> pairs;
  private final Map<Stmt, Value> frames = new IdentityHashMap<>();

  private Transpose(
      Jvp.Result jvp,
      Func f,
      boolean unitSeed,
      int fusedAt,
      boolean whole,
      Map<Func.Ref, Pair> pairs) {
    this.jvp = jvp;
    this.f = f;
    this.pairs = pairs;
    this.nest = new Nest(f, jvp.linear(), whole);
    this.aliases = Aliases.of(f);
    this.updates = Updates.find(f, jvp.linear());
    this.unitSeed = unitSeed;
    this.fused = fusedAt < 0 ? null : nest.loops.get(f.body().body().get(fusedAt));
    this.fusedBody = fused == null ? null : fused.body;
    if (fused != null) {
      fused.body.free = true;
      nest.scopes.get(fused.shape.tail()).free = true;
    }
  }

  /**
   * The reverse derivative {@code (x..., shadows of active references..., out?, seed?) -> y}.
   *
   * <p>Cotangents of references are added to their shadows; those of active numbers are put into
   * the array out, in the order of the parameters. The seed is the cotangent of the result: a
   * number, or a shadow of a result that is a reference.
   *
   * @param unitSeed take 1 as the cotangent of the result, and no parameter for it
   */
  static Func of(Jvp.Result jvp, boolean unitSeed) {
    Func f = shaped(jvp.func(), jvp.linear());
    for (int fusedAt : Fusion.candidates(f, jvp.linear())) {
      Func fused = new Transpose(jvp, f, unitSeed, fusedAt, true, new IdentityHashMap<>()).run();
      if (fused != null) {
        return DeadCode.remove(fused);
      }
    }
    return DeadCode.remove(
        new Transpose(jvp, f, unitSeed, -1, true, new IdentityHashMap<>()).run());
  }

  /** A jvp program as the sweeps want it. */
  private static Func shaped(Func f, Set<Value> linear) {
    return Counters.add(DeadCode.remove(Chains.compose(DeadCode.remove(f), linear)), linear);
  }

  private Func run() {
    Value tape = new Value(new Type(Residuals.TAPE), "tape");
    residuals = new Residuals(nest, aliases, tape, 0);
    demanded = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Stmt> early = new ArrayList<>();
    List<Stmt> late = new ArrayList<>();
    if (fused != null) {
      Fusion.split(f, fused.stmt, nest, aliases, early, late);
    }
    function(tape, early, late, true);
    if (fused != null && suffixDemandsMore(early)) {
      return null;
    }
    Set<Value> wanted = demanded;
    demanded = null;
    residuals.plan(wanted);
    extraParams.clear();
    constants.clear();
    return function(tape, early, late, false);
  }

  private Set<Value> suffixDemands = Set.of();

  /** Whether the reverse sweep after the fused loop needs what only comes with or after the loop. */
  private boolean suffixDemandsMore(List<Stmt> early) {
    Set<Value> there = Collections.newSetFromMap(new IdentityHashMap<>());
    there.addAll(f.params());
    int at = 0;
    List<Stmt> body = f.body().body();
    for (; body.get(at) != fused.stmt; at++) {
      there.addAll(body.get(at).results());
    }
    early.forEach(s -> there.addAll(s.results()));
    for (Value v : suffixDemands) {
      Nest.Def def = nest.defs.get(v);
      if (def.scope() == nest.root && !there.contains(v)) {
        return true;
      }
      if (def.scope() != nest.root && def.path().up(0).index() >= at && !isEarly(v, early)) {
        return true;
      }
    }
    return false;
  }

  private boolean isEarly(Value v, List<Stmt> early) {
    Stmt around = f.body().body().get(nest.defs.get(v).path().up(0).index());
    return early.stream().anyMatch(e -> e == around);
  }

  private Func function(Value tape, List<Stmt> early, List<Stmt> late, boolean dry) {
    Builder b = Builder.root().at(f.source());
    int primal = jvp.func().params().size() - jvp.activeParams().size();
    List<Value> params = new ArrayList<>(f.params().subList(0, primal));
    List<Value> tangents = f.params().subList(primal, f.params().size());
    tangents.stream().filter(t -> t.type().isReference()).forEach(params::add);
    boolean numbers = tangents.stream().anyMatch(t -> t.type().isFloating());
    Value out = numbers ? new Value(Type.DOUBLES, "out") : null;
    if (numbers) {
      params.add(out);
    }
    MethodTypeDesc acquire = MethodTypeDesc.of(Residuals.TAPE);
    Op op = new Op.Call(Op.Call.Kind.STATIC, Residuals.TAPE, "acquire", acquire, false);
    b.append(new Stmt(op, List.of(), List.of(tape), List.of(), f.source()));
    Sweep sweep = new Sweep(b, null, null, v -> true);

    List<Stmt> body = f.body().body();
    int at = fused == null ? body.size() : indexOf(body, fused.stmt);
    forward(b, nest.root, body.subList(0, at));
    forward(b, nest.root, early);
    seed(sweep, params, out);
    if (fused != null) {
      reverse(sweep, body.subList(at + 1, body.size()));
      if (dry) {
        suffixDemands = Collections.newSetFromMap(new IdentityHashMap<>());
        suffixDemands.addAll(demanded);
      }
      fuse(sweep, fused);
      forward(b, nest.root, late);
    }
    reverse(sweep, body.subList(0, at));
    int k = 0;
    for (Value t : tangents) {
      if (t.type().isFloating()) {
        Value bar = sweep.take(t);
        b.store(out, b.constant(k++), bar == null ? b.constant(0.0) : convert(b, bar, Type.DOUBLE));
      }
    }
    if (!dry && residuals.usesTape()) {
      MethodTypeDesc type = MethodTypeDesc.of(CD_void);
      b.effect(new Op.Call(Op.Call.Kind.VIRTUAL, Residuals.TAPE, "release", type, false), tape);
    }
    params.addAll(extraParams);
    List<Value> results = f.body().diverges() ? null : primalResults();
    String name = jvp.func().name().replaceFirst("^jvp\\.", "vjp.");
    return new Func(name, new Region(params, b.body(), results), f.host(), f.source());
  }

  private static int indexOf(List<Stmt> body, Stmt s) {
    for (int i = 0; i < body.size(); i++) {
      if (body.get(i) == s) {
        return i;
      }
    }
    throw new IllegalStateException("not in the body");
  }

  private List<Value> primalResults() {
    return f.results().subList(0, f.results().size() - jvp.activeResults().size());
  }

  /** Puts the cotangents of the results in. */
  private void seed(Sweep sweep, List<Value> params, Value out) {
    Builder b = sweep.builder();
    int primal = f.results().size() - jvp.activeResults().size();
    for (int i = primal; i < f.results().size(); i++) {
      Value dot = f.results().get(i);
      if (dot.type().isFloating()) {
        Value seed;
        if (unitSeed) {
          seed = convert(b, constant(b, 1.0), dot.type());
          constants.put(seed, 1.0);
        } else {
          seed = new Value(dot.type(), "out.bar");
          extraParams.add(seed);
        }
        sweep.add(dot, seed);
      } else {
        Value seed = new Value(Type.OBJECT, "out.bar");
        extraParams.add(seed);
        MethodTypeDesc type = MethodTypeDesc.of(CD_void, CD_Object, CD_Object);
        Op add = new Op.Call(Op.Call.Kind.STATIC, ShadowTypes.SHADOWS, "add", type, false);
        b.effect(add, get(sweep, dot), seed);
      }
    }
  }

  // ---- recursion

  private Pair pair(Func.Ref ref) {
    Pair known = pairs.get(ref);
    if (known != null) {
      return known;
    }
    Jvp.Callee callee =
        jvp.callees().values().stream().filter(c -> c.ref == ref).findFirst().orElseThrow();
    String name = ref.name().replaceFirst("^jvp\\.", "");
    Pair pair =
        new Pair(
            new Func.Ref("plain." + name),
            new Func.Ref("forward." + name),
            new Func.Ref("reverse." + name),
            callee);
    pairs.put(ref, pair);
    Func g = shaped(ref.func(), jvp.linear());
    new Transpose(callee.result, g, false, -1, false, pairs).sweeps(pair);
    return pair;
  }

  /** Makes forward and reverse sweep two functions, which share a tape. */
  private void sweeps(Pair pair) {
    Value tape = new Value(new Type(Residuals.TAPE), "frame");
    residuals = new Residuals(nest, aliases, tape, 0);
    demanded = Collections.newSetFromMap(new IdentityHashMap<>());
    Builder plain = Builder.root().at(f.source());
    forward(plain, nest.root, f.body().body());
    pair.plain().complete(half(pair.plain(), plain, given()));
    reverseHalf(tape, pair);
    Set<Value> wanted = demanded;
    demanded = null;
    residuals.plan(wanted);
    constants.clear();
    Builder b = Builder.root().at(f.source());
    Residuals.Memory frame = residuals.frame();
    frame.index = b.constant(0);
    residuals.open(b, frame, b.constant(1));
    forward(b, nest.root, f.body().body());
    List<Value> params = given();
    params.add(tape);
    pair.forward().complete(half(pair.forward(), b, params));
    Func reverse = reverseHalf(tape, pair);
    pair.reverse().complete(DeadCode.remove(reverse));
  }

  private Func half(Func.Ref ref, Builder b, List<Value> params) {
    List<Value> results =
        f.body().diverges()
            ? null
            : f.results().stream().filter(v -> !nest.isLinear(v)).toList();
    return new Func(ref.name(), new Region(params, b.body(), results), f.host(), f.source());
  }

  /** The parameters of both halves: primal ones and shadows. */
  private List<Value> given() {
    return new ArrayList<>(f.params().stream().filter(p -> !nest.isLinear(p)).toList());
  }

  private Func reverseHalf(Value tape, Pair pair) {
    Builder b = Builder.root().at(f.source());
    Sweep sweep = new Sweep(b, null, null, v -> true);
    List<Value> params = given();
    params.add(tape);
    Residuals.Memory frame = residuals.frame();
    if (demanded == null) {
      frame.index = b.constant(0);
      residuals.open(b, frame, b.constant(0));
    }
    for (Value r : f.results()) {
      if (nest.isLinear(r)) {
        Value bar = new Value(r.type(), "out.bar");
        params.add(bar);
        sweep.add(r, bar);
      }
    }
    Value out = new Value(Type.DOUBLES, "out");
    params.add(out);
    reverse(sweep, f.body().body());
    int k = 0;
    for (Value p : f.params()) {
      if (nest.isLinear(p)) {
        Value bar = sweep.take(p);
        b.store(out, b.constant(k++), bar == null ? b.constant(0.0) : convert(b, bar, Type.DOUBLE));
      }
    }
    Region body = new Region(params, b.body(), List.of());
    return new Func(pair.reverse().name(), body, f.host(), f.source());
  }

  private void forwardApply(Builder b, Scope scope, Stmt s, Func.Ref ref) {
    Pair pair = pair(ref);
    List<Value> results = s.results().stream().filter(v -> !nest.isLinear(v)).toList();
    List<Value> operands =
        new ArrayList<>(s.operands().stream().filter(v -> !nest.isLinear(v)).toList());
    if (ref.isCheckpoint()) {
      snapshot(b, scope, s);
      b.append(new Stmt(new Op.Apply(pair.plain()), operands, results, List.of(), s.source()));
      return;
    }
    Value frame = frames.get(s);
    if (frame == null) {
      frame = new Value(new Type(Residuals.TAPE), "frame");
      frames.put(s, frame);
      nest.define(frame, scope, nest.defs.size());
    }
    fresh(b, frame);
    operands.add(frame);
    b.append(new Stmt(new Op.Apply(pair.forward()), operands, results, List.of(), s.source()));
    save(b, frame);
  }

  private static void fresh(Builder b, Value frame) {
    MethodTypeDesc type = MethodTypeDesc.of(Residuals.TAPE);
    Op make = new Op.Call(Op.Call.Kind.STATIC, Residuals.TAPE, "fresh", type, false);
    b.append(new Stmt(make, List.of(), List.of(frame), List.of(), b.source()));
  }

  /** Copies the arguments of a checkpoint that may be written to before it is run again. */
  private void snapshot(Builder b, Scope scope, Stmt s) {
    Map<Value, Value> copies = snapshots.computeIfAbsent(s, k -> new IdentityHashMap<>());
    int primal = s.operands().size() - pairs.get(((Op.Apply) s.op()).callee()).callee().activeParams.size();
    for (Value v : s.operands().subList(0, primal)) {
      if (v.type().isReference() && aliases.isWritten(v)) {
        Value copy = copies.get(v);
        if (copy == null) {
          copy = new Value(v.type(), v.name());
          copies.put(v, copy);
          nest.define(copy, scope, nest.defs.size());
        }
        MethodTypeDesc type = MethodTypeDesc.of(CD_Object, CD_Object);
        Op call = new Op.Call(Op.Call.Kind.STATIC, COPY, "of", type, false);
        Value any = b.value(call, Type.OBJECT, v.name(), v);
        Op cast = new Op.CheckCast(v.type().desc());
        b.append(new Stmt(cast, List.of(any), List.of(copy), List.of(), s.source()));
        save(b, copy);
      }
    }
  }

  static final java.lang.constant.ClassDesc COPY =
      dev.cusp.tree.Copy.class.describeConstable().orElseThrow();

  private void reverseApply(Sweep sweep, Stmt s, Func.Ref ref) {
    Builder b = sweep.builder();
    Pair pair = pair(ref);
    List<Value> operands = new ArrayList<>();
    List<Value> linear = new ArrayList<>();
    for (Value v : s.operands()) {
      if (nest.isLinear(v)) {
        linear.add(v);
      } else {
        Value copy = snapshots.getOrDefault(s, Map.of()).get(v);
        operands.add(get(sweep, copy == null ? v : copy));
      }
    }
    if (ref.isCheckpoint()) {
      Value frame = new Value(new Type(Residuals.TAPE), "frame");
      fresh(b, frame);
      operands.add(frame);
      List<Value> again =
          s.results().stream()
              .filter(v -> !nest.isLinear(v))
              .map(v -> new Value(v.type(), v.name()))
              .toList();
      Op run = new Op.Apply(pair.forward());
      b.append(new Stmt(run, operands, again, List.of(), s.source()));
    } else {
      operands.add(get(sweep, frames.get(s)));
    }
    for (Value r : s.results()) {
      if (nest.isLinear(r)) {
        Value bar = sweep.take(r);
        operands.add(bar == null ? b.zero(r.type()) : bar);
      }
    }
    Op make = new Op.NewArray(Type.DOUBLES.desc());
    Value out = b.value(make, Type.DOUBLES, "out", b.constant(linear.size()));
    operands.add(out);
    b.append(new Stmt(new Op.Apply(pair.reverse()), operands, List.of(), List.of(), s.source()));
    for (int k = 0; k < linear.size(); k++) {
      Value bar = b.load(out, b.constant(k), Sweep.barName(linear.get(k)));
      sweep.add(linear.get(k), convert(b, bar, linear.get(k).type()));
    }
  }

  // ---- forward sweep

  private void forward(Builder b, Scope scope, List<Stmt> body) {
    for (Stmt s : body) {
      if (nest.isLinear(s)) {
        continue;
      }
      b.at(s.source());
      switch (s.op()) {
        case Op.If _ -> forwardIf(b, s);
        case Op.Loop _ -> forwardLoop(b, s);
        case Op.Apply(var ref) -> forwardApply(b, scope, s, ref);
        default -> b.append(s);
      }
      for (Value r : s.results()) {
        save(b, r);
      }
    }
  }

  private void save(Builder b, Value v) {
    if (demanded == null && residuals.isKept(v)) {
      residuals.save(b, v);
    }
  }

  private List<Value> primal(List<Value> values, List<Value> byLinear) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!nest.isLinear(byLinear.get(i))) {
        out.add(values.get(i));
      }
    }
    return out;
  }

  private void forwardIf(Builder b, Stmt s) {
    List<Value> results = new ArrayList<>(primal(s.results(), s.results()));
    List<Builder> builders = new ArrayList<>();
    List<List<Value>> yields = new ArrayList<>();
    for (Region r : s.regions()) {
      Builder inner = b.nested();
      forward(inner, nest.scopes.get(r), r.body());
      builders.add(inner);
      yields.add(r.diverges() ? null : new ArrayList<>(primal(r.yields(), s.results())));
    }
    for (int k = 0; k < 2; k++) {
      for (Value v : residuals.exports(nest.scopes.get(s.regions().get(k)))) {
        results.add(residuals.outside(v));
        for (int j = 0; j < 2; j++) {
          if (yields.get(j) != null) {
            yields.get(j).add(j == k ? v : builders.get(j).zero(v.type()));
          }
        }
      }
    }
    List<Region> regions = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      regions.add(builders.get(k).region(yields.get(k)));
    }
    b.append(new Stmt(s.op(), s.operands(), results, regions, s.source()));
    if (demanded == null) {
      results.subList(primal(s.results(), s.results()).size(), results.size())
          .forEach(e -> save(b, e));
    }
  }

  private void forwardLoop(Builder b, Stmt s) {
    Loop loop = nest.loops.get(s);
    Region r = loop.region();
    boolean keeps = demanded == null && residuals.keeps(loop);
    Residuals.Memory m = residuals.memory(loop);
    boolean presized = false;
    if (keeps) {
      if (m.base != null) {
        residuals.top(b, loop);
        save(b, m.base);
      }
      Value rounds = residuals.rounds(b, loop, v -> v);
      if (rounds != null) {
        presized = true;
        residuals.open(b, m, b.add(plus(b, m.base, rounds), b.constant(1)));
      }
    }
    Builder inner = b.nested();
    if (keeps) {
      m.index = plus(inner, m.base, offset(inner, loop, loop.counter(), loop.start()));
      if (!presized) {
        residuals.open(inner, m, inner.add(m.index, inner.constant(1)));
      }
    }
    r.params().stream().filter(p -> !nest.isLinear(p)).forEach(p -> save(inner, p));
    forward(inner, loop.body, r.body());
    List<Value> yields = new ArrayList<>(List.of(r.yields().getFirst()));
    yields.addAll(primal(r.yields().subList(1, r.yields().size()), r.params()));
    Region region = new Region(primal(r.params(), r.params()), inner.body(), yields);
    b.append(
        new Stmt(
            s.op(),
            primal(s.operands(), r.params()),
            primal(s.results(), r.params()),
            List.of(region),
            s.source()));
    if (keeps && m.base != null) {
      Value rounds = offset(b, loop, loop.end(), loop.start());
      residuals.setTop(b, loop, b.add(b.add(m.base, rounds), b.constant(1)));
    }
  }

  /** How many rounds lie between two values of the counter. */
  private Value offset(Builder b, Loop loop, Value counter, Value start) {
    if (loop.step > 0) {
      boolean fromZero = nest.constant(start) instanceof Integer n && n == 0;
      return fromZero ? counter : b.sub(counter, start);
    }
    return b.sub(start, counter);
  }

  private static Value plus(Builder b, Value base, Value offset) {
    return base == null ? offset : b.add(base, offset);
  }

  // ---- reverse sweep

  private Value get(Sweep at, Value v) {
    if (demanded != null) {
      demanded.add(v);
      return v;
    }
    Object constant = nest.constant(v);
    if (constant instanceof Number) {
      Value copy = at.builder().value(new Op.Const(constant), v.type(), v.name());
      if (constant instanceof Double d) {
        constants.put(copy, d);
      }
      return copy;
    }
    return residuals.get(at, v);
  }

  private void reverse(Sweep sweep, List<Stmt> body) {
    for (int i = body.size() - 1; i >= 0; i--) {
      Stmt s = body.get(i);
      if (nest.hasLinear(s)) {
        sweep.builder().at(s.source());
        reverse(sweep, s);
      }
    }
  }

  private void reverse(Sweep sweep, Stmt s) {
    Builder b = sweep.builder();
    switch (s.op()) {
      case Op.If _ -> reverseIf(sweep, s);
      case Op.Loop _ -> reverseLoop(sweep, nest.loops.get(s));
      case Op.Apply(var ref) -> reverseApply(sweep, s, ref);
      case Op.Store _ -> {
        Value shadow = get(sweep, s.operand(0));
        Value index = get(sweep, s.operand(1));
        Value bar = b.load(shadow, index, Sweep.barName(s.operand(2)));
        if (!updates.contains(s)) {
          b.store(shadow, index, b.zero(s.operand(2).type()));
        }
        sweep.add(s.operand(2), bar);
      }
      case Op.Call call when !isRewrite(call) -> byHand(sweep, s, call);
      default -> {
        Value bar = sweep.take(s.result());
        if (bar != null) {
          reverse(sweep, s, bar);
        }
      }
    }
  }

  private void reverse(Sweep sweep, Stmt s, Value bar) {
    Builder b = sweep.builder();
    switch (s.op()) {
      case Op.Const _ -> {}
      case Op.Load _ when updates.contains(s) -> {}
      case Op.Load _ -> {
        Value shadow = get(sweep, s.operand(0));
        Value index = get(sweep, s.operand(1));
        b.store(shadow, index, b.add(b.load(shadow, index, bar.name()), bar));
      }
      case Op.Convert _ -> sweep.add(s.operand(0), convert(b, bar, s.operand(0).type()));
      case Op.Call _ -> sweep.add(s.operand(0), rewrite(b, get(sweep, s.operand(1)), bar));
      case Op.Arith(var kind) -> {
        Value x = s.operand(0);
        Value y = s.operands().size() > 1 ? s.operand(1) : null;
        switch (kind) {
          case NEG -> sweep.add(x, negate(b, bar));
          case ADD -> {
            sweep.add(x, bar);
            sweep.add(y, bar);
          }
          case SUB -> {
            sweep.add(x, bar);
            sweep.add(y, negate(b, bar));
          }
          case MUL -> {
            boolean first = nest.isLinear(x);
            sweep.add(first ? x : y, times(b, bar, get(sweep, first ? y : x)));
          }
          case DIV -> sweep.add(x, b.div(bar, get(sweep, y)));
          default -> throw new IllegalStateException("not linear: " + s.op());
        }
      }
      default -> throw new IllegalStateException("not linear: " + s.op());
    }
  }

  private static boolean isRewrite(Op.Call call) {
    return call.name().equals("withGradient")
        && call.owner().descriptorString().equals("Ldev/cusp/Cusp;");
  }

  /** Calls a reverse rule written by hand; see {@link Jvp} for the operands. */
  private void byHand(Sweep sweep, Stmt s, Op.Call call) {
    Builder b = sweep.builder();
    int arguments = 0;
    while (!isAfterArguments(s, arguments, call)) {
      arguments++;
    }
    List<Value> operands = new ArrayList<>();
    for (Value v : s.operands().subList(0, arguments + 1)) {
      operands.add(get(sweep, v));
    }
    int at = arguments + 1;
    if (s.operand(arguments).type().isReference()) {
      operands.add(get(sweep, s.operand(at++)));
    } else {
      Value bar = sweep.take(s.result());
      operands.add(bar == null ? b.zero(s.result().type()) : bar);
    }
    List<Value> numbers = new ArrayList<>();
    for (Value v : s.operands().subList(at, s.operands().size())) {
      if (nest.isLinear(v)) {
        numbers.add(v);
      } else {
        operands.add(get(sweep, v));
      }
    }
    if (numbers.isEmpty()) {
      b.append(new Stmt(call, operands, List.of(), List.of(), s.source()));
      return;
    }
    Type type = Type.of(call.type().returnType());
    Value bars = b.value(call, type, "bars", operands);
    for (int k = 0; k < numbers.size(); k++) {
      Value bar = type.isReference() ? b.load(bars, b.constant(k), "bar") : bars;
      sweep.add(numbers.get(k), convert(b, bar, numbers.get(k).type()));
    }
  }

  /** The rule takes the arguments, the result, its cotangent, and arrays of cotangents. */
  private boolean isAfterArguments(Stmt s, int n, Op.Call call) {
    int arrays = 0;
    for (Value v : s.operands().subList(0, n)) {
      arrays += v.type().isArray() && ShadowTypes.canShadow(v.type()) ? 1 : 0;
    }
    return call.type().parameterCount() == n + 2 + arrays;
  }

  /** Asks the user's function what a cotangent is to become. */
  private static Value rewrite(Builder b, Value rewriter, Value bar) {
    Op.Call call =
        new Op.Call(
            Op.Call.Kind.INTERFACE,
            java.lang.constant.ClassDesc.of("java.util.function.DoubleUnaryOperator"),
            "applyAsDouble",
            MethodTypeDesc.of(CD_double, CD_double),
            true);
    return b.value(call, Type.DOUBLE, bar.name(), rewriter, bar);
  }

  private Value constant(Builder b, double c) {
    Value v = b.constant(c);
    constants.put(v, c);
    return v;
  }

  private Value times(Builder b, Value x, Value y) {
    Double cx = constants.get(x);
    Double cy = constants.get(y);
    if (cx != null && cx == 1) {
      return y;
    }
    if (cy != null && cy == 1) {
      return x;
    }
    if (cx != null && cy != null && x.type().equals(Type.DOUBLE)) {
      return constant(b, cx * cy);
    }
    return b.mul(x, y);
  }

  private Value negate(Builder b, Value x) {
    Double c = constants.get(x);
    return c != null && x.type().equals(Type.DOUBLE) ? constant(b, -c) : b.neg(x);
  }

  private static Value convert(Builder b, Value x, Type type) {
    return x.type().equals(type)
        ? x
        : b.value(new Op.Convert(type.desc()), type, x.name(), x);
  }

  private java.util.function.Predicate<Value> within(Region region) {
    Scope scope = nest.scopes.get(region);
    return v -> {
      Nest.Def def = nest.defs.get(v);
      for (Scope s = def == null ? null : def.scope(); s != null; s = s.parent) {
        if (s == scope) {
          return true;
        }
      }
      return false;
    };
  }

  private void reverseIf(Sweep sweep, Stmt s) {
    Value condition = get(sweep, s.operand(0));
    List<Value> linear = s.results().stream().filter(nest::isLinear).toList();
    Map<Value, Value> incoming = new IdentityHashMap<>();
    linear.forEach(r -> {
      Value bar = sweep.take(r);
      if (bar != null) {
        incoming.put(r, bar);
      }
    });
    List<Sweep> sweeps = new ArrayList<>();
    for (Region r : s.regions()) {
      Sweep inner = new Sweep(sweep.builder().nested(), sweep, null, within(r));
      for (int i = 0; !r.diverges() && i < s.results().size(); i++) {
        Value bar = incoming.get(s.results().get(i));
        if (bar != null) {
          inner.add(r.yields().get(i), bar);
        }
      }
      if (!r.diverges()) {
        reverse(inner, r.body());
      }
      sweeps.add(inner);
    }
    List<Value> touched = new ArrayList<>(sweeps.get(0).touched());
    for (Value v : sweeps.get(1).touched()) {
      if (!touched.contains(v)) {
        touched.add(v);
      }
    }
    List<Region> regions = new ArrayList<>();
    for (Sweep inner : sweeps) {
      List<Value> yields = new ArrayList<>();
      for (Value v : touched) {
        Value bar = inner.peek(v);
        yields.add(bar == null ? inner.builder().zero(v.type()) : bar);
      }
      regions.add(inner.builder().region(yields));
    }
    List<Value> results =
        touched.stream().map(v -> new Value(v.type(), Sweep.barName(v))).toList();
    sweep
        .builder()
        .append(new Stmt(new Op.If(), List.of(condition), results, regions, s.source()));
    for (int i = 0; i < touched.size(); i++) {
      sweep.put(touched.get(i), results.get(i));
    }
  }

  private void reverseLoop(Sweep sweep, Loop loop) {
    Stmt s = loop.stmt;
    Builder b = sweep.builder();
    Region r = loop.region();
    List<Integer> positions = new ArrayList<>();
    List<Value> initial = new ArrayList<>();
    for (int i = 0; i < r.params().size(); i++) {
      if (nest.isLinear(r.params().get(i))) {
        positions.add(i);
        Value bar = sweep.take(s.results().get(i));
        initial.add(bar == null ? b.zero(r.params().get(i).type()) : bar);
      }
    }
    Value start = get(sweep, loop.start());
    initial.addFirst(get(sweep, loop.end()));
    Residuals.Memory m = residuals.memory(loop);
    boolean keeps = demanded == null && residuals.keeps(loop);
    Value base = null;
    if (keeps) {
      base = m.base == null ? null : residuals.get(sweep, m.base);
      residuals.open(b, m, b.constant(0));
    }

    Builder outer = b.nested();
    Value counter = outer.param(Type.INT, loop.counter().name());
    List<Value> carried = new ArrayList<>();
    for (int i : positions) {
      Value p = r.params().get(i);
      carried.add(outer.param(p.type(), Sweep.barName(p)));
    }
    Op.Compare.Relation more =
        loop.step > 0 ? Op.Compare.Relation.GT : Op.Compare.Relation.LT;
    Value again = outer.compare(more, counter, start);
    Builder round = outer.nested();
    Value here =
        loop.step > 0
            ? round.sub(counter, round.constant(1))
            : round.add(counter, round.constant(1));
    Sweep inner = new Sweep(round, sweep, outer, within(r));
    m.round = here;
    if (keeps) {
      m.index = plus(round, base, offset(round, loop, here, start));
    }
    for (int k = 0; k < positions.size(); k++) {
      inner.add(loop.next().get(positions.get(k)), carried.get(k));
    }
    reverse(inner, loop.round().body());
    List<Value> next = new ArrayList<>(List.of(here));
    for (int i : positions) {
      Value bar = inner.take(r.params().get(i));
      next.add(bar == null ? round.zero(r.params().get(i).type()) : bar);
    }
    inner.carried().keySet().forEach(v -> next.add(inner.peek(v)));
    inner.carried().keySet().forEach(
        v -> {
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
      residuals.setTop(b, loop, base);
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
    List<Value> params = outer.params();
    List<Value> handed = params.stream().map(p -> new Value(p.type(), p.name())).toList();
    Region then = round.region(next);
    Region exit = new Region(List.of(), List.of(), params);
    outer.append(new Stmt(new Op.If(), List.of(again), handed, List.of(then, exit), source));
    List<Value> yields = new ArrayList<>(List.of(again));
    yields.addAll(handed);
    List<Value> results = params.stream().map(p -> new Value(p.type(), p.name())).toList();
    b.append(
        new Stmt(new Op.Loop(), initial, results, List.of(outer.region(yields)), source));
    return results;
  }

  /**
   * Forward and reverse sweep of each round of a loop that only accumulates, in one loop: what its
   * sums are worth is known before it runs, so no round has to be remembered.
   */
  private void fuse(Sweep sweep, Loop loop) {
    Stmt s = loop.stmt;
    Region r = loop.region();
    Loops.While shape = loop.shape;
    Builder b = sweep.builder();
    Builder outer = b.nested();
    List<Value> primalParams = primal(r.params(), r.params());
    outer.params().addAll(primalParams);
    forward(outer, fusedBody, shape.head());
    Builder round = outer.nested();
    forward(round, nest.scopes.get(shape.tail()), shape.tail().body());
    Sweep inner = new Sweep(round, sweep, outer, within(r));
    List<Integer> positions = new ArrayList<>();
    List<Value> bars = new ArrayList<>();
    for (int i = 0; i < r.params().size(); i++) {
      if (nest.isLinear(r.params().get(i))) {
        positions.add(i);
        bars.add(sweep.take(s.results().get(i)));
      }
    }
    for (int k = 0; k < positions.size(); k++) {
      if (bars.get(k) != null) {
        inner.add(loop.next().get(positions.get(k)), bars.get(k));
      }
    }
    reverse(inner, shape.tail().body());
    positions.forEach(i -> inner.take(r.params().get(i)));
    List<Value> next = new ArrayList<>(primal(shape.tail().yields(), r.params()));
    List<Value> initial = new ArrayList<>(primal(s.operands(), r.params()));
    for (Value v : inner.carried().keySet()) {
      next.add(inner.peek(v));
      Value bar = sweep.peek(v);
      initial.add(bar == null ? b.zero(v.type()) : bar);
    }
    List<Value> results = new ArrayList<>(primal(s.results(), r.params()));
    List<Value> exit = new ArrayList<>(primal(shape.exit(), r.params()));
    inner.carried().values().forEach(exit::add);
    List<Value> outs = new ArrayList<>();
    for (Value v : inner.carried().keySet()) {
      Value result = new Value(v.type(), Sweep.barName(v));
      results.add(result);
      outs.add(result);
    }
    List<Value> handed =
        outer.params().stream().map(p -> new Value(p.type(), p.name())).toList();
    Region then = round.region(next);
    Region stop = new Region(List.of(), List.of(), exit);
    outer.append(
        new Stmt(new Op.If(), List.of(shape.again()), handed, List.of(then, stop), s.source()));
    List<Value> yields = new ArrayList<>(List.of(shape.again()));
    yields.addAll(handed);
    b.append(
        new Stmt(new Op.Loop(), initial, results, List.of(outer.region(yields)), s.source()));
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
