package dev.cusp.rules;

import dev.cusp.runtime.Layout;
import dev.cusp.runtime.Shadow;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is in a list, a queue or a map: one of the JDK, or one of those that stand for it in
 * programs that are lifted.
 *
 * @param keys of a map, in its order; null for others
 * @param values in order
 * @param places where each value is in the array that the one standing for it has
 */
public record Contents(Object[] keys, Object[] values, int[] places) {
  private static final Class<?> OF_ARRAY = Arrays.asList().getClass();

  /** Whether it is a collection with contents that can be told; other ones are constants. */
  public static boolean areIn(Object x) {
    return switch (x) {
      case Listed _, Queued _, Mapped _, TreeMapped _ -> true;
      case Collection<?> _, Map<?, ?> _ -> {
        Class<?> c = x.getClass();
        yield c == ArrayList.class
            || c == ArrayDeque.class
            || c == HashMap.class
            || c == LinkedHashMap.class
            || c == TreeMap.class
            || c == OF_ARRAY
            || isConstant(c) && (x instanceof List || x instanceof Map);
      }
      default -> false;
    };
  }

  /** Whether a class is that of collections which stand for the JDK's. */
  public static boolean areOf(Class<?> c) {
    return c == Listed.class || c == Queued.class || c == Mapped.class || c == TreeMapped.class;
  }

