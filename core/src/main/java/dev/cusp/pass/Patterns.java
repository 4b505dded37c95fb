package dev.cusp.pass;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.List;

/**
 * The formulas of the text book that overflow or cancel, each with its stable form; sums of
 * exponentials in general are found by {@link Sums}.
 *
 * <p>Constants must be exactly 1, summands may stand in either order.
 */
final class Patterns {
  /** {@code 1 / (1 + exp(z))} or, if it rises, {@code exp(z) / (1 + exp(z))}. */
  private record Sigmoid(Value z, boolean rises) {
    Sigmoid flipped() {
      return new Sigmoid(z, !rises);
    }
  }

  private final Definitions d;

  Patterns(Definitions definitions) {
    d = definitions;
  }

  /** The stable form of a statement's result, or null. */
  Twin find(Stmt s) {
    return switch (s.op()) {
      case Op.Arith(var kind) when kind == Op.Arith.Kind.DIV -> quotient(s.result());
      case Op.Arith(var kind) when kind == Op.Arith.Kind.SUB || kind == Op.Arith.Kind.ADD ->
          difference(s.result());
      case Op.Call _ when s.results().size() == 1 -> function(s.result());
      default -> null;
    };
  }

  private Twin function(Value v) {
    Value x = d.argument(v, "log");
    if (x != null) {
      return log(x);
    }
    x = d.argument(v, "log1p");
    if (x != null) {
      return log1p(x);
    }
    x = d.argument(v, "sqrt");
    return x == null ? null : sqrt(x);
  }

  private static Twin twin(String pattern, String stable, String function, Value... xs) {
    return new Twin(pattern, stable, b -> Twin.stable(b, function, xs));
  }

  /** log(x). */
  private Twin log(Value x) {
    Value z = d.argument(x, "exp");
    if (z != null) {
      return new Twin("log(exp(z))", "z", b -> z);
    }
    Sigmoid sigmoid = sigmoid(x);
    if (sigmoid != null) {
      return log(sigmoid);
    }
    Value cosh = d.argument(x, "cosh");
    if (cosh != null) {
      return twin("log(cosh(x))", "logCosh(x)", "logCosh", cosh);
    }
    Twin one = logOfOneAnd(x);
    return one != null ? one : logOfSum(x);
  }

  private Twin logOfOneAnd(Value x) {
    Value plus = d.onePlus(x);
    Value e = plus == null ? null : d.argument(plus, "exp");
    if (e != null) {
      return twin("log(1 + exp(z))", "softplus(z)", "softplus", e);
    }
    Value minus = d.oneMinus(x);
    e = minus == null ? null : d.argument(minus, "exp");
    if (e != null) {
      return twin("log(1 - exp(z))", "log|expm1(z)|", "logAbsExpm1", e);
    }
    Value less = d.minusOne(x);
    e = less == null ? d.argument(x, "expm1") : d.argument(less, "exp");
    return e == null ? null : twin("log(exp(z) - 1)", "log|expm1(z)|", "logAbsExpm1", e);
  }

  private Twin logOfSum(Value x) {
    List<Value> sum = d.operands(x, Op.Arith.Kind.ADD);
    Value a = sum == null ? null : d.argument(sum.get(0), "exp");
    Value b = sum == null ? null : d.argument(sum.get(1), "exp");
    return a == null || b == null
        ? null
        : twin("log(exp(a) + exp(b))", "logAddExp(a, b)", "logAddExp", a, b);
  }

  /** log(1 + x); a last resort, as sums of exponentials come before it. */
  Twin logOfOnePlus(Stmt s) {
    Value x = s.results().size() == 1 ? d.argument(s.result(), "log") : null;
    Value y = x == null ? null : d.onePlus(x);
    return y == null ? null : new Twin("log(1 + x)", "log1p(x)", b -> Twin.math(b, "log1p", y));
  }

  /** log1p(x). */
  private Twin log1p(Value x) {
    Value e = d.argument(x, "exp");
    if (e != null) {
      return twin("log1p(exp(z))", "softplus(z)", "softplus", e);
    }
    Value minus = d.negated(x);
    e = minus == null ? null : d.argument(minus, "exp");
    if (e != null) {
      return twin("log1p(-exp(z))", "log|expm1(z)|", "logAbsExpm1", e);
    }
    Sigmoid sigmoid = minus == null ? null : sigmoid(minus);
    return sigmoid == null ? null : log(sigmoid.flipped());
  }

  private static Twin log(Sigmoid s) {
    return s.rises()
        ? twin("log(exp(z) / (1 + exp(z)))", "-softplus(-z)", "logLogistic", s.z())
        : new Twin(
            "log(1 / (1 + exp(z)))", "-softplus(z)", b -> b.neg(Twin.stable(b, "softplus", s.z())));
  }

  private Sigmoid sigmoid(Value v) {
    List<Value> quotient = d.operands(v, Op.Arith.Kind.DIV);
    if (quotient != null) {
      Value e = d.onePlus(quotient.get(1));
      Value z = e == null ? null : d.argument(e, "exp");
      if (z == null) {
        return null;
      }
      boolean rises = d.areExpOfSame(quotient.get(0), e);
      return rises || d.is(quotient.get(0), 1) ? new Sigmoid(z, rises) : null;
    }
    Value other = d.oneMinus(v);
    boolean isQuotient = other != null && d.operands(other, Op.Arith.Kind.DIV) != null;
    Sigmoid flipped = isQuotient ? sigmoid(other) : null;
    return flipped == null ? null : flipped.flipped();
  }

  private static Twin sigmoid(Sigmoid s) {
    return s.rises()
        ? twin("exp(z) / (1 + exp(z))", "logistic(z)", "logistic", s.z())
        : twin("1 / (1 + exp(z))", "logistic(-z)", "fermi", s.z());
  }

