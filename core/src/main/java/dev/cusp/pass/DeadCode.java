package dev.cusp.pass;

import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Byte;
import static java.lang.constant.ConstantDescs.CD_Character;
import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_Short;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_char;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes what no result and no effect depends on: statements, loop variables, results of branches,
 * and stores into arrays that nobody reads.
 *
 * <p>Of an allocation without use the check of its length stays. Reads of memory without use go,
 * although they might have thrown.
 */
public final class DeadCode {
  private static final Map<ClassDesc, ClassDesc> BOXES =
      Map.of(
          CD_Double, CD_double,
          CD_Float, CD_float,
          CD_Integer, CD_int,
          CD_Long, CD_long,
          CD_Boolean, CD_boolean,
          CD_Short, CD_short,
          CD_Byte, CD_byte,
          CD_Character, CD_char);

  private static final Op CHECK =
      new Op.Call(
          Op.Call.Kind.STATIC,
          ClassDesc.of("dev.cusp.runtime.Guard"),
          "length",
          MethodTypeDesc.of(CD_void, CD_int),
          false);

  private final Set<Value> live = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Lengths that are not negative, or have been checked at the place that is looked at. */
  private final Set<Value> lengths = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Value> local = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean changed;

  private DeadCode() {}

  /** The function without its dead code; values keep their identity. */
  public static Func remove(Func f) {
    DeadCode pass = new DeadCode();
    pass.find(f.body());
    if (!f.body().diverges()) {
      pass.live.addAll(f.results());
    }
    do {
      pass.changed = false;
      pass.mark(f.body());
    } while (pass.changed);
    Region swept = pass.sweep(f.body());
    return new Func(f.name(), swept, f.host(), f.source());
  }

  /** Finds the arrays made here, and what is certainly a length. */
  private void find(Region region) {
    for (Stmt s : region.body()) {
      switch (s.op()) {
        case Op.NewArray _ -> local.add(s.result());
        case Op.Length _ -> lengths.add(s.result());
        case Op.Const(Integer n) when n >= 0 -> lengths.add(s.result());
        case Op.Call call when isMax(call) && s.operands().stream().anyMatch(lengths::contains) ->
            lengths.add(s.result());
        default -> {}
      }
      s.regions().forEach(this::find);
    }
  }

  private static boolean isMax(Op.Call call) {
    return call.name().equals("max")
        && call.owner().descriptorString().equals("Ljava/lang/Math;")
        && call.type().returnType().equals(CD_int);
  }

  private void use(Value v) {
    changed |= live.add(v);
  }

  private boolean anyLive(List<Value> values) {
    for (Value v : values) {
      if (live.contains(v)) {
        return true;
      }
    }
    return false;
  }

  private void mark(Region region) {
    List<Stmt> body = region.body();
    for (int i = body.size() - 1; i >= 0; i--) {
      Stmt s = body.get(i);
      if (isNeeded(s)) {
        mark(s);
      }
    }
  }

  private boolean isNeeded(Stmt s) {
    return anyLive(s.results()) || hasEffect(s);
  }

  private void mark(Stmt s) {
    switch (s.op()) {
      case Op.If _ -> {
        use(s.operand(0));
        for (Region r : s.regions()) {
          for (int i = 0; !r.diverges() && i < s.results().size(); i++) {
            if (live.contains(s.results().get(i))) {
              use(r.yields().get(i));
            }
          }
          mark(r);
        }
      }
      case Op.Loop _ -> {
        Region r = s.regions().getFirst();
        if (!r.diverges()) {
          use(r.yields().getFirst());
        }
        for (int i = 0; i < s.results().size(); i++) {
          if (live.contains(s.results().get(i)) || live.contains(r.params().get(i))) {
            use(s.operand(i));
            if (!r.diverges()) {
              use(r.yields().get(i + 1));
            }
          }
        }
        mark(r);
      }
      default -> s.operands().forEach(this::use);
    }
  }

