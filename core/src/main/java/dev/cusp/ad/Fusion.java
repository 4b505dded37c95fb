package dev.cusp.ad;

import dev.cusp.ad.Aliases.Access;
import dev.cusp.ad.Aliases.Place;
import dev.cusp.ad.Nest.Loop;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the loop whose rounds can be reversed one by one.
 *
 * <p>A loop that only accumulates passes the cotangents of its sums through unchanged. Where they
 * are known before the loop runs, each round's reverse can follow its forward sweep at once, and
 * nothing needs to be kept from one round to the next.
 */
final class Fusion {
  private final Nest nest;
  private final Aliases aliases;
  private final Map<Value, Value> chains = new IdentityHashMap<>();

  private Fusion(Nest nest, Aliases aliases) {
    this.nest = nest;
    this.aliases = aliases;
  }

  /** Positions in the body of the loops that could be fused, the heaviest first. */
  static List<Integer> candidates(Func f, Set<Value> linear) {
    Nest nest = new Nest(f, linear);
    Aliases aliases = Aliases.of(f);
    Set<Place> results = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value result : f.body().diverges() ? List.<Value>of() : f.results()) {
      if (result.type().isReference()) {
        aliases.reach(aliases.place(result), results);
      }
    }
    List<Stmt> body = f.body().body();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      Stmt s = body.get(i);
      if (s.op() instanceof Op.Loop && nest.hasLinear(s)) {
        Loop loop = nest.loops.get(s);
        Fusion fusion = new Fusion(nest, aliases);
        boolean fits = loop.simple && !fusion.links(s, results) && fusion.accumulates(loop);
        if (fits && fusion.storesStayInside(loop, s)) {
          found.add(i);
        }
      }
    }
    found.sort((a, b) -> Double.compare(weight(body.get(b)), weight(body.get(a))));
    return found;
  }

  private static double weight(Stmt s) {
    double weight = 1;
    for (Region r : s.regions()) {
      for (Stmt inner : r.body()) {
        weight += weight(inner);
      }
    }
    return s.op() instanceof Op.Loop ? 10 * weight : weight;
  }

  /** Whether a statement puts references where the cotangents of results will be put in. */
  private boolean links(Stmt s, Set<Place> results) {
    boolean writes = s.op() instanceof Op.Store || s.op() instanceof Op.PutField;
    if (writes && s.operands().getLast().type().isReference()) {
      return results.contains(aliases.place(s.operand(0)));
    }
    for (Region r : s.regions()) {
      if (r.body().stream().anyMatch(inner -> links(inner, results))) {
        return true;
      }
    }
    return false;
  }

  /** Whether each active variable of the loop is only ever added to. */
  private boolean accumulates(Loop loop) {
    Region r = loop.region();
    for (Value p : r.params()) {
      if (nest.isLinear(p)) {
        chains.put(p, p);
      }
    }
    if (!follow(loop.shape.tail())) {
      return false;
    }
    List<Value> next = loop.shape.tail().yields();
    for (int i = 0; i < next.size(); i++) {
      Value p = r.params().get(i);
      if (chains.get(next.get(i)) != (nest.isLinear(p) ? p : null)) {
        return false;
      }
    }
    return true;
  }

  /** Follows the sums through a region; false where one is used for anything else. */
  private boolean follow(Region region) {
    for (Stmt s : region.body()) {
      boolean fine =
          switch (s.op()) {
            case Op.If _ -> followIf(s);
            case Op.Loop _ -> followLoop(s);
            case Op.Arith(var kind) -> followSum(s, kind);
            default -> s.operands().stream().noneMatch(chains::containsKey);
          };
      if (!fine) {
        return false;
      }
    }
    return true;
  }

  private boolean followSum(Stmt s, Op.Arith.Kind kind) {
    Value x = chains.get(s.operand(0));
    Value y = s.operands().size() > 1 ? chains.get(s.operand(1)) : null;
    if (x == null && y == null) {
      return true;
    }
    boolean sum =
        kind == Op.Arith.Kind.ADD && (x == null || y == null)
            || kind == Op.Arith.Kind.SUB && y == null;
    if (sum) {
      chains.put(s.result(), x == null ? y : x);
    }
    return sum;
  }

  private boolean followIf(Stmt s) {
    for (Region r : s.regions()) {
      if (!follow(r)) {
        return false;
      }
    }
    for (int i = 0; i < s.results().size(); i++) {
      Value root = null;
      boolean first = true;
      for (Region r : s.regions()) {
        if (!r.diverges()) {
          Value mine = chains.get(r.yields().get(i));
          if (!first && mine != root) {
            return false;
          }
          root = mine;
          first = false;
        }
      }
      if (root != null) {
        chains.put(s.results().get(i), root);
      }
    }
    return true;
  }

  private boolean followLoop(Stmt s) {
    Region r = s.regions().getFirst();
    for (int i = 0; i < r.params().size(); i++) {
      Value root = chains.get(s.operand(i));
      if (root != null) {
        chains.put(r.params().get(i), root);
        chains.put(s.results().get(i), root);
      }
    }
    if (r.diverges() || !follow(r)) {
      return false;
    }
    for (int i = 0; i < r.params().size(); i++) {
      if (chains.get(r.yields().get(i + 1)) != chains.get(r.params().get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether what the loop's linear part writes is not seen after the round. */
  private boolean storesStayInside(Loop loop, Stmt around) {
    return storesStayInside(loop.region(), around);
  }

  private boolean storesStayInside(Region region, Stmt around) {
    for (Stmt s : region.body()) {
      if (s.op() instanceof Op.Apply) {
        return false;
      }
      if (s.op() instanceof Op.Call && nest.isLinear(s) && takesMemory(s)) {
        return false; // what it was given or gave may be another round's
      }
      if (s.op() instanceof Op.Store && nest.isLinear(s)) {
        for (Access origin : aliases.place(s.operand(0)).origins) {
          if (origin.path().depth() == 0 || origin.path().up(1).around() != around) {
            return false;
          }
        }
        if (aliases.place(s.operand(0)).origins.isEmpty()) {
          return false;
        }
      }
      for (Region r : s.regions()) {
        if (!storesStayInside(r, around)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean takesMemory(Stmt s) {
    return s.operands().stream().anyMatch(v -> ShadowTypes.isSeenThrough(v.type()));
  }

  /** What a statement reads and writes. */
  private static final class Effects {
    final Set<Place> reads = Collections.newSetFromMap(new IdentityHashMap<>());
    final Set<Place> writes = Collections.newSetFromMap(new IdentityHashMap<>());
    boolean opaque;

    boolean touches(Effects other) {
      return !Collections.disjoint(reads, other.writes)
          || !Collections.disjoint(writes, other.writes)
          || !Collections.disjoint(writes, other.reads);
    }

    void addAll(Effects other) {
      reads.addAll(other.reads);
      writes.addAll(other.writes);
      opaque |= other.opaque;
    }
  }

  /** Splits what follows the fused loop into what can run before it and what has to wait for it. */
  static void split(
      Func f, Stmt fused, Nest nest, Aliases aliases, List<Stmt> early, List<Stmt> late) {
    Fusion fusion = new Fusion(nest, aliases);
    Set<Value> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
    waiting.addAll(fused.results());
    Effects before = new Effects();
    fusion.effects(fused, before);
    List<Stmt> body = f.body().body();
    boolean after = false;
    for (Stmt s : body) {
      if (s == fused) {
        after = true;
      } else if (after && !nest.isLinear(s)) {
        Effects mine = new Effects();
        fusion.effects(s, mine);
        if (mine.opaque || mine.touches(before) || fusion.uses(s, waiting)) {
          late.add(s);
          before.addAll(mine);
          waiting.addAll(s.results());
        } else {
          early.add(s);
        }
      }
    }
  }

  private boolean uses(Stmt s, Set<Value> values) {
    if (!nest.isLinear(s) && s.operands().stream().anyMatch(v -> isWanted(v, values))) {
      return true;
    }
    for (Region r : s.regions()) {
      if (r.body().stream().anyMatch(inner -> uses(inner, values))
          || !r.diverges() && r.yields().stream().anyMatch(v -> isWanted(v, values))) {
        return true;
      }
    }
    return false;
  }

  private boolean isWanted(Value v, Set<Value> values) {
    return !nest.isLinear(v) && values.contains(v);
  }

  private void effects(Stmt s, Effects out) {
    if (nest.isLinear(s)) {
      return;
    }
    switch (s.op()) {
      case Op.Load _, Op.GetField _ -> out.reads.add(aliases.place(s.operand(0)));
      case Op.Store _, Op.PutField _ -> out.writes.add(aliases.place(s.operand(0)));
      case Op.Call call -> out.opaque |= !call.isPure();
      case Op.Apply _, Op.Throw _, Op.PutStatic _, Op.GetStatic _ -> out.opaque = true;
      case Op.New make -> out.opaque |= make.fields() == null;
      default -> {}
    }
    for (Region r : s.regions()) {
      if (!Watch.isEnd(r)) { // a tie ends everything, sooner or later is the same
        r.body().forEach(inner -> effects(inner, out));
      }
    }
  }
}
