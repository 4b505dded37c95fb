package dev.cusp.schedule;

import dev.cusp.tensor.DType;
import dev.cusp.tensor.Graph;
import dev.cusp.tensor.Operation;
import dev.cusp.tensor.Shape;
import dev.cusp.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A graph as it is at one moment, its tensors numbered in the order in which they are computed. */
final class Nodes {
  /**
   * A tensor.
   *
   * @param operation null where the elements are there already
   */
  record Node(Operation operation, Shape shape, DType type, List<Integer> inputs) {
    Object structure() {
      return operation == null ? "there" : operation.structure();
    }
  }

  /** Equal for graphs that the same code computes. */
  record Signature(List<List<Object>> nodes, List<Integer> results) {}

  final List<Node> nodes = new ArrayList<>();
  final List<Integer> results = new ArrayList<>();

  /** Elements that are there, by node; null for the others. */
  final List<Object> data = new ArrayList<>();

  /** Java numbers, by node; 0 for the others. */
  final double[] numbers;

  Nodes(List<Tensor> wanted) {
    List<Tensor> order = Graph.order(wanted, Tensor::isEvaluated);
    Map<Tensor, Integer> places = new IdentityHashMap<>();
    numbers = new double[order.size()];
    for (Tensor t : order) {
      Operation operation = t.isEvaluated() ? null : t.operation();
      List<Integer> inputs = new ArrayList<>();
      if (operation != null) {
        operation.inputs().forEach(input -> inputs.add(places.get(input)));
      }
      if (operation instanceof Operation.Number(double value)) {
        numbers[places.size()] = value;
      }
      places.put(t, places.size());
      nodes.add(new Node(operation, t.shape(), t.type(), List.copyOf(inputs)));
      data.add(operation == null ? t.data() : null);
    }
    wanted.forEach(t -> results.add(places.get(t)));
  }

  Signature signature() {
    List<List<Object>> all = new ArrayList<>();
    for (Node n : nodes) {
      all.add(List.of(n.structure(), n.shape(), n.type(), n.inputs()));
    }
    return new Signature(all, results);
  }

  Node get(int i) {
    return nodes.get(i);
  }

  int size() {
    return nodes.size();
  }
}
