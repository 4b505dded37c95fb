package dev.cusp.ad;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import dev.cusp.rules.Tangents;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies a jvp rule into a program, leaving out every term in a tangent that is absent, so that
 * {@code pow(x, 3)} never computes a logarithm and 0 * inf does not arise.
 *
 * <p>Proves on the way that the rule is linear in the tangents.
 */
final class RuleCall {
  /** Stands for a tangent that is absent. */
  private static final Value ZERO = new Value(Type.DOUBLE, "0");

  private static final ClassDesc TANGENTS = Tangents.class.describeConstable().orElseThrow();

  private final Func rule;
  private final Set<Value> linear;
  private final Map<Value, Value> env = new IdentityHashMap<>();

  private RuleCall(Func rule, Set<Value> linear) {
    this.rule = rule;
    this.linear = linear;
  }

  /**
   * The tangent of a call.
   *
   * @param arguments the primal arguments, each float or double one followed by its tangent or null
   * @param linear the values that are linear in the tangents; added to
   * @return null for a tangent that is absent
   */
  static Value inline(Builder b, Func rule, List<Value> arguments, Set<Value> linear) {
    RuleCall call = new RuleCall(rule, linear);
    for (int i = 0; i < arguments.size(); i++) {
      Value argument = arguments.get(i);
      call.env.put(rule.params().get(i), argument == null ? ZERO : argument);
    }
    Value result = call.region(b, rule.body()).getFirst();
    if (result != ZERO && !linear.contains(result)) {
      if (isZero(rule.body(), rule.results().getFirst())) {
        return null;
      }
      throw call.notLinear(rule.body().body().isEmpty() ? null : rule.body().body().getLast());
    }
    return result == ZERO ? null : result;
  }

  private List<Value> region(Builder b, Region region) {
    for (Stmt s : region.body()) {
      stmt(b, s);
    }
    return region.diverges() ? null : region.yields().stream().map(this::get).toList();
  }

  private Value get(Value v) {
    Value found = env.get(v);
    if (found == null) {
      throw new IllegalStateException(
          "rule " + rule.name() + " uses " + v + " before it is defined");
    }
    return found;
  }

  private boolean isLinear(Value v) {
    return v == ZERO || linear.contains(v);
  }

  private void stmt(Builder b, Stmt s) {
    List<Value> xs = s.operands().stream().map(this::get).toList();
    if (s.op() instanceof Op.If) {
      branch(b, s, xs.getFirst());
      return;
    }
    if (s.op() instanceof Op.Loop) {
      loop(b, s, xs);
      return;
    }
    if (xs.stream().noneMatch(this::isLinear)) {
      copy(b, s, xs);
      return;
    }
    Value result =
        switch (s.op()) {
          case Op.Arith(var kind) -> arith(b, s, kind, xs);
          case Op.Convert convert
              when convert.to().isPrimitive() && s.result().type().isFloating() ->
              xs.getFirst() == ZERO ? ZERO : mark(b.value(s.op(), s.result().type(), "t", xs));
          case Op.Call(_, var owner, _, _, _) when owner.equals(TANGENTS) -> both(b, s, xs);
          default -> throw notLinear(s);
        };
    env.put(s.result(), result);
  }

  /** See {@link Tangents#both}. */
  private Value both(Builder b, Stmt s, List<Value> xs) {
    if (!xs.stream().allMatch(this::isLinear)) {
      throw notLinear(s);
    }
    return xs.contains(ZERO) ? ZERO : mark(b.add(xs.get(0), xs.get(1)));
  }

  private Value mark(Value v) {
    linear.add(v);
    return v;
  }

  private Value arith(Builder b, Stmt s, Op.Arith.Kind kind, List<Value> xs) {
    Value x = xs.getFirst();
    Value y = xs.size() > 1 ? xs.get(1) : null;
    return switch (kind) {
      case NEG -> x == ZERO ? ZERO : mark(b.neg(x));
      case ADD, SUB -> {
        boolean bothLinear =
            (isLinear(x) || isZeroConstant(s, 0)) && (isLinear(y) || isZeroConstant(s, 1));
        if (!bothLinear) {
          throw notLinear(s);
        }
        boolean noX = x == ZERO || !isLinear(x);
        boolean noY = y == ZERO || !isLinear(y);
        if (noY) {
          yield noX ? ZERO : x;
        }
        if (noX) {
          yield kind == Op.Arith.Kind.ADD ? y : mark(b.neg(y));
        }
        yield mark(b.arith(kind, x, y));
      }
      case MUL -> {
        if (x == ZERO || y == ZERO) {
          yield ZERO;
        }
        if (isLinear(x) && isLinear(y)) {
          throw notLinear(s);
        }
        yield mark(b.mul(x, y));
      }
      case DIV -> {
        if (isLinear(y)) {
          throw notLinear(s);
        }
        yield x == ZERO ? ZERO : mark(b.div(x, y));
      }
      default -> throw notLinear(s);
    };
  }

