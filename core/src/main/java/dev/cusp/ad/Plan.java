package dev.cusp.ad;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.cusp.ad.Nest.Def;
import dev.cusp.ad.Nest.Kind;
import dev.cusp.ad.Nest.Loop;
import dev.cusp.ad.Nest.Scope;
import dev.cusp.ir.Op;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the values that the reverse sweep asks for are had, each in one way, and what the loops keep
 * for that.
 */
final class Plan {
  /** Operations a value may cost to compute again before it is kept instead. */
  private static final int CHEAP = 20;

  /** How many rounds a loop is taken to have where memories are compared. */
  private static final double ROUNDS = 16;

  /** How a value is had in the reverse sweep. */
  sealed interface Way {
    /** It is in scope. */
    record InScope() implements Way {}

    /** The loop's counter, which the reverse loop counts down. */
    record Counter(Loop loop) implements Way {}

    /** Computed again. */
    record Recompute() implements Way {}

    /** A result that was added to the branch it is defined in, maybe one of the other's too. */
    record Export(Value outside) implements Way {}

    /** An array of zeros for each time the reverse sweep comes by, in the same place. */
    record Scratch(int slot) implements Way {}

    /** Kept in residual memory by a loop. */
    record Keep(Memory memory, int slot) implements Way {}
  }

  private final Nest nest;
  private final Map<Value, Way> ways = new IdentityHashMap<>();
  private final Costs costs;
  private final Map<Loop, Memory> memories = new IdentityHashMap<>();

  /**
   * By branch, what it hands out beyond its results: what that is inside, by what it is outside.
   */
  private final Map<Scope, Map<Value, Value>> exports = new IdentityHashMap<>();

  /** What a function called by recursion keeps of one call. */
  private final Memory frame = new Memory();

  /** Arrays that are residual memory, in the first slots. */
  private final List<Value> rows;

  private final Map<Value, Integer> lines = new IdentityHashMap<>();
  private int slots;

  Plan(Nest nest, Overwrites overwrites, Rounds rounds, Restores restores, List<Value> rows) {
    this.nest = nest;
    this.rows = rows;
    this.slots = rows.size();
    this.costs = new Costs(nest, overwrites, rounds, restores, ways.keySet());
  }

  /**
   * Decides for all values that the reverse sweep asked for.
   *
   * @param preferred values to be kept, so that others can be computed from them again
   */
  Plan decide(Iterable<Value> demanded, Iterable<Value> preferred) {
    preferred.forEach(v -> keep(v, memory(nest.defs.get(v).scope().home())));
    List<Value> sorted = new ArrayList<>();
    demanded.forEach(sorted::add);
    sorted.sort((a, b) -> Integer.compare(nest.defs.get(a).order(), nest.defs.get(b).order()));
    sorted.forEach(this::decide);
    planBases();
    return this;
  }

  /** How a value is had; null where it was not asked for. */
  Way way(Value v) {
    return ways.get(v);
  }

  Memory memory(Loop loop) {
    return memories.computeIfAbsent(loop, l -> new Memory());
  }

  /** Whether a loop keeps anything. */
  boolean keeps(Loop loop) {
    return memories.containsKey(loop) && !memories.get(loop).kept.isEmpty();
  }

  boolean usesTape() {
    return !rows.isEmpty()
        || !lines.isEmpty()
        || memories.values().stream().anyMatch(m -> !m.kept.isEmpty())
        || ways.values().stream().anyMatch(way -> way instanceof Way.Scratch);
  }

  /** The slot of an array that is allocated again and again, in memory that is the same. */
  int line(Value array) {
    return lines.computeIfAbsent(array, v -> slots++);
  }

  Memory frame() {
    return frame;
  }

  boolean isKept(Value v) {
    return ways.get(v) instanceof Way.Keep;
  }

  /** What a branch hands out beyond its results: what that is inside, by what it is outside. */
  Map<Value, Value> exports(Scope branch) {
    return exports.getOrDefault(branch, Map.of());
  }

  /** The bytes kept in a round, those of inner loops counted for many rounds. */
  double weight() {
    double weight = 0;
    for (Map.Entry<Loop, Memory> e : memories.entrySet()) {
      int loops = 0;
      for (Scope s = e.getKey().body; s != null; s = s.parent) {
        loops += s.kind == Kind.LOOP ? 1 : 0;
      }
      for (Value v : e.getValue().kept) {
        weight += bytes(v) * Math.pow(ROUNDS, loops);
      }
    }
    return weight;
  }

  private int bytes(Value v) {
    return switch (component(v).descriptorString()) {
      case "B" -> 1;
      case "I", "F" -> 4;
      default -> 8;
    };
  }

