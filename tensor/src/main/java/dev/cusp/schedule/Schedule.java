package dev.cusp.schedule;

import dev.cusp.kernel.Access;
import dev.cusp.kernel.Group;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Routine;
import dev.cusp.schedule.Nodes.Node;
import dev.cusp.tensor.DType;
import dev.cusp.tensor.Operation;
import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Makes the plan of a graph: a step for each tensor that is written, and its memory. */
final class Schedule {
  private final Nodes nodes;
  private final boolean[] written;
  private final Kernels kernels;
  private final int[] slots;
  private final int[] numbers;
  private final Batches together;
  private final boolean fuses;

  private Schedule(Nodes nodes, Kernels kernels, boolean fuses) {
    this.nodes = nodes;
    this.kernels = kernels;
    this.fuses = fuses;
    written = Fuse.written(nodes, fuses);
    slots = new int[nodes.size()];
    numbers = new int[nodes.size()];
    together = new Batches(nodes);
  }

  static Plan plan(Nodes nodes, Kernels kernels, boolean fuses) {
    return new Schedule(nodes, kernels, fuses).plan();
  }

  private Plan plan() {
    List<Plan.Given> given = new ArrayList<>();
    List<Plan.Number> all = new ArrayList<>();
    Arrays.fill(slots, -1);
    for (int i = 0; i < nodes.size(); i++) {
      Node n = nodes.get(i);
      if (n.operation() instanceof Operation.Number(double value)) {
        numbers[i] = all.size();
        all.add(new Plan.Number(n.source(), value));
      }
      if (n.operation() == null) {
        given.add(new Plan.Given(i, n.source()));
        slots[i] = i;
      } else if (written[i]) {
        slots[i] = i;
      } else if (Fuse.isAlias(nodes, i)) {
        slots[i] = slots[nodes.get(i).inputs().getFirst()];
      }
    }
    List<Integer> results = nodes.results.stream().map(i -> slots[i]).toList();
    for (int i = 0; i < nodes.size(); i++) {
      boolean isFollowed = i + 1 < nodes.size() && callOf(i) != null && callOf(i) == callOf(i + 1);
      if (written[i] && !isFollowed) {
        together.add(job(i), fuses);
      }
    }
    List<Batch> batches = together.ordered();
    Map<Integer, Integer> lastUse = new HashMap<>();
    for (int b = 0; b < batches.size(); b++) {
      for (Batch.Job job : batches.get(b).jobs()) {
        for (int slot : job.reads()) {
          lastUse.put(slot, b);
        }
        for (int slot : job.writes()) {
          lastUse.merge(slot, b, Math::max);
        }
      }
    }
    List<Plan.Buffer> buffers = new ArrayList<>();
    List<Plan.Step> steps = new ArrayList<>();
    Memory memory = new Memory();
    for (int b = 0; b < batches.size(); b++) {
      Batch batch = batches.get(b);
      Set<Integer> inside = new HashSet<>();
      for (int slot : batch.written()) {
        if (lastUse.get(slot) == b && !results.contains(slot) && batch.canKeep(slot)) {
          inside.add(slot);
        } else {
          buffers.add(buffer(slot, results.contains(slot), memory));
        }
      }
      steps.addAll(steps(batch, inside));
      for (Plan.Buffer buffer : buffers) {
        if (buffer.place() >= 0 && lastUse.get(buffer.slot()) == b) {
          memory.release(buffer.type(), buffer.size(), buffer.place());
        }
      }
    }
    int places = buffers.stream().mapToInt(buffer -> buffer.place() + 1).max().orElse(0);
    return new Plan(
        nodes.size(), given, all, buffers, places, steps, results, new ConcurrentLinkedQueue<>());
  }

  private Plan.Buffer buffer(int slot, boolean isResult, Memory memory) {
    Node n = nodes.get(slot);
    int size = n.shape().size();
    int place = isResult ? -1 : memory.take(n.type(), size);
    return new Plan.Buffer(slot, n.type(), size, place, n.toText());
  }

  private List<Plan.Step> steps(Batch batch, Set<Integer> inside) {
    List<String> names = batch.written().stream().map(nodes::stepText).toList();
    Group group = batch.group(inside);
    List<Plan.Step> steps =
        group == null ? batch.jobs().iterator().next().steps() : List.of(kernels.step(group));
    return steps.stream().map(step -> Print.timed(step, String.join(" + ", names))).toList();
  }

