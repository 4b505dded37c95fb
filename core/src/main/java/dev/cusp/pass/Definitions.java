package dev.cusp.pass;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.cusp.ir.Func;
import dev.cusp.ir.MathClasses;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.lang.constant.MethodTypeDesc;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What the values of a function are made of, as formulas are recognized by it. */
final class Definitions {
  private final Map<Value, Stmt> statements = new IdentityHashMap<>();
  private final Map<Value, Stmt> loops = new IdentityHashMap<>();
  private final Map<Value, Integer> depths = new IdentityHashMap<>();

  Definitions(Func f) {
    region(f.body(), 0);
  }

  private void region(Region region, int depth) {
    region.params().forEach(p -> depths.put(p, depth));
    for (Stmt s : region.body()) {
      for (Value result : s.results()) {
        statements.put(result, s);
        depths.put(result, depth);
      }
      for (Region inner : s.regions()) {
        boolean isLoop = s.op() instanceof Op.Loop;
        inner.params().forEach(p -> loops.put(p, s));
        region(inner, isLoop ? depth + 1 : depth);
      }
    }
  }

  /** The statement that defines a value, or null. */
  Stmt of(Value v) {
    return statements.get(v);
  }

  /** The loop that a value is a variable of, or null. */
  Stmt loop(Value v) {
    return loops.get(v);
  }

  /** How many loops are around the definition of a value. */
  int depth(Value v) {
    return depths.get(v);
  }

  private static boolean isDouble(Value v) {
    return v.type().desc().equals(CD_double);
  }

  /** The operands of an operation of doubles, or null where a value is something else. */
  List<Value> operands(Value v, Op.Arith.Kind kind) {
    Stmt s = statements.get(v);
    boolean matches = s != null && s.op() instanceof Op.Arith(var k) && k == kind && isDouble(v);
    return matches ? s.operands() : null;
  }

  /** The argument of a function of {@link Math} or a class like it, or null. */
  Value argument(Value v, String function) {
    Stmt s = statements.get(v);
    boolean matches =
        s != null
            && s.op() instanceof Op.Call call
            && call.name().equals(function)
            && MathClasses.contain(call.owner())
            && call.type().equals(MethodTypeDesc.of(CD_double, CD_double));
    return matches ? s.operand(0) : null;
  }

  boolean is(Value v, double constant) {
    Stmt s = statements.get(v);
    return s != null && s.op() instanceof Op.Const(Double c) && c == constant;
  }

  /** x of {@code 1 + x} or {@code x + 1}, or null. */
  Value onePlus(Value v) {
    return plus(v, 1);
  }

  private Value plus(Value v, double constant) {
    List<Value> xs = operands(v, Op.Arith.Kind.ADD);
    if (xs == null) {
      return null;
    }
    return is(xs.get(0), constant) ? xs.get(1) : is(xs.get(1), constant) ? xs.get(0) : null;
  }

  /** x of {@code 1 - x}, or null. */
  Value oneMinus(Value v) {
    List<Value> xs = operands(v, Op.Arith.Kind.SUB);
    if (xs != null) {
      return is(xs.get(0), 1) ? xs.get(1) : null;
    }
    Value x = onePlus(v);
    return x == null ? null : negated(x);
  }

  /** x of {@code x - 1}, or null. */
  Value minusOne(Value v) {
    List<Value> xs = operands(v, Op.Arith.Kind.SUB);
    if (xs != null) {
      return is(xs.get(1), 1) ? xs.get(0) : null;
    }
    return plus(v, -1);
  }

  /** x of {@code -x}, or null. */
  Value negated(Value v) {
    List<Value> xs = operands(v, Op.Arith.Kind.NEG);
    return xs == null ? null : xs.get(0);
  }

  /** x of {@code x * x} or {@code pow(x, 2)}, or null. */
  Value squared(Value v) {
    List<Value> xs = operands(v, Op.Arith.Kind.MUL);
    if (xs != null) {
      return xs.get(0) == xs.get(1) ? xs.get(0) : null;
    }
    Stmt s = statements.get(v);
    boolean isPower =
        s != null
            && s.op() instanceof Op.Call call
            && call.name().equals("pow")
            && MathClasses.contain(call.owner())
            && is(s.operand(1), 2);
    return isPower ? s.operand(0) : null;
  }

  /** Whether two values are the same function's value of the same argument, or the same. */
  boolean areExpOfSame(Value v, Value w) {
    Value x = argument(v, "exp");
    return v == w || x != null && x == argument(w, "exp");
  }
}
