package dev.cusp.ad;

import dev.cusp.ad.Indices.Index;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loop that goes through an array in one direction: all elements that it uses are at a variable
 * plus a constant, {@code a[i]} and {@code a[i + 1]}, and the variable changes by as much each
 * time.
 */
final class Sweeping {
  /**
   * A load or store.
   *
   * @param always whether each round does it
   */
  private record Access(Stmt stmt, Index index, boolean always) {
    boolean isStore() {
      return stmt.op() instanceof Op.Store;
    }
  }

  private final Stmt loop;
  private final Loops.While shape;
  private final Map<Value, Object> constants;
  private final Indices indices;
  private final List<Access> accesses = new ArrayList<>();
  private int variable;
  private int step;

  private Sweeping(Stmt loop, Loops.While shape, Map<Value, Object> constants) {
    this.loop = loop;
    this.shape = shape;
    this.constants = constants;
    this.indices = new Indices(loop, shape, constants);
  }

  /** A loop's way through an array, or null where it has none. */
  static Sweeping of(Stmt loop, Value array, Map<Value, Object> constants) {
    Loops.While shape = loop.op() instanceof Op.Loop ? Loops.asWhile(loop) : null;
    if (shape == null || !shape.hasPureHead()) {
      return null;
    }
    Sweeping sweeping = new Sweeping(loop, shape, constants);
    boolean known = sweeping.scan(shape.tail(), array, true) && !sweeping.accesses.isEmpty();
    return known && sweeping.moves() ? sweeping : null;
  }

  private boolean scan(Region region, Value array, boolean always) {
    for (Stmt s : region.body()) {
      int uses = Collections.frequency(s.operands(), array);
      if (uses > 0) {
        boolean element = s.op() instanceof Op.Load || s.op() instanceof Op.Store;
        Index index = element && uses == 1 && s.operand(0) == array ? at(s) : null;
        if (index == null) {
          return false;
        }
        accesses.add(new Access(s, index, always));
      }
      int before = accesses.size();
      for (Region r : s.regions()) {
        if (!scan(r, array, false)) {
          return false;
        }
      }
      if (s.op() instanceof Op.Loop && accesses.size() > before) {
        return false;
      }
    }
    return region.diverges() || !region.yields().contains(array);
  }

  private Index at(Stmt s) {
    Index index = indices.of(s.operand(1));
    boolean counted = index != null && index.variable() >= 0;
    return counted
            && (accesses.isEmpty() || accesses.getFirst().index().kind().equals(index.kind()))
        ? index
        : null;
  }

  private boolean moves() {
    variable = accesses.getFirst().index().variable();
    Value value = shape.tail().diverges() ? null : shape.tail().yields().get(variable);
    Index next = value == null ? null : indices.of(value);
    if (next == null || !next.kind().equals(new Index(variable, List.of(), List.of(), 0))) {
      return false;
    }
    step = next.offset();
    return step != 0;
  }

  /**
   * The loads of elements that no round has stored to yet: those ahead of all stores of the rounds
   * before, and before the stores of their own round.
   */
  Set<Stmt> first() {
    Set<Stmt> first = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int k = 0; k < accesses.size(); k++) {
      Access load = accesses.get(k);
      int at = load.index().offset();
      boolean stored =
          accesses.subList(0, k).stream().anyMatch(a -> a.isStore() && a.index().offset() == at);
      boolean ahead =
          accesses.stream()
              .noneMatch(a -> a.isStore() && (a.index().offset() - at) * Integer.signum(step) > 0);
      if (!load.isStore() && !stored && ahead) {
        first.add(load.stmt());
      }
    }
    return first;
  }

  /**
   * Whether it overwrites the array from 0 to {@link #end}: each round stores to one element, and
   * reads none before that.
   */
  boolean overwrites() {
    Access first = accesses.getFirst();
    Index index = first.index();
    boolean stores =
        first.isStore()
            && first.always()
            && index.added().isEmpty()
            && index.subtracted().isEmpty()
            && accesses.stream().allMatch(a -> a.index().equals(index));
    return stores && (isUpwards() ? overwritesUpwards(index) : overwritesDownwards(index));
  }

  private boolean overwritesUpwards(Index index) {
    return step == 1
        && index.offset() == 0
        && isZero(loop.operand(variable))
        && limit(Op.Compare.Relation.LT) != null
        && shape.exit().get(variable) == counter();
  }

  private boolean overwritesDownwards(Index index) {
    Value limit = limit(Op.Compare.Relation.GT);
    return step == -1 && index.offset() == -1 && limit != null && isZero(limit);
  }

  boolean isUpwards() {
    return step > 0;
  }

  /** How many elements a loop that {@link #overwrites} goes through, if that is not negative. */
  Value end() {
    return isUpwards() ? limit(Op.Compare.Relation.LT) : loop.operand(variable);
  }

  /** The same, as it is known after a loop that goes upwards, or before one that goes downwards. */
  Value last() {
    return isUpwards() ? loop.results().get(variable) : loop.operand(variable);
  }

  /** What the variable is compared with in this way, or null. */
  private Value limit(Op.Compare.Relation relation) {
    Stmt test = shape.test();
    boolean matches =
        test != null
            && test.op() instanceof Op.Compare(var r)
            && r == relation
            && test.operand(0) == counter();
    return matches ? test.operand(1) : null;
  }

  private Value counter() {
    return loop.regions().getFirst().params().get(variable);
  }

  private boolean isZero(Value v) {
    return constants.get(v) instanceof Integer c && c == 0;
  }
}
