package dev.cusp;

import dev.cusp.ad.Compiled;
import dev.cusp.ad.ForwardMode;
import dev.cusp.runtime.Tape;
import dev.cusp.tree.Tree;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The unit directions of the numbers in some arguments, gone through a few at a time: one sweep
 * carries several tangents, and computes the value once for all of them.
 */
final class Directions {
  /** At most so many tangents in one sweep: more save little and make the code large. */
  static final int WIDTH = 8;

  private final Compiled compiled;
  private final int[] positions;
  private final Object[] args;
  private final int[] sizes;
  private final Set<Integer> wrt = new TreeSet<>();

  Directions(Compiled compiled, int[] positions, Object[] args) {
    this.compiled = compiled;
    this.positions = positions;
    this.args = args;
    this.sizes = IntStream.of(positions).map(p -> Tree.flatten(args[p]).length).toArray();
    IntStream.of(positions).forEach(wrt::add);
  }

  int[] positions() {
    return positions;
  }

  int count() {
    return IntStream.of(sizes).sum();
  }

  /** How many numbers the argument at a position has. */
  int size(int position) {
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] == position) {
        return sizes[i];
      }
    }
    throw new IllegalArgumentException("position " + position);
  }

  /** Tangents in one sweep, where all sweeps have the same number. */
  private static int width(int count) {
    int sweeps = Math.max(1, Math.ceilDiv(count, WIDTH));
    return Math.ceilDiv(count, sweeps);
  }

  /** Takes the value and its tangents along direction k and the following. */
  @FunctionalInterface
  interface Columns {
    void accept(int k, Object value, Object[] tangents);
  }

  void forward(Columns columns) {
    forward(new Object[count()], columns);
  }

  /**
   * Goes through the directions.
   *
   * @param places arrays that tangents may be put into, or null
   */
  void forward(Object[] places, Columns columns) {
    int count = count();
    int width = width(count);
    if (count > WIDTH && inOneRun(places, columns)) {
      return;
    }
    for (int from = 0; from < count; from += width) {
      ForwardMode forward = compiled.forward(wrt, args, width);
      ForwardMode.Pushed pushed = forward.run(args, units(from, width));
      int here = Math.min(width, count - from);
      columns.accept(from, pushed.value(), Arrays.copyOf(pushed.tangents(), here));
    }
  }

  /** Forward mode from one run of the program; false where it does not allow that. */
  private boolean inOneRun(Object[] places, Columns columns) {
    Optional<ForwardMode> linearized = compiled.manyForward(wrt, args);
    if (linearized.isEmpty()) {
      return false;
    }
    int count = count();
    try {
      Object[] out = Arrays.copyOf(places, count, Object[].class);
      ForwardMode.Pushed pushed = linearized.get().run(args, units(0, count), out);
      columns.accept(0, pushed.value(), pushed.tangents());
      return true;
    } catch (Tape.Full _) {
      return false; // a few directions at once need no memory
    }
  }

  /** Takes the gradients of the numbers of a result, one after the other. */
  void reverse(Object value, int count, Row row) {
    int width = value instanceof double[] ? width(count) : 1;
    for (int from = 0; from < count; from += width) {
      double[][] units = new double[width][count];
      int here = Math.min(width, count - from);
      for (int w = 0; w < here; w++) {
        units[w][from + w] = 1;
      }
      Object[][] bars =
          value instanceof double[]
              ? compiled.pulledBack(wrt, args, units)
              : new Object[][] {pulledBack(value, units[0])};
      for (int w = 0; w < here; w++) {
        row.accept(from + w, bars[w]);
      }
    }
  }

  private Object[] pulledBack(Object value, double[] unit) {
    Object seed =
        value instanceof Number
            ? unit[0]
            : Tree.fromTangent(value, Tree.unflatten(Tree.toGradient(value, null), unit));
    return compiled.reverseSeeded(wrt, args).run(args, seed).bars();
  }

  /** Takes the derivative of the gradient along direction k. */
  @FunctionalInterface
  interface Row {
    void accept(int k, Object[] bars);
  }

  void second(Row row) {
    int count = count();
    int width = width(count);
    for (int from = 0; from < count; from += width) {
      Object[][] bars = compiled.second(wrt, args, width).run(args, units(from, width));
      for (int w = 0; w < width && from + w < count; w++) {
        row.accept(from + w, bars[w]);
      }
    }
  }

  /** The numbers of the cotangents of the arguments, one after the other. */
  double[] flatten(Object[] bars) {
    if (positions.length == 1 && bars[positions[0]] instanceof double[] numbers) {
      return numbers;
    }
    double[] flat = new double[count()];
    int at = 0;
    for (int p : positions) {
      double[] part = Tree.flatten(Tree.toGradient(args[p], bars[p]));
      System.arraycopy(part, 0, flat, at, part.length);
      at += part.length;
    }
    return flat;
  }

  /** Unit tangents number {@code from} and the following; zeros beyond the last. */
  private Object[][] units(int from, int width) {
    Object[][] dots = new Object[width][args.length];
    int at = 0;
    for (int i = 0; i < positions.length; i++) {
      for (int w = 0; w < width; w++) {
        int k = from + w - at;
        if (k >= 0 && k < sizes[i]) {
          dots[w][positions[i]] = unit(args[positions[i]], sizes[i], k);
        }
      }
      at += sizes[i];
    }
    return dots;
  }

  private static Object unit(Object arg, int size, int k) {
    double[] unit = new double[size];
    unit[k] = 1;
    return arg instanceof double[]
        ? unit
        : Tree.fromTangent(arg, Tree.unflatten(Tree.toGradient(arg, null), unit));
  }
}