  /** What writes a node. */
  private Batch.Job job(int i) {
    Node n = nodes.get(i);
    Set<Integer> reads = new LinkedHashSet<>();
    List<Integer> writes = new ArrayList<>();
    for (int k = i; k == i || k >= 0 && callOf(i) != null && callOf(k) == callOf(i); k--) {
      reads(k, reads);
      writes.add(k);
    }
    return switch (n.operation()) {
      case Operation.Assemble a -> new Batch.Job(null, writes, reads, assemble(n, a, i));
      case Operation.Take _, Operation.Scatter _ ->
          new Batch.Job(null, writes, reads, List.of(rows(n, i)));
      case Operation.Result result ->
          new Batch.Job(null, writes, reads, List.of(call(result.call(), i)));
      case Operation.Contract _ -> {
        Group alone = Group.of(Lower.of(nodes, slots, numbers, i), i);
        yield new Batch.Job(null, writes, reads, List.of(kernels.step(alone)));
      }
      default -> new Batch.Job(Lower.of(nodes, slots, numbers, i), writes, reads, List.of());
    };
  }

  /** What a node is computed from, by itself or by what is fused into it. */
  private void reads(int i, Set<Integer> reads) {
    for (int input : nodes.get(i).inputs()) {
      if (slots[input] >= 0) {
        reads.add(slots[input]);
      } else {
        reads(input, reads);
      }
    }
  }

  private List<Plan.Step> assemble(Node n, Operation.Assemble a, int i) {
    List<Plan.Step> steps = new ArrayList<>();
    steps.add((arrays, _, _) -> clear(arrays[i]));
    for (int k = 0; k < a.places().size(); k++) {
      Access to = place(n, a.places().get(k));
      Kernel copy = Lower.copy(nodes, slots, numbers, n.inputs().get(k), to);
      steps.add(kernels.step(Group.of(copy, i)));
    }
    return steps;
  }

  /** The step of a call; the last of the results that somebody wants is given. */
  private Plan.Step call(Primitive.Call call, int i) {
    List<Primitive.Spec> specs = call.results().stream().map(Primitive.Spec::of).toList();
    int[] to = new int[specs.size()];
    Arrays.fill(to, -1);
    for (int k = i; k >= 0 && callOf(k) == call; k--) {
      to[((Operation.Result) nodes.get(k).operation()).index()] = k;
    }
    List<Operand> from = nodes.get(i).inputs().stream().map(this::operand).toList();
    Routine routine = kernels.device().prepare(call.primitive().routine(call.specs()));
    return (arrays, starts, _) -> {
      Object[] inputs = new Object[from.size()];
      Arrays.setAll(inputs, k -> from.get(k).of(arrays, starts));
      Object[] results = new Object[to.length];
      Arrays.setAll(
          results,
          k -> to[k] >= 0 ? arrays[to[k]] : specs.get(k).type().array(specs.get(k).size()));
      routine.run(inputs, results);
    };
  }

  private Primitive.Call callOf(int i) {
    return nodes.get(i).operation() instanceof Operation.Result(Primitive.Call call, int _)
        ? call
        : null;
  }

  private static Access place(Node n, Operation.Assemble.Place place) {
    Access own = Access.rowMajor(n.shape().lengths());
    int offset = 0;
    List<Integer> strides = new ArrayList<>();
    for (int axis = 0; axis < n.shape().rank(); axis++) {
      offset += own.stride(axis) * place.starts().get(axis);
      strides.add(own.stride(axis) * place.steps().get(axis));
    }
    return new Access(offset, strides);
  }

  private static void clear(Object array) {
    switch (array) {
      case double[] a -> Arrays.fill(a, 0);
      case float[] a -> Arrays.fill(a, 0);
      case int[] a -> Arrays.fill(a, 0);
      case long[] a -> Arrays.fill(a, 0);
      case short[] a -> Arrays.fill(a, (short) 0);
      case boolean[] a -> Arrays.fill(a, false);
      default -> throw new IllegalStateException("no tensor has " + array.getClass());
    }
  }

  private Plan.Step rows(Node n, int i) {
    Operand from = operand(n.inputs().get(0));
    Operand at = operand(n.inputs().get(1));
    boolean takes = n.operation() instanceof Operation.Take;
    Node table = takes ? nodes.get(n.inputs().get(0)) : n;
    int count = table.shape().length(0);
    int length = new Shape(table.shape().lengths().subList(1, table.shape().rank())).size();
    Routine meaning =
        takes ? Rows.take(count, length, at.size()) : Rows.scatter(count, length, at.size());
    Routine routine = kernels.device().prepare(meaning);
    return (arrays, starts, _) ->
        routine.run(
            new Object[] {from.of(arrays, starts), at.of(arrays, starts)},
            new Object[] {arrays[i]});
  }

  private Operand operand(int node) {
    Node n = nodes.get(node);
    return new Operand(slots[node], n.type(), n.shape().size());
  }

  /** What a step wants as an array of its own. */
  private record Operand(int slot, DType type, int size) {
    Object of(Object[] arrays, int[] starts) {
      Object array = arrays[slot];
      if (Array.getLength(array) == size) {
        return array;
      }
      Object copy = type.array(size);
      System.arraycopy(array, starts[slot], copy, 0, size);
      return copy;
    }
  }
}
