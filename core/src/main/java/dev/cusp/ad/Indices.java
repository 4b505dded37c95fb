package dev.cusp.ad;

import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The whole numbers that a loop computes as sums: of one of its variables, of what it does not
 * change, and of a constant.
 */
final class Indices {
  /**
   * A sum.
   *
   * @param variable the position of the variable among the loop's, or -1
   * @param added what the loop does not change, of which some may be computed in it
   * @param subtracted the same, with the other sign
   */
  record Index(int variable, List<Value> added, List<Value> subtracted, int offset) {
    private static Index of(int variable) {
      return new Index(variable, List.of(), List.of(), 0);
    }

    private static Index constant(int c) {
      return new Index(-1, List.of(), List.of(), c);
    }

    private static Index invariant(Value v) {
      return new Index(-1, List.of(v), List.of(), 0);
    }

    /** The sum of two, or null where it has two variables. */
    private Index plus(Index other) {
      return variable >= 0 && other.variable >= 0
          ? null
          : new Index(
              Math.max(variable, other.variable),
              joined(added, other.added),
              joined(subtracted, other.subtracted),
              offset + other.offset);
    }

    /** The difference, or null where a variable is subtracted. */
    private Index minus(Index other) {
      return other.variable >= 0
          ? null
          : plus(new Index(-1, other.subtracted, other.added, -other.offset));
    }

    private static List<Value> joined(List<Value> these, List<Value> those) {
      List<Value> all = new ArrayList<>(these);
      all.addAll(those);
      return all;
    }

    Index moved(int by) {
      return new Index(variable, added, subtracted, offset + by);
    }

    /** The same without the constant. */
    Index kind() {
      return moved(-offset);
    }
  }

  private final Map<Value, Object> constants;
  private final Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, Index> indices = new IdentityHashMap<>();
  private final Set<Value> invariants = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * The numbers of a loop.
   *
   * @param constants the constants of the function
   */
  Indices(Stmt loop, Loops.While shape, Map<Value, Object> constants) {
    this.constants = constants;
    List<Value> variables = loop.regions().getFirst().params();
    inside.addAll(variables);
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).type().equals(Type.INT)) {
        indices.put(variables.get(i), Index.of(i));
      }
    }
    scan(shape.head());
    scan(shape.tail().body());
  }

  private void scan(List<Stmt> body) {
    for (Stmt s : body) {
      inside.addAll(s.results());
      if (s.op().isPure()
          && s.regions().isEmpty()
          && s.operands().stream().allMatch(this::isInvariant)) {
        invariants.addAll(s.results());
      }
      if (s.op() instanceof Op.Arith(var kind) && s.result().type().equals(Type.INT)) {
        Index sum = sum(s, kind);
        if (sum != null) {
          indices.put(s.result(), sum);
        }
      }
      for (Region r : s.regions()) {
        inside.addAll(r.params());
        scan(r.body());
      }
    }
  }

  private Index sum(Stmt s, Op.Arith.Kind kind) {
    if (kind != Op.Arith.Kind.ADD && kind != Op.Arith.Kind.SUB) {
      return null;
    }
    Index x = of(s.operand(0));
    Index y = of(s.operand(1));
    if (x == null || y == null) {
      return null;
    }
    return kind == Op.Arith.Kind.ADD ? x.plus(y) : x.minus(y);
  }

  /** A value as a sum, or null where it is none. */
  Index of(Value v) {
    if (constants.get(v) instanceof Integer c) {
      return Index.constant(c);
    }
    Index known = indices.get(v);
    return known == null && isInvariant(v) ? Index.invariant(v) : known;
  }

  /** Whether a value is that of a variable as the round begins. */
  boolean is(Value v, int variable) {
    return Index.of(variable).equals(of(v));
  }

  /** Whether a value is defined in the loop. */
  boolean isInside(Value v) {
    return inside.contains(v);
  }

  private boolean isInvariant(Value v) {
    return !inside.contains(v) || invariants.contains(v);
  }
}
