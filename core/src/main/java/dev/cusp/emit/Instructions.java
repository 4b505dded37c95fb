package dev.cusp.emit;

import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;

/** Arithmetic instructions by the type they work on. */
final class Instructions {
  private Instructions() {}

  static void arithmetic(CodeBuilder code, Op.Arith.Kind kind, Type type) {
    switch (type.desc().descriptorString()) {
      case "I" -> ints(code, kind);
      case "J" -> longs(code, kind);
      case "F" -> floats(code, kind);
      case "D" -> doubles(code, kind);
      default -> throw new IllegalArgumentException(kind + " of " + type);
    }
  }

  private static void ints(CodeBuilder code, Op.Arith.Kind kind) {
    switch (kind) {
      case ADD -> code.iadd();
      case SUB -> code.isub();
      case MUL -> code.imul();
      case DIV -> code.idiv();
      case REM -> code.irem();
      case NEG -> code.ineg();
      case AND -> code.iand();
      case OR -> code.ior();
      case XOR -> code.ixor();
      case SHL -> code.ishl();
      case SHR -> code.ishr();
      case USHR -> code.iushr();
    }
  }

  private static void longs(CodeBuilder code, Op.Arith.Kind kind) {
    switch (kind) {
      case ADD -> code.ladd();
      case SUB -> code.lsub();
      case MUL -> code.lmul();
      case DIV -> code.ldiv();
      case REM -> code.lrem();
      case NEG -> code.lneg();
      case AND -> code.land();
      case OR -> code.lor();
      case XOR -> code.lxor();
      case SHL -> code.lshl();
      case SHR -> code.lshr();
      case USHR -> code.lushr();
    }
  }

  private static void floats(CodeBuilder code, Op.Arith.Kind kind) {
    switch (kind) {
      case ADD -> code.fadd();
      case SUB -> code.fsub();
      case MUL -> code.fmul();
      case DIV -> code.fdiv();
      case REM -> code.frem();
      case NEG -> code.fneg();
      case AND, OR, XOR, SHL, SHR, USHR -> throw new IllegalArgumentException(kind + " of floats");
    }
  }

  private static void doubles(CodeBuilder code, Op.Arith.Kind kind) {
    switch (kind) {
      case ADD -> code.dadd();
      case SUB -> code.dsub();
      case MUL -> code.dmul();
      case DIV -> code.ddiv();
      case REM -> code.drem();
      case NEG -> code.dneg();
      case AND, OR, XOR, SHL, SHR, USHR -> throw new IllegalArgumentException(kind + " of doubles");
    }
  }

  static void convert(CodeBuilder code, Type from, ClassDesc to) {
    TypeKind source = TypeKind.from(from.desc());
    TypeKind target = TypeKind.from(to);
    if (target.asLoadable() == TypeKind.INT && target != TypeKind.INT) {
      toInt(code, source);
      narrow(code, target);
    } else if (source != target) {
      code.conversion(source, target);
    }
  }

  private static void toInt(CodeBuilder code, TypeKind from) {
    if (from != TypeKind.INT) {
      code.conversion(from, TypeKind.INT);
    }
  }

  private static void narrow(CodeBuilder code, TypeKind to) {
    switch (to) {
      case BYTE -> code.i2b();
      case SHORT -> code.i2s();
      case CHAR -> code.i2c();
      default -> code.iconst_1().iand();
    }
  }

  /** Compares the two numbers on the stack: -1, 0 or 1. */
  static void threeWay(CodeBuilder code, boolean nanIsGreater, Type type) {
    switch (type.desc().descriptorString()) {
      case "J" -> code.lcmp();
      case "F" -> {
        if (nanIsGreater) {
          code.fcmpg();
        } else {
          code.fcmpl();
        }
      }
      case "D" -> {
        if (nanIsGreater) {
          code.dcmpg();
        } else {
          code.dcmpl();
        }
      }
      default -> throw new IllegalArgumentException("three-way comparison of " + type);
    }
  }
}
