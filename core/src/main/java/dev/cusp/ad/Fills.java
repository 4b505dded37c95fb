package dev.cusp.ad;

import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arrays of tangents that a loop overwrites from the beginning before anything else is done with
 * them: they need no clearing where the loop has as many rounds as they have elements.
 */
final class Fills {
  /**
   * What a loop overwrites.
   *
   * @param step how many elements in each round
   */
  record Fill(Value array, int step) {}

  private final Nest nest;
  private final Map<Stmt, Fill> loops = new IdentityHashMap<>();

  Fills(Nest nest) {
    this.nest = nest;
  }

  /** What a loop overwrites, or null. */
  Fill of(Stmt loop) {
    return loops.get(loop);
  }

  /** Whether an array is overwritten by a loop. */
  boolean has(Value array) {
    return loops.values().stream().anyMatch(fill -> fill.array() == array);
  }

  /** Looks at what is done first with an array that a block allocates. */
  void look(List<Stmt> body, Stmt allocation) {
    Value array = allocation.result();
    Stmt first = null;
    for (Stmt s : body.subList(body.indexOf(allocation) + 1, body.size())) {
      if (uses(s, array) > 0) {
        first = s;
        break;
      }
    }
    Region round = first == null ? null : round(first);
    int stores = round == null ? 0 : stores(round, array, nest.loops.get(first).counter());
    if (stores > 0 && stores == uses(first, array)) {
      loops.put(first, new Fill(array, stores));
      return;
    }
    Stmt use = round == null || uses(first, array) != 1 ? null : user(round.body(), array);
    if (use == null) {
      return;
    }
    Value counter = nest.loops.get(first).counter();
    switch (use.op()) {
      case Op.Load _ when use.operand(1) == counter -> {
        Value row = use.result();
        List<Stmt> users = round.body().stream().filter(s -> uses(s, row) > 0).toList();
        if (users.size() == 1 && fills(users.getFirst(), row)) {
          loops.put(first, new Fill(array, 1));
          loops.put(users.getFirst(), new Fill(row, 1));
        }
      }
      case Op.Store _ when isElement(use, array, counter) -> loops.put(first, new Fill(array, 1));
      case Op.Loop _ -> {
        int step = flat(use, array, counter);
        if (step > 0) {
          loops.put(first, new Fill(array, step));
        }
      }
      default -> {}
    }
  }

  /** Whether a loop does nothing with an array but to store to each element in turn. */
  private boolean fills(Stmt loop, Value array) {
    Region round = round(loop);
    Stmt use = round == null || uses(loop, array) != 1 ? null : user(round.body(), array);
    return use != null && isElement(use, array, nest.loops.get(loop).counter());
  }

  private static boolean isElement(Stmt s, Value array, Value index) {
    return s.op() instanceof Op.Store && s.operand(0) == array && s.operand(1) == index;
  }

  /** The length of the rows that an inner loop stores one after the other, or 0. */
  private int flat(Stmt inner, Value array, Value row) {
    Region round = round(inner);
    Stmt store = round == null ? null : user(round.body(), array);
    Loop loop = nest.loops.get(inner);
    if (store == null
        || !(store.op() instanceof Op.Store)
        || !(new Rounds(nest).bound(loop) instanceof Value bound)
        || !(nest.constant(bound) instanceof Integer length)
        || ((Op.Compare) loop.shape.test().op()).relation() != Op.Compare.Relation.LT) {
      return 0;
    }
    List<Value> terms = terms(store.operand(1), Op.Arith.Kind.ADD);
    int column = terms.indexOf(loop.counter());
    boolean isFlat =
        terms.size() == 2 && column >= 0 && isMultiple(terms.get(1 - column), row, length);
    return isFlat ? length : 0;
  }

  private boolean isMultiple(Value v, Value of, int factor) {
    List<Value> factors = terms(v, Op.Arith.Kind.MUL);
    int at = factors.indexOf(of);
    return at >= 0
        && factors.size() == 2
        && nest.constant(factors.get(1 - at)) instanceof Integer n
        && n == factor;
  }

  /** How many stores there are to the elements of a row, all of them and each once, or 0. */
  private int stores(Region round, Value array, Value row) {
    List<Stmt> stores =
        round.body().stream()
            .filter(s -> s.op() instanceof Op.Store && s.operand(0) == array)
            .toList();
    int length = stores.size();
    Set<Integer> columns = new HashSet<>();
    for (Stmt s : stores) {
      if (isMultiple(s.operand(1), row, length)) {
        columns.add(0);
        continue;
      }
      List<Value> terms = terms(s.operand(1), Op.Arith.Kind.ADD);
      for (int k = 0; k < terms.size(); k++) {
        if (nest.constant(terms.get(k)) instanceof Integer column
            && column >= 0
            && column < length
            && isMultiple(terms.get(1 - k), row, length)) {
          columns.add(column);
        }
      }
    }
    return length > 1 && columns.size() == length ? length : 0;
  }

  private List<Value> terms(Value v, Op.Arith.Kind kind) {
    Stmt s = nest.defs.get(v).stmt();
    boolean matches = s != null && s.op() instanceof Op.Arith(var k) && k == kind;
    return matches ? s.operands() : List.of();
  }

  /** What a loop that counts up from zero does in each round, or null. */
  private Region round(Stmt s) {
    Loop loop = nest.loops.get(s);
    boolean counts =
        loop != null
            && loop.step == 1
            && loop.simple
            && nest.constant(loop.start()) instanceof Integer n
            && n == 0;
    return counts ? loop.round() : null;
  }

  /** The statement of a block that uses a value, or has a statement in it that does. */
  private static Stmt user(List<Stmt> body, Value v) {
    return body.stream().filter(s -> uses(s, v) > 0).findFirst().orElse(null);
  }

  private static int uses(Stmt s, Value v) {
    List<Value> used = new ArrayList<>(s.operands());
    int inside = 0;
    for (Region r : s.regions()) {
      used.addAll(r.diverges() ? List.of() : r.yields());
      inside += r.body().stream().mapToInt(inner -> uses(inner, v)).sum();
    }
    return inside + (int) used.stream().filter(u -> u == v).count();
  }
}
