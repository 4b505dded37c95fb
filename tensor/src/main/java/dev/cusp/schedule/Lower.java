package dev.cusp.schedule;

import dev.cusp.ir.Builder;
import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import dev.cusp.ir.Value;
import dev.cusp.kernel.Access;
import dev.cusp.kernel.Inline;
import dev.cusp.kernel.Kernel;
import dev.cusp.kernel.Kernel.Input;
import dev.cusp.kernel.Reduction;
import dev.cusp.schedule.Nodes.Node;
import dev.cusp.tensor.Operation;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the kernel that computes a node and all that is fused into it. */
final class Lower {
  /**
   * The position on an axis of a node: {@code start + step * counter}.
   *
   * @param loop which counter; -1 for none
   */
  private record Axis(int loop, int start, int step) {
    static Axis fixed() {
      return new Axis(-1, 0, 0);
    }

    Axis sliced(int from, int by) {
      return new Axis(loop, start * by + from, step * by);
    }
  }

  private record Key(int node, List<Axis> axes) {}

  private final Nodes nodes;

  /** Where a node's elements are; -1 for those that are not in memory. */
  private final int[] slots;

  /** Where a node's number is. */
  private final int[] numbers;

  private final List<Integer> extents = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();
  private final Map<Input, Value> params = new HashMap<>();
  private final Map<Key, Value> known = new HashMap<>();
  private final Builder b = Builder.root();
  private Class<?> host = Kernel.class;
  private Func first;

  private Lower(Nodes nodes, int[] slots, int[] numbers) {
    this.nodes = nodes;
    this.slots = slots;
    this.numbers = numbers;
  }

  /** The kernel for a node that is written to memory. */
  static Kernel of(Nodes nodes, int[] slots, int[] numbers, int i) {
    Lower lower = new Lower(nodes, slots, numbers);
    Node n = nodes.get(i);
    return switch (n.operation()) {
      case Operation.Reduce r -> lower.reduce(n, r);
      case Operation.Contract c -> lower.contract(n, c);
      default -> lower.map(n, i, Access.rowMajor(n.shape().lengths()));
    };
  }

  /** The kernel that copies a node to some place of a larger array. */
  static Kernel copy(Nodes nodes, int[] slots, int[] numbers, int i, Access to) {
    Lower lower = new Lower(nodes, slots, numbers);
    Node n = nodes.get(i);
    return slots[i] >= 0 ? lower.read(n, i, to) : lower.map(n, i, to);
  }

  private List<Axis> loops(List<Integer> lengths) {
    List<Axis> axes = new ArrayList<>();
    for (int length : lengths) {
      axes.add(new Axis(extents.size(), 0, 1));
      extents.add(length);
    }
    return axes;
  }

  private Kernel map(Node n, int i, Access to) {
    Value value = computed(i, loops(n.shape().lengths()));
    return kernel(n, value, 0, null, to);
  }

  private Kernel read(Node n, int i, Access to) {
    return kernel(n, element(i, loops(n.shape().lengths())), 0, null, to);
  }

  private Kernel reduce(Node n, Operation.Reduce r) {
    Node input = nodes.get(n.inputs().getFirst());
    List<Axis> axes = new ArrayList<>(Collections.nCopies(input.shape().rank(), null));
    List<Axis> outer = loops(n.shape().lengths());
    int next = 0;
    for (int axis = 0; axis < axes.size(); axis++) {
      if (!r.axes().contains(axis)) {
        axes.set(axis, outer.get(next++));
      }
    }
    for (int axis : r.axes()) {
      axes.set(axis, loops(List.of(input.shape().length(axis))).getFirst());
    }
    Value value = element(n.inputs().getFirst(), axes);
    Access to = Access.rowMajor(n.shape().lengths());
    return kernel(n, value, r.axes().size(), r.reduction(), to);
  }

  private Kernel contract(Node n, Operation.Contract c) {
    Map<Character, Axis> axes = new HashMap<>();
    List<Axis> outer = loops(n.shape().lengths());
    for (int k = 0; k < outer.size(); k++) {
      axes.put(c.results().charAt(k), outer.get(k));
    }
    Node x = nodes.get(n.inputs().get(0));
    int reduced = 0;
    for (int k = 0; k < c.xs().length(); k++) {
      if (!axes.containsKey(c.xs().charAt(k))) {
        axes.put(c.xs().charAt(k), loops(List.of(x.shape().length(k))).getFirst());
        reduced++;
      }
    }
    Value a = element(n.inputs().get(0), axes(c.xs(), axes));
    Value y = element(n.inputs().get(1), axes(c.ys(), axes));
    Access to = Access.rowMajor(n.shape().lengths());
    return kernel(n, b.mul(a, y), reduced, reduced == 0 ? null : Reduction.SUM, to);
  }

  private static List<Axis> axes(String labels, Map<Character, Axis> axes) {
    return labels.chars().mapToObj(label -> axes.get((char) label)).toList();
  }

