package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import dev.cusp.pass.Stabilize;
import java.lang.constant.ClassDesc;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the sites of a program: what no derivative can be read off without. */
final class Sites {
  private static final Set<String> KINKS =
      Set.of("abs", "max", "min", "clamp", "copySign", "hypot");
  private static final Set<String> JUMPS =
      Set.of("floor", "ceil", "rint", "round", "signum", "ulp", "IEEEremainder");

  private final Activity activity;
  private final Calls calls;
  private final Set<Site> found = new LinkedHashSet<>();
  private final Set<Func> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Sites(Activity activity, Calls calls) {
    this.activity = activity;
    this.calls = calls;
  }

  /**
   * The sites of a function.
   *
   * @param wrt positions of the parameters that vary
   */
  static List<Site> of(Func f, Set<Integer> wrt, Calls calls) {
    Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    wrt.forEach(i -> inputs.add(f.params().get(i)));
    Set<Value> outputs = Collections.newSetFromMap(new IdentityHashMap<>());
    outputs.addAll(f.results());
    Activity activity = Activity.of(f, inputs, outputs, Aliases.of(f), calls);
    Sites sites = new Sites(activity, calls);
    wrt.forEach(i -> sites.param(f.params().get(i)));
    sites.function(f);
    return List.copyOf(sites.found);
  }

  private void param(Value p) {
    boolean isReference = p.type().isReference();
    boolean matters = isReference ? activity.hasShadow(p) : activity.isActive(p);
    if (!matters && (!isReference || ShadowTypes.canShadow(p.type()))) {
      String what = isReference ? "any number in parameter " : "parameter ";
      add(Site.Kind.UNUSED, null, "the result does not depend on " + what + p.name());
    }
  }

  private void add(Site.Kind kind, Stmt s, String text) {
    found.add(new Site(kind, s == null ? null : s.source(), text));
  }

  private void function(Func f) {
    if (!seen.add(f)) {
      return;
    }
    if (calls.stabilizes()) {
      for (Stabilize.Match match : Stabilize.find(f)) {
        if (activity.isActive(match.result())) {
          String text = match.pattern() + " is differentiated as " + match.stable();
          found.add(new Site(Site.Kind.STABILIZED, match.source(), text));
        }
      }
    }
    region(f.body());
  }

  private void region(Region region) {
    for (Stmt s : region.body()) {
      stmt(s);
      s.regions().forEach(this::region);
    }
  }

  private boolean varies(Stmt s) {
    return s.operands().stream().anyMatch(activity::isVaried);
  }

  private void stmt(Stmt s) {
    switch (s.op()) {
      case Op.Compare(var relation) when varies(s) ->
          add(Site.Kind.BRANCH, s, "a comparison (%s) decides".formatted(sign(relation)));
      case Op.ThreeWay _ when varies(s) -> add(Site.Kind.BRANCH, s, "a comparison decides");
      case Op.Convert(var to) when varies(s) && !s.result().type().isFloating() ->
          add(
              Site.Kind.JUMP,
              s,
              "(%s) is constant between whole numbers".formatted(to.displayName()));
      case Op.Arith(var kind) when kind == Op.Arith.Kind.REM && varies(s) ->
          add(Site.Kind.JUMP, s, "% jumps");
      case Op.Call call -> call(s, call);
      case Op.Apply(var callee) -> function(callee.func());
      default -> {}
    }
  }

  private static String sign(Op.Compare.Relation relation) {
    return switch (relation) {
      case LT -> "<";
      case LE -> "<=";
      case GT -> ">";
      case GE -> ">=";
      case EQ -> "==";
      case NE -> "!=";
    };
  }

  private void call(Stmt s, Op.Call call) {
    if (!varies(s)) {
      return;
    }
    String name = call.owner().displayName() + "." + call.name();
    boolean isNumber = !s.results().isEmpty() && s.result().type().isFloating();
    if (calls.stops(call)) {
      add(Site.Kind.REQUESTED, s, name + ": no derivative passes");
    } else if (calls.rewrites(call)) {
      add(Site.Kind.REQUESTED, s, name + ": the cotangent is rewritten");
    } else if (!isNumber) {
      boolean jumps = isMath(call.owner()) && JUMPS.contains(call.name());
      add(jumps ? Site.Kind.JUMP : Site.Kind.OPAQUE, s, jumps ? name + " jumps" : name);
    } else if (isMath(call.owner())
        && (activity.isActive(s.result()) || JUMPS.contains(call.name()))) {
      function(s, call.name(), name);
    }
  }

  private void function(Stmt s, String function, String name) {
    if (KINKS.contains(function)) {
      add(Site.Kind.KINK, s, name + " has a kink");
    } else if (JUMPS.contains(function)) {
      add(Site.Kind.JUMP, s, name + " jumps");
    }
  }

  private static boolean isMath(ClassDesc owner) {
    return owner.displayName().equals("Math") || owner.displayName().equals("StrictMath");
  }
}
