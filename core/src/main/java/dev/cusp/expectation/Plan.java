package dev.cusp.expectation;

import dev.cusp.ir.Func;
import dev.cusp.ir.Source;
import dev.cusp.lift.Places;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the code of its estimator in the place of each draw. */
final class Plan implements Places {
  /** What the lifting knows of a draw: those of one line and distribution are one to it. */
  record Place(Source source, String distribution) {}

  private final Map<Place, Estimator> estimators = new HashMap<>();

  Plan(List<DrawSite> sites) {
    sites.forEach(s -> estimators.put(new Place(s.source(), s.distribution()), s.estimator()));
  }

  @Override
  public boolean keeps(Class<?> owner, String name) {
    return false;
  }

  @Override
  public Method at(Class<?> owner, String name, int parameters, Source place) {
    Estimator estimator = owner == Sampler.class ? estimators.get(new Place(place, name)) : null;
    return estimator == null ? null : Survey.method(estimator, name);
  }

  @Override
  public Func after(Func lifted) {
    return Credit.assign(lifted);
  }
}