  private Kernel kernel(Node n, Value value, int reduced, Reduction reduction, Access to) {
    List<Integer> rounds = new ArrayList<>(extents);
    List<Input> all = new ArrayList<>(inputs);
    Access out = to;
    if (rounds.size() == reduced) { // a scalar: one round
      rounds.addFirst(1);
      all.replaceAll(input -> input.moved(padded(input.at(), rounds.size(), true)));
      out = padded(to, 1, true);
    }
    all.replaceAll(input -> input.moved(padded(input.at(), rounds.size(), false)));
    String name = first == null ? "copy" : first.name();
    Func body =
        new Func(name, b.region(List.of(value)), host, first == null ? null : first.source());
    return new Kernel(rounds, reduced, all, body, reduction, out, n.type().component()).collapsed();
  }

  /** An access with strides of 0 for more axes. */
  private static Access padded(Access at, int rank, boolean inFront) {
    List<Integer> strides = new ArrayList<>(at.strides());
    if (inFront && strides.size() < rank) {
      strides.addFirst(0);
    }
    while (strides.size() < rank) {
      strides.add(0);
    }
    return new Access(at.offset(), strides);
  }

  /** A node's element at a position, from memory where it is there. */
  private Value element(int i, List<Axis> axes) {
    Key key = new Key(i, axes);
    Value value = known.get(key);
    if (value == null) {
      Node n = nodes.get(i);
      value =
          slots[i] < 0
              ? computed(i, axes)
              : input(new Input.Element(slots[i], n.type().component(), access(n, axes)), n);
      known.put(key, value);
    }
    return value;
  }

  private Value computed(int i, List<Axis> axes) {
    Node n = nodes.get(i);
    return switch (n.operation()) {
      case Operation.Number _ -> input(new Input.Number(numbers[i], new Access(0, List.of())), n);
      case Operation.Index _ -> input(new Input.Index(access(n, axes)), n);
      case Operation.Elementwise e -> {
        Func f = e.body().computed();
        first = first == null ? f : first;
        host = host == Kernel.class && namesOthers(f.body()) ? f.host() : host;
        yield Inline.of(f, n.inputs().stream().map(input -> element(input, axes)).toList(), b);
      }
      default -> element(n.inputs().getFirst(), seen(n, axes));
    };
  }

  /** The position in the input of a view. */
  private List<Axis> seen(Node n, List<Axis> axes) {
    List<Integer> lengths = nodes.get(n.inputs().getFirst()).shape().lengths();
    List<Axis> inner = new ArrayList<>(Collections.nCopies(lengths.size(), Axis.fixed()));
    switch (n.operation()) {
      case Operation.Permute p -> {
        for (int k = 0; k < axes.size(); k++) {
          inner.set(p.order().get(k), axes.get(k));
        }
      }
      case Operation.Slice s -> {
        for (int k = 0; k < axes.size(); k++) {
          inner.set(k, axes.get(k).sliced(s.starts().get(k), s.steps().get(k)));
        }
      }
      case Operation.Broadcast _ -> {
        int lead = axes.size() - lengths.size();
        for (int k = 0; k < lengths.size(); k++) {
          inner.set(k, lengths.get(k) == 1 ? Axis.fixed() : axes.get(lead + k));
        }
      }
      case Operation.Reshape _ -> {
        int next = 0;
        for (int k = 0; k < lengths.size(); k++) {
          while (lengths.get(k) != 1 && n.shape().length(next) == 1) {
            next++;
          }
          inner.set(k, lengths.get(k) == 1 ? Axis.fixed() : axes.get(next++));
        }
      }
      default -> throw new IllegalStateException(n.operation() + " is no view");
    }
    return inner;
  }

  /** The position in memory, or the number of an element. */
  private Access access(Node n, List<Axis> axes) {
    Access own = Access.rowMajor(n.shape().lengths());
    int offset = 0;
    Integer[] strides = new Integer[extents.size()];
    java.util.Arrays.fill(strides, 0);
    for (int k = 0; k < axes.size(); k++) {
      Axis axis = axes.get(k);
      offset += own.stride(k) * axis.start();
      if (axis.loop() >= 0) {
        strides[axis.loop()] += own.stride(k) * axis.step();
      }
    }
    return new Access(offset, List.of(strides));
  }

  private Value input(Input input, Node n) {
    return params.computeIfAbsent(
        input,
        _ -> {
          inputs.add(input);
          return b.param(n.type().type(), "x");
        });
  }

  /** Whether code names members of classes other than the JDK's and ours. */
  private static boolean namesOthers(Region region) {
    for (Stmt s : region.body()) {
      boolean is =
          switch (s.op()) {
            case Op.Call op -> isOther(op.owner());
            case Op.GetField op -> isOther(op.owner());
            case Op.GetStatic op -> isOther(op.owner());
            case Op.New op -> isOther(op.owner());
            case Op.Dynamic _ -> true;
            default -> s.regions().stream().anyMatch(Lower::namesOthers);
          };
      if (is) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOther(ClassDesc owner) {
    return !owner.isArray()
        && !owner.packageName().startsWith("java.")
        && !owner.packageName().equals("dev.cusp.rules")
        && !owner.packageName().equals("dev.cusp.kernel");
  }
}
