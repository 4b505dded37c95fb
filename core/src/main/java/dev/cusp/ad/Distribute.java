package dev.cusp.ad;

import dev.cusp.ad.Aliases.Place;
import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Loops;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits loops that store to several arrays into one loop for each (loop distribution: Kennedy and
 * McKinley, "Maximizing loop parallelism and improving data locality via loop fusion and
 * distribution", 1993).
 *
 * <p>HotSpot vectorizes a loop that stores to one array, not one that stores to several, as
 * derivatives do: to the tangents of several directions, or to a cotangent, to another that is
 * cleared, and to what is kept. Where a loop only adds to a tangent multiples of other tangents, it
 * is left out if these are zero, as most are in the columns of a Jacobian.
 */
final class Distribute {
  /** Operations that may be done by several of the loops. */
  private static final int REPEATED = 48;

  /** Loops of fewer rounds are not worth it. */
  private static final int ROUNDS = 32;

  private final Set<Value> linear;
  private final Set<Stmt> updates;
  private final Aliases aliases;
  private final Map<Value, Object> constants = new IdentityHashMap<>();

  private Distribute(Func f, Set<Value> linear) {
    this.linear = linear;
    this.updates = Updates.find(f, linear);
    this.aliases = Aliases.of(f);
  }

  /**
   * The function with its innermost loops split where that is possible.
   *
   * @param linear the tangents; copies of them are added
   */
  static Func loops(Func f, Set<Value> linear) {
    Region body = new Distribute(f, linear).region(f.body());
    return new Func(f.name(), body, f.host(), f.source());
  }

  private Region region(Region r) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : r.body()) {
      if (s.op() instanceof Op.Const(Object c)) {
        constants.put(s.result(), c);
      }
      Loops.While shape = s.op() instanceof Op.Loop ? Loops.asWhile(s) : null;
      boolean counts = shape != null && s.results().size() == 1;
      List<Stmt> split = counts ? new Parts(s, shape).split() : null;
      if (split != null) {
        out.addAll(split);
      } else {
        List<Region> regions = s.regions().stream().map(this::region).toList();
        out.add(new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
      }
    }
    return new Region(r.params(), out, r.yields());
  }

  /** The parts of one loop: for each array that it stores to, all that these stores need. */
  private final class Parts {
    private final Stmt loop;
    private final Loops.While shape;
    private final List<Stmt> round;
    private final Map<Value, Stmt> defs = new IdentityHashMap<>();

    /** The loads and stores of each array that is stored to, in order. */
    private final Map<Place, List<Stmt>> accesses = new LinkedHashMap<>();

    private final Map<Place, Set<Stmt>> parts = new LinkedHashMap<>();

    Parts(Stmt loop, Loops.While shape) {
      this.loop = loop;
      this.shape = shape;
      this.round = shape.tail().body();
    }

    /** The loops to be run one after the other, or null where that would not be the same. */
    List<Stmt> split() {
      boolean simple =
          shape.head().stream().allMatch(s -> s.op().isPure() && s.regions().isEmpty())
              && !shape.tail().diverges()
              && round.stream().allMatch(Parts::isSimple);
      if (!simple || isShort()) {
        return null;
      }
      shape.head().forEach(s -> s.results().forEach(v -> defs.put(v, s)));
      round.forEach(s -> s.results().forEach(v -> defs.put(v, s)));
      collect();
      if (parts.size() < 2 || !eachElementInItsRound() || repeats()) {
        return null;
      }
      List<Place> order = order();
      return order == null ? null : loops(order);
    }

    private static boolean isSimple(Stmt s) {
      return switch (s.op()) {
        case Op.Load _, Op.Store _ -> true;
        default -> s.regions().isEmpty() && s.op().isPure();
      };
    }

    private boolean isShort() {
      for (Stmt s : shape.head()) {
        if (s.results().contains(shape.again()) && s.op() instanceof Op.Compare) {
          Object limit = constant(s.operand(1));
          Object start = constants.get(loop.operand(0));
          return limit instanceof Integer to
              && start instanceof Integer from
              && Math.abs(to - from) < ROUNDS;
        }
      }
      return true;
    }

    private Object constant(Value v) {
      for (Stmt s : shape.head()) {
        if (s.op() instanceof Op.Const(Object c) && s.result() == v) {
          return c;
        }
      }
      return constants.get(v);
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
                && moves(index)
                && list.stream().allMatch(s -> s.operand(0) == array && s.operand(1) == index);
          });
    }

    /** Whether an index is another in each round: the variable plus or minus what stays. */
    private boolean moves(Value index) {
      if (index == variable()) {
        return true;
      }
      Stmt def = defs.get(index);
      if (def == null
          || !(def.op() instanceof Op.Arith(var kind))
          || kind != Op.Arith.Kind.ADD && kind != Op.Arith.Kind.SUB) {
        return false;
      }
      Value x = def.operand(0);
      Value y = def.operand(1);
      return moves(x) && stays(y) || kind == Op.Arith.Kind.ADD && stays(x) && moves(y);
    }

    private boolean stays(Value v) {
      Stmt def = defs.get(v);
      return v != variable()
          && (def == null || def.op().isPure() && def.operands().stream().allMatch(this::stays));
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

    private Value variable() {
      return loop.regions().getFirst().params().getFirst();
    }

    private Value next() {
      return shape.tail().yields().getFirst();
    }

    private List<Stmt> loops(List<Place> order) {
      List<Stmt> out = new ArrayList<>();
      order.forEach(place -> out.addAll(guarded(parts.get(place), copy(parts.get(place)))));
      // who counts on the counter finds it; otherwise this is dead code
      Set<Stmt> counting = Collections.newSetFromMap(new IdentityHashMap<>());
      needed(next(), counting);
      List<Stmt> body = round.stream().filter(counting::contains).toList();
      out.add(loop(loop.results(), body, shape.head(), shape.again(), variable(), next()));
      return out;
    }

    /** The loop again, with some of its statements only. */
    private Stmt copy(Set<Stmt> part) {
      Map<Value, Value> copies = new IdentityHashMap<>();
      Value variable = new Value(variable().type(), variable().name());
      copies.put(variable(), variable);
      List<Stmt> head = copy(shape.head(), copies);
      List<Stmt> body = copy(round.stream().filter(part::contains).toList(), copies);
      List<Value> results = List.of(new Value(variable.type(), variable.name()));
      Value again = copies.getOrDefault(shape.again(), shape.again());
      return loop(results, body, head, again, variable, copies.getOrDefault(next(), next()));
    }

    private List<Stmt> copy(List<Stmt> body, Map<Value, Value> copies) {
      List<Stmt> out = new ArrayList<>();
      for (Stmt s : body) {
        List<Value> operands = s.operands().stream().map(v -> copies.getOrDefault(v, v)).toList();
        List<Value> results = new ArrayList<>();
        for (Value v : s.results()) {
          Value copy = new Value(v.type(), v.name());
          if (linear.contains(v)) {
            linear.add(copy);
          }
          copies.put(v, copy);
          results.add(copy);
        }
        out.add(new Stmt(s.op(), operands, results, List.of(), s.source()));
      }
      return out;
    }

    private Stmt loop(
        List<Value> results,
        List<Stmt> body,
        List<Stmt> head,
        Value again,
        Value variable,
        Value next) {
      Stmt test = loop.regions().getFirst().body().getLast();
      Value handed = new Value(variable.type(), variable.name());
      Region then = new Region(List.of(), body, List.of(next));
      Region exit = new Region(List.of(), List.of(), List.of(variable));
      List<Stmt> all = new ArrayList<>(head);
      all.add(
          new Stmt(test.op(), List.of(again), List.of(handed), List.of(then, exit), test.source()));
      Region region = new Region(List.of(variable), all, List.of(again, handed));
      return new Stmt(loop.op(), loop.operands(), results, List.of(region), loop.source());
    }

    /** The loop of a part, run only where it adds something. */
    private List<Stmt> guarded(Set<Stmt> part, Stmt copy) {
      List<Value> factors = new ArrayList<>();
      for (Stmt s : round) {
        boolean memory =
            s.op() instanceof Op.Store || s.op() instanceof Op.Load && linear.contains(s.result());
        if (part.contains(s) && memory && !updates.contains(s)) {
          return List.of(copy);
        }
        if (part.contains(s)) {
          s.operands().stream()
              .filter(v -> linear.contains(v) && !defs.containsKey(v) && !factors.contains(v))
              .forEach(factors::add);
        }
      }
      if (factors.isEmpty()) {
        return List.of(copy);
      }
      Builder b = Builder.root().at(loop.source());
      Value any = null;
      for (Value v : factors) {
        Value c = b.compare(Op.Compare.Relation.NE, v, b.zero(v.type()));
        any = any == null ? c : b.value(new Op.Arith(Op.Arith.Kind.OR), Type.INT, "any", any, c);
      }
      b.branch(
          any,
          List.of(),
          "",
          Builder.effects(then -> then.append(copy)),
          Builder.effects(other -> {}));
      return b.body();
    }
  }
}
