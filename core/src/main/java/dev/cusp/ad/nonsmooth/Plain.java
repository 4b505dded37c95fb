package dev.cusp.ad.nonsmooth;

import dev.cusp.ir.Op;

/** The arithmetic that programs do most besides that on germs, without detours. */
final class Plain {
  private Plain() {}

  /** The result, or null where it is for the interpreter to find. */
  static Object arithmetic(Op.Arith.Kind kind, Object x, Object y) {
    return switch (x) {
      case Integer a when y instanceof Integer b -> ints(kind, a, b);
      case Double a when y instanceof Double b -> doubles(kind, a, b);
      default -> null;
    };
  }

  private static Object ints(Op.Arith.Kind kind, int a, int b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      default -> null;
    };
  }

  private static Object doubles(Op.Arith.Kind kind, double a, double b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      default -> null;
    };
  }

  /** 1 or 0, or null where it is for the interpreter to find. */
  static Integer compare(Op.Compare.Relation relation, Object x, Object y) {
    if (!(x instanceof Integer a) || !(y instanceof Integer b)) {
      return null;
    }
    int i = a;
    int j = b;
    boolean holds =
        switch (relation) {
          case LT -> i < j;
          case LE -> i <= j;
          case GT -> i > j;
          case GE -> i >= j;
          case EQ -> i == j;
          case NE -> i != j;
        };
    return holds ? 1 : 0;
  }
}
