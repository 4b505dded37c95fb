package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Op.Compare.Relation;
import dev.cusp.ir.Region;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** The choice that a switch over patterns makes: the number of the first label that fits. */
final class TypeSwitch {
  private final Session session;
  private final Walk walk;
  private final int instruction;
  private final Scope scope;

  TypeSwitch(Session session, Walk walk, int instruction, Scope scope) {
    this.session = session;
    this.walk = walk;
    this.instruction = instruction;
    this.scope = scope;
  }

  /**
   * The number of the label.
   *
   * @param args what is switched over, and the first label to try
   */
  Value index(List<Value> args, List<ConstantDesc> labels, MethodTypeDesc type) {
    if (type.parameterType(0).isPrimitive()) {
      labels.forEach(label -> requireSame(label, type.parameterType(0)));
      return first(0, args.get(1), labels.size(), scope);
    }
    Value object = args.get(0);
    Value isNull = scope.compare(Relation.EQ, object, scope.zero(object.type()));
    return choose(isNull, s -> s.constant(-1), s -> from(0, object, args.get(1), labels, s), scope);
  }

  /** A component of a record that is a number fits each pattern of its own type. */
  private void requireSame(ConstantDesc label, ClassDesc type) {
    boolean isSame =
        label instanceof DynamicConstantDesc<?> constant
            && constant.constantName().equals(type.descriptorString());
    if (!isSame) {
      throw walk.refuse(instruction, "a pattern switch over a primitive value; use if statements");
    }
  }

  /** The first of some labels, all of which fit, from the given one on. */
  private static Value first(int at, Value from, int count, Scope in) {
    if (at == count) {
      return in.constant(at);
    }
    Value tried = in.compare(Relation.LE, from, in.constant(at));
    return choose(tried, s -> s.constant(at), s -> first(at + 1, from, count, s), in);
  }

  private Value from(int at, Value object, Value first, List<ConstantDesc> labels, Scope in) {
    if (at == labels.size()) {
      return in.constant(at);
    }
    Integer known = session.constant(first);
    if (known != null && known > at) {
      return from(at + 1, object, first, labels, in);
    }
    Value fits = fits(labels.get(at), object, in);
    if (known == null) {
      Value tried = in.compare(Relation.LE, first, in.constant(at));
      Op and = new Op.Arith(Op.Arith.Kind.AND);
      fits = in.value(and, Type.INT, "fits", fits, tried);
    }
    return choose(fits, s -> s.constant(at), s -> from(at + 1, object, first, labels, s), in);
  }

  private Value fits(ConstantDesc label, Value object, Scope in) {
    return switch (label) {
      case ClassDesc type -> in.value(new Op.InstanceOf(type), Type.INT, "is", object);
      case String text ->
          equal(object, in.value(new Op.Const(text), new Type(ConstantDescs.CD_String), "c"), in);
      default ->
          throw walk.refuse(
              instruction, "the label " + label + " of a pattern switch; use if statements");
    };
  }

  private static Value equal(Value object, Value label, Scope in) {
    MethodTypeDesc type =
        MethodTypeDesc.of(
            ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
    Op call =
        new Op.Call(Op.Call.Kind.STATIC, ClassDesc.of("java.util.Objects"), "equals", type, false);
    return in.value(call, Type.INT, "is", object, label);
  }

  private interface Branch {
    Value fill(Scope scope);
  }

  private static Value choose(Value condition, Branch then, Branch other, Scope in) {
    Scope a = in.nested();
    Scope b = in.nested();
    Region first = a.region(List.of(then.fill(a)));
    Region second = b.region(List.of(other.fill(b)));
    Value result = new Value(Type.INT, "label");
    in.append(new Op.If(), List.of(condition), List.of(result), List.of(first, second));
    return result;
  }
}
