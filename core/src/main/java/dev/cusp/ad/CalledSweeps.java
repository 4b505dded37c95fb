package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;

import dev.cusp.ad.Nest.Scope;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
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
 * The sweeps of functions that are called, by recursion or through a checkpoint: functions
 * themselves, which share a tape of their own.
 */
final class CalledSweeps {
  /** The arguments of a checkpoint as they were, where they may be overwritten. */
  private final Map<Stmt, Map<Value, Value>> snapshots = new IdentityHashMap<>();

  private final Map<Stmt, Value> frames = new IdentityHashMap<>();
  private final Reversal r;

  CalledSweeps(Reversal reversal) {
    this.r = reversal;
  }

  /**
   * The sweeps of a function that is called by recursion or through a checkpoint.
   *
   * @param plain the forward sweep that keeps nothing, which a checkpoint runs at first
   */
  record Pair(Func.Ref plain, Func.Ref forward, Func.Ref reverse, Jvp.Callee callee) {}

  /** The arguments of a checkpoint as they were, where they may be overwritten. */
  private Pair pair(Func.Ref ref) {
    Pair known = r.pairs.get(ref);
    if (known != null) {
      return known;
    }
    Jvp.Callee callee =
        r.jvp.callees().values().stream().filter(c -> c.ref == ref).findFirst().orElseThrow();
    String name = ref.name().replaceFirst("^jvp\\.", "");
    Pair pair =
        new Pair(
            new Func.Ref("plain." + name),
            new Func.Ref("forward." + name),
            new Func.Ref("reverse." + name),
            callee);
    r.pairs.put(ref, pair);
    Func g = Reversal.shaped(ref.func(), r.jvp.linear());
    new Reversal(callee.result, g, false, r.pairs).called.sweeps(pair);
    return pair;
  }

  /** Makes forward and reverse sweep two functions, which share a tape. */
  private void sweeps(Pair pair) {
    Value tape = new Value(new Type(Residuals.TAPE), "frame");
    r.rehearse(tape, Restores.NONE);
    Builder plain = Builder.root().at(r.f.source());
    r.forward.run(plain, r.nest.root, r.f.body().body());
    pair.plain().complete(half(pair.plain(), plain, given()));
    reverseHalf(tape, pair);
    r.perform(r.best());
    Builder b = Builder.root().at(r.f.source());
    Memory frame = r.plan.frame();
    frame.index = b.constant(0);
    r.residuals.open(b, frame, b.constant(1));
    r.forward.run(b, r.nest.root, r.f.body().body());
    List<Value> params = given();
    params.add(tape);
    pair.forward().complete(half(pair.forward(), b, params));
    Func reverse = reverseHalf(tape, pair);
    pair.reverse().complete(DeadCode.remove(reverse));
  }

  private Func half(Func.Ref ref, Builder b, List<Value> params) {
    List<Value> results =
        r.f.body().diverges()
            ? null
            : r.f.results().stream().filter(v -> !r.nest.isLinear(v)).toList();
    return new Func(ref.name(), new Region(params, b.body(), results), r.f.host(), r.f.source());
  }

  /** The parameters of both halves: primal ones and shadows. */
  private List<Value> given() {
    return new ArrayList<>(r.f.params().stream().filter(p -> !r.nest.isLinear(p)).toList());
  }

  private Func reverseHalf(Value tape, Pair pair) {
    Builder b = Builder.root().at(r.f.source());
    Sweep sweep = new Sweep(r.algebra, b, null, null, v -> true);
    List<Value> params = given();
    params.add(tape);
    Memory frame = r.plan.frame();
    if (!r.isRehearsal()) {
      frame.index = b.constant(0);
      r.residuals.open(b, frame, b.constant(0));
    }
    for (Value result : r.f.results()) {
      if (r.nest.isLinear(result)) {
        Value bar = new Value(result.type(), "out.bar");
        params.add(bar);
        sweep.add(result, bar);
      }
    }
    Value out = new Value(Type.DOUBLES, "out");
    params.add(out);
    r.reverse.run(sweep, r.f.body().body());
    int k = 0;
    for (Value p : r.f.params()) {
      if (r.nest.isLinear(p)) {
        Value bar = sweep.take(p);
        b.store(
            out,
            b.constant(k++),
            bar == null ? b.constant(0.0) : Reversal.convert(b, bar, Type.DOUBLE));
      }
    }
    Region body = new Region(params, b.body(), List.of());
    return new Func(pair.reverse().name(), body, r.f.host(), r.f.source());
  }

  void forward(Builder b, Scope scope, Stmt s, Func.Ref ref) {
    Pair pair = pair(ref);
    List<Value> results = s.results().stream().filter(v -> !r.nest.isLinear(v)).toList();
    List<Value> operands =
        new ArrayList<>(s.operands().stream().filter(v -> !r.nest.isLinear(v)).toList());
    if (runsAgain(ref)) {
      snapshot(b, scope, s);
      b.append(new Stmt(new Op.Apply(pair.plain()), operands, results, List.of(), s.source()));
      return;
    }
    Value frame = frames.get(s);
    if (frame == null) {
      frame = new Value(new Type(Residuals.TAPE), "frame");
      frames.put(s, frame);
      r.nest.define(frame, scope, r.nest.defs.size());
    }
    fresh(b, frame);
    operands.add(frame);
    b.append(new Stmt(new Op.Apply(pair.forward()), operands, results, List.of(), s.source()));
    r.forward.save(b, frame);
  }

