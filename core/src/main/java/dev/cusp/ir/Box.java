package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Boxes of numbers, {@code Double} and {@code Float}, as what they are: objects with one final
 * field. {@code valueOf} makes one, {@code doubleValue} and {@code floatValue} read the field.
 */
public final class Box {
  private static final String FIELD = "value";

  private Box() {}

  /** Whether a class is that of such boxes. */
  public static boolean is(ClassDesc type) {
    return type.equals(ConstantDescs.CD_Double) || type.equals(ConstantDescs.CD_Float);
  }

  /** The type of the number in a box. */
  public static ClassDesc held(ClassDesc box) {
    return box.equals(ConstantDescs.CD_Double) ? ConstantDescs.CD_double : ConstantDescs.CD_float;
  }

  /** {@code (number, number) -> box}. */
  public static Op.New make(ClassDesc box) {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, held(box));
    return new Op.New(box, type, List.of(new Op.New.Field(box, FIELD, held(box))));
  }

  /** {@code box -> number}. */
  public static Op.GetField number(ClassDesc box) {
    return new Op.GetField(box, FIELD, held(box), true);
  }

  /** The method that makes a box: {@code valueOf}. */
  public static MethodTypeDesc making(ClassDesc box) {
    return MethodTypeDesc.of(box, held(box));
  }

  /** The name of the method that gives the number. */
  public static String reading(ClassDesc box) {
    return held(box).displayName() + "Value";
  }
}
