package dev.cusp.tensor;

import dev.cusp.kernel.Reduction;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What one evaluation of a function of tensors came by, where it is not smooth.
 *
 * @param visits one for each operation that has kinks or jumps and depends on the argument, inputs
 *     before what is made of them
 */
public record TensorTrace(double value, List<Visit> visits) {
  private static final ScopedValue<Map<Tensor, String>> LINES = ScopedValue.newInstance();

  /** How many are being taken; while there are none, nothing is looked up. */
  private static final AtomicInteger OPEN = new AtomicInteger();

  /**
   * An operation.
   *
   * @param where the user's line
   * @param what the method of elements, the reduction or the primitive
   * @param elements how many were computed
   * @param ties at how many of them it is not smooth; -1 where that is not looked for
   */
  public record Visit(String where, String what, long elements, long ties) {
    @Override
    public String toString() {
      String of = ties < 0 ? "not looked for" : ties + " of " + elements;
      return "%s  %s  %s".formatted(where, what, of);
    }
  }

  /** Notes the line in which a tensor is recorded. */
  static void note(Tensor t) {
    if (OPEN.get() > 0 && LINES.isBound()) {
      LINES.get().put(t, ShapeException.where());
    }
  }

  /** Records with the line of each tensor put into a map. */
  static <R> R noting(Map<Tensor, String> lines, Supplier<R> recorded) {
    OPEN.incrementAndGet();
    try {
      return ScopedValue.where(LINES, lines).call(recorded::get);
    } finally {
      OPEN.decrementAndGet();
    }
  }

  /** All elements at ties, as far as they were looked for. */
  public long ties() {
    return visits.stream().mapToLong(visit -> Math.max(0, visit.ties())).sum();
  }

  static <A> TensorTrace of(Function<A, Tensor> f, A a) {
    Map<Tensor, String> lines = new IdentityHashMap<>();
    A own = Gradients.own(a);
    Tensor value = Gradients.recording(() -> noting(lines, () -> f.apply(own)));
    List<Tensor> from = Leaves.of(own);
    Graph graph = Sweeps.graph(List.of(value), from);
    boolean[] active = Sweeps.active(graph, from);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      int number = graph.at(i);
      Operation operation = graph.operation(number);
      if (operation != null && !positions(graph, operation, active).isEmpty()) {
        Tensor t = graph.tensor(number);
        TreeSet<Integer> wrt = positions(graph, operation, active);
        Visit visit = visit(t, operation, wrt, lines.getOrDefault(t, ""));
        if (visit != null) {
          visits.add(visit);
        }
      }
    }
    return new TensorTrace(value.item(), List.copyOf(visits));
  }

  /** Which real inputs depend on the argument. */
  private static TreeSet<Integer> positions(Graph graph, Operation operation, boolean[] active) {
    TreeSet<Integer> positions = new TreeSet<>();
    for (int i = 0; i < operation.inputs().size(); i++) {
      Tensor input = operation.inputs().get(i);
      if (active[graph.number(input)] && input.type().isFloating()) {
        positions.add(i);
      }
    }
    return positions;
  }

  private static Visit visit(Tensor t, Operation operation, TreeSet<Integer> wrt, String where) {
    long size = t.shape().size();
    return switch (operation) {
      case Operation.Elementwise e -> {
        BodyTies ties = e.body().ties(wrt);
        if (ties == null) {
          yield null;
        }
        Tensor.evaluate(e.inputs());
        yield new Visit(where, e.body().func().name(), size, ties.count(e.inputs()));
      }
      case Operation.Reduce r
          when r.reduction() == Reduction.MIN || r.reduction() == Reduction.MAX -> {
        String name = r.reduction().name().toLowerCase(Locale.ROOT);
        Tensor winners = Rules.wins(t, r).as(DType.I64).sum(Shape.ints(r.axes()));
        yield new Visit(where, name, size, (long) winners.gt(1).as(DType.I64).sum().item());
      }
      case Operation.Result(Primitive.Call call, int index)
          when index == 0 && !call.primitive().isSmooth() ->
          new Visit(where, call.primitive().getClass().getSimpleName(), size, ties(call));
      default -> null;
    };
  }

  /** How many elements of a primitive's first result come of a tie; -1 where that is not known. */
  private static long ties(Primitive.Call call) {
    Tensor x = call.inputs().getFirst();
    return switch (call.primitive()) {
      case SortOrder order -> {
        Tensor sorted = x.gather(order.axis(), call.results().getFirst());
        Tensor isEqual = sorted.diff(order.axis()).eq(0);
        int one = Math.min(1, x.shape().length(order.axis()));
        yield count(isEqual.pad(order.axis(), one, 0).or(isEqual.pad(order.axis(), 0, one)));
      }
      case SearchSorted _ -> {
        Tensor values = call.inputs().get(1);
        yield count(x.searchSorted(values, true).ne(x.searchSorted(values, false)));
      }
      case RunningExtreme extreme -> differing(extreme, x, 0);
      case MaxPool pool -> differing(pool, x, 1);
      default -> -1;
    };
  }

  /** Where another element is chosen when of equal ones not the first counts most but the last. */
  private static long differing(Primitive choice, Tensor x, int index) {
    Tensor first = Moving.still(x).ranks();
    Tensor flipped = Moving.still(x.flatten().flip(0)).ranks().flip(0);
    Tensor last = flipped.reshape(Shape.ints(x.shape().lengths()));
    return count(
        Primitive.call(choice, first).get(index).ne(Primitive.call(choice, last).get(index)));
  }

  private static long count(Tensor isTied) {
    return (long) isTied.count().item();
  }

  @Override
  public String toString() {
    return visits.stream().map(Visit::toString).collect(Collectors.joining("\n"));
  }
}
