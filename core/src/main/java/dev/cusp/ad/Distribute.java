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
import java.util.stream.Stream;

/**
 * Gives the tangents of each direction a loop of their own (loop distribution: Kennedy and
 * McKinley, "Maximizing loop parallelism and improving data locality via loop fusion and
 * distribution", 1993).
 *
 * <p>HotSpot vectorizes a loop that stores to one array, not one that stores to several. A loop
 * that only adds to a tangent what is a multiple of other tangents is left out where these are
 * zero, as most are in the columns of a Jacobian.
 */
final class Distribute {
  /** Operations of the function that a loop of tangents may repeat. */
  private static final int REPEATED = 16;

  private final Set<Value> linear;
  private final Set<Stmt> updates;
  private final Aliases aliases;

  private Distribute(Func f, Set<Value> linear) {
    this.linear = linear;
    this.updates = Updates.find(f, linear);
    this.aliases = Aliases.of(f);
  }

  /** The function with its innermost loops split where that is possible. */
  static Func tangents(Func f, Set<Value> linear) {
    Region body = new Distribute(f, linear).region(f.body());
    return new Func(f.name(), body, f.host(), f.source());
  }

  private Region region(Region r) {
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : r.body()) {
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

  /** The statements of one loop, in the parts it falls into. */
  private final class Parts {
    private final Stmt loop;
    private final Loops.While shape;
    private final Map<Value, Stmt> defs = new IdentityHashMap<>();
    private final Set<Place> stored = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The part of each linear statement, by what it shares with others: a value or a place. */
    private final Map<Object, Object> shared = new IdentityHashMap<>();

    Parts(Stmt loop, Loops.While shape) {
      this.loop = loop;
      this.shape = shape;
    }

    /** The loops to be run one after the other, or null where there are no parts. */
    List<Stmt> split() {
      List<Stmt> round = shape.tail().body();
      boolean simple =
          shape.head().stream().allMatch(s -> s.op().isPure() && s.regions().isEmpty())
              && round.stream().allMatch(this::isSimple);
      if (!simple) {
        return null;
      }
      Stream.concat(shape.head().stream(), round.stream())
          .forEach(s -> s.results().forEach(v -> defs.put(v, s)));
      Map<Object, List<Stmt>> parts = new LinkedHashMap<>();
      boolean primal = false;
      for (Stmt s : round) {
        if (s.op() instanceof Op.Store) {
          stored.add(aliases.place(s.operand(0)));
          primal |= !isLinear(s);
        }
        join(s);
      }
      round.stream()
          .filter(this::isLinear)
          .forEach(s -> parts.computeIfAbsent(find(s), k -> new ArrayList<>()).add(s));
      parts.values().removeIf(part -> !part.stream().anyMatch(s -> s.op() instanceof Op.Store));
      if (parts.size() + (primal ? 1 : 0) < 2) {
        return null;
      }
      return loops(parts.values());
    }

    private List<Stmt> loops(Iterable<List<Stmt>> parts) {
      List<Stmt> after = new ArrayList<>();
      Set<Stmt> gone = Collections.newSetFromMap(new IdentityHashMap<>());
      for (List<Stmt> part : parts) {
        Set<Stmt> mine = Collections.newSetFromMap(new IdentityHashMap<>());
        mine.addAll(part);
        if (repeat(part, mine)) {
          gone.addAll(part);
          after.addAll(guarded(part, copy(mine)));
        }
      }
      if (gone.isEmpty()) {
        return null;
      }
      List<Stmt> rest = shape.tail().body().stream().filter(s -> !gone.contains(s)).toList();
      List<Stmt> out = new ArrayList<>();
      out.add(loop(loop.results(), rest, shape.head(), shape.again(), variable(), next()));
      out.addAll(after);
      return out;
    }

    private Value variable() {
      return loop.regions().getFirst().params().getFirst();
    }

    private Value next() {
      return shape.tail().yields().getFirst();
    }

    private boolean isSimple(Stmt s) {
      return switch (s.op()) {
        case Op.Load _, Op.Store _ -> true;
        default -> s.regions().isEmpty() && s.op().isPure();
      };
    }

    private boolean isLinear(Stmt s) {
      return s.op() instanceof Op.Store
          ? linear.contains(s.operand(2))
          : s.results().size() == 1 && linear.contains(s.result());
    }

    /** Statements that share a linear value or a shadow belong together. */
    private void join(Stmt s) {
      if (!isLinear(s)) {
        return;
      }
      s.results().forEach(v -> unite(s, v));
      for (Value v : s.operands()) {
        if (linear.contains(v) && defs.containsKey(v)) {
          unite(s, v);
        }
      }
      if (s.op() instanceof Op.Load || s.op() instanceof Op.Store) {
        unite(s, aliases.place(s.operand(0)));
      }
    }

    private void unite(Object a, Object b) {
      Object x = find(a);
      Object y = find(b);
      if (x != y) {
        shared.put(x, y);
      }
    }

    private Object find(Object a) {
      Object x = a;
      while (shared.containsKey(x)) {
        x = shared.get(x);
      }
      return x;
    }

    /** Adds the statements of the function that a part needs; false where it cannot have them. */
    private boolean repeat(List<Stmt> part, Set<Stmt> mine) {
      List<Stmt> todo = new ArrayList<>(part);
      todo.addAll(shape.head());
      int repeated = 0;
      if (defs.get(next()) != null && mine.add(defs.get(next()))) {
        todo.add(defs.get(next()));
      }
      while (!todo.isEmpty()) {
        Stmt s = todo.removeLast();
        for (Value v : s.operands()) {
          Stmt def = defs.get(v);
          if (def != null && mine.add(def)) {
            repeated++;
            todo.add(def);
            if (isLinear(def) || !isCheap(def) || repeated > REPEATED) {
              return false;
            }
          }
        }
      }
      return true;
    }

    private boolean isCheap(Stmt s) {
      return switch (s.op()) {
        case Op.Load _ ->
            !stored.contains(aliases.place(s.operand(0))) && !defs.containsKey(s.operand(0));
        case Op.Arith(var kind) -> kind != Op.Arith.Kind.DIV && kind != Op.Arith.Kind.REM;
        case Op.Call _ -> false;
        default -> true;
      };
    }

    /** The loop again, with some of its statements only. */
    private Stmt copy(Set<Stmt> mine) {
      Map<Value, Value> copies = new IdentityHashMap<>();
      Value variable = new Value(variable().type(), variable().name());
      copies.put(variable(), variable);
      List<Stmt> head = copy(shape.head(), copies);
      List<Stmt> body = copy(shape.tail().body().stream().filter(mine::contains).toList(), copies);
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
        List<Stmt> round,
        List<Stmt> head,
        Value again,
        Value variable,
        Value next) {
      Stmt test = loop.regions().getFirst().body().getLast();
      Value handed = new Value(variable.type(), variable.name());
      Region then = new Region(List.of(), round, List.of(next));
      Region exit = new Region(List.of(), List.of(), List.of(variable));
      List<Stmt> body = new ArrayList<>(head);
      body.add(
          new Stmt(test.op(), List.of(again), List.of(handed), List.of(then, exit), test.source()));
      Region region = new Region(List.of(variable), body, List.of(again, handed));
      return new Stmt(loop.op(), loop.operands(), results, List.of(region), loop.source());
    }

    /** The loop of a part, run only where it adds something. */
    private List<Stmt> guarded(List<Stmt> part, Stmt copy) {
      List<Value> factors = new ArrayList<>();
      for (Stmt s : part) {
        boolean memory = s.op() instanceof Op.Load || s.op() instanceof Op.Store;
        if (memory && !updates.contains(s)) {
          return List.of(copy);
        }
        s.operands().stream()
            .filter(v -> linear.contains(v) && !defs.containsKey(v) && !factors.contains(v))
            .forEach(factors::add);
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
