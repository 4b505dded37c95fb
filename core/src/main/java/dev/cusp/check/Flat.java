package dev.cusp.check;

import dev.cusp.Program;
import dev.cusp.tree.Tree;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program as a map from the numbers in some of its arguments to the numbers in its result. */
final class Flat {
  private static final double FINER_THAN_FLOAT = 1 + 0x1p-40;

  private final Program program;
  private final int[] wrt;
  private final Object[] arguments;
  private final double[] point;

  Flat(Program program, int[] wrt, Object[] arguments) {
    this.program = program;
    this.wrt = wrt.clone();
    this.arguments = copies(arguments);
    this.point =
        Arrays.stream(wrt)
            .mapToObj(position -> Tree.flatten(this.arguments[position]))
            .flatMapToDouble(Arrays::stream)
            .toArray();
  }

  /** The numbers the program was given. */
  double[] point() {
    return point.clone();
  }

  int size() {
    return point.length;
  }

  /** The names of the inputs: {@code x[0]}, {@code model.mass}. */
  List<String> inputs() {
    List<String> names = new ArrayList<>();
    for (int position : wrt) {
      String parameter = parameter(position);
      for (String name : Tree.names(arguments[position])) {
        boolean whole = name.equals("value") && arguments[position] instanceof Number;
        names.add(whole ? parameter : parameter + (name.startsWith("[") ? name : "." + name));
      }
    }
    return names;
  }

  private String parameter(int position) {
    int parameters = program.method().getParameterCount();
    int named = position - (arguments.length - parameters);
    return named < 0 ? "this" : program.method().getParameters()[named].getName();
  }

  /** The result at the point. */
  Object result() {
    return program.value(with(point));
  }

  /** The numbers of the result at some other input. */
  double[] at(double[] x) {
    try {
      return Tree.flatten(program.value(with(x)));
    } catch (RuntimeException e) {
      return new double[0]; // outside of its domain: there is no value to compare
    }
  }

  /** New arguments with the given numbers; the program may overwrite them. */
  Object[] with(double[] x) {
    return fill(x, copies(arguments));
  }

  /** Tangents with the given numbers, null for arguments that are not looked at. */
  Object[] tangents(double[] xDot) {
    return fill(xDot, new Object[arguments.length]);
  }

  private Object[] fill(double[] x, Object[] into) {
    int from = 0;
    for (int position : wrt) {
      int size = Tree.flatten(arguments[position]).length;
      into[position] =
          Tree.unflatten(arguments[position], Arrays.copyOfRange(x, from, from + size));
      from += size;
    }
    return into;
  }

  /** The numbers of gradients, one per argument of the program or one per argument looked at. */
  double[] flatten(List<Object> gradients) {
    boolean perArgument = gradients.size() == arguments.length;
    double[] flat = new double[point.length];
    int from = 0;
    for (int i = 0; i < wrt.length; i++) {
      Object gradient = gradients.get(perArgument ? wrt[i] : i);
      double[] part = gradient == null ? new double[0] : Tree.flatten(gradient);
      System.arraycopy(part, 0, flat, from, part.length);
      from += Tree.flatten(arguments[wrt[i]]).length;
    }
    return flat;
  }

  /** Whether some input is a {@code float}. */
  boolean holdsFloats() {
    double[] finer = new double[point.length];
    Arrays.fill(finer, FINER_THAN_FLOAT);
    return holdsFloats(flatten(Arrays.asList(tangents(finer))));
  }

  /** Whether numbers of a tree are rounded to {@code float}. */
  static boolean holdsFloats(Object tree) {
    double[] finer = new double[Tree.flatten(tree).length];
    Arrays.fill(finer, FINER_THAN_FLOAT);
    return holdsFloats(Tree.flatten(Tree.unflatten(tree, finer)));
  }

  private static boolean holdsFloats(double[] finer) {
    return Arrays.stream(finer).anyMatch(number -> number != FINER_THAN_FLOAT);
  }

  /** The input as its own type holds it: a float is rounded. */
  double rounded(int input, double value) {
    double[] x = point.clone();
    x[input] = value;
    Object[] filled = fill(x, new Object[arguments.length]);
    int from = 0;
    for (int position : wrt) {
      double[] part = Tree.flatten(filled[position]);
      if (input < from + part.length) {
        return part[input - from];
      }
      from += part.length;
    }
    throw new IndexOutOfBoundsException(input);
  }

  private static Object[] copies(Object[] values) {
    return Arrays.stream(values).map(Flat::copy).toArray();
  }

  private static Object copy(Object value) {
    if (value != null && value.getClass().isArray()) {
      int length = Array.getLength(value);
      Object copy = Array.newInstance(value.getClass().getComponentType(), length);
      for (int i = 0; i < length; i++) {
        Array.set(copy, i, copy(Array.get(value, i)));
      }
      return copy;
    }
    return value == null ? null : Tree.unflatten(value, Tree.flatten(value));
  }
}
