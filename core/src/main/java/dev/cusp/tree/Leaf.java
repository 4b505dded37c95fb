package dev.cusp.tree;

import dev.cusp.rules.Contents;
import dev.cusp.runtime.Foreign;
import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A differentiable part of a tree that has no parts: a number, or an array of numbers.
 *
 * @param value a Double, a Float, a {@code double[]}, a {@code float[]} or a {@link Foreign} value
 */
record Leaf(Path at, Object value) {
  /** The leaves in the order of declaration; a part that two references lead to counts once. */
  static List<Leaf> all(Object tree) {
    List<Leaf> found = new ArrayList<>();
    new Search(found, false).visit(tree, Path.ROOT);
    return found;
  }

  /** Whether there is a leaf at all. */
  static boolean existsIn(Object tree) {
    List<Leaf> found = new ArrayList<>();
    new Search(found, true).visit(tree, Path.ROOT);
    return !found.isEmpty();
  }

  /** Whether there is one in a collection, or it is a collection where there could be some. */
  static boolean isInCollection(Object tree) {
    if (tree == null || !Contents.mayBeReachedFrom(tree.getClass())) {
      return false; // as in most arguments
    }
    boolean isEmpty = Contents.areIn(tree) && Contents.of(tree).values().length == 0;
    return isEmpty || isInCollection(tree, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static boolean isInCollection(Object part, Set<Object> seen) {
    if (part == null || !Contents.mayBeReachedFrom(part.getClass()) || !seen.add(part)) {
      return false;
    }
    if (part instanceof Object[] array) {
      return Arrays.stream(array).anyMatch(element -> isInCollection(element, seen));
    }
    if (Contents.areIn(part)) {
      return existsIn(part);
    }
    return Layout.exists(part.getClass())
        && Layout.of(part.getClass()).slots().stream()
            .filter(slot -> slot.kind() == Layout.Kind.LINK && slot.isDifferentiable())
            .anyMatch(slot -> isInCollection(slot.get(part), seen));
  }

  int length() {
    return switch (value) {
      case double[] numbers -> numbers.length;
      case float[] numbers -> numbers.length;
      case Object _ when Foreign.isOne(value) -> Foreign.standard().size(value);
      default -> 1;
    };
  }

  /** Writes the numbers to an array, from a position on. */
  void copyTo(double[] to, int start) {
    switch (value) {
      case double[] numbers -> System.arraycopy(numbers, 0, to, start, numbers.length);
      case float[] numbers -> {
        for (int i = 0; i < numbers.length; i++) {
          to[start + i] = numbers[i];
        }
      }
      case Object _ when Foreign.isOne(value) -> {
        double[] numbers = Foreign.standard().numbers(value);
        System.arraycopy(numbers, 0, to, start, numbers.length);
      }
      default -> to[start] = ((Number) value).doubleValue();
    }
  }

  /** Adds the names of the numbers. */
  void nameTo(List<String> names) {
    if (value instanceof Number) {
      names.add(at == Path.ROOT ? "value" : at.toString());
      return;
    }
    for (int i = 0; i < length(); i++) {
      names.add(at.element(i).toString());
    }
  }

  private record Search(List<Leaf> found, boolean firstOnly, Set<Object> seen) {
    Search(List<Leaf> found, boolean firstOnly) {
      this(found, firstOnly, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    void visit(Object part, Path at) {
      if (firstOnly && !found.isEmpty()) {
        return;
      }
      switch (part) {
        case null -> {}
        case Double number -> found.add(new Leaf(at, number));
        case Float number -> found.add(new Leaf(at, number));
        default -> {
          if (seen.add(part)) {
            visitParts(part, at);
          }
        }
      }
    }

    private void visitParts(Object part, Path at) {
      switch (part) {
        case double[] _, float[] _ -> found.add(new Leaf(at, part));
        case Object _ when Foreign.isOne(part) -> {
          if (Foreign.standard().isReal(part)) {
            found.add(new Leaf(at, part));
          }
        }
        case Object[] array -> {
          for (int i = 0; i < array.length; i++) {
            visit(array[i], at.element(i));
          }
        }
        case Object _ when Contents.areIn(part) -> {
          Contents contents = Contents.of(part);
          for (int i = 0; i < contents.values().length; i++) {
            visit(contents.values()[i], at.within(contents, i));
          }
        }
        default -> {
          if (Layout.exists(part.getClass())) {
            visitFields(part, at);
          }
        }
      }
    }

    private void visitFields(Object part, Path at) {
      for (Slot slot : Layout.of(part.getClass()).slots()) {
        if (slot.isDifferentiable()) {
          visit(slot.get(part), at.field(slot.name()));
        }
      }
    }
  }
}
