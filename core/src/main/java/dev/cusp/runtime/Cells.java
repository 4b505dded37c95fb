package dev.cusp.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What derivative code does at calls of a {@link Foreign} library. Arguments and results are
 * values, or arrays, records and shadows that lead to values; these are met in one order in an
 * object and in its shadow.
 */
public final class Cells {
  private Cells() {}

  /** The same with other values in it, see {@link Foreign#own}; shadows likewise. */
  public static Object own(Object tree) {
    return switch (tree) {
      case null -> null;
      case Cell cell -> new Cell(own(cell.dot));
      case Shadow shadow -> {
        Shadow copy = new Shadow(shadow.d, shadow.r.length);
        Arrays.setAll(copy.r, i -> own(shadow.r[i]));
        yield copy;
      }
      case double[] _, float[] _ -> tree;
      case Object[] array -> {
        Object[] copy = array.clone();
        Arrays.setAll(copy, i -> own(array[i]));
        yield copy;
      }
      default -> Foreign.standard().own(tree);
    };
  }

  /** A shadow as it is now, whatever is put into arrays and fields later; with the same cells. */
  public static Object snapshot(Object shadow) {
    return switch (shadow) {
      case Shadow s -> {
        Shadow copy = new Shadow(s.d, s.r.length);
        Arrays.setAll(copy.r, i -> snapshot(s.r[i]));
        yield copy;
      }
      case double[][] _, float[][] _ -> shadow;
      case Object[] links -> {
        Object[] copy = links.clone();
        Arrays.setAll(copy, i -> snapshot(links[i]));
        yield copy;
      }
      case null, default -> shadow;
    };
  }

  /** Zeros in the shape of a result. */
  public static Object zeros(Object result) {
    Object zeros = Shadows.zeroLike(result);
    boolean isForeign = result != null && Foreign.isOne(result);
    if (!isForeign && Values.of(result, zeros).values.size() < Foreign.standard().count(result)) {
      throw new UnsupportedOperationException(
          "no derivative passes through a %s, which is given here with values in it"
              .formatted(result.getClass().getName()));
    }
    return zeros;
  }

  /** The tangent of a result, in a cell: what is in another, or zeros. */
  public static Object dot(Object value, Object cell) {
    Object dot = cell == null ? null : ((Cell) cell).dot;
    return dot == null ? like(new double[Foreign.standard().size(value)], value) : dot;
  }

  /** A cell with a value in it. */
  public static Cell cell(Object dot) {
    return new Cell(Foreign.standard().isReal(dot) ? dot : null);
  }

  /** A value of given numbers that is otherwise like another. */
  public static Object like(double[] numbers, Object value) {
    return Foreign.standard().of(numbers, value);
  }

  /** The numbers of a value. */
  public static double[] numbers(Object value) {
    return Foreign.standard().numbers(value);
  }

  /** Forward mode: the shadow of a result. */
  public static Object push(Object result, Object[] args, Object[] shadows) {
    Values from = Values.of(args, shadows);
    Object shadow = zeros(result);
    Values made = Values.of(result, shadow);
    List<Object> dots = Foreign.standard().jvp(made.values, from.values, from.dots());
    made.add(dots);
    return shadow;
  }

  /** Reverse mode: adds to the shadows of arguments what comes of a result's. */
  public static void pull(Object result, Object shadow, Object[] args, Object[] shadows) {
    Values from = Values.of(args, shadows);
    from.add(bars(Values.of(result, shadow), from));
  }

  private static List<Object> bars(Values made, Values from) {
    List<Object> results = new ArrayList<>();
    List<Object> bars = new ArrayList<>();
    for (int i = 0; i < made.values.size(); i++) {
      if (made.cells.get(i).dot != null) {
        results.add(made.values.get(i));
        bars.add(made.cells.get(i).dot);
      }
    }
    return Foreign.standard().vjp(results, from.values, bars);
  }

  /**
   * The tangent of {@link #pull}: adds to the tangents of the arguments' shadows. What ends in Dot
   * is the shadow of what is before it.
   */
  public static void pullAlong(
      Object result,
      Object shadow,
      Object[] args,
      Object[] shadows,
      Object resultDot,
      Object shadowDot,
      Object argsDot,
      Object shadowsDot) {
    Values from = Values.of(args, shadows);
    Values made = Values.of(result, shadow);
    Values inputs = Values.of(args, argsDot);
    inputs.meet(result, resultDot);
    inputs.meet(shadow, shadowDot);
    List<Object> bars = bars(made, from);
    List<Object> there = bars.stream().filter(bar -> bar != null).toList();
    List<Object> tangents = Foreign.standard().jvp(there, inputs.values, inputs.dots());
    Map<Cell, Cell> to = new IdentityHashMap<>();
    meetCells(shadows, shadowsDot, to);
    int next = 0;
    for (int i = 0; i < bars.size(); i++) {
      if (bars.get(i) != null) {
        to.get(from.cells.get(i)).add(tangents.get(next++));
      }
    }
  }

  /** The cells of a shadow, with the cells of their tangents. */
  private static void meetCells(Object shadow, Object dot, Map<Cell, Cell> to) {
    if (shadow == null || dot == null) {
      return;
    }
    switch (shadow) {
      case Cell cell -> to.put(cell, (Cell) dot);
      case double[] _, float[] _ -> {}
      case Object[] array -> {
        for (int i = 0; i < array.length; i++) {
          meetCells(array[i], ((Object[]) dot)[i], to);
        }
      }
      default -> meetCells(((Shadow) shadow).r, links(dot), to);
    }
  }

  /** The shadow of the links of a shadow. */
  private static Object links(Object shadow) {
    return ((Shadow) shadow).r[Shadows.LINKS];
  }

  /** Values and the cells of their tangents, in the order they are met. */
  private static final class Values {
    private final List<Object> values = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    static Values of(Object tree, Object shadow) {
      Values met = new Values();
      met.meet(tree, shadow);
      return met;
    }

    void meet(Object tree, Object shadow) {
      if (tree == null || shadow == null) {
        return;
      }
      switch (tree) {
        case Cell cell -> {
          if (cell.dot != null) {
            meet(cell.dot, shadow);
          }
        }
        case double[] _, float[] _ -> {}
        case Object[] array -> {
          for (int i = 0; i < array.length; i++) {
            meet(array[i], ((Object[]) shadow)[i]);
          }
        }
        case Shadow s -> meet(s.r, links(shadow));
        case Object _ when Foreign.isOne(tree) -> {
          values.add(tree);
          cells.add((Cell) shadow);
        }
        default -> {
          for (Slot slot : Layout.of(tree.getClass()).slots()) {
            if (slot.kind() == Layout.Kind.LINK && slot.isDifferentiable()) {
              meet(slot.get(tree), ((Shadow) shadow).r[slot.index()]);
            }
          }
        }
      }
    }

    List<Object> dots() {
      List<Object> dots = new ArrayList<>();
      cells.forEach(cell -> dots.add(cell.dot));
      return dots;
    }

    void add(List<Object> terms) {
      for (int i = 0; i < cells.size(); i++) {
        cells.get(i).add(terms.get(i));
      }
    }
  }
}
