package dev.cusp.runtime;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The shadow of an object graph: the structure that holds its tangent or its cotangent.
 *
 * <p>The shadow of a {@code double[]} or {@code float[]} is an array of the same type and length,
 * so is that of an array of such arrays; any other array of references has an {@code Object[]}, and
 * an object with a {@link Layout} has a {@link Shadow}, a value of a {@link Foreign} library a
 * {@link Cell}. Everything else (arrays of discrete numbers, strings, enums, classes, lambdas, JDK
 * objects) has none: null. Where two references lead to one object, two references lead to its one
 * shadow; cycles are kept. Boxed numbers are told apart by the references that lead to them.
 */
public final class Shadows {
  private static final int NUMBERS = Layout.of(Shadow.class).link(Shadow.class.getName(), "d");

  /** Where the tangents of a shadow's links are in its own shadow. */
  static final int LINKS = Layout.of(Shadow.class).link(Shadow.class.getName(), "r");

  private Shadows() {}

  /** A shadow of zeros for an existing object graph; null for what has no shadow. */
  public static Object zeroLike(Object primal) {
    return switch (primal) {
      case null -> null;
      case double[] numbers -> new double[numbers.length];
      case float[] numbers -> new float[numbers.length];
      default -> new Zeros().graph(primal);
    };
  }

  /** Whether there is a shadow for an object, see {@link #zeroLike}. */
  public static boolean exists(Object primal) {
    return switch (primal) {
      case null -> false;
      case double[] _, float[] _, Object[] _, Cell _ -> true;
      default ->
          Foreign.isOne(primal.getClass())
              ? Foreign.standard().isReal(primal)
              : Layout.exists(primal.getClass());
    };
  }

  /** Adds seed to bar, two shadows of one object graph. */
  public static void add(Object bar, Object seed) {
    Pairs pairs = new Pairs();
    pairs.meet(bar, seed);
    for (Pair p = pairs.next(); p != null; p = pairs.next()) {
      switch (p.bar()) {
        case double[] sum -> addNumbers(sum, (double[]) p.seed());
        case float[] sum -> addNumbers(sum, (float[]) p.seed());
        case Object[] links -> pairs.meetAll(links, (Object[]) p.seed());
        case Shadow shadow -> {
          addNumbers(shadow.d, ((Shadow) p.seed()).d);
          pairs.meetAll(shadow.r, ((Shadow) p.seed()).r);
        }
        case Cell cell -> {
          cell.add(((Cell) p.seed()).dot);
        }
        default -> throw notAShadow(p.bar());
      }
    }
  }

  /** A copy of a shadow, with the same sharing. */
  public static Object copy(Object shadow) {
    return new Copies().graph(shadow);
  }

  /**
   * A shadow with links of its own and the same numbers: what is added to them is found here where
   * it was, whatever becomes of the other's links.
   */
  public static Object frame(Object shadow) {
    return new Frames().graph(shadow);
  }

  /**
   * The tangent of a shadow, which like that of any object is laid out by the class {@link Shadow},
   * in the form of a shadow.
   */
  public static Object ofShadow(Object shadow, Object tangent) {
    return ofShadow(shadow, tangent, new IdentityHashMap<>());
  }

  private static Object ofShadow(Object shadow, Object tangent, Map<Object, Object> made) {
    if (shadow == null || tangent == null || made.containsKey(shadow)) {
      return made.get(shadow);
    }
    return switch (shadow) {
      case double[][] _, float[][] _ -> tangent;
      case Object[] links -> {
        Object[] image = zeroArray(links.getClass(), links.length);
        made.put(shadow, image);
        Arrays.setAll(image, i -> ofShadow(links[i], ((Object[]) tangent)[i], made));
        yield image;
      }
      case Shadow s -> {
        Object[] parts = ((Shadow) tangent).r;
        Shadow image = new Shadow((double[]) parts[NUMBERS], s.r.length);
        made.put(shadow, image);
        Object[] links = (Object[]) parts[LINKS];
        Arrays.setAll(image.r, i -> ofShadow(s.r[i], links[i], made));
        yield image;
      }
      default -> tangent;
    };
  }