  private boolean isZeroConstant(Stmt s, int operand) {
    return isZero(rule.body(), s.operand(operand));
  }

  private static boolean isZero(Region region, Value v) {
    for (Stmt s : region.body()) {
      if (s.results().contains(v)) {
        return s.op() instanceof Op.Const(Number n) && n.doubleValue() == 0;
      }
      for (Region r : s.regions()) {
        if (isZero(r, v)) {
          return true;
        }
      }
    }
    return false;
  }

  private void copy(Builder b, Stmt s, List<Value> xs) {
    if (s.results().size() == 1) {
      env.put(s.result(), b.value(s.op(), s.result().type(), s.result().name(), xs));
    } else {
      b.append(new Stmt(s.op(), xs, List.of(), List.of(), b.source()));
    }
  }

  /** Both branches; a tangent absent in one of them becomes a zero there. */
  private void branch(Builder b, Stmt s, Value condition) {
    if (isLinear(condition)) {
      throw notLinear(s);
    }
    List<Builder> builders = List.of(b.nested(), b.nested());
    List<List<Value>> yields = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      yields.add(region(builders.get(k), s.regions().get(k)));
    }
    List<Value> results = new ArrayList<>();
    List<Boolean> kept = new ArrayList<>();
    for (int i = 0; i < s.results().size(); i++) {
      int at = i;
      boolean anyLinear =
          yields.stream()
              .anyMatch(y -> y != null && y.get(at) != ZERO && linear.contains(y.get(at)));
      boolean anyZero = yields.stream().anyMatch(y -> y != null && y.get(at) == ZERO);
      boolean absent = anyZero && !anyLinear;
      kept.add(!absent);
      if (absent) {
        env.put(s.results().get(i), ZERO);
        continue;
      }
      Value result = new Value(s.results().get(i).type(), s.results().get(i).name());
      if (anyLinear) {
        linear.add(result);
      }
      env.put(s.results().get(i), result);
      results.add(result);
    }
    List<Region> regions = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      regions.add(close(builders.get(k), s, k, yields.get(k), kept));
    }
    b.append(new Stmt(s.op(), List.of(condition), results, regions, b.source()));
  }

  private Region close(Builder b, Stmt s, int k, List<Value> yields, List<Boolean> kept) {
    if (yields == null) {
      return b.region(null);
    }
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < yields.size(); i++) {
      if (kept.get(i)) {
        Value v = yields.get(i);
        boolean needsLinear = linear.contains(env.get(s.results().get(i)));
        if (v == ZERO) {
          v = Duals.linearZero(b, s.results().get(i).type(), linear);
        } else if (needsLinear && !linear.contains(v)) {
          if (!isZero(s.regions().get(k), s.regions().get(k).yields().get(i))
              && !isZero(rule.body(), s.regions().get(k).yields().get(i))) {
            throw notLinear(s);
          }
          v = Duals.linearZero(b, v.type(), linear);
        }
        out.add(v);
      }
    }
    return b.region(out);
  }

  /** A loop that no tangent goes through is copied as it is. */
  private void loop(Builder b, Stmt s, List<Value> initial) {
    if (initial.stream().anyMatch(this::isLinear)) {
      throw notLinear(s);
    }
    Region region = s.regions().getFirst();
    Builder inner = b.nested();
    for (Value p : region.params()) {
      env.put(p, inner.param(p.type(), p.name()));
    }
    List<Value> yields = region(inner, region);
    if (yields.stream().anyMatch(this::isLinear)) {
      throw notLinear(s);
    }
    List<Value> results = new ArrayList<>();
    for (Value r : s.results()) {
      Value result = r.copy();
      env.put(r, result);
      results.add(result);
    }
    b.append(new Stmt(s.op(), initial, results, List.of(inner.region(yields)), b.source()));
  }

  private DerivativeException notLinear(Stmt s) {
    return new DerivativeException(
        "the rule %s is not linear in its tangents".formatted(rule.name()),
        s == null ? rule.source() : s.source());
  }
}
