package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Both modes over a recorded graph; what they compute is recorded too, so they can be repeated. */
final class Sweeps {
  private Sweeps() {}

  /** Tangents of results for tangents of what they were computed from; null for zero. */
  static List<Tensor> jvp(List<Tensor> results, List<Tensor> from, List<Tensor> fromDots) {
    Map<Tensor, Tensor> dots = new IdentityHashMap<>();
    for (int i = 0; i < from.size(); i++) {
      dots.put(from.get(i), fromDots.get(i));
    }
    for (Tensor t : Graph.order(results, identities(from)::contains)) {
      if (!dots.containsKey(t)) {
        List<Tensor> inputs = Rules.none(t);
        for (int i = 0; i < inputs.size(); i++) {
          inputs.set(i, dots.get(t.operation().inputs().get(i)));
        }
        Tensor dot = t.type().isFloating() ? Rules.jvp(t, inputs) : null;
        if (dot != null) {
          dots.put(t, dot);
        }
      }
    }
    List<Tensor> wanted = new ArrayList<>();
    results.forEach(t -> wanted.add(dots.get(t)));
    return wanted;
  }

  /** Cotangents of what results were computed from, for cotangents of these; null for zero. */
  static List<Tensor> vjp(List<Tensor> results, List<Tensor> from, List<Tensor> resultBars) {
    Set<Tensor> ends = identities(from);
    List<Tensor> order = Graph.order(results, ends::contains);
    Set<Tensor> active = identities(from);
    for (Tensor t : order) {
      if (t.operation().inputs().stream().anyMatch(active::contains) && t.type().isFloating()) {
        active.add(t);
      }
    }
    Map<Tensor, Tensor> bars = new IdentityHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      add(bars, results.get(i), resultBars.get(i));
    }
    for (Tensor t : order.reversed()) {
      Tensor bar = bars.get(t);
      if (bar != null && active.contains(t) && !ends.contains(t)) {
        List<Tensor> inputs = t.operation().inputs();
        for (int i = 0; i < inputs.size(); i++) {
          if (active.contains(inputs.get(i))) {
            add(bars, inputs.get(i), Rules.vjp(t, i, bar));
          }
        }
      }
    }
    List<Tensor> wanted = new ArrayList<>();
    from.forEach(t -> wanted.add(bars.get(t)));
    return wanted;
  }

  private static void add(Map<Tensor, Tensor> bars, Tensor t, Tensor bar) {
    if (bar != null) {
      bars.put(t, Rules.sum(bars.get(t), bar));
    }
  }

  private static Set<Tensor> identities(List<Tensor> tensors) {
    Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(tensors);
    return set;
  }
}
