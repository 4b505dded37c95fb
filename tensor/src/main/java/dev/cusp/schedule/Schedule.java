package dev.cusp.schedule;

import dev.cusp.kernel.Access;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Routine;
import dev.cusp.schedule.Nodes.Node;
import dev.cusp.tensor.Operation;
import dev.cusp.tensor.Primitive;
import dev.cusp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Makes the plan of a graph: a step for each tensor that is written, and its memory. */
final class Schedule {
  private final Nodes nodes;
  private final boolean[] written;
  private final Kernels kernels;
  private final int[] slots;
  private final int[] numbers;
  private final int[] lastRead;
  private final Set<Integer> escaping = new HashSet<>();
  private final List<Plan.Step> steps = new ArrayList<>();

  private Schedule(Nodes nodes, Kernels kernels, boolean fuses) {
    this.nodes = nodes;
    this.kernels = kernels;
    written = Fuse.written(nodes, fuses);
    slots = new int[nodes.size()];
    numbers = new int[nodes.size()];
    lastRead = new int[nodes.size()];
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
      reads(i, i);
    }
    List<Integer> results = nodes.results.stream().map(i -> slots[i]).toList();
    escaping.addAll(results);
    for (int i = 0; i < nodes.size(); i++) {
      if (written[i]) {
        int first = steps.size();
        step(i);
        String name = nodes.stepText(i);
        steps.subList(first, steps.size()).replaceAll(step -> Print.timed(step, name));
      }
    }
    List<Plan.Buffer> buffers = buffers();
    int places = buffers.stream().mapToInt(buffer -> buffer.place() + 1).max().orElse(0);
    return new Plan(
        nodes.size(), given, all, buffers, places, steps, results, new ConcurrentLinkedQueue<>());
  }

  /**
   * Notes that what a node is computed from is read by a later one, itself or one it is fused into.
   */
  private void reads(int i, int reader) {
    for (int input : nodes.get(i).inputs()) {
      if (slots[input] >= 0) {
        lastRead[slots[input]] = Math.max(lastRead[slots[input]], reader);
      } else {
        reads(input, reader);
      }
    }
  }

  private List<Plan.Buffer> buffers() {
    List<Plan.Buffer> buffers = new ArrayList<>();
    Memory memory = new Memory();
    int[] places = new int[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      if (written[i]) {
        Node n = nodes.get(i);
        places[i] = escaping.contains(i) ? -1 : memory.take(n.type(), n.shape().size());
        buffers.add(new Plan.Buffer(i, n.type(), n.shape().size(), places[i], n.toText()));
      }
      for (int k = 0; k <= i; k++) {
        if (lastRead[k] == i && written[k] && places[k] >= 0) {
          memory.release(nodes.get(k).type(), nodes.get(k).shape().size(), places[k]);
        }
      }
    }
    return buffers;
  }

  private void step(int i) {
    Node n = nodes.get(i);
    switch (n.operation()) {
      case Operation.Assemble a -> {
        steps.add((arrays, _) -> clear(arrays[i]));
        for (int k = 0; k < a.places().size(); k++) {
          Access to = place(n, a.places().get(k));
          run(Lower.copy(nodes, slots, numbers, n.inputs().get(k), to), i);
        }
      }
      case Operation.Take _, Operation.Scatter _ -> rows(n, i);
      case Operation.Result result -> call(result.call(), i);
      default -> run(Lower.of(nodes, slots, numbers, i), i);
    }
  }

  /** The step of a call, when all of its results that somebody wants have an array. */
  private void call(Primitive.Call call, int i) {
    boolean isLast = i + 1 == nodes.size() || callOf(i + 1) != call;
    if (!isLast) {
      return;
    }
    List<Primitive.Spec> specs = call.results().stream().map(Primitive.Spec::of).toList();
    int[] to = new int[specs.size()];
    Arrays.fill(to, -1);
    for (int k = i; k >= 0 && callOf(k) == call; k--) {
      to[((Operation.Result) nodes.get(k).operation()).index()] = k;
    }
    int[] from = nodes.get(i).inputs().stream().mapToInt(input -> slots[input]).toArray();
    Routine routine = kernels.device().prepare(call.primitive().routine(call.specs()));
    steps.add((arrays, _) -> {
      Object[] inputs = new Object[from.length];
      Arrays.setAll(inputs, k -> arrays[from[k]]);
      Object[] results = new Object[to.length];
      Arrays.setAll(
          results,
          k -> to[k] >= 0 ? arrays[to[k]] : specs.get(k).type().array(specs.get(k).size()));
      routine.run(inputs, results);
    });
  }

  private Primitive.Call callOf(int i) {
    return nodes.get(i).operation() instanceof Operation.Result(Primitive.Call call, int _)
        ? call
        : null;
  }

  private void run(Kernel kernel, int output) {
    steps.add(kernels.step(kernel, output));
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

  private void rows(Node n, int i) {
    int from = slots[n.inputs().get(0)];
    int at = slots[n.inputs().get(1)];
    boolean takes = n.operation() instanceof Operation.Take;
    Node table = takes ? nodes.get(n.inputs().get(0)) : n;
    int count = table.shape().length(0);
    int length = new Shape(table.shape().lengths().subList(1, table.shape().rank())).size();
    steps.add((arrays, _) -> {
      if (takes) {
        Rows.take(arrays[from], count, length, (int[]) arrays[at], arrays[i]);
      } else {
        clear(arrays[i]);
        Rows.scatter(arrays[from], count, length, (int[]) arrays[at], arrays[i]);
      }
    });
  }
}
