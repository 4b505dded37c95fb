package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ir.Box;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Cell;
import dev.cusp.runtime.Foreign;
import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Shadow;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * The shape of shadows, which hold the tangents or cotangents of what is in memory: of an array of
 * numbers the same kind of array, of an array of references an array of shadows, of an object a
 * {@link Shadow}.
 */
final class ShadowTypes {
  static final ClassDesc SHADOW = Shadow.class.describeConstable().orElseThrow();
  static final ClassDesc CELL = Cell.class.describeConstable().orElseThrow();
  static final ClassDesc SHADOWS = dev.cusp.runtime.Shadows.class.describeConstable().orElseThrow();
  private static final ClassDesc OBJECTS = CD_Object.arrayType();
  private static final ClassDesc DOUBLES = CD_double.arrayType();

  private final ClassLoader loader;

  ShadowTypes(Class<?> host) {
    loader = host.getClassLoader();
  }

  /** Whether references of a type can lead to numbers at all. */
  static boolean canShadow(Type type) {
    ClassDesc leaf = type.desc();
    while (leaf.isArray()) {
      leaf = leaf.componentType();
    }
    return leaf.isPrimitive() ? Type.of(leaf).isFloating() : !isPlain(leaf);
  }

  private static boolean isPlain(ClassDesc type) {
    return switch (type.descriptorString()) {
      case "Ljava/lang/String;", "Ljava/lang/Class;", "Ldev/cusp/runtime/Tape;" -> true;
      case "Ljava/lang/Integer;", "Ljava/lang/Long;", "Ljava/lang/Boolean;" -> true;
      case "Ljava/lang/Character;", "Ljava/lang/Short;", "Ljava/lang/Byte;" -> true;
      case "Ldev/cusp/rules/Index;", "Ldev/cusp/expectation/Script;" -> true;
      default -> false;
    };
  }

  /** Whether references of a type name objects of the JDK, whose fields are not looked into. */
  static boolean isLibrary(Type type) {
    ClassDesc desc = type.desc();
    return isOfJdk(desc) && !desc.equals(CD_Object);
  }

  private static boolean isOfJdk(ClassDesc desc) {
    return !desc.isArray() && desc.packageName().startsWith("java.") && !Box.is(desc);
  }

  /** Whether a type is that of strings, or of strings under construction. */
  static boolean isText(Type type) {
    return type.desc().descriptorString().startsWith("Ljava/lang/String");
  }

  /** The type of the shadow of a reference of the given type. */
  static Type of(Type type) {
    ClassDesc desc = type.desc();
    if (desc.isArray()) {
      return new Type(hasNumberLeaves(desc) ? desc : OBJECTS);
    }
    if (isForeign(desc) || desc.equals(CELL)) {
      return new Type(CELL);
    }
    return isOfJdk(desc) ? Type.OBJECT : new Type(SHADOW);
  }

  /** Whether a type is that of the values of a library that derives its own calls. */
  private static boolean isForeign(ClassDesc desc) {
    Foreign foreign = Foreign.standard();
    return foreign != null && desc.descriptorString().equals(foreign.type().descriptorString());
  }

  static boolean hasNumberLeaves(ClassDesc array) {
    ClassDesc leaf = array;
    while (leaf.isArray()) {
      leaf = leaf.componentType();
    }
    return leaf.isPrimitive();
  }

  Layout layout(ClassDesc owner) {
    return Layout.of(resolve(owner));
  }

  /** Whether a field carries derivatives, unless it is marked not to. */
  boolean isDifferentiable(ClassDesc owner, String field) {
    Class<?> c = resolve(owner);
    return !Layout.exists(c) || layout(owner).isDifferentiable(c.getName(), field);
  }

  Class<?> resolve(ClassDesc desc) {
    String descriptor = desc.descriptorString();
    String name = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("class " + name + " cannot be found", e);
    }
  }

  /** The array of a shadow in which the tangents of an object's numbers are. */
  static Value numbers(Builder b, Value shadow) {
    Value object = cast(b, shadow, new Type(SHADOW));
    return b.value(new Op.GetField(SHADOW, "d", DOUBLES, true), Type.DOUBLES, "d", object);
  }

  /** The array of a shadow in which the shadows of an object's references are. */
  static Value links(Builder b, Value shadow) {
    Value object = cast(b, shadow, new Type(SHADOW));
    return b.value(new Op.GetField(SHADOW, "r", OBJECTS, true), new Type(OBJECTS), "r", object);
  }

  static Value fresh(Builder b, Layout layout, String name) {
    Value numbers = b.constant(layout.numbers());
    Value links = b.constant(layout.links());
    Op make = new Op.New(SHADOW, MethodTypeDesc.of(CD_void, CD_int, CD_int), null);
    Value shadow = new Value(new Type(SHADOW), name);
    b.append(
        new dev.cusp.ir.Stmt(
            make,
            java.util.List.of(numbers, links),
            java.util.List.of(shadow),
            java.util.List.of(),
            b.source()));
    return shadow;
  }

  /** A shadow full of zeros for an object that exists already. */
  static Value zeroLike(Builder b, Value primal, String name) {
    Op call =
        new Op.Call(
            Op.Call.Kind.STATIC,
            SHADOWS,
            "zeroLike",
            MethodTypeDesc.of(CD_Object, CD_Object),
            false);
    return cast(b, b.value(call, Type.OBJECT, name, primal), of(primal.type()));
  }

  static Value cast(Builder b, Value v, Type type) {
    if (v.type().equals(type) || type.equals(Type.OBJECT)) {
      return v;
    }
    return b.value(new Op.CheckCast(type.desc()), type, v.name(), v);
  }

  /** Whether numbers can be read from what a reference leads to by other means than calls. */
  static boolean isSeenThrough(Type type) {
    return type.isReference() && !isText(type) && !isLibrary(type);
  }
}
