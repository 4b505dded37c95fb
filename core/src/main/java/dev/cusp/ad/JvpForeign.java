package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Cells;
import dev.cusp.runtime.Foreign;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls of a {@link Foreign} library: it derives them itself, in {@link Cells}. In forward mode
 * that is a call again; in a program to be transposed the result has an empty shadow, and a
 * statement with a linear result that nobody uses stands for what the reverse sweep has to do.
 */
final class JvpForeign {
  static final ClassDesc CELLS = Cells.class.describeConstable().orElseThrow();

  private static final ClassDesc OBJECTS = CD_Object.arrayType();
  private static final ClassDesc DOUBLES = CD_double.arrayType();
  private static final String LATER = "later ";

  private final Duals d;

  JvpForeign(Duals duals) {
    this.d = duals;
  }

  private static Op.Call cells(String name, ClassDesc result, ClassDesc... args) {
    return new Op.Call(Op.Call.Kind.STATIC, CELLS, name, MethodTypeDesc.of(result, args), false);
  }

  /** Whether a statement was made here for the reverse sweep. */
  static boolean isLater(Op.Call call) {
    return call.owner().equals(CELLS) && call.name().startsWith(LATER);
  }

  /** Whether a call adds to the shadows of its arguments. */
  static boolean isPull(Op.Call call) {
    return call.owner().equals(CELLS) && call.name().equals("pull");
  }

  /** Whether a call copies the arrays of a shadow, with the same cells in them. */
  static boolean isSnapshot(Op.Call call) {
    return call.owner().equals(CELLS) && call.name().equals("snapshot");
  }

  void call(Builder b, Stmt s, Op.Call call, Foreign.Kind kind) {
    if (isPull(call)) {
      pulled(b, s);
      return;
    }
    boolean isActive = !s.results().isEmpty() && d.isActive(s.result());
    if (!isActive) {
      d.copy(b, s);
      return;
    }
    if (call.owner().equals(CELLS) && isOfShadows(b, s, call)) {
      return;
    }
    switch (kind) {
      case FROM_NUMBERS -> fromNumbers(b, s);
      case TO_NUMBERS -> toNumbers(b, s);
      default -> values(b, s, call);
    }
  }

