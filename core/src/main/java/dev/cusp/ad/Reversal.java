package dev.cusp.ad;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ad.Nest.Scope;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.pass.DeadCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the forward and the reverse sweep of one function share. */
final class Reversal {
  /** So many values at most are tried out, since each takes a plan of its own. */
  private static final int TRIALS = 24;

  final Jvp.Result jvp;
  final Func f;
  final Nest nest;
  final Aliases aliases;
  final Set<Stmt> updates;
  final Overwrites overwrites;
  final Rounds rounds;

  /** Arrays that live in residual memory, see {@link Versions}. */
  final List<Value> rows;

  /** Arrays that are the same in every run. */
  final Set<Value> workspace = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The sweeps of the functions it calls, shared by all of a program. */
  final Map<Func.Ref, CalledSweeps.Pair> pairs;

  final ForwardSweep forward = new ForwardSweep(this);
  final ReverseSweep reverse = new ReverseSweep(this);
  final CalledSweeps called = new CalledSweeps(this);

  /** How the values asked for are had; nothing is planned yet in rehearsal. */
  Plan plan;

  Residuals residuals;
  Restores restores = Restores.NONE;

  private Value tape;

  /** The statement that is being reversed. */
  private Stmt reversing;

  /**
   * The values asked for while code is generated for the first time, with the places they are asked
   * for at; null when it is for real.
   */
  private Map<Value, List<Path>> demanded;

  /** Signs and constants of what the reverse sweep computes. */
  final Algebra algebra = new Algebra();

  /**
   * A reversal.
   *
   * @param whole whether both sweeps are one function, and so share its variables
   */
  Reversal(Jvp.Result jvp, Func f, boolean whole, Map<Func.Ref, CalledSweeps.Pair> pairs) {
    this(jvp, f, List.of(), whole, pairs);
  }

  Reversal(
      Jvp.Result jvp,
      Func f,
      List<Value> rows,
      boolean whole,
      Map<Func.Ref, CalledSweeps.Pair> pairs) {
    this.rows = rows;
    this.jvp = jvp;
    this.f = f;
    this.pairs = pairs;
    this.nest = new Nest(f, jvp.linear(), whole);
    this.aliases = Aliases.of(f);
    this.overwrites = new Overwrites(nest, aliases, rows);
    this.rounds = new Rounds(nest);
    this.updates = Updates.find(f, jvp.linear());
  }

  /** Begins to note what the reverse sweep asks for. */
  void rehearse(Value tape, Restores restored) {
    restores = restored;
    reversing = null;
    this.tape = tape;
    use(fresh());
    demanded = new IdentityHashMap<>();
  }

  /** Changes what is restored. */
  void restored(Restores restored) {
    restores = restored;
  }

  /** Notes which statement is being reversed. */
  void at(Stmt s) {
    reversing = s;
  }

  /**
   * Plans how all that was asked for is to be had: at first each value for itself, then with values
   * kept from which several can be computed again, as long as that saves memory.
   */
  Plan best() {
    Plan best = fresh().decide(demanded.keySet(), List.of());
    List<Value> preferred = new ArrayList<>();
    for (Value v : best.alternatives().stream().limit(TRIALS).toList()) {
      preferred.add(v);
      Plan trial = fresh().decide(demanded.keySet(), preferred);
      if (trial.weight() < best.weight()) {
        best = trial;
      } else {
        preferred.removeLast();
      }
    }
    return best;
  }

  /**
   * What could be restored, given what was asked for.
   *
   * @param end the position in the body from which on nothing is to be stored to it
   */
  Restores.Finder finder(int end) {
    return new Restores.Finder(this, demanded, end);
  }

  /** Takes a plan; from now on code is for real. */
  void perform(Plan plan) {
    use(plan);
    demanded = null;
  }

  private Plan fresh() {
    return new Plan(nest, overwrites, rounds, restores, rows);
  }

  private void use(Plan taken) {
    plan = taken;
    residuals = new Residuals(nest, rounds, taken, tape);
  }

  boolean isRehearsal() {
    return demanded != null;
  }

  /** What was asked for so far. */
  Set<Value> demanded() {
    Set<Value> copy = Collections.newSetFromMap(new IdentityHashMap<>());
    copy.addAll(demanded.keySet());
    return copy;
  }

  /** Whether a loop keeps anything, which is not known in rehearsal. */
  boolean keeps(Loop loop) {
    return !isRehearsal() && plan.keeps(loop);
  }

  /** A jvp program as the sweeps want it. */
  static Func shaped(Func f, Set<Value> linear) {
    return Counters.add(DeadCode.remove(Chains.compose(DeadCode.remove(f), linear)), linear);
  }

  Value get(Sweep at, Value v) {
    if (demanded != null) {
      Path here = reversing == null ? Path.END : nest.paths.getOrDefault(reversing, Path.END);
      List<Path> known = demanded.computeIfAbsent(v, k -> new ArrayList<>());
      if (known.isEmpty() || known.getLast() != here) {
        known.add(here);
      }
      return v;
    }
    Object constant = nest.constant(v);
    if (constant instanceof Number) {
      Value copy = at.builder().value(new Op.Const(constant), v.type(), v.name());
      if (constant instanceof Double d) {
        algebra.know(copy, d);
      }
      return copy;
    }
    return residuals.get(at, v);
  }

  static Value convert(Builder b, Value x, Type type) {
    return x.type().equals(type) ? x : b.value(new Op.Convert(type.desc()), type, x.name(), x);
  }

  Predicate<Value> within(Region region) {
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
}