  /** Sets every number of a shadow to zero. */
  public static void clear(Object shadow) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> todo = new ArrayDeque<>();
    clear(shadow, seen, todo);
    while (!todo.isEmpty()) {
      for (Object link : links(todo.removeLast())) {
        clear(link, seen, todo);
      }
    }
  }

  private static void clear(Object shadow, Set<Object> seen, Deque<Object> todo) {
    if (shadow == null || !seen.add(shadow)) {
      return;
    }
    switch (shadow) {
      case double[] numbers -> Arrays.fill(numbers, 0.0);
      case float[] numbers -> Arrays.fill(numbers, 0f);
      case Shadow s -> {
        Arrays.fill(s.d, 0.0);
        todo.add(s);
      }
      case Cell cell -> cell.dot = null;
      default -> todo.add(shadow);
    }
  }

  private static Object[] links(Object shadow) {
    return switch (shadow) {
      case Object[] links -> links;
      case Shadow s -> s.r;
      default -> throw notAShadow(shadow);
    };
  }

  private static void addNumbers(double[] sum, double[] term) {
    if (sum.length != term.length) {
      throw lengths(sum.length, term.length);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += term[i];
    }
  }

  private static void addNumbers(float[] sum, float[] term) {
    if (sum.length != term.length) {
      throw lengths(sum.length, term.length);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += term[i];
    }
  }

  private static IllegalArgumentException lengths(int sum, int term) {
    return new IllegalArgumentException(
        "shadows of different length: %d and %d".formatted(sum, term));
  }

  private static IllegalArgumentException notAShadow(Object object) {
    return new IllegalArgumentException("not a shadow: a " + object.getClass().getName());
  }

  /** Builds a graph that mirrors another, level by level, so that long lists do not recurse. */
  private abstract static class Mirror {
    private final Map<Object, Object> made = new IdentityHashMap<>();
    private final Deque<Object> todo = new ArrayDeque<>();

    /** The mirror image of a single object with its links still null; null for none. */
    abstract Object node(Object object);

    /** Sets the links of a mirror image by {@link #image}. */
    abstract void link(Object object, Object image);

    final Object image(Object object) {
      if (object == null) {
        return null;
      }
      if (Layout.isBox(object.getClass())) {
        return node(object);
      }
      Object found = made.get(object);
      if (found == null) {
        found = node(object);
        if (found != null) {
          made.put(object, found);
          todo.add(object);
        }
      }
      return found;
    }

    final Object graph(Object root) {
      Object image = image(root);
      while (!todo.isEmpty()) {
        Object next = todo.removeLast();
        link(next, made.get(next));
      }
      return image;
    }

    final void linkAll(Object[] from, Object[] to) {
      for (int i = 0; i < from.length; i++) {
        to[i] = image(from[i]);
      }
    }
  }

  private static final class Zeros extends Mirror {
    @Override
    Object node(Object primal) {
      return switch (primal) {
        case double[] numbers -> new double[numbers.length];
        case float[] numbers -> new float[numbers.length];
        case Object[] array -> zeroArray(array.getClass(), array.length);
        case Object _ when !exists(primal) -> null;
        case Object _ when primal instanceof Cell || Foreign.isOne(primal.getClass()) ->
            new Cell(null);
        default -> Layout.of(primal.getClass()).zero();
      };
    }

    @Override
    void link(Object primal, Object shadow) {
      if (primal instanceof Object[] array) {
        linkAll(array, (Object[]) shadow);
      } else if (shadow instanceof Shadow s) {
        for (Slot slot : Layout.of(primal.getClass()).slots()) {
          if (slot.kind() == Layout.Kind.LINK && slot.isDifferentiable()) {
            s.r[slot.index()] = image(slot.get(primal));
          }
        }
      }
    }
  }

  /**
   * The array that shadows a new array of references: of the same type for {@code double[][]} and
   * the like, else {@code Object[]}.
   */
  public static Object[] zeroArray(Class<?> arrayType, int length) {
    Class<?> leaf = arrayType;
    while (leaf.isArray()) {
      leaf = leaf.getComponentType();
    }
    return leaf == double.class || leaf == float.class
        ? (Object[]) Array.newInstance(arrayType.getComponentType(), length)
        : new Object[length];
  }

  private static class Copies extends Mirror {
    @Override
    Object node(Object shadow) {
      return switch (shadow) {
        case double[] numbers -> numbers.clone();
        case float[] numbers -> numbers.clone();
        case Object[] links -> zeroArray(links.getClass(), links.length);
        case Shadow s -> {
          Shadow copy = new Shadow(s.d.length, s.r.length);
          System.arraycopy(s.d, 0, copy.d, 0, s.d.length);
          yield copy;
        }
        case Cell cell -> new Cell(cell.dot);
        default -> throw notAShadow(shadow);
      };
    }

    @Override
    void link(Object shadow, Object copy) {
      if (shadow instanceof Object[] || shadow instanceof Shadow) {
        linkAll(links(shadow), links(copy));
      }
    }
  }

  private static final class Frames extends Copies {
    @Override
    Object node(Object shadow) {
      return switch (shadow) {
        case double[] _, float[] _, Cell _ -> shadow;
        case Shadow s -> new Shadow(s.d, s.r.length);
        default -> super.node(shadow);
      };
    }
  }

  private record Pair(Object bar, Object seed) {}

  /** Pairs still to be added, each met once. */
  private static final class Pairs {
    private final Map<Object, Set<Object>> seen = new IdentityHashMap<>();
    private final Deque<Pair> todo = new ArrayDeque<>();

    void meet(Object bar, Object seed) {
      if (bar == null && seed == null) {
        return;
      }
      if (bar == null || seed == null || !alike(bar, seed)) {
        throw new IllegalArgumentException(
            "shadows of different structure: %s and %s".formatted(kind(bar), kind(seed)));
      }
      Set<Object> met =
          seen.computeIfAbsent(bar, _ -> Collections.newSetFromMap(new IdentityHashMap<>()));
      if (met.add(seed)) {
        todo.add(new Pair(bar, seed));
      }
    }

    void meetAll(Object[] bars, Object[] seeds) {
      if (bars.length != seeds.length) {
        throw lengths(bars.length, seeds.length);
      }
      for (int i = 0; i < bars.length; i++) {
        meet(bars[i], seeds[i]);
      }
    }

    Pair next() {
      return todo.pollLast();
    }

    private static boolean alike(Object bar, Object seed) {
      return bar.getClass() == seed.getClass()
          || bar instanceof Object[] && seed instanceof Object[];
    }

    private static String kind(Object shadow) {
      return shadow == null ? "none" : shadow.getClass().getSimpleName();
    }
  }
}
