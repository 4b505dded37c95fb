package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records a graph once more, on other inputs. */
final class Replay {
  private final Graph graph;
  private final Tensor[] made;
  private final Map<Primitive.Call, List<Tensor>> calls = new HashMap<>();

  private Replay(Graph graph) {
    this.graph = graph;
    made = new Tensor[graph.size()];
  }

  /** What results become where others stand for some of the tensors that they are made from. */
  static List<Tensor> of(List<Tensor> results, List<Tensor> from, List<Tensor> others) {
    Graph graph = Sweeps.graph(results, from);
    Replay replay = new Replay(graph);
    for (int i = 0; i < from.size(); i++) {
      if (graph.number(from.get(i)) >= 0) {
        replay.made[graph.number(from.get(i))] = others.get(i);
      }
    }
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      if (replay.made[number] == null) {
        replay.made[number] = replay.again(graph.tensor(number), graph.operation(number));
      }
    }
    return results.stream().map(replay::now).toList();
  }

  private Tensor now(Tensor t) {
    return made[graph.number(t)];
  }

  private Tensor again(Tensor t, Operation operation) {
    List<Tensor> inputs = new ArrayList<>();
    boolean isSame = true;
    for (Tensor input : operation.inputs()) {
      inputs.add(now(input));
      isSame &= now(input) == input;
    }
    if (isSame) {
      return t;
    }
    if (operation instanceof Operation.Result(Primitive.Call call, int index)) {
      return calls
          .computeIfAbsent(
              call, _ -> Primitive.call(call.primitive(), inputs.toArray(Tensor[]::new)))
          .get(index);
    }
    return Tensor.of(with(operation, inputs), t.shape(), t.type());
  }

  static Operation with(Operation operation, List<Tensor> inputs) {
    Tensor first = inputs.getFirst();
    return switch (operation) {
      case Operation.Elementwise e -> new Operation.Elementwise(e.body(), inputs);
      case Operation.Reduce r -> new Operation.Reduce(r.reduction(), first, r.axes());
      case Operation.Permute p -> new Operation.Permute(first, p.order());
      case Operation.Slice s -> new Operation.Slice(first, s.starts(), s.steps());
      case Operation.Broadcast _ -> new Operation.Broadcast(first);
      case Operation.Reshape _ -> new Operation.Reshape(first);
      case Operation.Assemble a -> new Operation.Assemble(inputs, a.places());
      case Operation.Contract c ->
          new Operation.Contract(first, inputs.get(1), c.xs(), c.ys(), c.results());
      case Operation.Take _ -> new Operation.Take(first, inputs.get(1));
      case Operation.Scatter _ -> new Operation.Scatter(first, inputs.get(1));
      case Operation.Data _, Operation.Number _, Operation.Index _, Operation.Parameter _ ->
          throw new IllegalStateException(operation + " has no inputs");
      case Operation.Result _ -> throw new IllegalStateException("a result is one of a call");
    };
  }
}
