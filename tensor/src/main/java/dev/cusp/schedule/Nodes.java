package dev.cusp.schedule;

import dev.cusp.ir.Source;
import dev.cusp.kernel.Reduction;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Graph;
import dev.cusp.tensor.Operation;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** Stands for what is not computed. */
  private static final Operation SKIPPED = new Operation.Parameter();

  private final Recorded recorded;
  private final Map<Same, Integer> known = new HashMap<>();
  private boolean isPure;

  Nodes(List<Tensor> wanted, Recorded recorded) {
    this.recorded = recorded;
    isPure = true;
    recorded.derivations.forEach(derivation -> isPure &= derivation.record());
    Graph graph = Graph.of(wanted, this::isThere);
    Operation[] operations = operations(graph, wanted);
    int[] places = new int[graph.size()];
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      places[number] =
          operations[number] == SKIPPED ? -1 : place(graph, number, operations, places);
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

  /**
   * The operations by number. A contraction that is read in another order of its axes, or summed
   * over some of them, by all that read it in the same way, is one with that done.
   */
  private static Operation[] operations(Graph graph, List<Tensor> wanted) {
    Operation[] operations = new Operation[graph.size()];
    Object[] ways = new Object[graph.size()]; // in which each is read; its tensor for several
    wanted.forEach(t -> ways[graph.number(t)] = t);
    for (int i = 0; i < operations.length; i++) {
      Operation operation = operations[graph.at(i)] = graph.operation(graph.at(i));
      for (Tensor input : operation == null ? List.<Tensor>of() : operation.inputs()) {
        int number = graph.number(input);
        Object way = way(operation, input);
        ways[number] = ways[number] == null || way.equals(ways[number]) ? way : input;
      }
    }
    for (int i = 0; i < operations.length; i++) {
      int number = graph.at(i);
      Operation operation = operations[number];
      int input =
          operation == null || operation.inputs().size() != 1
              ? number
              : graph.number(operation.inputs().getFirst());
      if (operations[input] instanceof Operation.Contract c
          && input != number
          && way(operation, graph.tensor(input)).equals(ways[input])
          && graph.tensor(input).type() == graph.tensor(number).type()) {
        String results = results(operation, c);
        if (results != null) {
          operations[number] = new Operation.Contract(c.x(), c.y(), c.xs(), c.ys(), results);
        }
      }
    }
    return used(graph, operations, wanted);
  }

  private static Object way(Operation operation, Tensor input) {
    return switch (operation) {
      case Operation.Permute p -> p.order();
      case Operation.Reduce r when r.reduction() == Reduction.SUM -> Set.copyOf(r.axes());
      default -> input;
    };
  }

  /**
   * The labels of a contraction that is then permuted or summed; null where it has to be itself.
   */
  private static String results(Operation operation, Operation.Contract c) {
    StringBuilder results = new StringBuilder();
    if (operation instanceof Operation.Permute p) {
      p.order().forEach(axis -> results.append(c.results().charAt(axis)));
    } else if (operation instanceof Operation.Reduce r) {
      for (int axis = 0; axis < c.results().length(); axis++) {
        char label = c.results().charAt(axis);
        if (!r.axes().contains(axis)) {
          results.append(label);
        } else if (c.xs().indexOf(label) < 0 || c.ys().indexOf(label) < 0) {
          return null; // a sum over one factor
        }
      }
    } else {
      return null;
    }
    return results.toString();
  }

  /** Without the contractions that nothing reads any more. */
  private static Operation[] used(Graph graph, Operation[] operations, List<Tensor> wanted) {
    boolean[] isRead = new boolean[operations.length];
    wanted.forEach(t -> isRead[graph.number(t)] = true);
    for (int i = operations.length - 1; i >= 0; i--) {
      int number = graph.at(i);
      if (!isRead[number] && operations[number] instanceof Operation.Contract) {
        operations[number] = SKIPPED;
      } else if (operations[number] != null) {
        operations[number].inputs().forEach(input -> isRead[graph.number(input)] = true);
      }
    }
    return operations;
  }

  private int place(Graph graph, int number, Operation[] operations, int[] places) {
    Tensor t = graph.tensor(number);
    Operation operation = operations[number];
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

  /** A node with the shapes of what it is computed from. */
  String stepText(int i) {
    String of =
        get(i).inputs().stream().map(k -> "" + get(k).shape()).collect(Collectors.joining(" "));
    return get(i).toText() + (of.isEmpty() ? "" : " of " + of);
  }

  Node get(int i) {
    return nodes.get(i);
  }

  int size() {
    return nodes.size();
  }
}
