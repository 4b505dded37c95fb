package dev.cusp.ad;

import dev.cusp.ad.Aliases.Place;
import dev.cusp.ad.Indices.Index;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a loop that can be loops of their own: for each array that it stores to, all that
 * these stores need.
 */
final class Parts {
  /** Operations that may be done by several of the parts. */
  private static final int REPEATED = 48;

  private final Loops.While shape;
  private final Aliases aliases;
  private final Indices indices;
  private final List<Stmt> round;
  private final Map<Value, Stmt> defs = new IdentityHashMap<>();

  /** The loads and stores of each array that is stored to, in order. */
  private final Map<Place, List<Stmt>> accesses = new LinkedHashMap<>();

  private final Map<Place, Set<Stmt>> parts = new LinkedHashMap<>();

  /** The parts of a loop whose rounds compute, load and store, and do nothing else. */
  Parts(Loops.While shape, Aliases aliases, Indices indices) {
    this.shape = shape;
    this.aliases = aliases;
    this.indices = indices;
    this.round = shape.tail().body();
    shape.head().forEach(s -> s.results().forEach(v -> defs.put(v, s)));
    round.forEach(s -> s.results().forEach(v -> defs.put(v, s)));
    collect();
  }

  /** The parts in an order in which they can be run, or null where that would not be the same. */
  List<Set<Stmt>> ordered() {
    if (parts.size() < 2 || !moves(indices.of(next())) || !eachElementInItsRound() || repeats()) {
      return null;
    }
    List<Place> order = order();
    return order == null ? null : order.stream().map(parts::get).toList();
  }

  /** What the next value of the loop's variable needs. */
  Set<Stmt> counting() {
    Set<Stmt> counting = Collections.newSetFromMap(new IdentityHashMap<>());
    needed(next(), counting);
    return counting;
  }

  /** Finds the stores, and what each array's stores are computed from. */
  private void collect() {
    for (Stmt s : round) {
      if (s.op() instanceof Op.Store) {
        accesses.put(aliases.place(s.operand(0)), new ArrayList<>());
      }
    }
    for (Stmt s : round) {
      if (s.op() instanceof Op.Load || s.op() instanceof Op.Store) {
        List<Stmt> list = accesses.get(aliases.place(s.operand(0)));
        if (list != null) {
          list.add(s);
        }
      }
    }
    accesses.forEach((place, list) -> {
      Set<Stmt> part = Collections.newSetFromMap(new IdentityHashMap<>());
      list.stream().filter(s -> s.op() instanceof Op.Store).forEach(s -> need(s, part));
      shape.head().forEach(s -> need(s, part));
      needed(next(), part);
      parts.put(place, part);
    });
  }

  private void need(Stmt s, Set<Stmt> part) {
    if (part.add(s)) {
      s.operands().forEach(v -> needed(v, part));
    }
  }

  private void needed(Value v, Set<Stmt> part) {
    Stmt def = defs.get(v);
    if (def != null) {
      need(def, part);
    }
  }

  /** Whether a round uses no element of a changed array but one, by one name. */
  private boolean eachElementInItsRound() {
    return accesses.values().stream()
        .allMatch(list -> {
          Value array = list.getFirst().operand(0);
          Value index = list.getFirst().operand(1);
          return !defs.containsKey(array)
              && moves(indices.of(index))
              && list.stream().allMatch(s -> s.operand(0) == array && s.operand(1) == index);
        });
  }

  private static boolean moves(Index index) {
    return index != null && index.variable() >= 0;
  }

  /** Whether too much would be done twice. */
  private boolean repeats() {
    int repeated = 0;
    for (Stmt s : round) {
      int users = (int) parts.values().stream().filter(part -> part.contains(s)).count();
      boolean dear =
          s.op() instanceof Op.Call
              || s.op() instanceof Op.Arith(var kind)
                  && (kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM);
      if (users > 1) {
        repeated += dear ? REPEATED : users - 1;
      }
    }
    return repeated > REPEATED;
  }

  /** An order in which each part finds in memory what it would in the one loop, or null. */
  private List<Place> order() {
    Map<Place, Set<Place>> before = new IdentityHashMap<>();
    for (Place place : parts.keySet()) {
      before.put(place, Collections.newSetFromMap(new IdentityHashMap<>()));
    }
    for (Map.Entry<Place, List<Stmt>> e : accesses.entrySet()) {
      List<Stmt> list = e.getValue();
      List<Stmt> stores = list.stream().filter(s -> s.op() instanceof Op.Store).toList();
      for (Stmt load : list) {
        for (Place user : parts.keySet()) {
          if (stores.contains(load) || user == e.getKey() || !parts.get(user).contains(load)) {
            continue;
          }
          boolean first = indexOf(list, load) < indexOf(list, stores.getFirst());
          boolean last = indexOf(list, load) > indexOf(list, stores.getLast());
          if (!first && !last) {
            return null;
          }
          before.get(first ? e.getKey() : user).add(first ? user : e.getKey());
        }
      }
    }
    List<Place> order = new ArrayList<>();
    while (order.size() < parts.size()) {
      int size = order.size();
      for (Place place : parts.keySet()) {
        if (!order.contains(place) && order.containsAll(before.get(place))) {
          order.add(place);
        }
      }
      if (order.size() == size) {
        return null;
      }
    }
    return order;
  }

  private static int indexOf(List<Stmt> list, Stmt s) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == s) {
        return i;
      }
    }
    return -1;
  }

  private Value next() {
    return shape.tail().yields().getFirst();
  }
}
