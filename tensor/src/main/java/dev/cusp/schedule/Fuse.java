package dev.cusp.schedule;

import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.schedule.Nodes.Node;
import dev.cusp.tensor.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which tensors are written to memory. All others are computed where they are read, in the
 * loop of what reads them: chains of elementwise operations, broadcasts, slices and permutations,
 * up to a reduction at the end.
 *
 * <p>Written are results; reductions, contractions and what has no loop; what several loops would
 * compute anew; what a broadcast would compute over and over; and where a loop would grow too long.
 */
final class Fuse {
  /** Operations in one loop, at most. */
  private static final int LONGEST = 40;

  /** What is computed anew by several loops costs as much, at most. */
  private static final int LIGHT = 6;

  private final Nodes nodes;
  private final boolean[] written;

  private Fuse(Nodes nodes) {
    this.nodes = nodes;
    written = new boolean[nodes.size()];
  }

  /**
   * Which nodes are written to memory.
   *
   * @param fuses false for all that can be
   */
  static boolean[] written(Nodes nodes, boolean fuses) {
    Fuse fuse = new Fuse(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      Operation op = nodes.get(i).operation();
      fuse.written[i] = op != null && !isAlias(nodes, i) && (isStep(op) || !fuses);
    }
    nodes.results.forEach(fuse::write);
    for (int i = 0; i < nodes.size(); i++) {
      fuse.inputs(nodes.get(i));
      if (isAlias(nodes, i)) {
        fuse.write(nodes.get(i).inputs().getFirst());
      }
    }
    fuse.cutLong();
    fuse.cutShared();
    return fuse.written;
  }

  private static boolean isStep(Operation op) {
    return switch (op) {
      case Operation.Reduce _, Operation.Contract _, Operation.Assemble _ -> true;
      case Operation.Take _, Operation.Scatter _, Operation.Result _ -> true;
      case Operation.Data _, Operation.Number _, Operation.Index _, Operation.Parameter _ -> false;
      case Operation.Elementwise _, Operation.Permute _, Operation.Slice _ -> false;
      case Operation.Broadcast _, Operation.Reshape _ -> false;
    };
  }

  /**
   * Whether a node is the memory of its input under another shape, which no loop can see through.
   */
  static boolean isAlias(Nodes nodes, int i) {
    Node n = nodes.get(i);
    return n.operation() instanceof Operation.Reshape
        && !withoutOnes(nodes.get(n.inputs().getFirst())).equals(withoutOnes(n));
  }

  private static List<Integer> withoutOnes(Node n) {
    return n.shape().lengths().stream().filter(length -> length != 1).toList();
  }

  private void write(int i) {
    if (nodes.get(i).operation() == null) {
      return;
    }
    if (isAlias(nodes, i)) {
      write(nodes.get(i).inputs().getFirst());
    } else {
      written[i] = true;
    }
  }

  /** What an operation wants of its inputs. */
  private void inputs(Node n) {
    switch (n.operation()) {
      case Operation.Take _, Operation.Scatter _, Operation.Result _ ->
          n.inputs().forEach(this::write);
      case Operation.Contract _ -> n.inputs().forEach(this::writeSource);
      case Operation.Broadcast _ -> {
        int input = n.inputs().getFirst();
        if (n.shape().size() > nodes.get(input).shape().size()) {
          writeSource(input);
        }
      }
      case null, default -> {}
    }
  }

  /** Has an elementwise operation written, which may lie behind views. */
  private void writeSource(int i) {
    int source = i;
    while (isView(nodes.get(source).operation()) && !written[source]) {
      source = nodes.get(source).inputs().getFirst();
    }
    if (nodes.get(source).operation() instanceof Operation.Elementwise) {
      written[source] = true;
    }
  }

  private static boolean isView(Operation op) {
    return op instanceof Operation.Permute
        || op instanceof Operation.Slice
        || op instanceof Operation.Broadcast
        || op instanceof Operation.Reshape;
  }

  private void cutLong() {
    int[] length = new int[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      length[i] = 1;
      for (int input : nodes.get(i).inputs()) {
        length[i] += written[input] ? 0 : length[input];
      }
      if (length[i] > LONGEST && nodes.get(i).operation() instanceof Operation.Elementwise) {
        written[i] = true;
      }
    }
  }

  /** From the end: in which loops a node is computed. */
  private void cutShared() {
    List<Set<Integer>> loops = new java.util.ArrayList<>();
    nodes.nodes.forEach(_ -> loops.add(new HashSet<>()));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      boolean isElementwise = nodes.get(i).operation() instanceof Operation.Elementwise;
      if (loops.get(i).size() > 1 && isElementwise && !isLight(i)) {
        written[i] = true;
      }
      Set<Integer> mine = written[i] ? Set.of(i) : loops.get(i);
      nodes.get(i).inputs().forEach(input -> loops.get(input).addAll(mine));
    }
  }

  /** Whether it is computed about as soon as read: a few operations on elements of one array. */
  private boolean isLight(int i) {
    Set<Integer> sources = new HashSet<>();
    int size = nodes.get(i).shape().size();
    return cost(i, sources) <= LIGHT
        && sources.stream().filter(s -> nodes.get(s).shape().size() >= size).count() <= 1;
  }

  /** What it costs to compute an element, and from which arrays. */
  private int cost(int i, Set<Integer> sources) {
    int cost =
        nodes.get(i).operation() instanceof Operation.Elementwise e
            ? cost(e.body().computed().body())
            : 0;
    for (int input : nodes.get(i).inputs()) {
      Operation op = nodes.get(input).operation();
      if (op == null || written[input] || isAlias(nodes, input)) {
        sources.add(input);
      } else if (cost <= LIGHT) {
        cost += cost(input, sources);
      }
    }
    return cost;
  }

  private static int cost(Region region) {
    int cost = 0;
    for (Stmt s : region.body()) {
      cost +=
          switch (s.op()) {
            case Op.Call _ -> LIGHT + 1;
            case Op.Arith(var kind) when kind == Op.Arith.Kind.DIV || kind == Op.Arith.Kind.REM ->
                LIGHT + 1;
            case Op.Const _ -> 0;
            default -> 1;
          };
      for (Region inner : s.regions()) {
        cost += cost(inner);
      }
    }
    return cost;
  }
}