  /** Shadows that are made or copied: the cells in them stay what they are. */
  private boolean isOfShadows(Builder b, Stmt s, Op.Call call) {
    switch (call.name()) {
      case "zeros" -> {
        d.copy(b, s);
        d.tangents(s, w -> shadow(b, s, d.shadowOfConstant(b, s.result())));
      }
      case "snapshot" -> {
        d.copy(b, s);
        d.tangents(s, w -> shadow(b, s, snapshot(b, d.dotOrZero(b, s.operand(0), w))));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean isForward() {
    return !d.suffix.equals(".bar");
  }

  private void fromNumbers(Builder b, Stmt s) {
    d.copy(b, s);
    if (isForward()) {
      d.tangents(
          s,
          w -> {
            List<Value> operands = new ArrayList<>(d.map(s.operands()));
            operands.set(0, d.dotOrZero(b, s.operand(0), w));
            Value dot = b.value(s.op(), s.result().type(), d.name(s), operands);
            Op cell = cells("cell", ShadowTypes.CELL, CD_Object);
            return shadow(b, s, b.value(cell, new Type(ShadowTypes.CELL), d.name(s), dot));
          });
      return;
    }
    d.tangents(s, w -> d.shadowOfConstant(b, s.result()));
    later(
        b,
        s,
        "from",
        List.of(d.get(s.result()), d.dot(s.result(), 0), d.dotOrZero(b, s.operand(0), 0)));
  }

  private Value shadow(Builder b, Stmt s, Value made) {
    return ShadowTypes.cast(b, made, ShadowTypes.of(s.result().type()));
  }

  private void toNumbers(Builder b, Stmt s) {
    d.copy(b, s);
    Value x = d.get(s.operand(0));
    if (isForward()) {
      d.tangents(s, w -> numbers(b, x, d.dotOrZero(b, s.operand(0), w), d.name(s)));
      return;
    }
    d.tangents(s, w -> d.shadowOfConstant(b, s.result()));
    later(b, s, "to", List.of(x, d.dotOrZero(b, s.operand(0), 0), d.dot(s.result(), 0)));
  }

  private static Value numbers(Builder b, Value x, Value cell, String name) {
    Value dot = b.value(cells("dot", CD_Object, CD_Object, CD_Object), Type.OBJECT, name, x, cell);
    return b.value(cells("numbers", DOUBLES, CD_Object), Type.DOUBLES, name, dot);
  }

  private void values(Builder b, Stmt s, Op.Call call) {
    boolean isPush = call.owner().equals(CELLS) && call.name().equals("push");
    List<Value> operands = new ArrayList<>();
    for (Value v : s.operands()) {
      boolean varies = d.activity.mayVary(v);
      if (varies) {
        refuseOthers(s, call, v);
      }
      // what is pushed is known to come of these very arguments
      operands.add(varies && !isPush ? own(b, v) : d.get(v));
    }
    Value result = b.value(s.op(), s.result().type(), s.result().name(), operands);
    d.put(s.result(), result);
    if (isForward()) {
      d.tangents(s, w -> push(b, s, result, operands, w));
      return;
    }
    d.tangents(
        s,
        w -> {
          Op zeros = cells("zeros", CD_Object, CD_Object);
          return shadow(b, s, b.value(zeros, Type.OBJECT, d.name(s), result));
        });
    List<Value> all = new ArrayList<>(List.of(result, d.dot(s.result(), 0)));
    for (int i = 0; i < operands.size(); i++) {
      if (d.activity.mayVary(s.operands().get(i))) {
        all.add(operands.get(i));
        all.add(shadowOf(b, s.operands().get(i), 0));
      }
    }
    later(b, s, "values", all);
  }

  private Value own(Builder b, Value v) {
    Value own = b.value(cells("own", CD_Object, CD_Object), Type.OBJECT, v.name(), d.get(v));
    return ShadowTypes.cast(b, own, v.type());
  }

  /** All arguments are named, for the tangent is made of those too that have none themselves. */
  private Value push(Builder b, Stmt s, Value result, List<Value> operands, int w) {
    List<Value> args = new ArrayList<>();
    List<Value> shadows = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Value v = s.operands().get(i);
      if (d.activity.mayVary(v)) {
        args.add(operands.get(i));
        shadows.add(shadowOf(b, v, w));
      } else if (v.type().isReference() && Foreign.standard().carries(type(v))) {
        args.add(operands.get(i));
        shadows.add(b.value(new Op.Const(null), Type.OBJECT, "none"));
      }
    }
    Op push = cells("push", CD_Object, CD_Object, OBJECTS, OBJECTS);
    Value pushed = b.value(push, Type.OBJECT, d.name(s), result, array(b, args), array(b, shadows));
    return shadow(b, s, pushed);
  }

  /** A shadow as it is now: what is in arrays may be replaced later. */
  private Value shadowOf(Builder b, Value v, int w) {
    Value shadow = d.dotOrZero(b, v, w);
    if (!v.type().isArray() && Foreign.isOne(type(v))) {
      return shadow;
    }
    return ShadowTypes.cast(b, snapshot(b, shadow), shadow.type());
  }

  private static Value snapshot(Builder b, Value shadow) {
    return b.value(cells("snapshot", CD_Object, CD_Object), Type.OBJECT, shadow.name(), shadow);
  }

  /** The class of a value; of an array, of what is in it. */
  private Class<?> type(Value v) {
    ClassDesc desc = v.type().desc();
    while (desc.isArray()) {
      desc = desc.componentType();
    }
    return desc.isClassOrInterface() ? d.types.resolve(desc) : Object.class;
  }

  private static Value array(Builder b, List<Value> elements) {
    Value array =
        b.value(new Op.NewArray(OBJECTS), new Type(OBJECTS), "all", b.constant(elements.size()));
    for (int i = 0; i < elements.size(); i++) {
      b.store(array, b.constant(i), elements.get(i));
    }
    return array;
  }

  /** Values pass, numbers and other objects do not. */
  private void refuseOthers(Stmt s, Op.Call call, Value v) {
    String method = call.owner().displayName() + "." + call.name();
    if (v.type().isFloating()) {
      throw new DerivativeException(
          "%s is given a number that depends on an input; give it a tensor made of the number"
              .formatted(method),
          s.source());
    }
    ClassDesc element = v.type().desc();
    while (element.isArray()) {
      element = element.componentType();
    }
    boolean passes =
        call.owner().equals(CELLS)
            || element.isClassOrInterface() && Foreign.standard().carries(d.types.resolve(element));
    if (!passes) {
      throw new DerivativeException(
          "%s is given a %s with what depends on an input, and no derivative passes there; give it"
                  .formatted(method, v.type().desc().displayName())
              + " tensors, and a lambda further arguments instead of what it captures",
          s.source());
    }
  }

  /** A statement that stands for what the reverse sweep has to do. */
  private void later(Builder b, Stmt s, String what, List<Value> operands) {
    Value dummy = new Value(Type.DOUBLE, d.name(s));
    d.linear.add(dummy);
    Op op = cells(LATER + what, CD_double);
    b.append(new Stmt(op, operands, List.of(dummy), List.of(), s.source()));
  }

  /** Forward mode over reverse: {@link Cells#pull} and its tangent. */
  private void pulled(Builder b, Stmt s) {
    d.copy(b, s);
    for (int w = 0; w < d.width; w++) {
      List<Value> operands = new ArrayList<>(d.map(s.operands()));
      for (Value v : s.operands()) {
        operands.add(d.dotOrZero(b, v, w));
      }
      Op along =
          cells(
              "pullAlong",
              CD_void,
              CD_Object,
              CD_Object,
              OBJECTS,
              OBJECTS,
              CD_Object,
              CD_Object,
              CD_Object,
              CD_Object);
      b.effect(along, operands.toArray(Value[]::new));
    }
  }

  /** The reverse sweep's part. */
  static void reverse(Reversal r, Sweep sweep, Stmt s, Op.Call call) {
    Builder b = sweep.builder();
    List<Value> xs = new ArrayList<>();
    for (Value v : s.operands()) {
      xs.add(r.get(sweep, v));
    }
    switch (call.name().substring(LATER.length())) {
      case "from" -> Transpose.add(b, xs.get(2), numbers(b, xs.get(0), xs.get(1), "bar"), -1);
      case "to" -> {
        Op like = cells("like", CD_Object, DOUBLES, CD_Object);
        Value bar = b.value(like, Type.OBJECT, "bar", xs.get(2), xs.get(0));
        Op cell = cells("cell", ShadowTypes.CELL, CD_Object);
        Value given = b.value(cell, new Type(ShadowTypes.CELL), "bar", bar);
        pull(b, xs.get(0), given, List.of(xs.get(0)), List.of(xs.get(1)));
      }
      default -> {
        List<Value> args = new ArrayList<>();
        List<Value> shadows = new ArrayList<>();
        for (int i = 2; i < xs.size(); i += 2) {
          args.add(xs.get(i));
          shadows.add(xs.get(i + 1));
        }
        pull(b, xs.get(0), xs.get(1), args, shadows);
      }
    }
  }

  private static void pull(
      Builder b, Value result, Value shadow, List<Value> args, List<Value> shadows) {
    Op pull = cells("pull", CD_void, CD_Object, CD_Object, OBJECTS, OBJECTS);
    b.effect(pull, result, shadow, array(b, args), array(b, shadows));
  }
}
