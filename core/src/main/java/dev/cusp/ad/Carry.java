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
 * Carries array elements from one round of a loop to the next in variables, where the next round
 * would load what this one has just loaded or stored (scalar replacement: Callahan, Carr and
 * Kennedy, "Improving register allocation for subscripted variables", 1990).
 *
 * <p>A gradient needs it more than the function does: {@code y = a[i] + a[i + 1]} becomes {@code
 * aBar[i] += yBar; aBar[i + 1] += yBar}, and each round would wait for the store of the last one. A
 * store that the next round overwrites is left out, and made up for after the last.
 */
final class Carry {
  private final Aliases aliases;
  private final Map<Value, Integer> constants = new IdentityHashMap<>();

  private Carry(Aliases aliases) {
    this.aliases = aliases;
  }

  /** The function with elements carried in its counting loops; other values keep their identity. */
  static Func elements(Func f) {
    Region body = new Carry(Aliases.of(f)).region(f.body());
    return new Func(f.name(), body, f.host(), f.source());
  }

  private Region region(Region r) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : r.body()) {
      if (s.op() instanceof Op.Const(Integer c)) {
        constants.put(s.result(), c);
      }
      if (s.regions().isEmpty()) {
        out.add(s);
        continue;
      }
      List<Region> regions = s.regions().stream().map(this::region).toList();
      Stmt mine = new Stmt(s.op(), s.operands(), s.results(), regions, s.source());
      Loops.While shape = s.op() instanceof Op.Loop ? Loops.asWhile(mine) : null;
      List<Stmt> better = shape == null ? null : new Round(mine, shape).carried();
      if (better == null) {
        out.add(mine);
      } else {
        out.addAll(better);
      }
    }
    return new Region(r.params(), out, r.yields());
  }

  /**
   * An index: a variable of the loop, plus what the loop does not change, plus a constant.
   *
   * @param variable the position of the variable among the loop's, or -1
   */
  private record Index(int variable, List<Value> invariants, int offset) {
    Index plus(Index other, int sign) {
      boolean fits = variable < 0 || other.variable < 0;
      if (!fits || sign < 0 && (other.variable >= 0 || !other.invariants.isEmpty())) {
        return null;
      }
      List<Value> all = new ArrayList<>(invariants);
      all.addAll(other.invariants);
      return new Index(Math.max(variable, other.variable), all, offset + sign * other.offset);
    }

    Index moved(int by) {
      return new Index(variable, invariants, offset + by);
    }
  }

  /** A load or store of an element; the value is what is there afterwards. */
  private record Access(Index index, Value value, Stmt stmt) {
    boolean isLoad() {
      return stmt.op() instanceof Op.Load;
    }
  }

  /** One loop. */
  private final class Round {
    private final Stmt loop;
    private final Loops.While shape;
    private final List<Value> variables;
    private final Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Value, Index> indices = new IdentityHashMap<>();

    /** The accesses of each array, in order; a null where one of them has no index. */
    private final Map<Value, List<Access>> accesses = new IdentityHashMap<>();

    private final Map<Place, List<Stmt>> stores = new IdentityHashMap<>();

    /** Arrays that are read under a condition too. */
    private final Set<Place> alsoRead = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Stores that the next round overwrites, with the loads that would find them there. */
    private final Map<Access, Access> overwritten = new LinkedHashMap<>();

    Round(Stmt loop, Loops.While shape) {
      this.loop = loop;
      this.shape = shape;
      this.variables = loop.regions().getFirst().params();
    }

    /** The loop with what goes before it, or null if there is nothing to carry. */
    List<Stmt> carried() {
      if (!isPure(shape.head()) || !isKnownFirst()) {
        return null;
      }
      inside.addAll(variables);
      for (int i = 0; i < variables.size(); i++) {
        if (variables.get(i).type().equals(Type.INT)) {
          indices.put(variables.get(i), new Index(i, List.of(), 0));
        }
      }
      if (!scan(shape.head(), true) || !scan(shape.tail().body(), true)) {
        return null;
      }
      Map<Value, Value> carriers = new IdentityHashMap<>();
      Map<Access, Value> sources = new LinkedHashMap<>();
      accesses.forEach((array, list) -> choose(array, list, carriers, sources));
      return sources.isEmpty() ? null : rewrite(carriers, sources);
    }

    private static boolean isPure(List<Stmt> body) {
      return body.stream().allMatch(s -> s.op().isPure() && s.regions().isEmpty());
    }

    /** Whether the loop is entered can be asked before it: its condition compares variables. */
    private boolean isKnownFirst() {
      Set<Value> head = Collections.newSetFromMap(new IdentityHashMap<>());
      Stmt test = null;
      for (Stmt s : shape.head()) {
        if (s.results().contains(shape.again())) {
          test = s;
        } else if (!(s.op() instanceof Op.Const)) {
          head.addAll(s.results());
        }
      }
      return test != null
          && test.op() instanceof Op.Compare
          && test.operands().stream().noneMatch(head::contains);
    }

    /** Notes indices and accesses; false where memory may change in ways not seen. */
    private boolean scan(List<Stmt> body, boolean always) {
      for (Stmt s : body) {
        inside.addAll(s.results());
        switch (s.op()) {
          case Op.Const(Integer c) -> constants.put(s.result(), c);
          case Op.Arith(var kind) when s.result().type().equals(Type.INT) -> index(s, kind);
          case Op.Load(var _), Op.Store(var _) -> access(s, always);
          case Op.Call call when !call.isPure() -> {
            return false;
          }
          case Op.Apply _, Op.Dynamic _, Op.New _ -> {
            return false;
          }
          default -> {}
        }
        for (Region r : s.regions()) {
          inside.addAll(r.params());
          if (!scan(r.body(), false)) {
            return false;
          }
        }
      }
      return true;
    }

    private void index(Stmt s, Op.Arith.Kind kind) {
      if (kind == Op.Arith.Kind.ADD || kind == Op.Arith.Kind.SUB) {
        Index x = indexOf(s.operand(0));
        Index y = indexOf(s.operand(1));
        Index sum = x == null || y == null ? null : x.plus(y, kind == Op.Arith.Kind.ADD ? 1 : -1);
        if (sum != null) {
          indices.put(s.result(), sum);
        }
      }
    }

    private Index indexOf(Value v) {
      Integer c = constants.get(v);
      if (c != null) {
        return new Index(-1, List.of(), c);
      }
      return inside.contains(v) ? indices.get(v) : new Index(-1, List.of(v), 0);
    }

    private void access(Stmt s, boolean always) {
      Value array = s.operand(0);
      boolean store = s.op() instanceof Op.Store;
      if (store) {
        stores.computeIfAbsent(aliases.place(array), k -> new ArrayList<>()).add(s);
      }
      if (!store && (!always || inside.contains(array))) {
        alsoRead.add(aliases.place(array));
      }
      if (!inside.contains(array) && (always || store)) {
        Value there = store ? s.operand(2) : s.result();
        Index index = always ? indexOf(s.operand(1)) : null;
        boolean fits = index != null && index.variable() >= 0 && isWhole(array);
        accesses
            .computeIfAbsent(array, k -> new ArrayList<>())
            .add(fits ? new Access(index, there, s) : null);
      }
    }

    /** Stores to arrays of bytes and the like cut their value. */
    private static boolean isWhole(Value array) {
      return "DFJI".contains(array.type().desc().componentType().descriptorString());
    }

    /** Finds the loads of an array that need not be made. */
    private void choose(
        Value array, List<Access> list, Map<Value, Value> same, Map<Access, Value> sources) {
      List<Stmt> written = stores.getOrDefault(aliases.place(array), List.of());
      if (list.contains(null) && !written.isEmpty()) {
        return;
      }
      List<Access> known = list.stream().filter(a -> a != null).toList();
      boolean apart = written.stream().allMatch(s -> known.stream().anyMatch(a -> a.stmt() == s));
      boolean oneKind =
          known.stream()
                  .map(a -> new Index(a.index().variable(), a.index().invariants(), 0))
                  .distinct()
                  .count()
              == 1;
      if (!apart || !written.isEmpty() && !oneKind) {
        return;
      }
      for (int t = 0; t < known.size(); t++) {
        Access here = known.get(t);
        if (!here.isLoad()) {
          continue;
        }
        Access earlier = last(known.subList(0, t), here.index());
        Integer step = step(here.index().variable());
        Access before = step == null ? null : last(known, here.index().moved(step));
        if (earlier != null) {
          same.put(here.value(), earlier.value());
        } else if (before != null) {
          sources.put(here, before.value());
          boolean stays =
              last(known, here.index()).isLoad() || alsoRead.contains(aliases.place(array));
          if (!before.isLoad() && !stays) {
            overwritten.put(before, here);
          }
        }
      }
    }

    private static Access last(List<Access> accesses, Index index) {
      for (int i = accesses.size() - 1; i >= 0; i--) {
        if (accesses.get(i).index().equals(index)) {
          return accesses.get(i);
        }
      }
      return null;
    }

    /** What a variable changes by in each round, or null. */
    private Integer step(int variable) {
      Index next = indices.get(shape.tail().yields().get(variable));
      boolean steps =
          next != null
              && next.variable() == variable
              && next.invariants().isEmpty()
              && next.offset() != 0;
      return steps ? next.offset() : null;
    }

    private List<Stmt> rewrite(Map<Value, Value> same, Map<Access, Value> sources) {
      Builder before = Builder.root().at(loop.source());
      Value enters = entered(before);
      List<Value> params = new ArrayList<>(variables);
      List<Value> operands = new ArrayList<>(loop.operands());
      List<Value> next = new ArrayList<>(shape.tail().yields());
      List<Value> exit = new ArrayList<>(shape.exit());
      Set<Stmt> gone = Collections.newSetFromMap(new IdentityHashMap<>());
      sources.forEach((load, source) -> {
        Value p = new Value(load.value().type(), load.value().name());
        same.put(load.value(), p);
        params.add(p);
        operands.add(first(before, load, enters));
        next.add(source);
        exit.add(p);
      });
      accesses
          .values()
          .forEach(list ->
              list.stream()
                  .filter(a -> a != null && a.isLoad() && same.containsKey(a.value()))
                  .forEach(a -> gone.add(a.stmt())));
      overwritten.keySet().forEach(a -> gone.add(a.stmt()));
      Region then =
          new Region(List.of(), replace(shape.tail().body(), same, gone), get(next, same));
      Region stop = new Region(List.of(), List.of(), exit);
      List<Value> handed = params.stream().map(p -> new Value(p.type(), p.name())).toList();
      List<Stmt> body = new ArrayList<>(shape.head());
      Stmt test = loop.regions().getFirst().body().getLast();
      body.add(new Stmt(test.op(), test.operands(), handed, List.of(then, stop), test.source()));
      List<Value> yields = new ArrayList<>(List.of(shape.again()));
      yields.addAll(handed);
      List<Value> results = new ArrayList<>(loop.results());
      for (Value p : params.subList(variables.size(), params.size())) {
        results.add(new Value(p.type(), p.name()));
      }
      Region region = new Region(params, body, yields);
      List<Stmt> out = new ArrayList<>(before.body());
      out.add(new Stmt(loop.op(), operands, results, List.of(region), loop.source()));
      Builder after = Builder.root().at(loop.source());
      List<Access> carried = List.copyOf(sources.keySet());
      overwritten.forEach((store, load) -> {
        Value last = results.get(variables.size() + carried.indexOf(load));
        after.branch(
            enters,
            List.of(),
            "",
            Builder.effects(some -> last(some, load, last)),
            Builder.effects(other -> {}));
      });
      out.addAll(after.body());
      return out;
    }

    /** Stores what one more round would have loaded. */
    private void last(Builder b, Access load, Value value) {
      Value at = index(b, load.index(), loop.results().get(load.index().variable()));
      b.store(load.stmt().operand(0), at, value);
    }

    private static Value index(Builder b, Index index, Value variable) {
      Value at = variable;
      for (Value v : index.invariants()) {
        at = b.add(at, v);
      }
      return index.offset() == 0 ? at : b.add(at, b.constant(index.offset()));
    }

    /** The condition of the first round. */
    private Value entered(Builder b) {
      Stmt test =
          shape.head().stream()
              .filter(s -> s.results().contains(shape.again()))
              .findFirst()
              .orElseThrow();
      List<Value> xs = test.operands().stream().map(v -> initial(b, v)).toList();
      return b.value(test.op(), Type.INT, "enters", xs);
    }

    private Value initial(Builder b, Value v) {
      Integer c = constants.get(v);
      if (c != null) {
        return b.constant(c);
      }
      int position = variables.indexOf(v);
      return position < 0 ? v : loop.operand(position);
    }

    /** The element that the first round would load, if there is one. */
    private Value first(Builder b, Access load, Value enters) {
      Value array = load.stmt().operand(0);
      Type type = load.value().type();
      return b.branch(
              enters,
              List.of(type),
              load.value().name(),
              then -> {
                Value at = index(then, load.index(), loop.operand(load.index().variable()));
                then.at(load.stmt().source());
                return then.region(List.of(then.load(array, at, load.value().name())));
              },
              other -> other.region(List.of(other.zero(type))))
          .getFirst();
    }

    private static List<Value> get(List<Value> values, Map<Value, Value> same) {
      return values.stream().map(v -> get(v, same)).toList();
    }

    private static Value get(Value v, Map<Value, Value> same) {
      Value x = v;
      while (same.containsKey(x)) {
        x = same.get(x);
      }
      return x;
    }

    private static List<Stmt> replace(List<Stmt> body, Map<Value, Value> same, Set<Stmt> gone) {
      List<Stmt> out = new ArrayList<>();
      for (Stmt s : body) {
        if (gone.contains(s)) {
          continue;
        }
        List<Region> regions = new ArrayList<>();
        for (Region r : s.regions()) {
          List<Value> yields = r.diverges() ? null : get(r.yields(), same);
          regions.add(new Region(r.params(), replace(r.body(), same, gone), yields));
        }
        out.add(new Stmt(s.op(), get(s.operands(), same), s.results(), regions, s.source()));
      }
      return out;
    }
  }
}
