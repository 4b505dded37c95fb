package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * A function of tensors, recorded once on parameters. Two are equal where the same code computes
 * them. It holds on to nothing but its own operations.
 */
final class Traced {
  /** Products are kept that have so many times the elements of what is carried, at most. */
  private static final long KEPT = 4;

  /** And whose elements are sums of so many terms, at least. */
  private static final int DEEP = 16;

  private final List<Tensor> params;
  private final List<Tensor> results;
  private final Object structure;

  private Traced(List<Tensor> params, List<Tensor> results) {
    this.params = params;
    this.results = results;
    structure = Evaluator.standard().structure(params, results);
  }

  /**
   * A function with what it uses besides its parameters, which its last parameters stand for: what
   * does not depend on the others and costs something, and numbers.
   */
  record Closed(Traced traced, List<Tensor> uses) {}

  static Closed of(List<Tensor> params, List<Tensor> results) {
    Numbering own = new Numbering();
    params.forEach(own::add);
    Graph graph = Graph.of(results, t -> own.of(t) >= 0 || t.isEvaluated());
    boolean[] depends = new boolean[graph.size()];
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      depends[number] = own.of(graph.tensor(number)) >= 0;
      for (Tensor input : inputs(graph, number)) {
        depends[number] |= depends[graph.number(input)];
      }
    }
    boolean[] needed = new boolean[graph.size()];
    results.forEach(t -> needed[graph.number(t)] = true);
    List<Tensor> uses = new ArrayList<>();
    for (int i = graph.size() - 1; i >= 0; i--) {
      int number = graph.at(i);
      boolean isInside = depends[number] || isView(graph.tensor(number), graph.operation(number));
      if (needed[number] && isInside) {
        inputs(graph, number).forEach(input -> needed[graph.number(input)] = true);
      } else if (needed[number]) {
        uses.add(graph.tensor(number));
      }
    }
    List<Tensor> from = new ArrayList<>(params);
    from.addAll(uses);
    List<Tensor> fresh = new ArrayList<>(params);
    uses.forEach(t -> fresh.add(Tensor.parameter(t.shape(), t.type())));
    return new Closed(new Traced(fresh, Replay.of(results, from, fresh)), uses);
  }

  /**
   * Products of matrices that a function computes of its parameters, where keeping them is worth
   * more than their memory.
   *
   * @param carried what is kept anyway
   */
  static List<Tensor> products(List<Tensor> params, List<Tensor> results, List<Tensor> carried) {
    long most = KEPT * carried.stream().mapToLong(t -> t.shape().size()).sum();
    Graph graph = Sweeps.graph(results, params);
    List<Tensor> products = new ArrayList<>();
    boolean[] depends = new boolean[graph.size()];
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      Tensor t = graph.tensor(number);
      depends[number] = params.contains(t);
      for (Tensor input : inputs(graph, number)) {
        depends[number] |= depends[graph.number(input)];
      }
      if (depends[number]
          && graph.operation(number) instanceof Operation.Contract c
          && c.depth() >= DEEP
          && t.shape().size() <= most
          && !results.contains(t)) {
        products.add(t);
      }
    }
    return products;
  }

  private static List<Tensor> inputs(Graph graph, int number) {
    return graph.operation(number) == null ? List.of() : graph.operation(number).inputs();
  }

  /** Whether it costs nothing inside; a copy of the same shape is a function's own argument. */
  private static boolean isView(Tensor t, Operation operation) {
    return switch (operation) {
      case Operation.Reshape r -> !r.input().shape().equals(t.shape());
      case Operation.Broadcast _, Operation.Permute _, Operation.Slice _ -> true;
      case Operation.Index _ -> true;
      case null, default -> false;
    };
  }

  List<Tensor> params() {
    return params;
  }

  List<Tensor> results() {
    return results;
  }

  /** The results for other tensors in the parameters' places. */
  List<Tensor> on(List<Tensor> args) {
    return Replay.of(results, params, args);
  }

  Evaluator.OnParts routine() {
    return Evaluator.standard().compile(params, results);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Traced traced && structure.equals(traced.structure);
  }

  @Override
  public int hashCode() {
    return structure.hashCode();
  }
}
