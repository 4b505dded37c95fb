package dev.cusp.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Emits boxing and unboxing. */
final class Boxing {
  private Boxing() {}

  static void box(CodeBuilder code, TypeKind kind) {
    ClassDesc primitive = kind.upperBound();
    ClassDesc box = box(kind);
    code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, primitive));
  }

  /** Any Number gives an int, long, float or double. */
  static void unbox(CodeBuilder code, TypeKind kind) {
    ClassDesc primitive = kind.upperBound();
    boolean number = kind != TypeKind.BOOLEAN && kind != TypeKind.CHAR;
    ClassDesc box = number ? ConstantDescs.CD_Number : box(kind);
    code.checkcast(box);
    code.invokevirtual(box, primitive.displayName() + "Value", MethodTypeDesc.of(primitive));
  }

  /** Drops a value from the operand stack. */
  static void drop(CodeBuilder code, TypeKind kind) {
    if (kind.slotSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  private static ClassDesc box(TypeKind kind) {
    return switch (kind) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case SHORT -> ConstantDescs.CD_Short;
      case CHAR -> ConstantDescs.CD_Character;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalArgumentException(kind + " has no box");
    };
  }
}
