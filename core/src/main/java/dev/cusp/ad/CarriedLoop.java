package dev.cusp.ad;

import dev.cusp.ad.Accesses.Element;
import dev.cusp.ad.Indices.Index;
import dev.cusp.ir.Builder;
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

/** A loop rewritten: elements that a round has loaded or stored reach the next one in variables. */
final class CarriedLoop {
  private final Stmt loop;
  private final Loops.While shape;
  private final List<Value> variables;
  private final Map<Value, Object> constants;
  private final Accesses accesses;

  private CarriedLoop(
      Stmt loop, Loops.While shape, Accesses accesses, Map<Value, Object> constants) {
    this.loop = loop;
    this.shape = shape;
    this.variables = loop.regions().getFirst().params();
    this.accesses = accesses;
    this.constants = constants;
  }

  /**
   * The loop with what goes before and after it, or null if there is nothing to carry.
   *
   * @param constants the constants of the function
   */
  static List<Stmt> of(Stmt loop, Aliases aliases, Map<Value, Object> constants) {
    Loops.While shape = Loops.asWhile(loop);
    if (shape == null || !shape.hasPureHead() || !isKnownFirst(shape)) {
      return null;
    }
    Accesses accesses = Accesses.of(aliases, shape, new Indices(loop, shape, constants));
    return accesses == null || accesses.sources.isEmpty()
        ? null
        : new CarriedLoop(loop, shape, accesses, constants).rewritten();
  }

  /** Whether the loop is entered can be asked before it: its condition compares variables. */
  private static boolean isKnownFirst(Loops.While shape) {
    Stmt test = shape.test();
    return test != null
        && test.op() instanceof Op.Compare
        && shape.head().stream()
            .filter(s -> s != test && !(s.op() instanceof Op.Const))
            .noneMatch(s -> test.operands().stream().anyMatch(s.results()::contains));
  }

  private List<Stmt> rewritten() {
    Builder before = Builder.root().at(loop.source());
    Value enters = entered(before);
    Map<Value, Value> same = accesses.same;
    List<Value> params = new ArrayList<>(variables);
    List<Value> operands = new ArrayList<>(loop.operands());
    List<Value> next = new ArrayList<>(shape.tail().yields());
    List<Value> exit = new ArrayList<>(shape.exit());
    List<Value> results = new ArrayList<>(loop.results());
    accesses.sources.forEach((load, source) -> {
      Value p = load.value().copy();
      same.put(load.value(), p);
      params.add(p);
      operands.add(first(before, load, enters));
      next.add(source);
      exit.add(p);
      results.add(p.copy());
    });
    Set<Stmt> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    accesses.loads().filter(a -> same.containsKey(a.value())).forEach(a -> gone.add(a.stmt()));
    accesses.overwritten.keySet().forEach(a -> gone.add(a.stmt()));
    Region round = new Region(List.of(), replace(shape.tail().body(), same, gone), get(next, same));
    Loops.While carrying =
        new Loops.While(shape.head(), shape.again(), round, exit, shape.source());
    List<Stmt> out = new ArrayList<>(before.body());
    out.add(carrying.toLoop(params, operands, results, loop.source()));
    out.addAll(after(enters, results));
    return out;
  }

  /** The stores that were left out, as far as no further round has made up for them. */
  private List<Stmt> after(Value enters, List<Value> results) {
    Builder b = Builder.root().at(loop.source());
    List<Element> carried = List.copyOf(accesses.sources.keySet());
    accesses.overwritten.forEach((store, load) -> {
      Value last = results.get(variables.size() + carried.indexOf(load));
      b.branch(
          enters,
          List.of(),
          "",
          Builder.effects(some -> last(some, load, last)),
          Builder.effects(other -> {}));
    });
    return b.body();
  }

  /** Stores what one more round would have loaded. */
  private void last(Builder b, Element load, Value value) {
    Value at = index(b, load.index(), loop.results().get(load.index().variable()));
    b.store(load.stmt().operand(0), at, value);
  }

  private static Value index(Builder b, Index index, Value variable) {
    Value at = variable;
    for (Value v : index.added()) {
      at = b.add(at, v);
    }
    return index.offset() == 0 ? at : b.add(at, b.constant(index.offset()));
  }

  /** The condition of the first round. */
  private Value entered(Builder b) {
    Stmt test = shape.test();
    List<Value> xs = test.operands().stream().map(v -> initial(b, v)).toList();
    return b.value(test.op(), Type.INT, "enters", xs);
  }

  private Value initial(Builder b, Value v) {
    if (constants.get(v) instanceof Integer c) {
      return b.constant(c);
    }
    int position = variables.indexOf(v);
    return position < 0 ? v : loop.operand(position);
  }

  /** The element that the first round would load, if there is one. */
  private Value first(Builder b, Element load, Value enters) {
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
