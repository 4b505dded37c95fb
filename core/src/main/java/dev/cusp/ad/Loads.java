package dev.cusp.ad;

import dev.cusp.ad.Aliases.Place;
import dev.cusp.ir.Box;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Uses a number that was loaded from memory, or stored there, in place of loading it again.
 *
 * <p>What is one value has one tangent, and is kept once for the reverse sweep.
 */
final class Loads {
  /** What is in memory: the same index of the same array, or the same field of the same object. */
  private record Cell(Value object, Object part) {}

  private final Aliases aliases;
  private final Map<Value, Value> same = new IdentityHashMap<>();

  /** The lengths of arrays that were made in sight. */
  private final Map<Value, Value> lengths = new IdentityHashMap<>();

  private final Map<Value, Object> constants;

  private Loads(Aliases aliases, Map<Value, Object> constants) {
    this.aliases = aliases;
    this.constants = constants;
  }

  static Func share(Func f) {
    Loads pass = new Loads(Aliases.of(f), f.constants());
    Region body = pass.region(f.body(), new HashMap<>());
    return new Func(f.name(), body, f.host(), f.source());
  }

  private Value get(Value v) {
    return same.getOrDefault(v, v);
  }

  private List<Value> get(List<Value> values) {
    return values == null ? null : values.stream().map(this::get).toList();
  }

  private Region region(Region r, Map<Cell, Value> known) {
    List<Stmt> body = new ArrayList<>();
    for (Stmt s : r.body()) {
      stmt(s, known, body);
    }
    return new Region(r.params(), body, get(r.yields()));
  }

  private void stmt(Stmt s, Map<Cell, Value> known, List<Stmt> out) {
    Stmt mine = new Stmt(s.op(), get(s.operands()), s.results(), s.regions(), s.source());
    Cell cell = cell(mine);
    switch (s.op()) {
      case Op.Load _, Op.GetField _ -> {
        Value there = known.get(cell);
        if (there != null && there.type().equals(s.result().type())) {
          same.put(s.result(), there);
          return;
        }
        known.put(cell, s.result());
      }
      case Op.Store _, Op.PutField _ -> {
        forget(known, aliases.place(s.operand(0)), cell.part() instanceof String f ? f : null);
        if (mine.operands().getLast().type().isFloating() && !narrows(s)) {
          known.put(cell, mine.operands().getLast());
        }
      }
      case Op.New make when Box.is(make.owner()) && make.fields() != null ->
          known.put(new Cell(s.result(), Aliases.key(make.fields().getFirst())), mine.operand(0));
      case Op.NewArray _ -> lengths.put(s.result(), mine.operand(0));
      case Op.Length _ when lengths.containsKey(mine.operand(0)) -> {
        same.put(s.result(), lengths.get(mine.operand(0)));
        return;
      }
      case Op.Call call -> {
        if (!call.isPure()) {
          known.clear();
        }
      }
      case Op.Apply _, Op.Dynamic _, Op.New _ -> known.clear();
      case Op.If _ -> {
        List<Region> regions = new ArrayList<>();
        for (Region r : s.regions()) {
          regions.add(region(r, new HashMap<>(known)));
        }
        s.regions().forEach(r -> forgetWrites(r, known));
        out.add(new Stmt(s.op(), mine.operands(), s.results(), regions, s.source()));
        return;
      }
      case Op.Loop _ -> {
        Region r = s.regions().getFirst();
        forgetWrites(r, known);
        Map<Cell, Value> inside = new HashMap<>(known);
        ahead(r, inside, out);
        Region body = region(r, inside);
        out.add(new Stmt(s.op(), mine.operands(), s.results(), List.of(body), s.source()));
        return;
      }
      default -> {}
    }
    out.add(mine);
  }

  /** A float field of the same name can be declared in two classes; only exact cells are shared. */
  private static boolean narrows(Stmt s) {
    return s.op() instanceof Op.Store(var component)
        && !component.descriptorString().matches("[DF]");
  }

  private Cell cell(Stmt s) {
    return switch (s.op()) {
      case Op.Load _, Op.Store _ -> {
        Object constant = constants.get(s.operand(1));
        yield new Cell(s.operand(0), constant == null ? s.operand(1) : constant);
      }
      case Op.GetField get -> new Cell(s.operand(0), Aliases.key(get));
      case Op.PutField put -> new Cell(s.operand(0), Aliases.key(put));
      default -> null;
    };
  }

  private void forget(Map<Cell, Value> known, Place place, String field) {
    known
        .keySet()
        .removeIf(c -> {
          boolean array = !(c.part() instanceof String);
          return (field == null ? array : field.equals(c.part()))
              && aliases.place(c.object()) == place;
        });
  }

  private void forgetWrites(Region r, Map<Cell, Value> known) {
    Set<Place> written = Collections.newSetFromMap(new IdentityHashMap<>());
    if (collect(r, written)) {
      known.clear();
    } else {
      known.keySet().removeIf(c -> written.contains(aliases.place(c.object())));
    }
  }

  /**
   * Loads rows at constant indices ahead of a loop that writes none: of arrays made in sight and
   * long enough, which cannot fail even if the loop has no rounds.
   */
  private void ahead(Region loop, Map<Cell, Value> known, List<Stmt> out) {
    Set<Place> written = Collections.newSetFromMap(new IdentityHashMap<>());
    if (!collect(loop, written)) {
      rows(loop, written, known, out);
    }
  }

  private void rows(Region r, Set<Place> written, Map<Cell, Value> known, List<Stmt> out) {
    for (Stmt s : r.body()) {
      s.regions().forEach(inner -> rows(inner, written, known, out));
      if (!(s.op() instanceof Op.Load) || !s.result().type().isReference()) {
        continue;
      }
      Value array = get(s.operand(0));
      boolean isSafe =
          lengths.containsKey(array)
              && constants.get(lengths.get(array)) instanceof Integer length
              && constants.get(s.operand(1)) instanceof Integer at
              && at >= 0
              && at < length
              && !written.contains(aliases.place(array));
      if (isSafe) {
        known.computeIfAbsent(
            new Cell(array, constants.get(s.operand(1))), cell -> row(s, array, out));
      }
    }
  }

  private Value row(Stmt load, Value array, List<Stmt> out) {
    Value at = load.operand(1).copy();
    Value row = load.result().copy();
    Op index = new Op.Const(constants.get(load.operand(1)));
    constants.put(at, constants.get(load.operand(1)));
    out.add(new Stmt(index, List.of(), List.of(at), List.of(), load.source()));
    out.add(new Stmt(load.op(), List.of(array, at), List.of(row), List.of(), load.source()));
    return row;
  }

  /** The places a region writes to; true where that cannot be told. */
  private boolean collect(Region r, Set<Place> written) {
    for (Stmt s : r.body()) {
      boolean unknown =
          switch (s.op()) {
            case Op.Store _, Op.PutField _ -> {
              written.add(aliases.place(s.operand(0)));
              yield false;
            }
            case Op.Call call -> !call.isPure();
            case Op.Apply _, Op.Dynamic _, Op.New _ -> true;
            default -> false;
          };
      if (unknown || s.regions().stream().anyMatch(inner -> collect(inner, written))) {
        return true;
      }
    }
    return false;
  }
}
