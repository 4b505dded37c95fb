package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The values of a function in its jvp, and beside each active one its tangents or shadows. */
final class Duals {
  private static final Value[] NONE = {};

  final Activity activity;

  /** How many directions at once. */
  final int width;

  final ShadowTypes types;

  /** The values that are linear in the tangents put in. */
  final Set<Value> linear;

  /** The references to shadows. */
  final Set<Value> shadows = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What the names of shadows end in: they hold tangents, or cotangents once transposed. */
  final String suffix;

  private final Map<Value, Value> env = new IdentityHashMap<>();
  private final Map<Value, Value[]> dots = new IdentityHashMap<>();

  Duals(Func f, Activity activity, int width, Set<Value> linear, String suffix) {
    this.activity = activity;
    this.width = width;
    this.types = new ShadowTypes(f.host());
    this.linear = linear;
    this.suffix = suffix;
  }

  /** What a value is in the jvp. */
  Value get(Value v) {
    return env.get(v);
  }

  List<Value> map(List<Value> values) {
    return values.stream().map(this::get).toList();
  }

  /** Notes what a value is in the jvp. */
  void put(Value v, Value copy) {
    env.put(v, copy);
  }

  /** Notes the tangents or shadows of a value. */
  void give(Value v, Value[] tangents) {
    for (Value t : tangents) {
      if (t.type().isReference()) {
        shadows.add(t);
      }
    }
    dots.put(v, tangents);
  }

  /** Whether a value has a tangent or a shadow. */
  boolean isActive(Value v) {
    return v.type().isReference() ? activity.hasShadow(v) : activity.isActive(v);
  }

  List<Integer> activePositions(List<Value> values) {
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (isActive(values.get(i))) {
        active.add(i);
      }
    }
    return active;
  }

  /** The tangents or shadows of a value; none where they are structurally zero. */
  Value[] dots(Value v) {
    return dots.getOrDefault(v, NONE);
  }

  /** The tangent or shadow in one direction, or null. */
  Value dot(Value v, int w) {
    Value[] all = dots(v);
    return all.length == 0 ? null : all[w];
  }

  /** A zero in the place of a tangent. */
  static Value linearZero(Builder b, Type type, Set<Value> linear) {
    Value zero = new Value(type, "zero");
    Object constant = type.equals(Type.FLOAT) ? (Object) 0f : (Object) 0.0;
    b.append(new Stmt(new Op.Const(constant), List.of(), List.of(zero), List.of(), b.source()));
    linear.add(zero);
    return zero;
  }

  /** The tangent or shadow, a zero where it is structurally absent. */
  Value dotOrZero(Builder b, Value v, int w) {
    Value dot = dot(v, w);
    if (dot != null) {
      return dot;
    }
    return v.type().isReference() ? shadowOfConstant(b, v) : linearZero(b, v.type(), linear);
  }

  Value shadowOfConstant(Builder b, Value v) {
    Value shadow = ShadowTypes.zeroLike(b, get(v), named(v));
    shadows.add(shadow);
    return shadow;
  }

  /** Some values, followed by the tangents or shadows of those at the positions given. */
  List<Value> withDots(Builder b, List<Value> values, List<Integer> active) {
    List<Value> out = new ArrayList<>(values.stream().map(this::get).toList());
    for (int i : active) {
      for (int w = 0; w < width; w++) {
        out.add(dotOrZero(b, values.get(i), w));
      }
    }
    return out;
  }

  /** New tangents or shadows for a value. */
  Value[] fresh(Value v, Function<Type, Value> make) {
    Type type = v.type().isReference() ? ShadowTypes.of(v.type()) : v.type();
    Value[] result = new Value[width];
    for (int w = 0; w < width; w++) {
      result[w] = make.apply(type);
      if (type.isFloating()) {
        linear.add(result[w]);
      }
    }
    return result;
  }

  /** New results of a statement, followed by the tangents or shadows of the active ones. */
  List<Value> results(List<Value> primal, List<Integer> active) {
    List<Value> all = new ArrayList<>();
    for (Value r : primal) {
      Value v = r.copy();
      env.put(r, v);
      all.add(v);
    }
    for (int i : active) {
      Value r = primal.get(i);
      Value[] mine = fresh(r, t -> new Value(t, named(r)));
      give(r, mine);
      all.addAll(List.of(mine));
    }
    return all;
  }

  /** Appends the primal statement. */
  void copy(Builder b, Stmt s) {
    if (s.results().size() == 1) {
      Value r = s.result();
      env.put(r, b.value(s.op(), r.type(), r.name(), map(s.operands())));
    } else {
      b.append(new Stmt(s.op(), map(s.operands()), List.of(), List.of(), s.source()));
    }
  }

  /** Gives an active result its tangents, unless they are structurally zero. */
  void tangents(Stmt s, IntFunction<Value> tangent) {
    Value r = s.result();
    if (!isActive(r)) {
      return;
    }
    Value[] all = new Value[width];
    for (int w = 0; w < width; w++) {
      all[w] = mark(tangent.apply(w));
      if (all[w] == null) {
        return;
      }
    }
    give(r, all);
  }

  /** Notes that a number is linear in the tangents. */
  Value mark(Value v) {
    if (v != null && v.type().isFloating()) {
      linear.add(v);
    }
    return v;
  }

  /** The name of the tangent or shadow of the result. */
  String name(Stmt s) {
    return named(s.result());
  }

  String named(Value v) {
    return v.name() + (v.type().isReference() ? suffix : ".dot");
  }

  /** Refuses to go on from bits or text to a number. */
  void refuseEncoded(Stmt s) {
    if (s.operands().stream().anyMatch(activity::isEncoded)) {
      throw new DerivativeException(
          "a number is made here of the bits or the text of one that depends on an input, and no"
              + " derivative passes; use the number itself, or give the method a derivative rule",
          s.source());
    }
  }
}
