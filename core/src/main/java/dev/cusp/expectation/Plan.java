package dev.cusp.expectation;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Source;
import dev.cusp.ir.Stmt;
import dev.cusp.lift.Places;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the code of its estimator in the place of each draw. */
final class Plan implements Places {
  /** What the lifting knows of a draw: those of one line and distribution are one to it. */
  record Place(Source source, String distribution) {
    /** A draw that a method of the sampler makes is where that is called. */
    static Place of(Source source, String distribution) {
      boolean isOurs = source.owner().equals(Survey.SAMPLER) && source.calledFrom() != null;
      return new Place(isOurs ? source.calledFrom() : source, distribution);
    }
  }

  private final Map<Place, Estimator> estimators = new HashMap<>();

  Plan(List<DrawSite> sites) {
    sites.forEach(s -> estimators.put(Place.of(s.source(), s.distribution()), s.estimator()));
  }

  @Override
  public boolean keeps(Class<?> owner, String name) {
    return false;
  }

  @Override
  public Method at(Class<?> owner, String name, int parameters, Source place) {
    Estimator estimator = owner == Sampler.class ? estimators.get(Place.of(place, name)) : null;
    return estimator == null ? null : Survey.method(estimator, name);
  }

  @Override
  public Func after(Func lifted) {
    check(lifted.body(), Collections.newSetFromMap(new IdentityHashMap<>()));
    return Credit.assign(lifted);
  }

  /** A draw without an estimator would be a constant, and nobody would know. */
  private void check(Region region, Set<Func> seen) {
    for (Stmt s : region.body()) {
      for (Source at = s.source(); at != null; at = at.calledFrom()) {
        boolean isDraw =
            at.owner().equals(Survey.SAMPLER)
                && at.calledFrom() != null
                && Survey.KEEP.keeps(Sampler.class, at.method());
        if (isDraw && !estimators.containsKey(Place.of(at.calledFrom(), at.method()))) {
          throw new IllegalStateException(
              at.calledFrom() + ": no estimator was found for this " + at.method());
        }
      }
      s.regions().forEach(r -> check(r, seen));
      if (s.op() instanceof Op.Apply(var callee) && seen.add(callee.func())) {
        check(callee.func().body(), seen);
      }
    }
  }
}
