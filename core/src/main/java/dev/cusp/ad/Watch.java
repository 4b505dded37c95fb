package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ir.Func;
import dev.cusp.ir.MathClasses;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Tie;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks where something that depends on an input stands exactly at a kink or a jump, which costs
 * one comparison where it does not, and ends the program with a {@link Tie} there.
 */
final class Watch {
  private static final ClassDesc TIE = Tie.class.describeConstable().orElseThrow();
  private static final ClassDesc EXCEPTION =
      RuntimeException.class.describeConstable().orElseThrow();

  /** Functions with a finite slope on each side of every finite number. */
  private static final Set<String> REGULAR =
      Set.of("abs", "max", "min", "sin", "cos", "atan", "signum", "floor", "ceil", "rint", "round");

  private final Activity activity;
  private final Map<Func.Ref, Func.Ref> callees = new IdentityHashMap<>();

  /** The statement that each look is for, where the program goes on; null where it ends. */
  private final Map<Stmt, Stmt> looks;

  /** Whether there is anything to look out for. */
  private boolean checks;

  private Watch(Activity activity, Map<Stmt, Stmt> looks) {
    this.activity = activity;
    this.looks = looks;
  }

  /** The function, ended by a {@link Tie}; itself where there is nothing to look out for. */
  static Func ties(Func f, Set<Integer> wrt, Calls calls) {
    Watch watch = new Watch(activity(f, wrt, calls), null);
    Func watched = watch.function(f);
    return watch.checks ? watched : f;
  }

  /**
   * The function, in which a look only says whether there is a tie: its result is 1 or 0.
   *
   * @param looks filled with the statement each look is for; statements without regions stay
   */
  static Func looks(Func f, Set<Integer> wrt, Calls calls, Map<Stmt, Stmt> looks) {
    return new Watch(activity(f, wrt, calls), looks).function(f);
  }

  /** The activity that ties are looked for by: all that varies, whatever the result depends on. */
  static Activity activity(Func f, Set<Integer> wrt, Calls calls) {
    Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    wrt.forEach(i -> inputs.add(f.params().get(i)));
    return Activity.everything(f, inputs, Aliases.of(f), calls);
  }

  private Func function(Func f) {
    return new Func(f.name(), region(f.body()), f.host(), f.source());
  }

  /** A function that is called, by recursion or as a checkpoint, watched too. */
  private Func.Ref callee(Func.Ref ref) {
    Func.Ref known = callees.get(ref);
    if (known == null) {
      known = new Func.Ref(ref.name(), ref.isCheckpoint());
      callees.put(ref, known);
      known.complete(function(ref.func()));
    }
    return known;
  }

  /**
   * Whether a slope can be infinite or undefined at finite numbers. Sums and products cannot; they
   * overflow at most.
   */
  static boolean isSingular(Func f) {
    return isSingular(f, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static boolean isSingular(Func f, Set<Func> seen) {
    return seen.add(f) && isSingular(f.body(), seen);
  }

  private static boolean isSingular(Region r, Set<Func> seen) {
    for (Stmt s : r.body()) {
      boolean singular =
          switch (s.op()) {
            case Op.Arith(var kind) ->
                (kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM)
                    && s.result().type().isFloating();
            case Op.Call call -> !isMath(call) || !REGULAR.contains(call.name());
            case Op.Dynamic _ -> true;
            case Op.Apply(var callee) -> isSingular(callee.func(), seen);
            default -> s.regions().stream().anyMatch(inner -> isSingular(inner, seen));
          };
      if (singular) {
        return true;
      }
    }
    return false;
  }

  private Region region(Region r) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : r.body()) {
      boolean varies =
          s.operands().stream().anyMatch(v -> v.type().isFloating() && activity.isVaried(v));
      if (varies) {
        condition(s, out);
      }
      out.add(copy(s));
      if (varies && s.op() instanceof Op.Arith(var kind) && kind == Op.Arith.Kind.REM) {
        check(s, "%", "isZero", s.results(), out);
      }
    }
    return new Region(r.params(), out, r.yields());
  }

