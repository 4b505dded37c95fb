package dev.cusp.ad;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Statements of the linear part that make a new array of tangents and have no other effect, with
 * the numbers that go into it alone: where all they are made of is zero, an array of zeros that
 * nobody writes to does instead.
 */
final class NewTangents {
  /**
   * Such statements of a block, in order.
   *
   * @param array what they make
   * @param numbers the tangents they use
   * @param arrays the arrays of tangents they read
   */
  record Group(Value array, List<Stmt> stmts, Set<Value> numbers, Set<Value> arrays) {
    /** Whether a loop is all there is, besides the allocation. */
    boolean isLoop() {
      return stmts.size() == 2 && stmts.getLast().op() instanceof Op.Loop;
    }
  }

  private final Nest nest;
  private final Aliases aliases;
  private final Value result;
  private final Map<Value, List<Stmt>> uses = new IdentityHashMap<>();
  private final Map<Value, List<Stmt>> stores = new IdentityHashMap<>();

  /** References that code elsewhere may write to. */
  private final List<Value> passed = new ArrayList<>();

  NewTangents(Region body, Nest nest, Aliases aliases, Value result) {
    this.nest = nest;
    this.aliases = aliases;
    this.result = result;
    collect(body, null);
  }

  private void collect(Region region, Stmt around) {
    for (Stmt s : region.body()) {
      s.operands().forEach(v -> uses.computeIfAbsent(v, k -> new ArrayList<>()).add(s));
      if (s.op() instanceof Op.Store) {
        stores.computeIfAbsent(s.operand(0), k -> new ArrayList<>()).add(s);
      } else if (s.op() instanceof Op.Call || s.op() instanceof Op.Apply) {
        s.operands().stream().filter(v -> v.type().isReference()).forEach(passed::add);
      }
      s.regions().forEach(r -> collect(r, s));
    }
    if (!region.diverges()) {
      region.yields().forEach(v -> uses.computeIfAbsent(v, k -> new ArrayList<>()).add(around));
    }
  }

  /** The groups of a block, by the allocation of each. */
  Map<Stmt, Group> of(List<Stmt> body) {
    Map<Stmt, Group> found = new IdentityHashMap<>();
    Set<Stmt> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < body.size(); i++) {
      Group group = isCandidate(body.get(i)) ? group(body, i, taken) : null;
      if (group != null) {
        taken.addAll(group.stmts());
        group.stmts().forEach(s -> found.put(s, group));
      }
    }
    return found;
  }

  private boolean isCandidate(Stmt s) {
    return s.op() instanceof Op.NewArray
        && nest.isLinear(s)
        && s.operands().size() == 1
        && s.result().type().equals(Type.DOUBLES)
        && stores.containsKey(s.result())
        && !aliases.mayShare(List.of(result, s.result()));
  }

  private Group group(List<Stmt> body, int at, Set<Stmt> taken) {
    Value array = body.get(at).result();
    Set<Stmt> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Stmt> mine = Collections.newSetFromMap(new IdentityHashMap<>());
    mine.addAll(stores.get(array));
    int end = at;
    while (!mine.isEmpty()) {
      if (++end == body.size() || taken.contains(body.get(end))) {
        return null;
      }
      remove(body.get(end), mine);
    }
    List<Stmt> stmts = new ArrayList<>();
    for (Stmt s : body.subList(at, end + 1)) {
      if (nest.hasLinear(s)) {
        stmts.add(s);
        inside(s, inside);
      }
    }
    for (int i = at - 1; i >= 0 && !taken.contains(body.get(i)); i--) {
      Stmt s = body.get(i);
      if (nest.isLinear(s)
          && s.op() instanceof Op.Arith
          && inside.containsAll(usesOf(s.result()))) {
        stmts.addFirst(s);
        inside.add(s);
      }
    }
    Group group = new Group(array, stmts, new LinkedHashSet<>(), new LinkedHashSet<>());
    Set<Value> made = Collections.newSetFromMap(new IdentityHashMap<>());
    boolean closed = stmts.stream().allMatch(s -> look(s, group, made, inside));
    boolean shallow = stmts.stream().noneMatch(s -> depth(s) > 1);
    return closed && isUntouched(array, inside) && (group.arrays().isEmpty() || !shallow)
        ? group
        : null;
  }

  private List<Stmt> usesOf(Value v) {
    return uses.getOrDefault(v, List.of());
  }

  private static void remove(Stmt s, Set<Stmt> stmts) {
    stmts.remove(s);
    s.regions().forEach(r -> r.body().forEach(inner -> remove(inner, stmts)));
  }

  private static void inside(Stmt s, Set<Stmt> all) {
    all.add(s);
    s.regions().forEach(r -> r.body().forEach(inner -> inside(inner, all)));
  }

  private static int depth(Stmt s) {
    int depth = 0;
    for (Region r : s.regions()) {
      for (Stmt inner : r.body()) {
        depth = Math.max(depth, depth(inner));
      }
    }
    return depth + (s.op() instanceof Op.Loop ? 1 : 0);
  }

  /** Notes what a statement uses; whether it has no effect but on the array. */
  private boolean look(Stmt s, Group group, Set<Value> made, Set<Stmt> inside) {
    if (!nest.hasLinear(s)) {
      return true;
    }
    boolean fits =
        switch (s.op()) {
          case Op.Store _ -> s.operand(0) == group.array();
          case Op.NewArray _ -> s.result() == group.array();
          case Op.Load _ -> s.result().type().isFloating() && reads(s.operand(0), group);
          case Op.If _, Op.Loop _ -> true;
          default -> s.op().isPure() && s.operands().stream().noneMatch(v -> isShadow(v));
        };
    use(s.operands(), group, made);
    for (Region r : s.regions()) {
      made.addAll(r.params());
      for (Stmt inner : r.body()) {
        fits &= look(inner, group, made, inside);
      }
      use(r.diverges() ? List.of() : r.yields(), group, made);
    }
    for (Value v : s.results()) {
      made.add(v);
      boolean leaves = nest.isLinear(v) && v != group.array() && !inside.containsAll(usesOf(v));
      fits &= !leaves && (v == group.array() || !isShadow(v));
    }
    return fits;
  }

  private boolean reads(Value array, Group group) {
    if (array != group.array()) {
      group.arrays().add(array);
    }
    return true;
  }

  private void use(List<Value> values, Group group, Set<Value> made) {
    for (Value v : values) {
      boolean isTangent = nest.isLinear(v) && v.type().isFloating() && nest.constant(v) == null;
      if (isTangent && !made.contains(v)) {
        group.numbers().add(v);
      }
    }
  }

  private boolean isShadow(Value v) {
    return v.type().isReference() && nest.isLinear(v);
  }

  /** Whether nobody else writes to an array. */
  private boolean isUntouched(Value array, Set<Stmt> inside) {
    Aliases.Place place = aliases.place(array);
    for (Value written : stores.keySet()) {
      Nest.Def def = nest.defs.get(written);
      boolean isOther = def.stmt() != null && def.stmt().op() instanceof Op.NewArray;
      if (written != array && !isOther && aliases.place(written) == place) {
        return false;
      }
    }
    return inside.containsAll(stores.get(array))
        && passed.stream().noneMatch(v -> aliases.mayShare(List.of(v, array)));
  }
}