  /** The class of what stands for collections of a type; null for other types. */
  public static Class<?> standIn(Class<?> type) {
    if (!Iterable.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type)) {
      return null;
    }
    return Stream.of(Listed.class, Queued.class, Mapped.class, TreeMapped.class)
        .filter(type::isAssignableFrom)
        .findFirst()
        .orElse(null);
  }

  /** Whether objects of a class may be collections, or have parts that are. */
  public static boolean mayBeReachedFrom(Class<?> type) {
    return LEADS.get(type);
  }

  private static final ClassValue<Boolean> LEADS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return leads(type, new HashSet<>());
        }
      };

  private static boolean leads(Class<?> type, Set<Class<?>> seen) {
    if (type.isArray()) {
      return mayLead(type.componentType(), seen);
    }
    return Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || areOf(type)
        || Layout.exists(type)
            && Layout.of(type).slots().stream()
                .filter(slot -> slot.kind() == Layout.Kind.LINK)
                .anyMatch(slot -> mayLead(slot.field().getType(), seen));
  }

  /** Whether a variable of a type may refer to something that leads there. */
  private static boolean mayLead(Class<?> declared, Set<Class<?>> seen) {
    if (declared.isPrimitive() || !seen.add(declared)) {
      return false;
    }
    return declared.isArray() || Modifier.isFinal(declared.getModifiers())
        ? leads(declared, seen)
        : true;
  }

  private static boolean isConstant(Class<?> c) {
    String name = c.getName();
    return name.startsWith("java.util.ImmutableCollections$")
        || name.startsWith("java.util.Collections$Unmodifiable")
        || name.startsWith("java.util.Collections$Singleton")
        || name.startsWith("java.util.Collections$Empty");
  }

  /** Those of a collection that has some. */
  public static Contents of(Object collection) {
    return switch (collection) {
      case Listed list -> list(list.toArray());
      case Queued queue -> list(queue.list.toArray());
      case Mapped map -> table(map.table);
      case TreeMapped map -> table(map.table);
      case Map<?, ?> map -> {
        List<Object> values = new ArrayList<>(map.values());
        yield new Contents(map.keySet().toArray(), values.toArray(), range(values.size()));
      }
      default -> list(((Collection<?>) collection).toArray());
    };
  }

  private static Contents list(Object[] values) {
    return new Contents(null, values, range(values.length));
  }

  private static Contents table(Table table) {
    int[] places = table.index.order();
    return new Contents(
        IntStream.of(places).mapToObj(i -> table.keys[i]).toArray(),
        IntStream.of(places).mapToObj(i -> table.values[i]).toArray(),
        places);
  }

  private static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }

  /**
   * What stands for a collection of the JDK where a program is lifted.
   *
   * @param part gives what stands for a value
   */
  public static Object standIn(Object collection, UnaryOperator<Object> part) {
    Contents contents = of(collection);
    Object[] values = contents.values;
    Arrays.setAll(values, i -> part.apply(values[i]));
    return switch (collection) {
      case TreeMap<?, ?> map -> new TreeMapped(contents.table(Index.sorted(order(map)), false));
      case HashMap<?, ?> map -> {
        Mapped hashed = new Mapped(contents.table(Index.hashed(), false));
        boolean isAlike = Arrays.equals(of(hashed).keys, contents.keys);
        boolean isLinked = map instanceof LinkedHashMap || !isAlike; // it had another capacity
        yield isLinked ? new Mapped(contents.table(Index.linked(), false)) : hashed;
      }
      case Map<?, ?> _ -> new Mapped(contents.table(Index.linked(), true));
      case ArrayDeque<?> _ -> Queued.makeArrayDeque(Arrays.asList(values));
      default -> {
        Class<?> c = collection.getClass();
        int fixed = c == OF_ARRAY ? Listed.KEEPS_LENGTH : Listed.CONSTANT;
        int kind =
            collection instanceof Listed own
                ? own.kind
                : c == ArrayList.class ? Listed.GROWS : fixed;
        yield new Listed(values, values.length, kind);
      }
    };
  }

  private Table table(Index index, boolean isConstant) {
    Table table = new Table(index, isConstant);
    index.addAll(keys);
    table.keys = keys;
    table.values = values;
    return table;
  }

  @SuppressWarnings("unchecked") // of the keys that are in the map
  private static Comparator<Object> order(TreeMap<?, ?> map) {
    return (Comparator<Object>)
        (map instanceof TreeMapped own ? own.table.index.comparator() : map.comparator());
  }

  /** A collection of the JDK of the kind of another one, with other values at the same places. */
  public static Object like(Object collection, Object[] values) {
    Contents contents = of(collection);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; contents.keys != null && i < values.length; i++) {
      map.put(contents.keys[i], values[i]);
    }
    return switch (collection) {
      case TreeMap<?, ?> m -> {
        Map<Object, Object> sorted = new TreeMap<>(order(m));
        sorted.putAll(map);
        yield sorted;
      }
      case HashMap<?, ?> _ -> map; // which keeps the order of the other
      case Map<?, ?> _ -> Collections.unmodifiableMap(map);
      case ArrayDeque<?> _ -> new ArrayDeque<>(Arrays.asList(values));
      case Listed list when list.kind == Listed.CONSTANT ->
          Collections.unmodifiableList(Arrays.asList(values));
      case ArrayList<?> _ -> new ArrayList<>(Arrays.asList(values));
      default -> Collections.unmodifiableList(Arrays.asList(values));
    };
  }

  private static final int ITEMS = link(Listed.class, "items");
  private static final int LIST = link(Queued.class, "list");
  private static final int HASHED = link(Mapped.class, "table");
  private static final int SORTED = link(TreeMapped.class, "table");
  private static final int VALUES = link(Table.class, "values");

  private static int link(Class<?> type, String field) {
    return Layout.of(type).link(type.getName(), field);
  }

  /** The shadow of the values, in their places, of the shadow of what stands for a collection. */
  public static Object[] shadow(Object collection, Object shadow) {
    if (shadow == null) {
      return null;
    }
    Object[] links = ((Shadow) shadow).r;
    return (Object[])
        switch (collection) {
          case TreeMap<?, ?> _ -> ((Shadow) links[SORTED]).r[VALUES];
          case Map<?, ?> _ -> ((Shadow) links[HASHED]).r[VALUES];
          case ArrayDeque<?> _ -> ((Shadow) links[LIST]).r[ITEMS];
          default -> links[ITEMS];
        };
  }
}
