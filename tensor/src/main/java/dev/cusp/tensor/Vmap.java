package dev.cusp.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A function of one example as a function of many: along axis 0 of all tensors given, and of all
 * results. Every operation is recorded once, for all examples at a time, so a product with a matrix
 * becomes a product of matrices; {@link Loops#map} gives the same example by example.
 *
 * <p>Whatever the function uses besides its argument is the same for all examples. Derivatives may
 * be taken inside, as in {@code Vmap.of(x -> Gradients.of(model -> loss(model, x)).apply(model))},
 * the gradient of each example, and outside.
 */
public final class Vmap {
  private final Graph graph;
  private final int count;

  /** By number: the tensor, or with a further axis 0 where it is different for each example. */
  private final Tensor[] made;

  private final boolean[] isMany;
  private final Map<Primitive.Call, List<Tensor>> calls = new HashMap<>();

  private Vmap(Graph graph, int count) {
    this.graph = graph;
    this.count = count;
    made = new Tensor[graph.size()];
    isMany = new boolean[graph.size()];
  }

  /**
   * The function for all examples at a time. Its argument and its result are tensors, or records,
   * lists, maps and arrays of them. It cannot read elements of its argument.
   */
  public static <X, Y> Function<X, Y> of(Function<X, Y> f) {
    return xs -> {
      List<Tensor> all = Leaves.every(xs);
      int count = count(all);
      List<Tensor> params = new ArrayList<>();
      all.forEach(x -> params.add(Tensor.parameter(x.shape().without(List.of(0)), x.type())));
      Y y = f.apply(Leaves.withEvery(xs, params));
      List<Boolean> which = Collections.nCopies(all.size(), true);
      return Leaves.withEvery(y, of(Leaves.every(y), params, all, which, count));
    };
  }

  private static int count(List<Tensor> all) {
    if (all.isEmpty()) {
      throw new ShapeException("vmap: no tensors, so no examples");
    }
    Shape first = all.getFirst().shape();
    for (Tensor x : all) {
      if (x.shape().rank() == 0 || x.shape().length(0) != first.length(0)) {
        throw new ShapeException(
            "vmap: shapes %s and %s are not equally long along axis 0", first, x.shape());
      }
    }
    return first.length(0);
  }

  /**
   * What results become of others in the places of tensors that they are made from.
   *
   * @param which of them have examples along an axis 0
   */
  static List<Tensor> of(
      List<Tensor> results,
      List<Tensor> from,
      List<Tensor> others,
      List<Boolean> which,
      int count) {
    Graph graph = Sweeps.graph(results, from);
    Vmap vmap = new Vmap(graph, count);
    for (int i = 0; i < from.size(); i++) {
      if (graph.number(from.get(i)) >= 0) {
        vmap.put(graph.number(from.get(i)), others.get(i), which.get(i));
      }
    }
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      if (vmap.made[number] == null) {
        vmap.again(number);
      }
    }
    return results.stream().map(vmap::all).toList();
  }

  private void put(int number, Tensor t, boolean many) {
    made[number] = t;
    isMany[number] = many;
  }

  private Tensor now(Tensor t) {
    return made[graph.number(t)];
  }

  private boolean isMany(Tensor t) {
    return isMany[graph.number(t)];
  }

  /** Of each example, the same for all where it does not depend on them. */
  private Tensor all(Tensor t) {
    return isMany(t) ? now(t) : now(t).broadcastTo(longer(t.shape()));
  }

  private Shape longer(Shape shape) {
    List<Integer> lengths = new ArrayList<>(shape.lengths());
    lengths.addFirst(count);
    return new Shape(lengths);
  }

  private static List<Integer> then(int first, List<Integer> more) {
    List<Integer> all = new ArrayList<>(more);
    all.addFirst(first);
    return all;
  }

  private static List<Integer> moved(List<Integer> axes) {
    return axes.stream().map(axis -> axis + 1).toList();
  }

  private void again(int number) {
    Tensor t = graph.tensor(number);
    Operation operation = graph.operation(number);
    if (operation.inputs().stream().noneMatch(this::isMany)) {
      put(number, t, false);
      return;
    }
    List<Tensor> inputs = operation.inputs();
    Tensor many =
        switch (operation) {
          case Operation.Elementwise e ->
              made(t, new Operation.Elementwise(e.body(), inputs.stream().map(this::all).toList()));
          case Operation.Reduce r ->
              made(t, new Operation.Reduce(r.reduction(), now(r.input()), moved(r.axes())));
          case Operation.Permute p ->
              made(t, new Operation.Permute(now(p.input()), then(0, moved(p.order()))));
          case Operation.Slice s ->
              made(t, new Operation.Slice(now(s.input()), then(0, s.starts()), then(1, s.steps())));
          case Operation.Broadcast b -> {
            List<Integer> lengths = new ArrayList<>(b.input().shape().lengths());
            lengths.addAll(0, Collections.nCopies(t.shape().rank() - lengths.size(), 1));
            yield shaped(now(b.input()), new Shape(lengths)).broadcastTo(longer(t.shape()));
          }
          case Operation.Reshape r -> shaped(now(r.input()), t.shape());
          case Operation.Assemble a ->
              made(
                  t,
                  new Operation.Assemble(
                      inputs.stream().map(this::all).toList(),
                      a.places().stream()
                          .map(p ->
                              new Operation.Assemble.Place(then(0, p.starts()), then(1, p.steps())))
                          .toList()));
          case Operation.Contract c -> {
            String label = Contraction.another(c);
            String xs = (isMany(c.x()) ? label : "") + c.xs();
            String ys = (isMany(c.y()) ? label : "") + c.ys();
            yield Contraction.contract(now(c.x()), xs, now(c.y()), ys, label + c.results());
          }
          case Operation.Take take -> take(take);
          case Operation.Scatter s -> scatter(s, t.shape());
          case Operation.Result(Primitive.Call call, int index) ->
              calls.computeIfAbsent(call, this::call).get(index);
          case Operation.Data _, Operation.Number _, Operation.Index _, Operation.Parameter _ ->
              throw new IllegalStateException(operation + " has no inputs");
        };
    put(number, many, true);
  }

  private Tensor made(Tensor t, Operation operation) {
    return Tensor.of(operation, longer(t.shape()), t.type());
  }

  /** Each example under another shape. */
  private Tensor shaped(Tensor many, Shape shape) {
    return many.reshape(Shape.ints(longer(shape).lengths()));
  }

  private List<Tensor> call(Primitive.Call call) {
    List<Boolean> which = call.inputs().stream().map(this::isMany).toList();
    return call.primitive().batched(call.inputs().stream().map(this::all).toList(), which);
  }

  private Tensor take(Operation.Take take) {
    int rank = take.rows().shape().rank();
    if (!isMany(take.table())) {
      return now(take.table()).take(now(take.rows()));
    }
    if (!isMany(take.rows())) {
      return now(take.table()).swapAxes(0, 1).take(now(take.rows())).moveAxis(rank, 0);
    }
    Shape table = take.table().shape();
    List<Integer> lengths = then(count * table.length(0), table.lengths().subList(1, table.rank()));
    Tensor rows = apart(now(take.rows()), table.length(0));
    return now(take.table()).reshape(Shape.ints(lengths)).take(rows);
  }

  private Tensor scatter(Operation.Scatter s, Shape result) {
    int n = result.length(0);
    if (!isMany(s.rows())) {
      Tensor inner = now(s.input()).moveAxis(0, s.rows().shape().rank());
      List<Integer> lengths = new ArrayList<>(result.lengths());
      lengths.add(1, count);
      Operation all = new Operation.Scatter(inner, now(s.rows()));
      return Tensor.of(all, new Shape(lengths), inner.type()).moveAxis(1, 0);
    }
    Operation all = new Operation.Scatter(all(s.input()), apart(now(s.rows()), n));
    List<Integer> lengths = then(count * n, result.lengths().subList(1, result.rank()));
    Tensor flat = Tensor.of(all, new Shape(lengths), s.input().type());
    return shaped(flat, result);
  }

  /** Rows of n for each example as rows of all; what is none of n stays none. */
  private Tensor apart(Tensor rows, int n) {
    int[] lengths = new int[rows.shape().rank()];
    Arrays.fill(lengths, 1);
    lengths[0] = count;
    Tensor first = Tensor.range(count).mul(n).reshape(lengths);
    Tensor row = rows.lt(0).where(rows.add(n), rows);
    Tensor isThere = row.ge(0).and(row.lt(n));
    return isThere.where(row.add(first), Tensor.number(Integer.MAX_VALUE, DType.I32));
  }
}
