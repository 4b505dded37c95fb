package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds in the linear part what adds to an element in place, {@code a[i] += e}.
 *
 * <p>The transpose of its load and store leaves the cotangent of the element where it is; taking it
 * out and putting it back would be done for nothing.
 */
final class Updates {
  private record Cell(Value array, Value index) {}

  private final Set<Value> linear;
  private final Map<Value, Integer> uses = new IdentityHashMap<>();
  private final Map<Value, Stmt> defs = new IdentityHashMap<>();
  private final Set<Stmt> found = Collections.newSetFromMap(new IdentityHashMap<>());

  private Updates(Set<Value> linear) {
    this.linear = linear;
  }

  /** The loads and stores of shadows that belong to an update. */
  static Set<Stmt> find(Func f, Set<Value> linear) {
    Updates pass = new Updates(linear);
    pass.count(f.body());
    pass.search(f.body());
    return pass.found;
  }

  /** The same in a loop. */
  static Set<Stmt> find(Stmt loop, Set<Value> linear) {
    Updates pass = new Updates(linear);
    loop.regions().forEach(pass::count);
    loop.regions().forEach(pass::search);
    return pass.found;
  }

  private void count(Region r) {
    for (Stmt s : r.body()) {
      s.operands().forEach(v -> uses.merge(v, 1, Integer::sum));
      s.results().forEach(v -> defs.put(v, s));
      s.regions().forEach(this::count);
    }
    if (!r.diverges()) {
      r.yields().forEach(v -> uses.merge(v, 1, Integer::sum));
    }
  }

  private void search(Region r) {
    // the shadows loaded since the last store of any
    Map<Cell, Stmt> loaded = new HashMap<>();
    for (Stmt s : r.body()) {
      boolean store = s.op() instanceof Op.Store && linear.contains(s.operand(2));
      if (s.op() instanceof Op.Load && linear.contains(s.result())) {
        loaded.put(new Cell(s.operand(0), s.operand(1)), s);
      } else if (store) {
        Stmt load = loaded.get(new Cell(s.operand(0), s.operand(1)));
        if (load != null && isSum(s.operand(2), load.result())) {
          found.add(load);
          found.add(s);
        }
        loaded.clear();
      } else if (!s.regions().isEmpty() || s.op() instanceof Op.Apply) {
        loaded.clear();
        s.regions().forEach(this::search);
      }
    }
  }

  /** Whether a value is a sum that has the element as a term once, and serves nothing else. */
  private boolean isSum(Value v, Value element) {
    if (uses.getOrDefault(v, 0) != 1) {
      return false;
    }
    if (v == element) {
      return true;
    }
    Stmt def = defs.get(v);
    if (def == null || !(def.op() instanceof Op.Arith(var kind))) {
      return false; // a parameter has no definition
    }
    List<Value> xs = def.operands();
    return switch (kind) {
      case ADD -> isSum(xs.get(0), element) || isSum(xs.get(1), element);
      case SUB -> isSum(xs.get(0), element);
      default -> false;
    };
  }
}