  static final ClassDesc COPY = dev.cusp.tree.Copy.class.describeConstable().orElseThrow();

  void reverse(Sweep sweep, Stmt s, Func.Ref ref) {
    Builder b = sweep.builder();
    Pair pair = pair(ref);
    List<Value> operands = new ArrayList<>();
    List<Value> linear = new ArrayList<>();
    for (Value v : s.operands()) {
      if (r.nest.isLinear(v)) {
        linear.add(v);
      } else {
        Value copy = snapshots.getOrDefault(s, Map.of()).get(v);
        operands.add(r.get(sweep, copy == null ? v : copy));
      }
    }
    if (runsAgain(ref)) {
      Value frame = new Value(new Type(Residuals.TAPE), "frame");
      fresh(b, frame);
      operands.add(frame);
      List<Value> again =
          s.results().stream().filter(v -> !r.nest.isLinear(v)).map(Value::copy).toList();
      Op run = new Op.Apply(pair.forward());
      b.append(new Stmt(run, operands, again, List.of(), s.source()));
    } else {
      operands.add(r.get(sweep, frames.get(s)));
    }
    for (Value x : s.results()) {
      if (r.nest.isLinear(x)) {
        Value bar = sweep.take(x);
        operands.add(bar == null ? b.zero(x.type()) : bar);
      }
    }
    Op make = new Op.NewArray(Type.DOUBLES.desc());
    Value out = b.value(make, Type.DOUBLES, "out", b.constant(linear.size()));
    operands.add(out);
    b.append(new Stmt(new Op.Apply(pair.reverse()), operands, List.of(), List.of(), s.source()));
    for (int k = 0; k < linear.size(); k++) {
      Value bar = b.load(out, b.constant(k), Sweep.barName(linear.get(k)));
      sweep.add(linear.get(k), Reversal.convert(b, bar, linear.get(k).type()));
    }
  }

  /**
   * Whether a call is run again in the reverse sweep. Not one that gives back references: what a
   * second run makes would have cotangents of its own. Such a call is kept like any other.
   */
  private static boolean runsAgain(Func.Ref ref) {
    return ref.isCheckpoint()
        && ref.func().results().stream().noneMatch(v -> v.type().isReference())
        && !storesReferences(ref.func(), Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static boolean storesReferences(Func f, Set<Func> seen) {
    return seen.add(f) && storesReferences(f.body(), seen);
  }

  private static boolean storesReferences(Region region, Set<Func> seen) {
    for (Stmt s : region.body()) {
      boolean stores =
          switch (s.op()) {
            case Op.Store _, Op.PutField _ -> s.operands().getLast().type().isReference();
            case Op.Apply(var callee) -> storesReferences(callee.func(), seen);
            default -> s.regions().stream().anyMatch(inner -> storesReferences(inner, seen));
          };
      if (stores) {
        return true;
      }
    }
    return false;
  }

  private static void fresh(Builder b, Value frame) {
    MethodTypeDesc type = MethodTypeDesc.of(Residuals.TAPE);
    Op make = new Op.Call(Op.Call.Kind.STATIC, Residuals.TAPE, "fresh", type, false);
    b.append(new Stmt(make, List.of(), List.of(frame), List.of(), b.source()));
  }

  /** Copies the arguments of a checkpoint that may be written to before it is run again. */
  private void snapshot(Builder b, Scope scope, Stmt s) {
    int primal =
        s.operands().size()
            - r.pairs.get(((Op.Apply) s.op()).callee()).callee().activeParams.size();
    List<Value> written =
        s.operands().subList(0, primal).stream()
            .filter(v -> v.type().isReference() && r.aliases.isWritten(v))
            .distinct()
            .toList();
    if (written.size() > 1 && r.aliases.mayShare(written)) {
      snapshotTogether(b, scope, s, written);
    } else {
      written.forEach(v -> keep(b, scope, s, v, copyOf(b, v)));
    }
  }

  /** Where arguments may be the same object, so must their copies be. */
  private void snapshotTogether(Builder b, Scope scope, Stmt s, List<Value> written) {
    Type objects = new Type(CD_Object.arrayType());
    Op make = new Op.NewArray(objects.desc());
    Value all = b.value(make, objects, "all", b.constant(written.size()));
    for (int i = 0; i < written.size(); i++) {
      b.store(all, b.constant(i), written.get(i));
    }
    Op cast = new Op.CheckCast(objects.desc());
    Value copies = b.value(cast, objects, "copies", copyOf(b, all));
    for (int i = 0; i < written.size(); i++) {
      keep(b, scope, s, written.get(i), b.load(copies, b.constant(i), "copy"));
    }
  }

  private static Value copyOf(Builder b, Value v) {
    MethodTypeDesc type = MethodTypeDesc.of(CD_Object, CD_Object);
    Op call = new Op.Call(Op.Call.Kind.STATIC, COPY, "of", type, false);
    return b.value(call, Type.OBJECT, v.name(), v);
  }

  private void keep(Builder b, Scope scope, Stmt s, Value v, Value any) {
    Map<Value, Value> copies = snapshots.computeIfAbsent(s, k -> new IdentityHashMap<>());
    Value copy = copies.get(v);
    if (copy == null) {
      copy = v.copy();
      copies.put(v, copy);
      r.nest.define(copy, scope, r.nest.defs.size());
    }
    Op cast = new Op.CheckCast(v.type().desc());
    b.append(new Stmt(cast, List.of(any), List.of(copy), List.of(), s.source()));
    r.forward.save(b, copy);
  }
}
