package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.runtime.Zeros;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Making an array of tangents what it was when it was new; with the calls of {@link Zeros}.
 *
 * @param references whether it is one of references that were null
 */
record Clearing(Value array, boolean references) {
  private static final ClassDesc ZEROS = Zeros.class.describeConstable().orElseThrow();
  private static final ClassDesc OBJECTS = CD_Object.arrayType();

  /**
   * The clearing of an array.
   *
   * @param original what it is in the program that is linearized
   */
  static Clearing of(Nest nest, Value original, Value array) {
    Stmt s = nest.defs.get(original).stmt();
    boolean primitive = array.type().desc().componentType().isPrimitive();
    boolean isNew = s.op() instanceof Op.NewArray;
    return new Clearing(array, isNew && s.operands().size() == 1 && !primitive);
  }

  /** Clears all of it. */
  void all(Builder b) {
    boolean primitive = array.type().desc().componentType().isPrimitive();
    ClassDesc taken = primitive ? array.type().desc() : OBJECTS;
    b.effect(call(references ? "forget" : "zero", MethodTypeDesc.of(CD_void, taken)), array);
  }

  /** Clears an array of numbers from an element on. */
  void from(Builder b, Value start) {
    b.effect(call("zero", MethodTypeDesc.of(CD_void, array.type().desc(), CD_int)), array, start);
  }

  /** Clears it unless so many elements of it are overwritten. */
  void unless(Builder b, Value filled) {
    Value length = b.value(new Op.Length(), Type.INT, "length", array);
    Value isLess = b.compare(Op.Compare.Relation.LT, filled, length);
    b.branch(isLess, List.of(), "", Builder.effects(this::all), Builder.effects(other -> {}));
  }

  /** Zeros in the place of an array. */
  static Value nothing(Builder b, Value array, Value length) {
    Op op = call("zeros", MethodTypeDesc.of(Type.DOUBLES.desc(), CD_int));
    return b.value(op, Type.DOUBLES, array.name(), length);
  }

  /**
   * Finds the array that a result is to be put into.
   *
   * @param cleared whether it is to have zeros in it
   */
  static Op room(boolean cleared) {
    MethodTypeDesc type = MethodTypeDesc.of(Type.DOUBLES.desc(), OBJECTS, CD_int, CD_int);
    return call(cleared ? "place" : "room", type);
  }

  /** Asks whether an array has a number that is not zero. */
  static Op hasNonzero(Value array) {
    return call("hasNonzero", MethodTypeDesc.of(CD_boolean, array.type().desc()));
  }

  /** Whether a statement makes an array zero. */
  static boolean clears(Stmt s) {
    return s.op() instanceof Op.Call c && c.owner().equals(ZEROS) && s.results().isEmpty();
  }

  private static Op call(String name, MethodTypeDesc type) {
    return new Op.Call(Op.Call.Kind.STATIC, ZEROS, name, type, false);
  }
}
