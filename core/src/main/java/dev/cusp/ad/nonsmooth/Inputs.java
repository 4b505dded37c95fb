package dev.cusp.ad.nonsmooth;

import dev.cusp.runtime.Shadow;
import dev.cusp.runtime.Shadows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The numbers a program is differentiated with respect to: those of the directions, numbered. */
final class Inputs {
  private final Object[] directions;
  private final int sign;
  private final int from;
  private final int to;
  private final Map<Object, Integer> first = new IdentityHashMap<>();
  private final List<Double> numbers = new ArrayList<>();

  /**
   * Numbers them.
   *
   * @param directions a number or a shadow for each argument, null for one that is constant
   * @param sign 1 for the ray in the directions, -1 for the opposite one
   * @param from the first of the inputs whose derivatives are wanted
   * @param to the one after the last
   */
  Inputs(Object[] directions, int sign, int from, int to) {
    this.directions = directions;
    this.sign = sign;
    this.from = from;
    this.to = to;
    Deque<Object> todo = new ArrayDeque<>();
    for (Object direction : directions) {
      if (direction instanceof Number v) {
        numbers.add(v.doubleValue());
      }
    }
    for (Object direction : directions) { // after all the numbers, see argument and shaped
      if (!(direction instanceof Number)) {
        visit(direction, todo);
      }
    }
    while (!todo.isEmpty()) {
      for (Object link : links(todo.pop())) {
        visit(link, todo);
      }
    }
  }

  private static Object[] links(Object shadow) {
    return shadow instanceof Shadow s ? s.r : (Object[]) shadow;
  }

  private void visit(Object shadow, Deque<Object> todo) {
    if (shadow == null || first.putIfAbsent(shadow, numbers.size()) != null) {
      return;
    }
    switch (shadow) {
      case double[] v -> addAll(v);
      case float[] v -> {
        for (float number : v) {
          numbers.add((double) number);
        }
      }
      case Shadow s -> {
        addAll(s.d);
        todo.add(s);
      }
      default -> todo.add(shadow);
    }
  }

  private void addAll(double[] v) {
    for (double number : v) {
      numbers.add(number);
    }
  }

  int count() {
    return numbers.size();
  }

  /** The derivative of a result by an input, null where it is zero. */
  Series derivative(Germ result, int index) {
    return result.dot(index - from);
  }

  int from() {
    return from;
  }

  int to() {
    return Math.min(to, count());
  }

  /** A number of the direction. */
  double direction(int index) {
    return sign * numbers.get(index);
  }

  /** The input number at a place of an array or an object whose shadow is given. */
  Germ at(double x, Object shadow, int offset) {
    return at(x, first.get(shadow) + offset);
  }

  private Germ at(double x, int index) {
    Series line = Series.line(x, direction(index));
    return index < from || index >= to
        ? Germ.of(line)
        : Germ.input(line, index - from, to() - from);
  }

  /** What stands for an argument: a germ, its mirror in memory, or itself. */
  Object argument(Object arg, int position, Memory memory) {
    if (!(directions[position] instanceof Number)) {
      return Memory.computational(memory.mirror(arg, directions[position]));
    }
    int index = 0;
    for (int i = 0; i < position; i++) {
      index += directions[i] instanceof Number ? 1 : 0;
    }
    return at(((Number) arg).doubleValue(), index);
  }

  /** Derivatives by all inputs in the structure of the directions. */
  Object[] shaped(double[] derivatives) {
    Object[] shaped = new Object[directions.length];
    int index = 0;
    // as one graph: what two arguments share stays shared
    Object[] copies = (Object[]) Shadows.copy(withoutNumbers());
    for (int i = 0; i < shaped.length; i++) {
      shaped[i] = directions[i] instanceof Number ? derivatives[index++] : copies[i];
    }
    Map<Object, Object> filled = new IdentityHashMap<>();
    for (int i = 0; i < shaped.length; i++) {
      if (copies[i] != null) {
        fill(directions[i], copies[i], derivatives, filled);
      }
    }
    return shaped;
  }

  private Object[] withoutNumbers() {
    Object[] shadows = directions.clone();
    for (int i = 0; i < shadows.length; i++) {
      shadows[i] = shadows[i] instanceof Number ? null : shadows[i];
    }
    return shadows;
  }

  private void fill(Object root, Object copy, double[] derivatives, Map<Object, Object> filled) {
    Deque<Object[]> todo = new ArrayDeque<>();
    todo.add(new Object[] {root, copy});
    while (!todo.isEmpty()) {
      Object[] pair = todo.pop();
      if (pair[0] == null || filled.put(pair[0], pair[1]) != null) {
        continue;
      }
      int start = first.get(pair[0]);
      switch (pair[1]) {
        case double[] bar -> System.arraycopy(derivatives, start, bar, 0, bar.length);
        case float[] bar -> {
          for (int i = 0; i < bar.length; i++) {
            bar[i] = (float) derivatives[start + i];
          }
        }
        case Shadow bar -> {
          System.arraycopy(derivatives, start, bar.d, 0, bar.d.length);
          push(((Shadow) pair[0]).r, bar.r, todo);
        }
        default -> push((Object[]) pair[0], (Object[]) pair[1], todo);
      }
    }
  }

  private static void push(Object[] directions, Object[] bars, Deque<Object[]> todo) {
    for (int i = 0; i < bars.length; i++) {
      todo.push(new Object[] {directions[i], bars[i]});
    }
  }
}