  private Twin quotient(Value v) {
    List<Value> xs = d.operands(v, Op.Arith.Kind.DIV);
    if (xs == null) {
      return null;
    }
    Sigmoid sigmoid = sigmoid(v);
    if (sigmoid != null) {
      return sigmoid(sigmoid);
    }
    Value e = d.onePlus(xs.get(1));
    Value z = e == null ? null : d.argument(e, "exp");
    if (z == null) {
      return tanh(xs.get(0), xs.get(1));
    }
    if (isMinusOne(xs.get(0), e)) {
      return new Twin("(exp(z) - 1) / (exp(z) + 1)", "tanh(z / 2)", b -> tanhOfHalf(b, z));
    }
    Value less = d.oneMinus(xs.get(0));
    if (less != null && d.areExpOfSame(less, e)) {
      return new Twin("(1 - exp(z)) / (1 + exp(z))", "-tanh(z / 2)", b -> b.neg(tanhOfHalf(b, z)));
    }
    return weighted(xs.get(0), e, z);
  }

  private boolean isMinusOne(Value v, Value e) {
    Value more = d.minusOne(v);
    return more != null && d.areExpOfSame(more, e);
  }

  private static Value tanhOfHalf(Builder b, Value z) {
    return Twin.math(b, "tanh", b.mul(b.constant(0.5), z));
  }

  /** c / (1 + exp(z)) and c exp(z) / (1 + exp(z)). */
  private Twin weighted(Value top, Value e, Value z) {
    List<Value> product = d.operands(top, Op.Arith.Kind.MUL);
    for (int i = 0; product != null && i < 2; i++) {
      if (d.areExpOfSame(product.get(i), e)) {
        Value c = product.get(1 - i);
        return new Twin(
            "c exp(z) / (1 + exp(z))",
            "c logistic(z)",
            b -> b.mul(c, Twin.stable(b, "logistic", z)));
      }
    }
    return new Twin(
        "c / (1 + exp(z))", "c logistic(-z)", b -> b.mul(top, Twin.stable(b, "fermi", z)));
  }

  /** (exp(x) - exp(-x)) / (exp(x) + exp(-x)). */
  private Twin tanh(Value top, Value bottom) {
    List<Value> difference = d.operands(top, Op.Arith.Kind.SUB);
    List<Value> sum = d.operands(bottom, Op.Arith.Kind.ADD);
    if (difference == null || sum == null) {
      return null;
    }
    boolean inOrder = d.areExpOfSame(difference.get(0), sum.get(0));
    Value first = sum.get(inOrder ? 0 : 1);
    Value second = sum.get(inOrder ? 1 : 0);
    Value x = d.argument(difference.get(0), "exp");
    Value y = d.argument(difference.get(1), "exp");
    boolean matches =
        x != null
            && y != null
            && (d.negated(y) == x || d.negated(x) == y)
            && d.areExpOfSame(difference.get(0), first)
            && d.areExpOfSame(difference.get(1), second);
    String pattern = "(exp(x) - exp(-x)) / (exp(x) + exp(-x))";
    return matches ? new Twin(pattern, "tanh(x)", b -> Twin.math(b, "tanh", x)) : null;
  }

  private Twin difference(Value v) {
    Sigmoid sigmoid = sigmoid(v);
    if (sigmoid != null) {
      return sigmoid(sigmoid);
    }
    Value less = d.oneMinus(v);
    if (less != null) {
      return oneMinus(less);
    }
    Value more = d.minusOne(v);
    return more == null ? null : minusOne(more);
  }

  private Twin oneMinus(Value x) {
    Value z = d.argument(x, "exp");
    if (z != null) {
      return new Twin("1 - exp(z)", "-expm1(z)", b -> b.neg(Twin.math(b, "expm1", z)));
    }
    Value angle = d.argument(x, "cos");
    return angle == null ? null : twin("1 - cos(x)", "2 sin(x / 2)\u00b2", "versine", angle);
  }

  private Twin minusOne(Value x) {
    Value z = d.argument(x, "exp");
    if (z != null) {
      return new Twin("exp(z) - 1", "expm1(z)", b -> Twin.math(b, "expm1", z));
    }
    Value angle = d.argument(x, "cos");
    if (angle != null) {
      return new Twin(
          "cos(x) - 1", "-2 sin(x / 2)\u00b2", b -> b.neg(Twin.stable(b, "versine", angle)));
    }
    Value root = d.argument(x, "sqrt");
    Value y = root == null ? null : d.onePlus(root);
    return y == null ? null : twin("sqrt(1 + x) - 1", "x / (1 + sqrt(1 + x))", "sqrt1pm1", y);
  }

  /** sqrt of a sum of two or three squares. */
  private Twin sqrt(Value v) {
    List<Value> sum = d.operands(v, Op.Arith.Kind.ADD);
    if (sum == null) {
      return null;
    }
    Value last = d.squared(sum.get(1));
    Value first = d.squared(sum.get(0));
    if (first != null && last != null) {
      return twin("sqrt(x\u00b2 + y\u00b2)", "hypot(x, y)", "norm", first, last);
    }
    boolean onTheLeft = last != null;
    Value square = onTheLeft ? last : first;
    List<Value> rest = d.operands(sum.get(onTheLeft ? 0 : 1), Op.Arith.Kind.ADD);
    Value x = rest == null ? null : d.squared(rest.get(0));
    Value y = rest == null ? null : d.squared(rest.get(1));
    return square == null || x == null || y == null
        ? null
        : twin("sqrt(x\u00b2 + y\u00b2 + z\u00b2)", "norm(x, y, z)", "norm", x, y, square);
  }
}
