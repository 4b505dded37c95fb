package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Both modes over a recorded graph; what they compute is recorded too, so they can be repeated. */
final class Sweeps {
  private final Graph graph;

  /** By number: tangents or cotangents; null for zero. */
  private final Tensor[] dots;

  private final Set<Primitive.Call> done = new HashSet<>();

  private Sweeps(Graph graph) {
    this.graph = graph;
    dots = new Tensor[graph.size()];
  }

  /** What results depend on, back to where derivatives are taken. */
  static Graph graph(List<Tensor> results, List<Tensor> from) {
    Numbering ends = new Numbering();
    from.forEach(ends::add);
    return Graph.of(results, t -> ends.of(t) >= 0);
  }

  /** Tangents of results for tangents of what they were computed from; null for zero. */
  static List<Tensor> jvp(List<Tensor> results, List<Tensor> from, List<Tensor> fromDots) {
    Sweeps sweep = new Sweeps(graph(results, from));
    for (int i = 0; i < from.size(); i++) {
      sweep.put(from.get(i), fromDots.get(i));
    }
    for (int i = 0; i < sweep.graph.size(); i++) {
      sweep.push(sweep.graph.at(i));
    }
    return sweep.values(results);
  }

  private void push(int number) {
    Operation operation = graph.operation(number);
    List<Tensor> inputs = operation == null ? List.of() : values(operation.inputs());
    if (inputs.stream().allMatch(Objects::isNull)) {
      return;
    }
    Tensor t = graph.tensor(number);
    if (!(operation instanceof Operation.Result(Primitive.Call call, int _))) {
      dots[number] = t.type().isFloating() ? Rules.jvp(t, operation, inputs) : null;
    } else if (done.add(call)) {
      List<Tensor> tangents = call.jvp(inputs);
      for (int k = 0; k < tangents.size(); k++) {
        put(call.results().get(k), tangents.get(k));
      }
    }
  }

  private List<Tensor> values(List<Tensor> tensors) {
    Tensor[] values = new Tensor[tensors.size()];
    for (int i = 0; i < values.length; i++) {
      int number = graph.number(tensors.get(i));
      values[i] = number < 0 ? null : dots[number];
    }
    return Arrays.asList(values);
  }

  private void put(Tensor t, Tensor dot) {
    int number = graph.number(t);
    if (number >= 0) {
      dots[number] = dot;
    }
  }

  /** Cotangents of what results were computed from, for cotangents of these; null for zero. */
  static List<Tensor> vjp(List<Tensor> results, List<Tensor> from, List<Tensor> resultBars) {
    return vjp(graph(results, from), results, from, resultBars);
  }

  /** The same where the graph is known. */
  static List<Tensor> vjp(
      Graph graph, List<Tensor> results, List<Tensor> from, List<Tensor> resultBars) {
    Sweeps sweep = new Sweeps(graph);
    boolean[] active = active(graph, from);
    for (int i = 0; i < results.size(); i++) {
      sweep.add(results.get(i), resultBars.get(i));
    }
    for (int i = graph.size() - 1; i >= 0; i--) {
      int number = graph.at(i);
      if (active[number] && graph.operation(number) != null) {
        sweep.pull(number, active);
      }
    }
    return sweep.values(from);
  }

  /** Which depend on where derivatives are taken, smoothly. */
  static boolean[] active(Graph graph, List<Tensor> from) {
    boolean[] active = new boolean[graph.size()];
    for (Tensor t : from) {
      int number = graph.number(t);
      if (number >= 0) {
        active[number] = true;
      }
    }
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      if (graph.operation(number) != null && graph.tensor(number).type().isFloating()) {
        for (Tensor input : graph.operation(number).inputs()) {
          active[number] |= active[graph.number(input)];
        }
      }
    }
    return active;
  }

  private void pull(int number, boolean[] active) {
    Operation operation = graph.operation(number);
    List<Tensor> inputs = operation.inputs();
    if (operation instanceof Operation.Result(Primitive.Call call, int _)) {
      List<Tensor> given = values(call.results());
      if (given.stream().anyMatch(Objects::nonNull) && done.add(call)) {
        List<Tensor> bars = call.vjp(given);
        for (int i = 0; i < bars.size(); i++) {
          add(inputs.get(i), active[graph.number(inputs.get(i))] ? bars.get(i) : null);
        }
      }
      return;
    }
    Tensor bar = dots[number];
    List<Tensor> bars = new ArrayList<>();
    for (int i = 0; bar != null && i < inputs.size(); i++) {
      boolean isActive = active[graph.number(inputs.get(i))];
      bars.add(isActive ? Rules.vjp(graph.tensor(number), operation, i, bar) : null);
    }
    for (int i = 0; i < bars.size(); i++) {
      add(inputs.get(i), bars.get(i));
    }
  }

  private void add(Tensor t, Tensor bar) {
    int number = graph.number(t);
    if (bar != null && number >= 0) {
      dots[number] = Rules.sum(dots[number], bar);
    }
  }
}
