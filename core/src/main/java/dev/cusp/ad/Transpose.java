package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Reverse mode: the part of a jvp program that is linear in the tangents, run backwards.
 *
 * <p>A forward sweep computes the primal and keeps what is needed ({@link Residuals}); the reverse
 * sweep meets the linear statements in reverse order and does the transpose of each: a sum passes
 * its cotangent to both operands, a load adds to the shadow array, a store takes from it.
 */
final class Transpose {
  /** A seed of so many numbers at most is added one by one. */
  private static final int SMALL = 16;

  private final Reversal r;
  private final boolean unitSeed;

  /** The loop whose rounds are reversed one by one, or null. */
  private final Loop fused;

  private final List<Value> extraParams = new ArrayList<>();

  private Transpose(Jvp.Result jvp, Func f, List<Value> rows, boolean unitSeed, int fusedAt) {
    this.r = new Reversal(jvp, f, rows, true, new IdentityHashMap<>());
    this.unitSeed = unitSeed;
    this.fused = fusedAt < 0 ? null : r.nest.loops.get(r.f.body().body().get(fusedAt));
    if (fused != null) {
      fused.body.free = true;
      r.nest.scopes.get(fused.shape.tail()).free = true;
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
    Func f = Reversal.shaped(jvp.func(), jvp.linear());
    for (int fusedAt : Fusion.candidates(f, jvp.linear())) {
      Func fused = new Transpose(jvp, f, List.of(), unitSeed, fusedAt).withRows();
      if (fused != null) {
        return finished(fused);
      }
    }
    return finished(new Transpose(jvp, f, List.of(), unitSeed, -1).withRows());
  }

  /** With rows for the arrays that would be restored, where there can be; null as {@link #run}. */
  private Func withRows() {
    Func restoring = run();
    if (restoring == null || r.restores.isEmpty()) {
      return restoring;
    }
    Stmt last = fused == null ? null : fused.stmt;
    int end = last == null ? Integer.MAX_VALUE : indexOf(r.f.body().body(), last);
    Versions.Result versions = Versions.of(r.f, r.jvp.linear(), r.restores.arrays(), end);
    if (versions == null) {
      return restoring;
    }
    int at = last == null ? -1 : indexOf(versions.func().body().body(), last);
    return new Transpose(r.jvp, versions.func(), versions.rows(), unitSeed, at).run();
  }

  /** In the form that the JIT compiles best. */
  private static Func finished(Func f) {
    Func split = Distribute.loops(DeadCode.remove(f), new HashSet<>());
    return FirstStores.of(DeadCode.remove(DeadStores.remove(Carry.elements(split))));
  }

  private Func run() {
    Value tape = new Value(new Type(Residuals.TAPE), "tape");
    r.rehearse(tape, Restores.NONE);
    List<Stmt> early = new ArrayList<>();
    List<Stmt> late = new ArrayList<>();
    if (fused != null) {
      Fusion.split(r.f, fused.stmt, r.nest, r.aliases, early, late);
      if (late.stream().anyMatch(Transpose::calls)) {
        return null; // what a call keeps for its reverse sweep would not be there yet
      }
    }
    function(tape, early, late, true);
    if (fused != null && suffixDemandsMore(early)) {
      return null;
    }
    r.perform(withRestores(tape, early, late));
    extraParams.clear();
    return function(tape, early, late, false);
  }

  /** Whether a function of the program is called, by recursion or as a checkpoint. */
  private static boolean calls(Stmt s) {
    return s.op() instanceof Op.Apply
        || s.regions().stream().anyMatch(r -> r.body().stream().anyMatch(Transpose::calls));
  }

  /** The plan for what was asked for, or that with arrays restored where it keeps less. */
  private Plan withRestores(Value tape, List<Stmt> early, List<Stmt> late) {
    Plan plan = r.best();
    // what comes with a fused loop or after it is not run in one order
    int end = fused == null ? Integer.MAX_VALUE : indexOf(r.f.body().body(), fused.stmt);
    Restores found = r.finder(end).find();
    if (found.isEmpty()) {
      return plan;
    }
    r.rehearse(tape, found);
    extraParams.clear();
    function(tape, early, late, true);
    r.restored(found.with(r.finder(end)));
    Plan restoring = r.best();
    if (restoring.weight() < plan.weight()) {
      return restoring;
    }
    r.restored(Restores.NONE);
    return plan;
  }

  private Set<Value> suffixDemands = Set.of();

  /**
   * Whether the reverse sweep after the fused loop needs what only comes with or after the loop.
   */
  private boolean suffixDemandsMore(List<Stmt> early) {
    Set<Value> there = Collections.newSetFromMap(new IdentityHashMap<>());
    there.addAll(r.f.params());
    int at = 0;
    List<Stmt> body = r.f.body().body();
    for (; body.get(at) != fused.stmt; at++) {
      there.addAll(body.get(at).results());
    }
    early.forEach(s -> there.addAll(s.results()));
    for (Value v : suffixDemands) {
      Nest.Def def = r.nest.defs.get(v);
      if (def.scope() == r.nest.root && !there.contains(v)) {
        return true;
      }
      if (def.scope() != r.nest.root && def.path().up(0).index() >= at && !isEarly(v, early)) {
        return true;
      }
    }
    return false;
  }

  private boolean isEarly(Value v, List<Stmt> early) {
    Stmt around = r.f.body().body().get(r.nest.defs.get(v).path().up(0).index());
    return early.stream().anyMatch(e -> e == around);
  }

  private Func function(Value tape, List<Stmt> early, List<Stmt> late, boolean dry) {
    Builder b = Builder.root().at(r.f.source());
    int primal = r.jvp.func().params().size() - r.jvp.activeParams().size();
    List<Value> params = new ArrayList<>(r.f.params().subList(0, primal));
    List<Value> tangents = r.f.params().subList(primal, r.f.params().size());
    tangents.stream().filter(t -> t.type().isReference()).forEach(params::add);
    boolean numbers = tangents.stream().anyMatch(t -> t.type().isFloating());
    Value out = numbers ? new Value(Type.DOUBLES, "out") : null;
    if (numbers) {
      params.add(out);
    }
    MethodTypeDesc acquire = MethodTypeDesc.of(Residuals.TAPE);
    Op op = new Op.Call(Op.Call.Kind.STATIC, Residuals.TAPE, "acquire", acquire, false);
    b.append(new Stmt(op, List.of(), List.of(tape), List.of(), r.f.source()));
    Sweep sweep = new Sweep(r.algebra, b, null, null, v -> true);

    List<Stmt> body = r.f.body().body();
    int at = fused == null ? body.size() : indexOf(body, fused.stmt);
    r.forward.run(b, r.nest.root, body.subList(0, at));
    r.forward.run(b, r.nest.root, early);
    seed(sweep, params, out);
    if (fused != null) {
      r.reverse.run(sweep, body.subList(at + 1, body.size()));
      if (dry) {
        suffixDemands = r.demanded();
      }
      r.reverse.fuse(sweep, fused);
      r.forward.run(b, r.nest.root, late);
    }
    r.reverse.run(sweep, body.subList(0, at));
    int k = 0;
    for (Value t : tangents) {
      if (t.type().isFloating()) {
        Value bar = sweep.take(t);
        b.store(
            out,
            b.constant(k++),
            bar == null ? b.constant(0.0) : Reversal.convert(b, bar, Type.DOUBLE));
      }
    }
    if (!dry && r.plan.usesTape()) {
      MethodTypeDesc type = MethodTypeDesc.of(CD_void);
      b.effect(new Op.Call(Op.Call.Kind.VIRTUAL, Residuals.TAPE, "release", type, false), tape);
    }
    params.addAll(extraParams);
    List<Value> results = r.f.body().diverges() ? null : primalResults();
    String name = r.jvp.func().name().replaceFirst("^jvp\\.", "vjp.");
    return new Func(name, new Region(params, b.body(), results), r.f.host(), r.f.source());
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
    return r.f.results().subList(0, r.f.results().size() - r.jvp.activeResults().size());
  }

  /** Puts the cotangents of the results in. */
  private void seed(Sweep sweep, List<Value> params, Value out) {
    Builder b = sweep.builder();
    int primal = r.f.results().size() - r.jvp.activeResults().size();
    for (int i = primal; i < r.f.results().size(); i++) {
      Value dot = r.f.results().get(i);
      if (dot.type().isFloating()) {
        Value seed;
        if (unitSeed) {
          seed = r.algebra.one(b, dot.type());
        } else {
          seed = new Value(dot.type(), "out.bar");
          extraParams.add(seed);
        }
        sweep.add(dot, seed);
      } else {
        boolean numbers = dot.type().equals(Type.DOUBLES);
        Value seed = new Value(numbers ? Type.DOUBLES : Type.OBJECT, "out.bar");
        extraParams.add(seed);
        if (numbers) {
          add(b, r.get(sweep, dot), seed, length(dot));
        } else {
          MethodTypeDesc type = MethodTypeDesc.of(CD_void, CD_Object, CD_Object);
          Op add = new Op.Call(Op.Call.Kind.STATIC, ShadowTypes.SHADOWS, "add", type, false);
          b.effect(add, r.get(sweep, dot), seed);
        }
      }
    }
  }

  /** The length of an array that is allocated, where it is constant and small; otherwise -1. */
  private int length(Value array) {
    Stmt s = r.nest.defs.get(array).stmt();
    boolean known =
        s != null
            && s.op() instanceof Op.NewArray
            && r.nest.constant(s.operand(0)) instanceof Integer n
            && n <= SMALL;
    return known ? (Integer) r.nest.constant(s.operand(0)) : -1;
  }

  /** Adds one array to another, entry by entry where there are few. */
  static void add(Builder b, Value sum, Value term, int length) {
    for (int k = 0; k < length; k++) {
      addEntry(b, sum, term, b.constant(k));
    }
    if (length < 0) {
      Value all = b.value(new Op.Length(), Type.INT, "length", term);
      b.count(all, "k", (round, k) -> addEntry(round, sum, term, k));
    }
  }

  private static void addEntry(Builder b, Value sum, Value term, Value k) {
    Value here = b.load(sum, k, "bar");
    b.store(sum, k, b.add(here, b.load(term, k, "bar")));
  }
}