  private Stmt copy(Stmt s) {
    if (s.op() instanceof Op.Apply(var ref)) {
      Op apply = new Op.Apply(callee(ref));
      return new Stmt(apply, s.operands(), s.results(), List.of(), s.source());
    }
    List<Region> regions = s.regions().stream().map(this::region).toList();
    return regions.isEmpty() ? s : new Stmt(s.op(), s.operands(), s.results(), regions, s.source());
  }

  private void condition(Stmt s, List<Stmt> out) {
    List<Value> xs = s.operands();
    switch (s.op()) {
      case Op.Compare _, Op.ThreeWay _ -> {
        // what is compared with itself, to see whether it is NaN, is never about to differ
        if (xs.get(0) != xs.get(1)) {
          check(s, "comparison", "isEqual", xs, out);
        }
      }
      case Op.Convert _ when !s.result().type().isFloating() ->
          check(s, "cast", "isTiedCast", xs, out);
      case Op.Call call when isMath(call) -> call(s, call.name(), xs, out);
      default -> {}
    }
  }

  private void call(Stmt s, String name, List<Value> xs, List<Stmt> out) {
    String test =
        switch (name) {
          case "abs", "signum", "sqrt", "cbrt" -> "isZero";
          case "max", "min" -> "isEqual";
          case "clamp" -> xs.size() == 3 && xs.get(1).type().isFloating() ? "isBound" : null;
          case "floor", "ceil" -> "isInteger";
          case "rint", "round" -> "isHalf";
          case "hypot" -> "isOrigin";
          case "atan2" -> "isCut";
          case "copySign" -> "isEitherZero";
          case "compare" -> "isEqual";
          case "IEEEremainder" -> "isHalfway";
          default -> null;
        };
    if (test != null) {
      check(s, "Math." + name, test, xs, out);
    }
  }

  /** Whether a call is of a function of numbers, some of which have kinks. */
  static boolean isMath(Op.Call call) {
    return switch (call.owner().descriptorString()) {
      case "Ljava/lang/Double;", "Ljava/lang/Float;" -> true;
      default -> MathClasses.contain(call.owner());
    };
  }

  private void check(Stmt s, String what, String test, List<Value> xs, List<Stmt> out) {
    checks = true;
    List<Value> wide = new ArrayList<>();
    for (Value x : xs) {
      if (x.type().equals(Type.DOUBLE)) {
        wide.add(x);
      } else {
        Value w = new Value(Type.DOUBLE, x.name());
        out.add(new Stmt(new Op.Convert(CD_double), List.of(x), List.of(w), List.of(), s.source()));
        wide.add(w);
      }
    }
    MethodTypeDesc type =
        MethodTypeDesc.of(CD_boolean, Collections.nCopies(wide.size(), CD_double));
    Value tied = new Value(Type.INT, "tied");
    Op op = new Op.Call(Op.Call.Kind.STATIC, Lock.RAY, test, type, false);
    Stmt look = new Stmt(op, wide, List.of(tied), List.of(), s.source());
    out.add(look);
    if (looks != null) {
      looks.put(look, s);
      return;
    }
    Region stop = new Region(List.of(), end(s.source(), s.source() + ": " + what), null);
    Region go = new Region(List.of(), List.of(), List.of());
    out.add(new Stmt(new Op.If(), List.of(tied), List.of(), List.of(stop, go), s.source()));
  }

  /** Whether a region does nothing but end the program with a {@link Tie}. */
  static boolean isEnd(Region r) {
    return r.diverges()
        && r.body().size() == 3
        && r.body().get(1).op() instanceof Op.Call call
        && call.owner().equals(TIE);
  }

  static List<Stmt> end(Source source, String site) {
    Value text = new Value(new Type(CD_String), "site");
    Value tie = new Value(new Type(EXCEPTION), "tie");
    MethodTypeDesc type = MethodTypeDesc.of(EXCEPTION, CD_String);
    Op make = new Op.Call(Op.Call.Kind.STATIC, TIE, "at", type, false);
    return List.of(
        new Stmt(new Op.Const(site), List.of(), List.of(text), List.of(), source),
        new Stmt(make, List.of(text), List.of(tie), List.of(), source),
        new Stmt(new Op.Throw(), List.of(tie), List.of(), List.of(), source));
  }
}
