package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import dev.cusp.lift.Generated;
import dev.cusp.pass.Stabilize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the sites of a program: what no derivative can be read off without. */
final class Sites {
  /** Code of ours that the user calls without looking into it. */
  private static final Set<String> OURS =
      Set.of(
          "Ldev/cusp/rules/",
          "Ldev/cusp/Cusp;",
          "Ldev/cusp/StraightThrough;",
          "Ldev/cusp/SmoothedRules;",
          "Ldev/cusp/surrogate/Steps;",
          "Ldev/cusp/expectation/",
          "Ldev/cusp/relax/");

  private final Activity activity;
  private final Calls calls;
  private final List<Site> found = new ArrayList<>();
  private final Map<Stmt, Site> at = new IdentityHashMap<>();
  private final Set<Func> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Sites(Activity activity, Calls calls) {
    this.activity = activity;
    this.calls = calls;
  }

  /**
   * The sites of a function that its derivative depends on.
   *
   * @param wrt positions of the parameters that vary
   */
  static List<Site> of(Func f, Set<Integer> wrt, Calls calls) {
    Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    wrt.forEach(i -> inputs.add(f.params().get(i)));
    Sites sites = new Sites(activity(f, inputs, calls), calls);
    wrt.forEach(i -> sites.param(f, f.params().get(i)));
    sites.function(f);
    return sites.found.stream().distinct().toList();
  }

  /** The sites that depend on what varies, by statement. */
  static Map<Stmt, Site> of(Func f, Activity activity, Calls calls) {
    Sites sites = new Sites(activity, calls);
    sites.function(f);
    return sites.at;
  }

  /** The statements of a function, and of those it calls, at which ties are looked for. */
  static Map<Stmt, Site> watched(Func f, Set<Integer> wrt, Calls calls) {
    Sites sites = new Sites(Watch.activity(f, wrt, calls), calls);
    sites.function(f);
    return sites.at;
  }

  private void param(Func f, Value p) {
    boolean isReference = p.type().isReference();
    if (isReference && (activity.hasShadow(p) || !ShadowTypes.canShadow(p.type()))) {
      return;
    }
    Sites alone = new Sites(activity(f, Set.of(p), calls), calls);
    if (!isReference && activity.isActive(p) && alone.reaches(f.results())) {
      return;
    }
    alone.function(f);
    Site decides = alone.found.stream().filter(Sites::isJump).findFirst().orElse(null);
    String what = (isReference ? "any number in parameter " : "parameter ") + p.name();
    if (decides == null) {
      String text = "the result does not depend on " + what;
      found.add(new Site(Site.Kind.UNUSED, null, p.name(), text));
    } else {
      String text =
          what + " moves the result by jumps at most, the derivative between them is zero";
      found.add(new Site(Site.Kind.JUMPS_ONLY, decides.source(), p.name(), text));
    }
  }

  /** Whether what varies moves a result other than by jumps; objects are taken to be moved. */
  private boolean reaches(List<Value> results) {
    return results.stream().anyMatch(v -> v.type().isReference() || activity.isVaried(v));
  }

  private static boolean isJump(Site site) {
    return switch (site.kind()) {
      case BRANCH, STEP, JUMP -> true;
      default -> false;
    };
  }

  private static Activity activity(Func f, Set<Value> inputs, Calls calls) {
    Set<Value> outputs = Collections.newSetFromMap(new IdentityHashMap<>());
    outputs.addAll(f.results());
    return Activity.of(f, inputs, outputs, Aliases.of(f), calls);
  }

  private void add(Site.Kind kind, Stmt s, String operation, String text) {
    Source source = visible(s.source());
    if (kind == Site.Kind.OPAQUE && source != s.source()) {
      return; // the library's own form of a method knows what it does
    }
    Site site = new Site(kind, source, operation, text);
    found.add(site);
    at.put(s, site);
  }

  /** What stands in code of ours is where that is called. */
  static Source visible(Source source) {
    Source s = source;
    while (s != null && s.calledFrom() != null && isOurs(s)) {
      s = s.calledFrom();
    }
    return s;
  }

