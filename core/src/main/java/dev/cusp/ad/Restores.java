package dev.cusp.ad;

import dev.cusp.ad.Aliases.Access;
import dev.cusp.ad.Aliases.Place;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Type;
import dev.cusp.ir.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Arrays that the reverse sweep brings back to what they were: each store keeps the element that it
 * overwrites, and its reversal puts it back. What was loaded from the array can then be loaded
 * again, however often the program overwrites it, as a stencil does that is updated in place.
 *
 * <p>Only arrays of the program's own: nobody else sees them change.
 */
final class Restores {
  static final Restores NONE = new Restores(Map.of(), Set.of());

  private final Map<Stmt, Value> overwritten;
  private final Set<Value> loads;

  private Restores(Map<Stmt, Value> overwritten, Set<Value> loads) {
    this.overwritten = overwritten;
    this.loads = loads;
  }

  boolean isEmpty() {
    return overwritten.isEmpty();
  }

  /** The element that a store overwrites, or null if it need not be kept. */
  Value overwritten(Stmt store) {
    return overwritten.get(store);
  }

  /** The arrays. */
  Set<Value> arrays() {
    return overwritten.keySet().stream().map(s -> s.operand(0)).collect(Collectors.toSet());
  }

  /** Whether a load can be done again where its value is asked for. */
  boolean canRepeat(Value load) {
    return loads.contains(load);
  }

  /** The same stores, with the loads that can be done again in view of further demands. */
  Restores with(Finder finder) {
    Set<Value> fewer = Collections.newSetFromMap(new IdentityHashMap<>());
    fewer.addAll(loads);
    fewer.removeIf(load -> !finder.isFresh(load));
    return new Restores(overwritten, fewer);
  }

  /** Finds what can be restored, and is worth a try. */
  static final class Finder {
    private final Reversal r;
    private final int end;
    private final Set<Place> escaping = identitySet();

    /** What demanded values depend on, overwritten loads too, with the places of use. */
    private final Map<Value, Set<Path>> uses = new IdentityHashMap<>();

    /**
     * A search.
     *
     * @param end the position in the body from which on nothing is to be stored
     */
    Finder(Reversal reversal, Map<Value, List<Path>> demanded, int end) {
      this.r = reversal;
      this.end = end;
      escape();
      boolean hopeless = r.nest.paths.keySet().stream().noneMatch(this::isCandidate);
      if (!hopeless) {
        demanded.forEach((v, positions) -> positions.forEach(p -> follow(v, p)));
      }
    }

    Restores find() {
      Map<Stmt, Value> overwritten = new IdentityHashMap<>();
      Set<Value> loads = identitySet();
      for (Value v : uses.keySet()) {
        Stmt s = r.nest.defs.get(v).stmt();
        if (isCandidate(s) && isFresh(v)) {
          loads.add(v);
          r.aliases.place(s.operand(0)).writes.stream()
              .filter(write -> mayFollow(write.path(), r.nest.paths.get(s)))
              .forEach(write -> overwritten.computeIfAbsent(write.stmt(), this::before));
        }
      }
      return new Restores(overwritten, loads);
    }

    /** Whether a statement loads a number from an array that can be restored and has to be. */
    private boolean isCandidate(Stmt s) {
      return s.op() instanceof Op.Load
          && !s.result().type().isReference()
          && !r.nest.isLinear(s)
          && !r.nest.scopeOf(s).free
          && !r.overwrites.isUnchanged(s)
          && isOwn(r.aliases.place(s.operand(0)));
    }

    private Value before(Stmt store) {
      Value before = new Value(store.operand(2).type(), "before");
      r.nest.define(before, r.nest.scopeOf(store), r.nest.defs.size());
      return before;
    }

    /** Notes the overwritten loads that a value is computed from. */
    private void follow(Value v, Path use) {
      Nest.Def def = r.nest.defs.get(v);
      boolean inScope = def == null || def.stmt() == null || def.scope().free;
      if (inScope || r.nest.isLinear(v)) {
        return;
      }
      Stmt s = def.stmt();
      boolean repeats = s.op() instanceof Op.Load || s.op().isPure() && s.regions().isEmpty();
      if (repeats && uses.computeIfAbsent(v, k -> identitySet()).add(use)) {
        s.operands().forEach(x -> follow(x, use));
      }
    }

    private static <T> Set<T> identitySet() {
      return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Whether between a load and all uses of its value nothing is stored to the array. */
    boolean isFresh(Value load) {
      Stmt s = r.nest.defs.get(load).stmt();
      Path mine = r.nest.paths.get(s);
      for (Path use : uses.getOrDefault(load, Set.of())) {
        if (Path.common(use, mine) < mine.depth()) {
          return false;
        }
        int last = use.up(mine.depth()).index();
        for (Access write : r.aliases.place(s.operand(0)).writes) {
          boolean inside = Path.common(write.path(), mine) == mine.depth();
          int at = inside ? write.path().up(mine.depth()).index() : -1;
          if (at >= mine.index() && at <= last) {
            return false;
          }
        }
      }
      return true;
    }

    /** Whether a store may be done after a load. */
    private static boolean mayFollow(Path store, Path load) {
      int common = Path.common(store, load);
      return store.up(common).index() >= load.up(common).index() || load.loopBetween(0, common);
    }

    private boolean isOwn(Place place) {
      return !escaping.contains(place)
          && place.origins.stream()
              .allMatch(o -> o.stmt() != null && o.stmt().op() instanceof Op.NewArray)
          && place.writes.stream().allMatch(this::canUndo);
    }

    private boolean canUndo(Access write) {
      if (write.path().isElsewhere()
          || write.path().up(0).index() >= end
          || !(write.stmt().op() instanceof Op.Store)
          || r.nest.isLinear(write.stmt())
          || !isNumber(write.stmt().operand(2).type())) {
        return false;
      }
      for (Path p = write.path(); p.around() != null; p = p.outer()) {
        if (!r.nest.hasLinear(p.around())) {
          return false;
        }
      }
      return true;
    }

    private static boolean isNumber(Type type) {
      return "DFJI".contains(type.desc().descriptorString());
    }

    /** Notes what others than this function's own statements may see. */
    private void escape() {
      r.f.params().forEach(this::escape);
      if (!r.f.body().diverges()) {
        r.f.results().forEach(this::escape);
      }
      escape(r.f.body());
    }

    private void escape(Region region) {
      for (Stmt s : region.body()) {
        boolean seen =
            switch (s.op()) {
              case Op.Call _, Op.Apply _, Op.Dynamic _, Op.New _, Op.Throw _ -> true;
              case Op.GetStatic _, Op.PutStatic _ -> true;
              default -> false;
            };
        if (seen) {
          s.operands().forEach(this::escape);
          s.results().forEach(this::escape);
        }
        s.regions().forEach(this::escape);
      }
    }

    private void escape(Value v) {
      if (v.type().isReference()) {
        r.aliases.reach(r.aliases.place(v), escaping);
      }
    }
  }
}
