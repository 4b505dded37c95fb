package dev.cusp.lift;

import dev.cusp.ir.Op.Compare.Relation;
import dev.cusp.ir.Source;
import dev.cusp.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is known while one function is lifted, everything inlined into it included. */
final class Session {
  private static final int BUDGET = 200_000;

  final Policy policy;
  final World world;

  /** What static fields hold, by what is made anew in its place at each read. */
  final Map<Value, Value> anew = new HashMap<>();

  final Facts facts = new Facts();
  final Caught caught = new Caught(this);
  private final Map<Value, Scope> homes = new HashMap<>();
  private final Map<Value, Integer> ints = new HashMap<>();

  /** How a value came about that is 1 or 0. */
  record Comparison(Relation relation, Value x, Value y) {}

  private final Map<Value, Comparison> comparisons = new HashMap<>();
  private final Set<Value> booleans = new HashSet<>();
  private final Set<Value> nulls = new HashSet<>();
  private final Map<Value, Integer> uses = new HashMap<>();
  private int statements;

  Session(Policy policy, World world) {
    this.policy = policy;
    this.world = world;
  }

  /** The scope that defines a value. */
  Scope home(Value value) {
    return homes.get(value);
  }

  void settle(Value value, Scope scope) {
    homes.putIfAbsent(value, scope);
  }

  void move(Value value, Scope scope) {
    homes.put(value, scope);
  }

  /** Notes that a statement uses a value itself, which for a lambda means more than to call it. */
  void use(Value value) {
    if (facts.isFunction(value)) {
      uses.merge(value, 1, Integer::sum);
    }
  }

  /** Notes that a statement that used a value is gone. */
  void disuse(Value value) {
    uses.computeIfPresent(value, (_, count) -> count - 1);
  }

  boolean isUsed(Value value) {
    return uses.getOrDefault(value, 0) > 0;
  }

  /** How many statements there are so far. */
  int statements() {
    return statements;
  }

  /** Notes a statement at a source line; there must not be too many. */
  void count(Source source) {
    if (++statements > BUDGET) {
      throw new LiftException(
          source
              + ": more than "
              + BUDGET
              + " statements after inlining; give the methods called most a derivative rule of"
              + " their own");
    }
  }

  void markCompare(Value value, Relation relation, Value x, Value y) {
    booleans.add(value);
    comparisons.put(value, new Comparison(relation, x, y));
  }

  /** How two values compare where that is known, else null. */
  Boolean compared(Relation relation, Value x, Value y) {
    Integer a = ints.get(x);
    Integer b = ints.get(y);
    if (a != null && b != null) {
      return switch (relation) {
        case LT -> a < b;
        case LE -> a <= b;
        case GT -> a > b;
        case GE -> a >= b;
        case EQ -> a.equals(b);
        case NE -> !a.equals(b);
      };
    }
    boolean differ = (facts.isMade(x) || facts.isFunction(x)) && isNull(y);
    return differ ? (Boolean) (relation == Relation.NE) : null;
  }

  /** The comparison that a value is the result of, or null. */
  Comparison comparison(Value value) {
    return comparisons.get(value);
  }

  void markBoolean(Value value) {
    booleans.add(value);
  }

  /** Whether a value is known to be 0 or 1. */
  boolean isBoolean(Value value) {
    Integer constant = ints.get(value);
    return constant != null ? (constant & ~1) == 0 : booleans.contains(value);
  }

  void markConstant(Value value, Object constant) {
    if (constant instanceof Integer number) {
      ints.put(value, number);
    } else if (constant == null) {
      nulls.add(value);
    }
  }

  /** The value of an int constant, or null. */
  Integer constant(Value value) {
    return ints.get(value);
  }

  boolean isNull(Value value) {
    return nulls.contains(value);
  }
}