  /** The type of what a value is kept in. */
  ClassDesc component(Value v) {
    if (v.type().isReference()) {
      return CD_Object;
    }
    Def def = nest.defs.get(v);
    boolean bit = def.stmt() != null && def.stmt().op() instanceof Op.Compare;
    if (bit) {
      return CD_byte;
    }
    return switch (v.type().desc().descriptorString()) {
      case "D" -> CD_double;
      case "F" -> CD_float;
      case "J" -> CD_long;
      default -> CD_int;
    };
  }

  /** Values that are not kept, but from which kept ones could be computed again. */
  List<Value> alternatives() {
    Set<Value> found = new LinkedHashSet<>();
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Memory m : memories.values()) {
      m.kept.forEach(v -> leaves(v, true, seen, found));
    }
    found.removeIf(v -> ways.get(v) instanceof Way.Keep);
    return List.copyOf(found);
  }

  private void leaves(Value v, boolean top, Set<Value> seen, Set<Value> found) {
    Def def = nest.defs.get(v);
    if (!seen.add(v) || def.stmt() == null || costs.isInScope(def) || def.scope().home().free) {
      return;
    }
    if (costs.canRepeat(v, def)) {
      costs.sources(def).forEach(x -> leaves(x, false, seen, found));
    } else if (!top) {
      found.add(v);
    }
  }

  /** A loop inside another that keeps something has to know where its entries begin. */
  private void planBases() {
    List<Loop> inner = new ArrayList<>();
    for (Loop loop : memories.keySet()) {
      if (keeps(loop) && loop.outer.home().kind == Kind.LOOP && !loop.outer.home().free) {
        inner.add(loop);
      }
    }
    inner.sort((a, b) -> Integer.compare(depth(b.outer), depth(a.outer)));
    List<Loop> all = new ArrayList<>(inner);
    for (int i = 0; i < all.size(); i++) {
      Loop loop = all.get(i);
      Memory m = memory(loop);
      if (m.topSlot >= 0) {
        continue;
      }
      m.topSlot = slots++;
      m.base = new Value(Type.INT, "base");
      nest.define(m.base, loop.outer, nest.defs.size());
      Loop around = loop.outer.home().loop;
      keep(m.base, memory(around));
      Scope beyond = around.outer.home();
      if (beyond.kind == Kind.LOOP && !beyond.free && !all.contains(around)) {
        all.add(around);
      }
    }
  }

  private static int depth(Scope s) {
    int depth = 0;
    for (Scope x = s; x != null; x = x.parent) {
      depth++;
    }
    return depth;
  }

  /** Makes sure that a value can be had. */
  private void decide(Value v) {
    if (ways.containsKey(v)) {
      return;
    }
    Def def = nest.defs.get(v);
    if (def == null) {
      throw new IllegalStateException("value " + v + " is not defined in the function");
    }
    if (costs.isInScope(def)) {
      ways.put(v, new Way.InScope());
    } else if (costs.isCounter(v, def)) {
      ways.put(v, new Way.Counter(def.scope().loop));
    } else if (nest.isOfReverse(v)) {
      ways.put(v, new Way.Scratch(slots++));
      def.stmt().operands().forEach(this::decide);
    } else if (costs.of(v) <= CHEAP) {
      ways.put(v, new Way.Recompute());
      costs.sources(def).forEach(this::decide);
    } else if (def.scope().home().free) {
      export(v, def.scope());
    } else {
      keep(v, memory(def.scope().home()));
    }
  }

  private Memory memory(Scope home) {
    return home.kind == Kind.LOOP ? memory(home.loop) : frame;
  }

  private void export(Value v, Scope scope) {
    Value shared = shared(v.type(), scope);
    Value outside = shared == null ? v.copy() : shared;
    ways.put(v, new Way.Export(outside));
    exports.computeIfAbsent(scope, s -> new LinkedHashMap<>()).put(outside, v);
    if (shared != null) {
      return;
    }
    nest.define(outside, scope.parent, nest.defs.get(v).order());
    if (scope.parent.free) {
      ways.put(outside, new Way.InScope());
    } else {
      export(outside, scope.parent);
    }
  }

  /** What the other branch hands out and this one does not yet, as only one of them is run. */
  private Value shared(Type type, Scope scope) {
    Map<Value, Value> mine = exports(scope);
    return exports(scope.other).keySet().stream()
        .filter(outside -> outside.type().equals(type) && !mine.containsKey(outside))
        .findFirst()
        .orElse(null);
  }

  private void keep(Value v, Memory memory) {
    ways.put(v, new Way.Keep(memory, slots++));
    memory.kept.add(v);
    costs.keep(v);
  }
}
