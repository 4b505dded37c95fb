package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/** The tangents of sums, products, quotients and conversions. */
final class JvpArithmetic {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  private final Duals d;
  private final Map<Value, Object> constants;

  JvpArithmetic(Duals duals, Map<Value, Object> constants) {
    this.d = duals;
    this.constants = constants;
  }

  /** A conversion among numbers. */
  void convert(Builder b, Stmt s) {
    if (d.isActive(s.result())) {
      d.refuseEncoded(s);
    }
    d.copy(b, s);
    d.tangents(
        s,
        w -> {
          Value x = d.dot(s.operand(0), w);
          return x == null ? null : d.mark(b.value(s.op(), s.result().type(), d.name(s), x));
        });
  }

  /** The tangents of a result that has been computed. */
  void tangents(Builder b, Stmt s, Op.Arith.Kind kind) {
    d.tangents(s, w -> tangent(b, s, kind, w));
  }

  private Value tangent(Builder b, Stmt s, Op.Arith.Kind kind, int w) {
    Value x = s.operand(0);
    Value xDot = d.dot(x, w);
    if (kind == Op.Arith.Kind.NEG) {
      return xDot == null ? null : b.neg(xDot);
    }
    Value y = s.operand(1);
    Value yDot = d.dot(y, w);
    return switch (kind) {
      case ADD -> plus(b, xDot, yDot);
      case SUB -> minus(b, xDot, yDot);
      case MUL ->
          x == y
              ? (xDot == null ? null : d.mark(b.mul(b.add(d.get(x), d.get(x)), xDot)))
              : plus(
                  b,
                  xDot == null ? null : d.mark(b.mul(xDot, d.get(y))),
                  yDot == null ? null : d.mark(b.mul(d.get(x), yDot)));
      case DIV -> {
        if (xDot == null && yDot != null && isOne(x)) {
          Value q = d.get(s.result());
          yield b.neg(d.mark(b.mul(b.mul(q, q), yDot)));
        }
        Value qDot = yDot == null ? null : d.mark(b.mul(d.get(s.result()), yDot));
        Value top = minus(b, xDot, qDot);
        yield top == null ? null : b.div(d.mark(top), d.get(y));
      }
      // x % y = x - trunc(x/y) y, and the quotient is constant between its jumps
      case REM -> {
        Value qDot = yDot == null ? null : d.mark(b.mul(quotient(b, s), yDot));
        yield minus(b, xDot, qDot);
      }
      default -> null;
    };
  }

  /** The whole number {@code trunc(x / y)}, which x - x % y is a multiple of; rounding aside. */
  private Value quotient(Builder b, Stmt s) {
    Type type = s.result().type();
    Value q = b.div(b.sub(d.get(s.operand(0)), d.get(s.result())), d.get(s.operand(1)));
    MethodTypeDesc rint = MethodTypeDesc.of(CD_double, CD_double);
    Op round = new Op.Call(Op.Call.Kind.STATIC, MATH, "rint", rint, false);
    if (type.equals(Type.DOUBLE)) {
      return b.value(round, type, "q", q);
    }
    Value wide = b.value(new Op.Convert(CD_double), Type.DOUBLE, "q", q);
    return b.value(new Op.Convert(type.desc()), type, "q", b.value(round, Type.DOUBLE, "q", wide));
  }

  private boolean isOne(Value v) {
    return constants.get(v) instanceof Number n && n.doubleValue() == 1;
  }

  private Value plus(Builder b, Value x, Value y) {
    return x == null ? y : y == null ? x : d.mark(b.add(x, y));
  }

  private Value minus(Builder b, Value x, Value y) {
    return y == null ? x : x == null ? d.mark(b.neg(y)) : d.mark(b.sub(x, y));
  }
}
