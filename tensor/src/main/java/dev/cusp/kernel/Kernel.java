package dev.cusp.kernel;

import dev.cusp.ir.Func;
import dev.cusp.ir.Op;
import dev.cusp.ir.Region;
import dev.cusp.ir.Stmt;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * A loop nest with a function as its body: {@code out[output(i)] = body(inputs at i)}, for all
 * counters i of the output axes, or the reduction of that over all counters of the last {@code
 * reduced} axes, in the order that {@link #block} and {@link #lanes} say.
 *
 * @param extents rounds of each loop; the output axes, then the reduced ones
 * @param inputs one for each parameter of the body
 * @param body one result, computed from one element of each input
 * @param reduction null where there are no reduced axes
 * @param output has strides for the output axes only
 * @param component the class of the output's elements
 */
public record Kernel(
    List<Integer> extents,
    int reduced,
    List<Input> inputs,
    Func body,
    Reduction reduction,
    Access output,
    ClassDesc component) {
  /** Bytes of the running values of a reduction that are kept side by side: four large vectors. */
  private static final int WIDE = 256;

  /**
   * The same for bodies of more than {@link #SMALL} operations, which are not repeated so often.
   */
  private static final int NARROW = 64;

  private static final int SMALL = 12;

  /** Rounds of a lane that are added up one after the other. */
  public static final int STRETCH = 16;

  public Kernel {
    extents = List.copyOf(extents);
    inputs = List.copyOf(inputs);
  }

  /** What a parameter of the body stands for. */
  public sealed interface Input {
    Access at();

    /** The same read at other places. */
    default Input moved(Access to) {
      return switch (this) {
        case Element e -> new Element(e.slot(), e.component(), to);
        case Index _ -> new Index(to);
        case Number n -> new Number(n.slot(), to);
      };
    }

    /** An element of the array in a slot. */
    record Element(int slot, ClassDesc component, Access at) implements Input {}

    /** The position itself, an int: a counter, or several put together. */
    record Index(Access at) implements Input {}

    /** A number given with the call, converted to the parameter's type. */
    record Number(int slot, Access at) implements Input {}
  }

  /** The same on other inputs. */
  public Kernel with(List<Input> others) {
    return new Kernel(extents, reduced, others, body, reduction, output, component);
  }

  /** How many axes the output has. */
  public int outer() {
    return extents.size() - reduced;
  }

  /**
   * Whether elements that follow each other in the output are accumulated side by side, in an
   * array, because that is how they lie in memory. It changes no result.
   */
  public boolean accumulatesRows() {
    int last = outer() - 1;
    return reduced > 0
        && extents.get(last) > 1
        && inputs.stream().anyMatch(input -> input.at().stride(last) == 1)
        && inputs.stream()
            .map(Input::at)
            .noneMatch(at -> at.stride(extents.size() - 1) == 1 && at.stride(last) != 0);
  }

  /**
   * A reduction takes the rounds of the last reduced axis in blocks of this many, and {@link
   * Reduction#total} makes one value of what they and the rounds of the other reduced axes give.
   */
  public int block() {
    return accumulatesRows() ? 128 : 16384;
  }

  /**
   * How many running values are kept of a block: round i of it goes into value {@code i mod lanes}.
   * After {@link #STRETCH} rounds of each these are added to the sums of the lanes, and begin anew;
   * what is left of a block after as many rounds as fill all lanes goes to the sums directly. In
   * the end the upper half of the sums is added to the lower, lane by lane, until one is left.
   * Where there is one value, all rounds go to it directly.
   */
  public int lanes() {
    int size = 4 * body.results().getFirst().type().slots();
    int bytes = weight() <= SMALL ? WIDE : NARROW;
    return accumulatesRows() ? 1 : bytes / size;
  }

  /** About how many simple operations a round takes. */
  public int weight() {
    return weight(body.body());
  }

  private static int weight(Region region) {
    int weight = 0;
    for (Stmt s : region.body()) {
      weight += s.op() instanceof Op.Call ? 20 : 1;
      for (Region inner : s.regions()) {
        weight += weight(inner);
      }
    }
    return weight;
  }

  /** The same with as few loops as can be: adjacent ones are merged where all accesses allow it. */
  public Kernel collapsed() {
    Kernel k = this;
    for (int axis = extents.size() - 1; axis >= 0; axis--) {
      boolean isReduced = axis >= k.outer();
      int kind = isReduced ? k.reduced : k.outer();
      if (kind > 1 && k.extents.get(axis) == 1) {
        k = k.without(axis, 1);
      } else if (axis > 0 && axis != k.outer() && k.merges(axis)) {
        k = k.without(axis - 1, k.extents.get(axis - 1));
      }
    }
    return k;
  }

  /** The same with a loop as two, of which the outer one has so many rounds. */
  public Kernel split(int axis, int rounds) {
    int length = extents.get(axis) / rounds;
    List<Integer> more = new ArrayList<>(extents);
    more.set(axis, length);
    more.add(axis, rounds);
    List<Input> moved = inputs.stream().map(i -> i.moved(i.at().split(axis, length))).toList();
    boolean isReduced = axis >= outer();
    Access out = isReduced ? output : output.split(axis, length);
    int left = isReduced ? reduced + 1 : reduced;
    return new Kernel(more, left, moved, body, reduction, out, component);
  }

  private boolean merges(int axis) {
    for (Access a : accesses()) {
      boolean has = axis < a.strides().size();
      if (has && a.stride(axis - 1) != a.stride(axis) * extents.get(axis)) {
        return false;
      }
    }
    return true;
  }

  private List<Access> accesses() {
    List<Access> all = new ArrayList<>(inputs.stream().map(Input::at).toList());
    all.add(output);
    return all;
  }

  /** Without an axis, its rounds run by the one that follows it. */
  private Kernel without(int axis, int rounds) {
    List<Integer> rest = new ArrayList<>(extents);
    rest.remove(axis);
    if (rounds != 1) {
      rest.set(axis, rest.get(axis) * rounds);
    }
    List<Input> moved = inputs.stream().map(i -> i.moved(i.at().without(axis))).toList();
    boolean isReduced = axis >= outer();
    Access out = isReduced ? output : output.without(axis);
    int left = isReduced ? reduced - 1 : reduced;
    return new Kernel(rest, left, moved, body, reduction, out, component);
  }
}
