package dev.cusp.emit;

import dev.cusp.ir.Op;

/** Arithmetic on boxed numbers, exactly as the JVM does it. */
final class Arithmetic {
  private Arithmetic() {}

  static Object negate(Object x) {
    return switch (x) {
      case Integer a -> -a;
      case Long a -> -a;
      case Float a -> -a;
      case Double a -> -a;
      default -> throw unknown(x);
    };
  }

  /** Both numbers are of the first one's type, but a shift takes an Integer as second. */
  static Object apply(Op.Arith.Kind kind, Object x, Object y) {
    return switch (x) {
      case Integer a -> ints(kind, a, (Integer) y);
      case Long a ->
          switch (kind) {
            case SHL -> a << (Integer) y;
            case SHR -> a >> (Integer) y;
            case USHR -> a >>> (Integer) y;
            default -> longs(kind, a, (Long) y);
          };
      case Float a -> floats(kind, a, (Float) y);
      case Double a -> doubles(kind, a, (Double) y);
      default -> throw unknown(x);
    };
  }

  private static int ints(Op.Arith.Kind kind, int x, int y) {
    return switch (kind) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case REM -> x % y;
      case AND -> x & y;
      case OR -> x | y;
      case XOR -> x ^ y;
      case SHL -> x << y;
      case SHR -> x >> y;
      case USHR -> x >>> y;
      case NEG -> throw new IllegalArgumentException("neg takes one operand");
    };
  }

  private static long longs(Op.Arith.Kind kind, long x, long y) {
    return switch (kind) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case REM -> x % y;
      case AND -> x & y;
      case OR -> x | y;
      case XOR -> x ^ y;
      case SHL, SHR, USHR, NEG -> throw new IllegalArgumentException(kind + " of two longs");
    };
  }

  private static float floats(Op.Arith.Kind kind, float x, float y) {
    return switch (kind) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case REM -> x % y;
      case NEG, AND, OR, XOR, SHL, SHR, USHR ->
          throw new IllegalArgumentException(kind + " of two floats");
    };
  }

  private static double doubles(Op.Arith.Kind kind, double x, double y) {
    return switch (kind) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case REM -> x % y;
      case NEG, AND, OR, XOR, SHL, SHR, USHR ->
          throw new IllegalArgumentException(kind + " of two doubles");
    };
  }

  /** With a NaN every relation but NE is false; references are compared by identity. */
  static boolean compare(Op.Compare.Relation relation, Object x, Object y) {
    return switch (x) {
      case Integer a when y instanceof Integer b -> holds(relation, Integer.compare(a, b));
      case Long a when y instanceof Long b -> holds(relation, Long.compare(a, b));
      case Float a when y instanceof Float b -> compare(relation, a.doubleValue(), b.doubleValue());
      case Double a when y instanceof Double b ->
          compare(relation, a.doubleValue(), b.doubleValue());
      case null, default -> holds(relation, x == y ? 0 : 1);
    };
  }

  private static boolean compare(Op.Compare.Relation relation, double x, double y) {
    return switch (relation) {
      case LT -> x < y;
      case LE -> x <= y;
      case GT -> x > y;
      case GE -> x >= y;
      case EQ -> x == y;
      case NE -> x != y;
    };
  }

  private static boolean holds(Op.Compare.Relation relation, int sign) {
    return switch (relation) {
      case LT -> sign < 0;
      case LE -> sign <= 0;
      case GT -> sign > 0;
      case GE -> sign >= 0;
      case EQ -> sign == 0;
      case NE -> sign != 0;
    };
  }

  static int threeWay(boolean nanIsGreater, Object x, Object y) {
    if (x instanceof Long a) {
      return Long.compare(a, (Long) y);
    }
    double a = ((Number) x).doubleValue();
    double b = ((Number) y).doubleValue();
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : nanIsGreater ? 1 : -1;
  }

  private static IllegalArgumentException unknown(Object x) {
    return new IllegalArgumentException("not a number of the JVM: " + x);
  }
}
