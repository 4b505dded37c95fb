package dev.cusp.lift;

import dev.cusp.ir.Op;
import dev.cusp.ir.Source;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * A call in the code of a method.
 *
 * @param from the class in whose code the names of classes are to be understood
 */
record Site(
    Walk walk,
    int instruction,
    Op.Call.Kind kind,
    ClassDesc owner,
    String name,
    MethodTypeDesc type,
    boolean isInterface,
    Class<?> from) {
  boolean isStatic() {
    return kind == Op.Call.Kind.STATIC;
  }

  Source source() {
    return walk.source(instruction);
  }

  LiftException refuse(String what) {
    return walk.refuse(instruction, what);
  }

  /** The class that a descriptor names here. */
  Class<?> load(ClassDesc desc) {
    return Classes.load(desc, from);
  }

  Op.Call call() {
    return new Op.Call(kind, owner, name, type, isInterface);
  }

  /** The same call of another method, at the same place. */
  Site with(Op.Call.Kind kind, ClassDesc owner, String name, MethodTypeDesc type, boolean inter) {
    return new Site(walk, instruction, kind, owner, name, type, inter, from);
  }

  /** The same call, its names understood in the code of another class. */
  Site in(Class<?> other) {
    return new Site(walk, instruction, kind, owner, name, type, isInterface, other);
  }
}