  private boolean hasEffect(Stmt s) {
    return switch (s.op()) {
      case Op.Store _ -> !local.contains(s.operand(0)) || live.contains(s.operand(0));
      case Op.PutField _, Op.PutStatic _, Op.Throw _, Op.Apply _ -> true;
      case Op.Call call -> !call.isPure() && !isLookup(call) && !isBoxing(call);
      case Op.New make -> make.fields() == null && !isShadow(make);
      case Op.If _, Op.Loop _ ->
          s.regions().stream().anyMatch(r -> r.body().stream().anyMatch(this::hasEffect));
      case Op.Const _, Op.Arith _, Op.Convert _, Op.Compare _, Op.ThreeWay _ -> isDivision(s);
      case Op.NewArray _ -> !lengths.containsAll(s.operands());
      case Op.InstanceOf _, Op.CheckCast _, Op.Length _, Op.Load _ -> false;
      case Op.GetField _, Op.GetStatic _, Op.Dynamic _ -> false;
    };
  }

  /** Integer division may throw, so it stays. */
  private static boolean isDivision(Stmt s) {
    return s.op() instanceof Op.Arith(var kind)
        && (kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM)
        && !s.result().type().isFloating();
  }

  private static boolean isShadow(Op.New make) {
    return make.owner().descriptorString().equals("Ldev/cusp/runtime/Shadow;");
  }

  private static boolean isBoxing(Op.Call call) {
    return call.kind() == Op.Call.Kind.STATIC
        && call.name().equals("valueOf")
        && call.type().parameterList().equals(List.of(BOXES.getOrDefault(call.owner(), CD_void)));
  }

  /** Calls that only find memory: residual arrays, zero shadows, array lengths. */
  private static boolean isLookup(Op.Call call) {
    String owner = call.owner().descriptorString();
    return owner.equals("Ldev/cusp/runtime/Tape;") && !call.type().returnType().isPrimitive()
        || owner.equals("Ldev/cusp/runtime/Shadows;") && call.name().equals("zeroLike")
        || owner.equals("Ldev/cusp/runtime/Cells;") && !call.type().returnType().isPrimitive();
  }

  private Region sweep(Region region) {
    return new Region(region.params(), sweepBody(region), region.yields());
  }

  private List<Stmt> sweepBody(Region region) {
    List<Stmt> kept = new ArrayList<>();
    List<Value> checked = new ArrayList<>();
    for (Stmt s : region.body()) {
      if (s.op() instanceof Op.NewArray) {
        if (live.contains(s.result())) {
          kept.add(s);
        } else {
          lengths(s, kept);
        }
        s.operands().stream().filter(lengths::add).forEach(checked::add);
      } else if (isNeeded(s)) {
        kept.add(sweep(s));
      }
    }
    checked.forEach(lengths::remove);
    return kept;
  }

  /** What is left of an allocation without use. */
  private void lengths(Stmt s, List<Stmt> kept) {
    for (Value length : s.operands()) {
      if (!lengths.contains(length)) {
        kept.add(new Stmt(CHECK, List.of(length), List.of(), List.of(), s.source()));
      }
    }
  }

  private Stmt sweep(Stmt s) {
    return switch (s.op()) {
      case Op.If _ -> {
        List<Integer> keep = livePositions(s.results(), s.results());
        List<Region> regions = new ArrayList<>();
        for (Region r : s.regions()) {
          List<Value> yields = r.diverges() ? null : pick(r.yields(), keep, 0);
          regions.add(new Region(List.of(), sweepBody(r), yields));
        }
        yield new Stmt(s.op(), s.operands(), pick(s.results(), keep, 0), regions, s.source());
      }
      case Op.Loop _ -> {
        Region r = s.regions().getFirst();
        List<Integer> keep = livePositions(s.results(), r.params());
        List<Value> yields = null;
        if (!r.diverges()) {
          yields = new ArrayList<>(List.of(r.yields().getFirst()));
          yields.addAll(pick(r.yields(), keep, 1));
        }
        Region swept = new Region(pick(r.params(), keep, 0), sweepBody(r), yields);
        yield new Stmt(
            s.op(),
            pick(s.operands(), keep, 0),
            pick(s.results(), keep, 0),
            List.of(swept),
            s.source());
      }
      default -> s;
    };
  }

  private List<Integer> livePositions(List<Value> results, List<Value> params) {
    List<Integer> keep = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (live.contains(results.get(i)) || live.contains(params.get(i))) {
        keep.add(i);
      }
    }
    return keep;
  }

  private static List<Value> pick(List<Value> values, List<Integer> positions, int skip) {
    List<Value> out = new ArrayList<>(positions.size());
    for (int i : positions) {
      out.add(values.get(i + skip));
    }
    return out;
  }
}
