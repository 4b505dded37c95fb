package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forward mode: {@code (x, xDot) -> (y, yDot)}.
 *
 * <p>Parameters of the result: those of the function, then for each that is active its tangent (a
 * number) or shadow (what a reference names), once per direction. Results likewise. A tangent that
 * is not there is a structural zero.
 */
public final class Jvp {
  private final Func f;
  private final Calls calls;
  private final Duals d;
  private final Map<Func, Callee> callees;

  /** What comparisons are decided by, along the ray that the tangents span; null otherwise. */
  private final Lock lock;

  private final JvpArithmetic arithmetic;
  private final JvpMemory memory;
  private final JvpCalls called;

  private Jvp(Func f, Calls calls, Duals duals, Map<Func, Callee> callees, Lock.Mercy mercy) {
    this.f = f;
    this.calls = calls;
    this.d = duals;
    this.callees = callees;
    this.lock = mercy == null ? null : new Lock(duals, mercy);
    Map<Value, Object> constants = f.constants();
    this.arithmetic = new JvpArithmetic(duals, constants);
    this.memory = new JvpMemory(duals);
    this.called = new JvpCalls(duals, calls, f, constants);
  }

  /**
   * A function with its tangents.
   *
   * @param linear the values that are linear in the tangents put in
   * @param shadows the references to shadows
   * @param activeParams positions of the parameters that have a tangent or shadow
   * @param activeResults positions of the results that have one
   */
  public record Result(
      Func func,
      Set<Value> linear,
      Set<Value> shadows,
      List<Integer> activeParams,
      List<Integer> activeResults,
      Map<Func, Callee> callees) {

    /** The same with another function in its place. */
    public Result with(Func other) {
      return new Result(other, linear, shadows, activeParams, activeResults, callees);
    }
  }

  /** The jvp of a function that is called by recursion. */
  public static final class Callee {
    final Func.Ref ref;
    final List<Integer> activeParams;
    final List<Integer> activeResults;
    Result result;

    Callee(Func.Ref ref, List<Integer> activeParams, List<Integer> activeResults) {
      this.ref = ref;
      this.activeParams = activeParams;
      this.activeResults = activeResults;
    }
  }

  /**
   * Differentiates a function.
   *
   * @param wrt positions of the parameters that vary
   * @param outputs positions of the parameters through which results are given back
   * @param width how many directions at once
   * @param suffix what the names of shadows end in
   */
  public static Result of(
      Func f, Set<Integer> wrt, Set<Integer> outputs, Calls calls, int width, String suffix) {
    Set<Value> inputs = identitySet();
    wrt.forEach(i -> inputs.add(f.params().get(i)));
    Set<Value> outs = identitySet();
    outs.addAll(f.results());
    outputs.forEach(i -> outs.add(f.params().get(i)));
    Activity activity = Activity.of(f, inputs, outs, Aliases.of(f), calls);
    Duals duals = new Duals(f, activity, width, identitySet(), suffix);
    return new Jvp(f, calls, duals, new IdentityHashMap<>(), null).run();
  }

  /**
   * A function with tangents in three directions, whose comparisons are decided by them where
   * values are equal; the tangents of all that varies are there, whatever the result needs.
   *
   * @param mercy what is taken for equal where they do not decide
   */
  static Result locked(Func f, Set<Integer> wrt, Calls calls, Lock.Mercy mercy) {
    Set<Value> inputs = identitySet();
    wrt.forEach(i -> inputs.add(f.params().get(i)));
    Activity activity = Activity.everything(f, inputs, Aliases.of(f), calls);
    Duals duals = new Duals(f, activity, Lock.WIDTH, identitySet(), ".ray");
    return new Jvp(f, calls, duals, new IdentityHashMap<>(), mercy).run();
  }

  private static Set<Value> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private Result run() {
    Builder b = Builder.root().at(f.source());
    List<Integer> activeParams = new ArrayList<>();
    for (Value p : f.params()) {
      d.put(p, b.param(p.type(), p.name()));
    }
    for (int i = 0; i < f.params().size(); i++) {
      Value p = f.params().get(i);
      if (d.isActive(p)) {
        activeParams.add(i);
        d.give(p, d.fresh(p, t -> b.param(t, d.named(p))));
      }
    }
    region(b, f.body());
    List<Integer> activeResults = new ArrayList<>();
    for (int i = 0; i < f.results().size(); i++) {
      boolean there = callees.containsKey(f) || d.dots(f.results().get(i)).length > 0;
      if (d.isActive(f.results().get(i)) && there) {
        activeResults.add(i);
      }
    }
    Region body = b.region(f.body().diverges() ? null : d.withDots(b, f.results(), activeResults));
    return new Result(
        new Func("jvp." + f.name(), body, f.host(), f.source()),
        d.linear,
        d.shadows,
        activeParams,
        activeResults,
        callees);
  }

