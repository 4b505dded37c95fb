package dev.cusp.ad;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves tangents that only one branch uses into that branch.
 *
 * <p>Where the branch is not taken they are then structurally zero: in {@code x > 0 ? log(x) : 0}
 * the infinite slope of the logarithm at 0 is never multiplied by a zero cotangent.
 */
final class Sink {
  /** The branch that all uses of a value are in so far. */
  private record Place(Stmt branch, int region) {}

  private static final Place HERE = new Place(null, -1);

  private final Set<Value> linear;

  private Sink(Set<Value> linear) {
    this.linear = linear;
  }

  static Func tangents(Func f, Set<Value> linear) {
    Region body = new Sink(linear).region(f.body(), List.of());
    return new Func(f.name(), body, f.host(), f.source());
  }

  private Region region(Region r, List<Stmt> moved) {
    List<Stmt> body = new ArrayList<>(moved);
    body.addAll(r.body());
    Map<Value, Place> uses = new IdentityHashMap<>();
    if (!r.diverges()) {
      r.yields().forEach(v -> use(uses, v, HERE));
    }
    Map<Stmt, List<List<Stmt>>> sunk = new IdentityHashMap<>();
    List<Stmt> kept = new ArrayList<>();
    for (int i = body.size() - 1; i >= 0; i--) {
      Stmt s = body.get(i);
      Place place = isMovable(s) ? uses.get(s.result()) : null;
      if (place != null && place != HERE) {
        sunk.computeIfAbsent(place.branch(), t -> List.of(new ArrayList<>(), new ArrayList<>()))
            .get(place.region())
            .addFirst(s);
        s.operands().forEach(v -> use(uses, v, place));
      } else {
        kept.addFirst(s);
        useAll(uses, s);
      }
    }
    List<Stmt> out = new ArrayList<>();
    for (Stmt s : kept) {
      List<List<Stmt>> extra = sunk.getOrDefault(s, List.of(List.of(), List.of()));
      List<Region> regions = new ArrayList<>();
      for (int k = 0; k < s.regions().size(); k++) {
        regions.add(region(s.regions().get(k), extra.get(k)));
      }
      out.add(
          s.regions().isEmpty()
              ? s
              : new Stmt(s.op(), s.operands(), s.results(), regions, s.source()));
    }
    return new Region(r.params(), out, r.yields());
  }

  private boolean isMovable(Stmt s) {
    boolean pure = s.op() instanceof Op.Arith || s.op() instanceof Op.Convert;
    return pure && linear.contains(s.result());
  }

  private void use(Map<Value, Place> uses, Value v, Place place) {
    if (linear.contains(v)) {
      uses.merge(
          v, place, (a, b) -> a.branch() == b.branch() && a.region() == b.region() ? a : HERE);
    }
  }

  private void useAll(Map<Value, Place> uses, Stmt s) {
    s.operands().forEach(v -> use(uses, v, HERE));
    boolean branch = s.op() instanceof Op.If;
    for (int k = 0; k < s.regions().size(); k++) {
      useInside(uses, s.regions().get(k), branch ? new Place(s, k) : HERE);
    }
  }

  private void useInside(Map<Value, Place> uses, Region r, Place place) {
    for (Stmt s : r.body()) {
      s.operands().forEach(v -> use(uses, v, place));
      s.regions().forEach(inner -> useInside(uses, inner, place));
    }
    if (!r.diverges()) {
      r.yields().forEach(v -> use(uses, v, place));
    }
  }
}
