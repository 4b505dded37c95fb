package dev.cusp.tensor;

import dev.cusp.kernel.Reduction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Records a graph once more, with every comparison, choice and order in it decided as it is a
 * little further along a ray: by the values, and where these are equal by the tangents in a few
 * directions (lexicographic derivatives: Nesterov 2005; Khan and Barton 2013; Kakade and Lee 2018).
 * Values are the same where the function is continuous; derivatives are those of the smooth piece
 * that the ray runs into.
 */
final class AlongRay {
  private final Graph graph;
  private final boolean isLenient;
  private final Moving[] made;
  private final Map<Primitive.Call, List<Moving>> calls = new HashMap<>();

  private AlongRay(Graph graph, boolean isLenient) {
    this.graph = graph;
    this.isLenient = isLenient;
    made = new Moving[graph.size()];
  }

  /**
   * What becomes of a graph where its beginnings move.
   *
   * @param isLenient whether numbers are equal that no direction tells apart; else that is a {@link
   *     dev.cusp.runtime.Ray.Undecided} when elements are read
   */
  static AlongRay of(Graph graph, List<Tensor> from, List<Moving> moving, boolean isLenient) {
    AlongRay ray = new AlongRay(graph, isLenient);
    for (int i = 0; i < from.size(); i++) {
      if (graph.number(from.get(i)) >= 0) {
        ray.made[graph.number(from.get(i))] = moving.get(i);
      }
    }
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      if (ray.made[number] == null) {
        ray.made[number] = ray.again(graph.tensor(number), graph.operation(number));
      }
    }
    return ray;
  }

  /** What has become of a tensor. */
  Moving of(Tensor t) {
    int number = graph.number(t);
    return number < 0 ? Moving.still(t) : made[number];
  }

  private List<Moving> body(Traced body, List<Moving> args) {
    Graph inner = Sweeps.graph(body.results(), body.params());
    AlongRay ray = of(inner, body.params(), args, isLenient);
    return body.results().stream().map(ray::of).toList();
  }

  private Moving again(Tensor t, Operation operation) {
    List<Moving> inputs = new ArrayList<>();
    boolean isSame = true;
    for (Tensor input : operation.inputs()) {
      Moving now = of(input);
      inputs.add(now);
      isSame &= now.value() == input && !now.moves();
    }
    if (isSame) {
      return Moving.still(t);
    }
    return switch (operation) {
      case Operation.Result(Primitive.Call call, int index) ->
          calls.computeIfAbsent(call, _ -> call(call.primitive(), inputs)).get(index);
      case Operation.Reduce r when isExtremum(r) && inputs.getFirst().moves() ->
          extremum(r, inputs.getFirst());
      case Operation.Elementwise e -> pushed(t, elementwise(t, e, inputs), inputs);
      default -> pushed(t, Replay.with(operation, values(inputs)), inputs);
    };
  }

  private static List<Tensor> values(List<Moving> inputs) {
    return inputs.stream().map(Moving::value).toList();
  }

  private Operation elementwise(Tensor t, Operation.Elementwise e, List<Moving> inputs) {
    TreeSet<Integer> moving = new TreeSet<>();
    List<Tensor> values = new ArrayList<>(values(inputs));
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).moves()) {
        moving.add(i);
        values.addAll(inputs.get(i).dots());
      }
    }
    boolean isHalf = t.type().isHalf() || e.inputs().getFirst().type().isHalf();
    boolean isSmooth = isHalf || t.type().isFloating() && e.body().ties(moving) == null;
    return moving.isEmpty() || isSmooth
        ? new Operation.Elementwise(e.body(), values(inputs))
        : new Operation.Elementwise(e.body().locked(moving, isLenient), values);
  }

  /** The operation in the place of the one that a tensor came about by, and its tangents. */
  private static Moving pushed(Tensor t, Operation operation, List<Moving> inputs) {
    Tensor value = Tensor.of(operation, t.shape(), t.type());
    if (!t.type().isFloating() || inputs.stream().noneMatch(Moving::moves)) {
      return Moving.still(value);
    }
    List<Tensor> dots = new ArrayList<>();
    for (int w = 0; w < Moving.WIDTH; w++) {
      int direction = w;
      List<Tensor> along = new ArrayList<>();
      inputs.forEach(input -> along.add(input.dot(direction)));
      dots.add(Rules.jvp(value, operation, along));
    }
    return dots.contains(null) ? Moving.still(value) : new Moving(value, dots);
  }

  private static boolean isExtremum(Operation.Reduce r) {
    return r.reduction() == Reduction.MIN || r.reduction() == Reduction.MAX;
  }

  private static Moving extremum(Operation.Reduce r, Moving x) {
    int rank = x.value().shape().rank();
    int[] order =
        IntStream.concat(
                IntStream.range(0, rank).filter(axis -> !r.axes().contains(axis)),
                r.axes().stream().mapToInt(i -> i))
            .toArray();
    Shape kept = x.value().shape().without(r.axes());
    int[] lengths =
        IntStream.concat(IntStream.of(Shape.ints(kept.lengths())), IntStream.of(-1)).toArray();
    Tensor ranks = x.ranks().permute(order).reshape(lengths);
    Tensor best = r.reduction() == Reduction.MAX ? ranks.argmax(-1) : ranks.argmin(-1);
    Tensor at = best.expandDims(-1);
    return x.map(t -> t.permute(order).reshape(lengths).gather(-1, at).squeeze(-1));
  }

  private List<Moving> call(Primitive primitive, List<Moving> inputs) {
    if (inputs.stream().noneMatch(Moving::moves)) {
      return Primitive.call(primitive, values(inputs).toArray(Tensor[]::new)).stream()
          .map(Moving::still)
          .toList();
    }
    return switch (primitive) {
      case SortOrder order -> chosen(order, inputs.getFirst().ranks());
      case RunningExtreme extreme -> chosen(extreme, inputs.getFirst().ranks());
      case SearchSorted search -> {
        List<Moving> flat = inputs.stream().map(x -> x.map(Tensor::flatten)).toList();
        Tensor ranks = Moving.join(flat, all -> Views.concat(0, all)).ranks();
        int n = inputs.getFirst().value().shape().size();
        int[] shape = Shape.ints(inputs.get(1).value().shape().lengths());
        Tensor values = ranks.slice(0, Range.from(n)).reshape(shape);
        yield chosen(search, ranks.slice(0, Range.of(0, n)), values);
      }
      case MaxPool pool -> {
        Tensor at = Primitive.call(pool, inputs.getFirst().ranks()).get(1);
        yield List.of(inputs.getFirst().map(x -> x.flatten().take(at)), Moving.still(at));
      }
      case ScatterInto scatter when !scatter.isSmooth() -> {
        List<Moving> flat =
            List.of(inputs.get(0).map(Tensor::flatten), inputs.get(2).map(Tensor::flatten));
        Moving both = Moving.join(flat, all -> Views.concat(0, all));
        Tensor ranks = both.ranks();
        int n = inputs.get(0).value().shape().size();
        int[] into = Shape.ints(inputs.get(0).value().shape().lengths());
        int[] of = Shape.ints(inputs.get(2).value().shape().lengths());
        Tensor best =
            Primitive.call(
                    scatter,
                    ranks.slice(0, Range.of(0, n)).reshape(into),
                    inputs.get(1).value(),
                    ranks.slice(0, Range.from(n)).reshape(of))
                .getFirst();
        Tensor at = ranks.argsort(0).take(best.as(DType.I32));
        yield List.of(both.map(x -> x.take(at)));
      }
      case Checkpoint checkpoint -> body(checkpoint.body(), inputs);
      case Rolled loop -> unrolled(loop, inputs);
      default -> smooth(primitive, inputs);
    };
  }

  private static List<Moving> chosen(Primitive primitive, Tensor... ranks) {
    return Primitive.call(primitive, ranks).stream().map(Moving::still).toList();
  }

  private static List<Moving> smooth(Primitive primitive, List<Moving> inputs) {
    List<Tensor> values = values(inputs);
    List<Tensor> results = Primitive.call(primitive, values.toArray(Tensor[]::new));
    List<List<Tensor>> dots = new ArrayList<>();
    for (int w = 0; w < Moving.WIDTH; w++) {
      int direction = w;
      List<Tensor> along = new ArrayList<>();
      inputs.forEach(input -> along.add(input.dot(direction)));
      dots.add(primitive.jvp(values, results, along));
    }
    List<Moving> all = new ArrayList<>();
    for (int k = 0; k < results.size(); k++) {
      int result = k;
      List<Tensor> own = new ArrayList<>();
      dots.forEach(each -> own.add(each.get(result)));
      all.add(new Moving(results.get(k), own.contains(null) ? null : own));
    }
    return all;
  }

  /** Round by round, as many as there are along the ray. */
  private List<Moving> unrolled(Rolled loop, List<Moving> inputs) {
    int carried = loop.carried();
    int limit = loop.isCounted() ? (int) inputs.getLast().value().item() : loop.length();
    List<Moving> now = inputs.subList(0, carried);
    int first = carried + loop.sliced();
    List<List<Moving>> outputs = new ArrayList<>();
    List<List<Moving>> kept = new ArrayList<>();
    int round = 0;
    for (; round < limit && goesOn(loop, now, inputs); round++) {
      int at = loop.isReversed() ? limit - 1 - round : round;
      List<Moving> args = new ArrayList<>(now);
      inputs.subList(carried, first).forEach(x -> args.add(x.map(t -> t.at(0, at))));
      args.addAll(inputs.subList(first, first + loop.uses()));
      List<Moving> next = body(loop.body(), args);
      outputs.add(next.subList(carried, next.size()));
      kept.add(now);
      now = next.subList(0, carried);
    }
    List<Moving> results = new ArrayList<>(now);
    List<Tensor> specs = loop.body().results();
    for (int i = 0; i < loop.outputs(); i++) {
      results.add(stacked(loop, outputs, i, specs.get(carried + i)));
    }
    for (int i = 0; loop.keeps() && i < carried; i++) {
      results.add(stacked(loop, kept, i, specs.get(i)));
    }
    if (loop.condition() != null) {
      results.add(Moving.still(Tensor.number(round, DType.I32)));
    }
    return results;
  }

  private boolean goesOn(Rolled loop, List<Moving> now, List<Moving> inputs) {
    if (loop.condition() == null) {
      return true;
    }
    int tested = loop.tested(inputs.size());
    int from = loop.carried() + loop.sliced() + loop.uses();
    List<Moving> args = new ArrayList<>(now.subList(0, tested));
    args.addAll(inputs.subList(from, from + loop.condition().params().size() - tested));
    return body(loop.condition(), args).getFirst().value().item() != 0;
  }

  /** What rounds have put out in one place, and zeros for the rounds that there were not. */
  private static Moving stacked(Rolled loop, List<List<Moving>> rounds, int place, Tensor like) {
    List<Moving> parts = new ArrayList<>(rounds.stream().map(round -> round.get(place)).toList());
    Moving none = Moving.still(Tensor.full(0, like.type(), like.shape()));
    parts.addAll(Collections.nCopies(loop.length() - parts.size(), none));
    if (loop.isReversed()) {
      Collections.reverse(parts);
    }
    if (parts.isEmpty()) {
      return none.map(t -> t.expandDims(0).slice(0, Range.of(0, 0)));
    }
    return Moving.join(parts, all -> Views.stack(0, all.toArray(Tensor[]::new)));
  }
}