  private void function(Func f) {
    if (!seen.add(f)) {
      return;
    }
    if (calls.stabilizes()) {
      for (Stabilize.Match match : Stabilize.find(f)) {
        if (activity.isActive(match.result())) {
          String text = match.pattern() + " is differentiated as " + match.stable();
          found.add(new Site(Site.Kind.STABILIZED, match.source(), match.pattern(), text));
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
      case Op.Compare(var relation) when varies(s) -> branch(s, " (" + sign(relation) + ")");
      case Op.ThreeWay _ when varies(s) -> branch(s, "");
      case Op.Convert(var to) when varies(s) && !s.result().type().isFloating() -> {
        String cast = "(" + to.displayName() + ")";
        add(Site.Kind.STEP, s, cast, cast + " is constant between whole numbers");
      }
      case Op.Arith(var kind) when kind == Op.Arith.Kind.REM && varies(s) ->
          add(Site.Kind.JUMP, s, "%", "% jumps");
      case Op.Call call -> call(s, call);
      case Op.Apply(var callee) -> function(callee.func());
      default -> {}
    }
  }

  private void branch(Stmt s, String relation) {
    add(Site.Kind.BRANCH, s, "comparison" + relation, "a comparison" + relation + " decides");
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
    String name = call.owner().displayName() + "." + call.name();
    if (isRandom(call)) {
      add(Site.Kind.RANDOM, s, name, name + ": a random number is a constant");
    }
    if (!varies(s)) {
      return;
    }
    boolean isNumber = !s.results().isEmpty() && s.result().type().isFloating();
    if (calls.isSurrogate(call) && s.source().owner().packageName().equals("dev.cusp.rules")) {
      return; // one number in two ways, as a sum with and without its rounding errors
    }
    if (calls.isSurrogate(call)) {
      String text = "a surrogate: the value of one thing, the derivative of another";
      if (isOurs(visible(s.source()))) {
        found.add(new Site(Site.Kind.SURROGATE, null, "surrogate", text));
      } else {
        add(Site.Kind.SURROGATE, s, "surrogate", text);
      }
    } else if (calls.stops(call) && isOurs(s.source())) {
      return; // part of a surrogate or a relaxation
    } else if (calls.stops(call)) {
      add(Site.Kind.REQUESTED, s, name, name + ": no derivative passes");
    } else if (calls.rewrites(call)) {
      add(Site.Kind.REQUESTED, s, name, name + ": the cotangent is rewritten");
    } else if (Watch.isMath(call)) {
      function(s, call.name(), name);
    } else if (!isNumber) {
      add(Site.Kind.OPAQUE, s, name, name);
    }
  }

  static boolean isOurs(Source source) {
    String owner = source.owner().descriptorString();
    return OURS.stream().anyMatch(owner::startsWith) || Generated.isAround(source);
  }

  private void function(Stmt s, String function, String name) {
    boolean matters = activity.isActive(s.result());
    switch (function) {
      case "abs", "max", "min", "clamp", "hypot" -> {
        if (matters) {
          add(Site.Kind.KINK, s, name, name + " has a kink");
        }
      }
      case "copySign" -> {
        if (matters) {
          boolean isSign = activity.isVaried(s.operand(1));
          Site.Kind kind = isSign ? Site.Kind.JUMP : Site.Kind.KINK;
          add(kind, s, name, name + (isSign ? " jumps" : " has a kink"));
        }
      }
      case "floor", "ceil", "rint", "round", "signum", "ulp" ->
          add(Site.Kind.STEP, s, name, name + " is constant between jumps");
      case "IEEEremainder", "atan2" -> {
        if (matters) {
          add(Site.Kind.JUMP, s, name, name + " jumps");
        }
      }
      case "sqrt", "cbrt" -> {
        if (matters) {
          add(Site.Kind.STEEP, s, name, name + " has an infinite slope at 0");
        }
      }
      case "compare" -> add(Site.Kind.BRANCH, s, name, name + " decides");
      default -> {
        if (!s.result().type().isFloating()) {
          add(Site.Kind.OPAQUE, s, name, name);
        }
      }
    }
  }

  private static boolean isRandom(Op.Call call) {
    return switch (call.owner().descriptorString()) {
      case "Ljava/lang/Math;", "Ljava/lang/StrictMath;" -> call.name().equals("random");
      case "Ljava/util/Random;", "Ljava/util/SplittableRandom;" -> call.name().startsWith("next");
      case "Ljava/util/concurrent/ThreadLocalRandom;", "Ljava/util/random/RandomGenerator;" ->
          call.name().startsWith("next");
      default -> false;
    };
  }
}