  private void apply(Builder b, Stmt s, Func.Ref called) {
    Func f = called.func();
    Callee callee = callees.get(f);
    if (callee == null) {
      callee =
          new Callee(
              new Func.Ref("jvp." + f.name(), called.isCheckpoint()),
              d.activePositions(f.params()),
              d.activePositions(f.results()));
      callees.put(f, callee);
      Duals duals = new Duals(f, d.activity, d.width, d.linear, d.suffix);
      callee.result = new Jvp(f, calls, duals, callees, lock == null ? null : lock.mercy()).run();
      callee.ref.complete(callee.result.func());
    }
    b.append(
        new Stmt(
            new Op.Apply(callee.ref),
            d.withDots(b, s.operands(), callee.activeParams),
            d.results(s.results(), callee.activeResults),
            List.of(),
            s.source()));
  }

  private void region(Builder b, Region r) {
    for (Stmt s : r.body()) {
      b.at(s.source());
      stmt(b, s);
    }
  }

  private void stmt(Builder b, Stmt s) {
    boolean locked = lock != null && lock.concerns(s);
    switch (s.op()) {
      case Op.If _ -> branch(b, s);
      case Op.Loop _ -> loop(b, s);
      case Op.Apply(var ref) -> apply(b, s, ref);
      case Op.Arith(var kind) -> {
        d.copy(b, s);
        if (locked && kind == Op.Arith.Kind.REM) {
          Lock.requireNonzero(b, d.get(s.result()));
        }
        arithmetic.tangents(b, s, kind);
      }
      case Op.Convert _ when locked && !s.result().type().isFloating() -> lock.cast(b, s);
      case Op.Convert _ -> arithmetic.convert(b, s);
      case Op.Load _ -> memory.load(b, s);
      case Op.Store _ -> memory.store(b, s);
      case Op.GetField get -> memory.getField(b, s, get);
      case Op.PutField put -> memory.putField(b, s, put);
      case Op.NewArray _ -> memory.newArray(b, s);
      case Op.New make -> memory.make(b, s, make);
      case Op.CheckCast _ -> memory.cast(b, s);
      case Op.Const _, Op.GetStatic _ -> memory.constant(b, s);
      case Op.PutStatic put -> memory.putStatic(b, s, put);
      case Op.Call call -> called.call(b, s, call);
      case Op.Compare(var relation) when locked -> lock.compare(b, s, relation);
      case Op.ThreeWay _ when locked -> lock.threeWay(b, s);
      case Op.Compare _, Op.ThreeWay _, Op.InstanceOf _, Op.Length _, Op.Dynamic _, Op.Throw _ ->
          d.copy(b, s);
    }
  }

  private void branch(Builder b, Stmt s) {
    List<Integer> active = d.activePositions(s.results());
    List<Region> regions = new ArrayList<>();
    for (Region r : s.regions()) {
      Builder inner = b.nested();
      region(inner, r);
      regions.add(inner.region(r.diverges() ? null : d.withDots(inner, r.yields(), active)));
    }
    b.append(
        new Stmt(s.op(), d.map(s.operands()), d.results(s.results(), active), regions, s.source()));
  }

  private void loop(Builder b, Stmt s) {
    Region r = s.regions().getFirst();
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < s.results().size(); i++) {
      // a variable that no iteration reads may still matter afterwards
      if (d.isActive(r.params().get(i)) || d.isActive(s.results().get(i))) {
        active.add(i);
      }
    }
    List<Value> initial = d.withDots(b, s.operands(), active);
    Builder inner = b.nested();
    r.params().forEach(p -> d.put(p, inner.param(p.type(), p.name())));
    for (int i : active) {
      Value p = r.params().get(i);
      d.give(p, d.fresh(p, t -> inner.param(t, d.named(p))));
    }
    region(inner, r);
    List<Value> yields = null;
    if (!r.diverges()) {
      yields = new ArrayList<>(List.of(d.get(r.yields().getFirst())));
      yields.addAll(d.withDots(inner, r.yields().subList(1, r.yields().size()), active));
    }
    b.append(
        new Stmt(
            s.op(),
            initial,
            d.results(s.results(), active),
            List.of(inner.region(yields)),
            s.source()));
  }
}
