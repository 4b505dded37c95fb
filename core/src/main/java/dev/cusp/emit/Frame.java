package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arrays through which the parts of a split function hand values to each other: one for each kind
 * of value, made once for each call of the whole.
 */
final class Frame {
  private final Map<ClassDesc, Value> arrays = new LinkedHashMap<>();
  private final Map<ClassDesc, Integer> sizes = new HashMap<>();
  private final Map<Value, Integer> places = new HashMap<>();
  private final Set<Value> joined = new HashSet<>();

  /** What makes the arrays; nothing if there are none. */
  List<Stmt> creation() {
    List<Stmt> stmts = new ArrayList<>();
    for (Map.Entry<ClassDesc, Value> array : arrays.entrySet()) {
      Value length = constant(sizes.get(array.getKey()), stmts);
      Value made = array.getValue();
      Op op = new Op.NewArray(made.type().desc());
      stmts.add(new Stmt(op, List.of(length), List.of(made), List.of(), null));
    }
    return stmts;
  }

  boolean isArray(Value value) {
    return arrays.containsValue(value);
  }

  private static Value constant(int number, List<Stmt> stmts) {
    Value value = new Value(Type.INT, "c");
    stmts.add(new Stmt(new Op.Const(number), List.of(), List.of(value), List.of(), null));
    return value;
  }

  private static ClassDesc component(Value value) {
    return value.type().isReference() ? ConstantDescs.CD_Object : value.type().desc();
  }

  private Value array(ClassDesc component) {
    return arrays.computeIfAbsent(component, c -> new Value(new Type(c.arrayType()), "frame"));
  }

  private int place(Value value) {
    return places.computeIfAbsent(value, v -> sizes.merge(component(v), 1, Integer::sum) - 1);
  }

  /** Gives a value the place of another one of its type. */
  void join(Value value, Value other) {
    places.put(value, place(other));
    joined.add(value);
  }

  /** Whether a value was given the place of another. */
  boolean isJoined(Value value) {
    return joined.contains(value);
  }

  /** Whether two values of one type have one place. */
  boolean isSame(Value value, Value other) {
    return places.containsKey(value) && place(value) == place(other);
  }

  /** Puts a value into its place. */
  void store(Value value, List<Stmt> stmts) {
    store(value, value, stmts);
  }

  /** Puts a value into the place of another one of its type. */
  void store(Value value, Value other, List<Stmt> stmts) {
    ClassDesc component = component(value);
    Value index = constant(place(other), stmts);
    List<Value> operands = List.of(array(component), index, value);
    stmts.add(new Stmt(new Op.Store(component), operands, List.of(), List.of(), null));
  }

  /** Defines a value again, from its place. */
  void load(Value value, List<Stmt> stmts) {
    ClassDesc component = component(value);
    Value index = constant(place(value), stmts);
    List<Value> operands = List.of(array(component), index);
    boolean exact = new Type(component).equals(value.type());
    Value loaded = exact ? value : new Value(new Type(component), value.name());
    stmts.add(new Stmt(new Op.Load(component), operands, List.of(loaded), List.of(), null));
    if (!exact) {
      Op cast = new Op.CheckCast(value.type().desc());
      stmts.add(new Stmt(cast, List.of(loaded), List.of(value), List.of(), null));
    }
  }
}
