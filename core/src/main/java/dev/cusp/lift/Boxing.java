package dev.cusp.lift;

import dev.cusp.ir.Box;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;

/** Conversions between primitive values and objects that hold them. */
final class Boxing {
  private static final ClassDesc NUMBER = ClassDesc.of("java.lang.Number");

  private static final Map<ClassDesc, ClassDesc> BOXES =
      Map.of(
          ConstantDescs.CD_int, ConstantDescs.CD_Integer,
          ConstantDescs.CD_long, ConstantDescs.CD_Long,
          ConstantDescs.CD_float, ConstantDescs.CD_Float,
          ConstantDescs.CD_double, ConstantDescs.CD_Double,
          ConstantDescs.CD_boolean, ConstantDescs.CD_Boolean,
          ConstantDescs.CD_byte, ConstantDescs.CD_Byte,
          ConstantDescs.CD_short, ConstantDescs.CD_Short,
          ConstantDescs.CD_char, ConstantDescs.CD_Character);

  private Boxing() {}

  /** Boxes, unboxes or widens, as a method reference does with its arguments and result. */
  static Value convert(Value value, ClassDesc from, ClassDesc to, Scope scope) {
    if (from.isPrimitive() && to.isPrimitive()) {
      return Type.of(from).equals(Type.of(to))
          ? value
          : scope.value(new Op.Convert(to), Type.of(to), value.name(), value);
    }
    if (from.isPrimitive()) {
      ClassDesc box = BOXES.get(from);
      if (Box.is(box)) {
        return box(value, box, scope);
      }
      Op call = call(Op.Call.Kind.STATIC, box, "valueOf", MethodTypeDesc.of(box, from));
      return scope.value(call, new Type(box), value.name(), value);
    }
    ClassDesc held = held(from, to);
    ClassDesc box = BOXES.get(held);
    Value object =
        value.type().desc().equals(box)
            ? value
            : scope.value(new Op.CheckCast(box), new Type(box), value.name(), value);
    Value known = scope.facts().boxed(object);
    String method = held.displayName() + "Value";
    Op read =
        Box.is(box)
            ? Box.number(box)
            : call(Op.Call.Kind.VIRTUAL, box, method, MethodTypeDesc.of(held));
    Value number =
        known != null && known.type().equals(Type.of(held))
            ? known
            : scope.value(read, Type.of(held), value.name(), object);
    return convert(number, held, to, scope);
  }

  /** A call of a method of {@code Number} as one of the box that the receiver is known to be. */
  static Site ofBox(Site site, List<Value> args) {
    boolean isOfNumber = !site.isStatic() && site.owner().equals(NUMBER);
    ClassDesc box = isOfNumber ? args.getFirst().type().desc() : null;
    return box != null && BOXES.containsValue(box)
        ? site.with(Op.Call.Kind.VIRTUAL, box, site.name(), site.type(), false)
        : site;
  }

  /** Whether a call makes an object that holds its argument. */
  static boolean isBoxing(Site site) {
    return site.isStatic()
        && site.name().equals("valueOf")
        && site.type().parameterCount() == 1
        && site.owner().equals(BOXES.get(site.type().parameterType(0)));
  }

  /** Whether a call gives back what such an object holds. */
  static boolean isUnboxing(Site site) {
    ClassDesc held = site.type().returnType();
    return site.type().parameterCount() == 0
        && site.owner().equals(BOXES.get(held))
        && site.name().equals(held.displayName() + "Value");
  }

  /** The primitive type that objects of a type hold, or the type itself. */
  static ClassDesc unboxed(ClassDesc type) {
    return held(type, type);
  }

  /** What an object holds that is not null; found out here where it is not known. */
  static Value number(Value box, Session session, Scope scope) {
    Value known = session.facts.boxed(box);
    ClassDesc type = box.type().desc();
    return known != null ? known : convert(box, type, unboxed(type), scope);
  }

  /** An object that holds a number. */
  static Value box(Value number, ClassDesc box, Scope scope) {
    Value object =
        Box.is(box)
            ? scope.value(Box.make(box), new Type(box), number.name(), number, number)
            : convert(number, unboxed(box), box, scope);
    scope.facts().setBoxed(object, number);
    return object;
  }

  static boolean isBox(ClassDesc type) {
    return BOXES.containsValue(type);
  }

  /** The primitive type that an object of the given type holds. */
  private static ClassDesc held(ClassDesc box, ClassDesc otherwise) {
    for (Map.Entry<ClassDesc, ClassDesc> entry : BOXES.entrySet()) {
      if (entry.getValue().equals(box)) {
        return entry.getKey();
      }
    }
    return otherwise;
  }

  private static Op call(Op.Call.Kind kind, ClassDesc owner, String name, MethodTypeDesc type) {
    return new Op.Call(kind, owner, name, type, false);
  }
}
