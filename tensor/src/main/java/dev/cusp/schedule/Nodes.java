package dev.cusp.schedule;

import dev.cusp.ir.Source;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Graph;
import dev.cusp.tensor.Operation;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is computed, numbered in the order in which it is computed; gradients are recorded for it.
 * What would be computed twice is one node.
 */
final class Nodes {
  /**
   * A tensor.
   *
   * @param operation null where the elements are there already
   * @param source for elements that are there, and for numbers, where they are found in what was
   *     recorded; -1 for others
   */
  record Node(Operation operation, Shape shape, DType type, List<Integer> inputs, int source) {
    /** Such as {@code sum, f32 [3, 4]}. */
    String toText() {
      String name =
          switch (operation) {
            case null -> "there";
            case Operation.Elementwise e -> e.body().func().name() + line(e);
            case Operation.Reduce r -> r.reduction().name();
            case Operation.Result r -> r.call().primitive().getClass().getSimpleName();
            default -> operation.getClass().getSimpleName();
          };
      return "%s, %s %s".formatted(name, type, shape);
    }

    private static String line(Operation.Elementwise e) {
      Source source = e.body().func().source();
      return source == null ? "" : " at " + source;
    }
  }

  /** Equal for nodes that have the same elements. */
  private record Same(Object structure, Shape shape, DType type, List<Integer> inputs) {}

  final List<Node> nodes = new ArrayList<>();
  final List<Integer> results = new ArrayList<>();

  private final Recorded recorded;
  private final Map<Same, Integer> known = new HashMap<>();
  private boolean isPure;

  Nodes(List<Tensor> wanted, Recorded recorded) {
    this.recorded = recorded;
    isPure = true;
    recorded.derivations.forEach(derivation -> isPure &= derivation.record());
    Graph graph = Graph.of(wanted, this::isThere);
    int[] places = new int[graph.size()];
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      places[number] = place(graph, number, places);
    }
    wanted.forEach(t -> results.add(places[graph.number(t)]));
  }

  private boolean isThere(Tensor t) {
    int number = recorded.tensors.of(t);
    return number < 0 ? t.isEvaluated() : recorded.data(number) != null;
  }

  /** Whether graphs of the same structure have the same nodes. */
  boolean isPure() {
    return isPure;
  }

  private int place(Graph graph, int number, int[] places) {
    Tensor t = graph.tensor(number);
    Operation operation = graph.operation(number);
    if (operation instanceof Operation.Reshape r && r.input().shape().equals(t.shape())) {
      return places[graph.number(r.input())];
    }
    int source = recorded.tensors.of(t);
    List<Integer> inputs = new ArrayList<>();
    if (operation != null) {
      operation.inputs().forEach(input -> inputs.add(places[graph.number(input)]));
    }
    isPure &= !(operation instanceof Operation.Data) && (operation != null || source >= 0);
    Object structure =
        switch (operation) {
          case null -> source;
          case Operation.Data _ -> t;
          case Operation.Number n -> source < 0 ? n : source;
          default -> operation.structure();
        };
    Same same = new Same(structure, t.shape(), t.type(), inputs);
    return known.computeIfAbsent(
        same,
        _ -> {
          nodes.add(new Node(operation, t.shape(), t.type(), List.copyOf(inputs), source));
          return nodes.size() - 1;
        });
  }

  Node get(int i) {
    return nodes.get(i);
  }

  int size() {
    return nodes.size();
  }
}
