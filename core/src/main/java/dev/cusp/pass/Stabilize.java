package dev.cusp.pass;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds formulas that overflow or cancel, such as {@code log(1 + exp(z))}, and computes them in the
 * stable form of {@link dev.cusp.rules.Stable}: the derivative only, or the value too.
 *
 * <p>Formulas are recognized by what values are made of, wherever in the function that is done.
 */
public final class Stabilize {
  /**
   * A formula that was found.
   *
   * @param result the value it computes
   * @param pattern the formula
   * @param stable what stands for it
   */
  public record Match(Value result, String pattern, String stable, Source source) {}

  private final boolean values;
  private final Map<Func.Ref, Func.Ref> callees;
  private final Map<Value, Value> renamed = new IdentityHashMap<>();
  private final Map<Stmt, Twin> twins = new IdentityHashMap<>();
  private final List<Match> matches = new ArrayList<>();
  private final Sums sums;
  private final Func f;
  private boolean isCaller;

  private Stabilize(Func f, boolean values, Map<Func.Ref, Func.Ref> callees) {
    this.f = f;
    this.values = values;
    this.callees = callees;
    Definitions definitions = new Definitions(f);
    sums = new Sums(definitions);
    find(f.body(), new Patterns(definitions));
  }

  private void find(Region region, Patterns patterns) {
    for (Stmt s : region.body()) {
      isCaller |= s.op() instanceof Op.Apply;
      Twin twin = patterns.find(s);
      twin = twin == null ? sums.find(s) : twin;
      twin = twin == null ? patterns.logOfOnePlus(s) : twin;
      if (twin != null) {
        twins.put(s, twin);
        matches.add(new Match(s.result(), twin.pattern(), twin.stable(), s.source()));
      }
      s.regions().forEach(r -> find(r, patterns));
    }
  }

  /** The formulas in a function, those of functions it calls aside. */
  public static List<Match> find(Func f) {
    return new Stabilize(f, false, Map.of()).matches;
  }

  /**
   * A function with the same values whose derivative is evaluated stably: after each formula its
   * value is marked to be {@link dev.cusp.rules.Stable#like} the stable form.
   */
  public static Func derivatives(Func f) {
    return new Stabilize(f, false, new IdentityHashMap<>()).rewrite();
  }

  /** A function with the stable forms in the place of the formulas. */
  public static Func values(Func f) {
    return DeadCode.remove(new Stabilize(f, true, new IdentityHashMap<>()).rewrite());
  }

  /** Whether a call only marks its first argument to have the derivative of the second. */
  public static boolean isMark(Op.Call call) {
    return Twin.isLike(call);
  }

  private Func rewrite() {
    if (matches.isEmpty() && !isCaller) {
      return f;
    }
    List<Stmt> body = new ArrayList<>();
    Op zero = new Op.Const(0.0);
    body.add(new Stmt(zero, List.of(), List.of(sums.zero), List.of(), f.source()));
    body(f.body(), body);
    List<Value> yields = f.body().diverges() ? null : renamed(f.body().yields());
    return new Func(f.name(), new Region(f.params(), body, yields), f.host(), f.source());
  }

  private Func.Ref callee(Func.Ref ref) {
    Func.Ref known = callees.get(ref);
    if (known != null) {
      return known;
    }
    Func.Ref mine = new Func.Ref(ref.name(), ref.isCheckpoint());
    callees.put(ref, mine);
    mine.complete(new Stabilize(ref.func(), values, callees).rewrite());
    return mine;
  }

  private Value renamed(Value v) {
    return renamed.getOrDefault(v, v);
  }

  private List<Value> renamed(List<Value> values) {
    return values.stream().map(this::renamed).toList();
  }

  private void body(Region region, List<Stmt> out) {
    for (Stmt s : region.body()) {
      Twin twin = twins.get(s);
      out.add(stmt(s));
      for (Stmt more : sums.after.getOrDefault(s, List.of())) {
        out.add(stmt(more));
      }
      if (twin != null) {
        append(twin, s, out);
      }
    }
  }

  /** Appends the stable form; what uses the formula's value uses another one then. */
  private void append(Twin twin, Stmt s, List<Stmt> out) {
    Builder b = Builder.root().at(s.source());
    Value stable = twin.value().apply(b);
    b.body().forEach(more -> out.add(stmt(more)));
    stable = renamed(stable);
    if (values) {
      renamed.put(s.result(), stable);
      return;
    }
    Builder mark = Builder.root().at(s.source());
    Value marked = Twin.stable(mark, "like", s.result(), stable);
    out.addAll(mark.body());
    renamed.put(s.result(), marked);
  }

  private Stmt stmt(Stmt s) {
    Op op = s.op() instanceof Op.Apply(var ref) ? new Op.Apply(callee(ref)) : s.op();
    Sums.Extension more = sums.extensions.getOrDefault(s, Sums.Extension.NONE);
    List<Region> regions = new ArrayList<>();
    List<Value> operands = new ArrayList<>(renamed(s.operands()));
    operands.addAll(renamed(more.operands));
    for (int k = 0; k < s.regions().size(); k++) {
      Region r = s.regions().get(k);
      List<Stmt> body = new ArrayList<>();
      body(r, body);
      List<Value> params = new ArrayList<>(r.params());
      params.addAll(more.params);
      List<Value> yields = null;
      if (!r.diverges()) {
        yields = new ArrayList<>(renamed(r.yields()));
        yields.addAll(renamed(more.yields.get(k)));
      }
      regions.add(new Region(params, body, yields));
    }
    List<Value> results = new ArrayList<>(s.results());
    results.addAll(more.results);
    return new Stmt(op, operands, results, regions, s.source());
  }
}
