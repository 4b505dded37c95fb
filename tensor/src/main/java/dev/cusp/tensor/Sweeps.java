package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    Set<Primitive.Call> done = new HashSet<>();
    for (Tensor t : Graph.order(results, identities(from)::contains)) {
      List<Tensor> inputs = values(dots, t.operation().inputs());
      if (dots.containsKey(t) || inputs.stream().allMatch(Objects::isNull)) {
        continue;
      }
      if (!(t.operation() instanceof Operation.Result(Primitive.Call call, int _))) {
        put(dots, t, t.type().isFloating() ? Rules.jvp(t, inputs) : null);
      } else if (done.add(call)) {
        List<Tensor> tangents = call.jvp(inputs);
        for (int k = 0; k < tangents.size(); k++) {
          put(dots, call.results().get(k), tangents.get(k));
        }
      }
    }
    return values(dots, results);
  }

  private static List<Tensor> values(Map<Tensor, Tensor> known, List<Tensor> tensors) {
    List<Tensor> values = new ArrayList<>();
    tensors.forEach(t -> values.add(known.get(t)));
    return values;
  }

  private static void put(Map<Tensor, Tensor> dots, Tensor t, Tensor dot) {
    if (dot != null) {
      dots.put(t, dot);
    }
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
    Set<Primitive.Call> done = new HashSet<>();
    for (Tensor t : order.reversed()) {
      if (!active.contains(t) || ends.contains(t)) {
        continue;
      }
      List<Tensor> inputs = t.operation().inputs();
      List<Tensor> inputBars = pulled(t, bars, active, done);
      for (int i = 0; i < inputBars.size(); i++) {
        if (active.contains(inputs.get(i))) {
          add(bars, inputs.get(i), inputBars.get(i));
        }
      }
    }
    return values(bars, from);
  }

  /** Cotangents of a tensor's inputs; of the results of one call, those of all of them at once. */
  private static List<Tensor> pulled(
      Tensor t, Map<Tensor, Tensor> bars, Set<Tensor> active, Set<Primitive.Call> done) {
    if (t.operation() instanceof Operation.Result(Primitive.Call call, int _)) {
      List<Tensor> given = values(bars, call.results());
      boolean isNone = given.stream().allMatch(Objects::isNull);
      return isNone || !done.add(call) ? List.of() : call.vjp(given);
    }
    List<Tensor> pulled = new ArrayList<>();
    List<Tensor> inputs = bars.containsKey(t) ? t.operation().inputs() : List.of();
    for (int i = 0; i < inputs.size(); i++) {
      pulled.add(active.contains(inputs.get(i)) ? Rules.vjp(t, i, bars.get(t)) : null);
    }
    return pulled;
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
