package dev.cusp.ir;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Appends statements to a region. A pure expression exists once: an equal one that is in scope is
 * returned instead of a second.
 */
public final class Builder {
  /** What an expression is; its hash is computed once for all regions that it is looked for in. */
  private record Key(Op op, List<Value> operands, Type type, int hash) {
    Key(Op op, List<Value> operands, Type type) {
      this(op, operands, type, Objects.hash(op, operands, type));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Builder outer;
  private final List<Value> params = new ArrayList<>();
  private final List<Stmt> body = new ArrayList<>();
  private final Map<Key, Value> known = new HashMap<>();
  private Source source;

  private Builder(Builder outer, Source source) {
    this.outer = outer;
    this.source = source;
  }

  /** A builder for a function's body. */
  public static Builder root() {
    return new Builder(null, null);
  }

  /** A builder for a region nested in this one. */
  public Builder nested() {
    return new Builder(this, source);
  }

  /** The source that the statements to come are marked with. */
  public Builder at(Source where) {
    source = where;
    return this;
  }

  public Source source() {
    return source;
  }

  public Value param(Type type, String name) {
    Value value = new Value(type, name);
    params.add(value);
    return value;
  }

  public List<Value> params() {
    return params;
  }

  public List<Stmt> body() {
    return body;
  }

  /** Appends {@code result = op operands}, or finds an equal pure expression. */
  public Value value(Op op, Type type, String name, List<Value> operands) {
    Key key = isShared(op, type) ? new Key(op, List.copyOf(operands), type) : null;
    if (key != null) {
      Value found = find(key);
      if (found == null && commutes(op)) {
        found = find(new Key(op, List.of(operands.get(1), operands.get(0)), type));
      }
      if (found != null) {
        return found;
      }
    }
    Value result = new Value(type, name);
    append(new Stmt(op, operands, List.of(result), List.of(), source));
    if (key != null) {
      known.put(key, result);
    }
    return result;
  }

  private Value find(Key key) {
    for (Builder b = this; b != null; b = b.outer) {
      Value found = b.known.get(key);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean isShared(Op op, Type type) {
    return op.isPure() && !canThrow(op, type);
  }

  private static boolean commutes(Op op) {
    return op instanceof Op.Arith(var kind)
        && (kind == Op.Arith.Kind.ADD || kind == Op.Arith.Kind.MUL);
  }

  public Value value(Op op, Type type, String name, Value... operands) {
    return value(op, type, name, List.of(operands));
  }

  /** Appends an operation without a result. */
  public void effect(Op op, Value... operands) {
    append(new Stmt(op, List.of(operands), List.of(), List.of(), source));
  }

  /** Appends a statement as it is. */
  public void append(Stmt stmt) {
    body.add(stmt);
  }

  /** Integer division and remainder throw on a zero divisor, so they stay where they stand. */
  private static boolean canThrow(Op op, Type type) {
    return op instanceof Op.Arith(var kind)
        && (kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM)
        && !type.isFloating();
  }

  public Value constant(double value) {
    return value(new Op.Const(value), Type.DOUBLE, "c");
  }

  public Value constant(int value) {
    return value(new Op.Const(value), Type.INT, "c");
  }

  /** Zero, or the null reference, of a type. */
  public Value zero(Type type) {
    Object zero =
        switch (type.desc().descriptorString()) {
          case "D" -> (Object) 0.0;
          case "F" -> 0f;
          case "J" -> 0L;
          case "I" -> 0;
          default -> null;
        };
    return value(new Op.Const(zero), type, "zero");
  }

  public Value arith(Op.Arith.Kind kind, Value... xs) {
    return value(new Op.Arith(kind), xs[0].type(), "t", xs);
  }

  public Value add(Value x, Value y) {
    return arith(Op.Arith.Kind.ADD, x, y);
  }

  public Value sub(Value x, Value y) {
    return arith(Op.Arith.Kind.SUB, x, y);
  }

  public Value mul(Value x, Value y) {
    return arith(Op.Arith.Kind.MUL, x, y);
  }

  public Value div(Value x, Value y) {
    return arith(Op.Arith.Kind.DIV, x, y);
  }

  public Value neg(Value x) {
    return arith(Op.Arith.Kind.NEG, x);
  }

  public Value compare(Op.Compare.Relation relation, Value x, Value y) {
    return value(new Op.Compare(relation), Type.INT, "c", x, y);
  }

  public Value load(Value array, Value index, String name) {
    ClassDesc component = array.type().desc().componentType();
    return value(new Op.Load(component), Type.of(component), name, array, index);
  }

  public void store(Value array, Value index, Value element) {
    effect(new Op.Store(array.type().desc().componentType()), array, index, element);
  }

  /**
   * Appends an if. Each branch is filled by its consumer and closed by the regions' yields.
   *
   * @param then fills the branch taken where the condition is not 0, and returns its region
   */
  public List<Value> branch(Value condition, List<Type> types, String name, Body then, Body other) {
    Region first = then.fill(nested());
    Region second = other.fill(nested());
    List<Value> results = types.stream().map(t -> new Value(t, name)).toList();
    append(new Stmt(new Op.If(), List.of(condition), results, List.of(first, second), source));
    return results;
  }

  /** Fills a nested region. */
  @FunctionalInterface
  public interface Body {
    Region fill(Builder builder);
  }

  /** Fills a nested region that yields nothing. */
  public static Body effects(Consumer<Builder> fill) {
    return b -> {
      fill.accept(b);
      return b.region(List.of());
    };
  }

  /** Appends a loop over the given initial values; its region's parameters carry the same names. */
  public List<Value> loop(List<Value> initial, Body body) {
    Builder b = nested();
    for (Value v : initial) {
      b.param(v.type(), v.name());
    }
    Region region = body.fill(b);
    List<Value> results = region.params().stream().map(Value::copy).toList();
    append(new Stmt(new Op.Loop(), initial, results, List.of(region), source));
    return results;
  }

  /**
   * Appends {@code for (int i = 0; i < n; i++)}.
   *
   * @param round fills a round, given the counter
   */
  public void count(Value n, String name, BiConsumer<Builder, Value> round) {
    Builder head = nested();
    Value i = head.param(Type.INT, name);
    Value again = head.compare(Op.Compare.Relation.LT, i, n);
    Builder tail = head.nested();
    round.accept(tail, i);
    Region next = tail.region(List.of(tail.add(i, tail.constant(1))));
    List<Value> variables = List.of(i);
    append(
        new Loops.While(head.body(), again, next, variables, source)
            .toLoop(variables, List.of(constant(0)), List.of(i.copy()), source));
  }

  /** What was built, as a region. */
  public Region region(List<Value> yields) {
    return new Region(params, body, yields);
  }
}
