package dev.cusp.rules;

import dev.cusp.runtime.Copied;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The places of keys, found and ordered by a map of the JDK. */
@NotLifted
public final class Index implements Copied {
  private final Map<Object, Integer> map;
  private final Deque<Integer> free = new ArrayDeque<>();
  private int next;

  private Index(Map<Object, Integer> map) {
    this.map = map;
  }

  static Index hashed() {
    return new Index(new HashMap<>());
  }

  static Index hashed(int capacity) {
    return new Index(new HashMap<>(capacity));
  }

  static Index hashed(int capacity, float load) {
    return new Index(new HashMap<>(capacity, load));
  }

  static Index linked() {
    return new Index(new LinkedHashMap<>());
  }

  static Index sorted(Comparator<? super Object> order) {
    return new Index(new TreeMap<>(order));
  }

  /** That of a map that stays as it is. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of entries is what ofEntries takes
  static Index constant(Object[] keys) {
    Map.Entry<Object, Integer>[] entries = new Map.Entry[keys.length];
    Arrays.setAll(entries, i -> Map.entry(keys[i], i));
    Index index = new Index(Map.ofEntries(entries));
    index.next = keys.length;
    return index;
  }

  @Override
  public Object copy() {
    Map<Object, Integer> same =
        switch (map) {
          case LinkedHashMap<Object, Integer> m -> new LinkedHashMap<>(m);
          case HashMap<Object, Integer> m -> new HashMap<>(m);
          case TreeMap<Object, Integer> m -> new TreeMap<>(m);
          default -> map;
        };
    Index copy = new Index(same);
    copy.next = next;
    copy.free.addAll(free);
    return copy;
  }

  /** The number that an object of another class of numbers is. */
  static double number(Object x) {
    return ((Number) x).doubleValue();
  }

  /** The place of a key, or -1. */
  int find(Object key) {
    return map.getOrDefault(key, -1);
  }

  /** A new place for a key. */
  int add(Object key) {
    int place = place();
    map.put(key, place);
    return place;
  }

  private int place() {
    return free.isEmpty() ? next++ : free.pop();
  }

  /** As {@link #find}, by methods such as {@code merge}, for which the JDK's map grows first. */
  int look(Object key) {
    map.compute(key, (_, place) -> place);
    return find(key);
  }

  /** A new place for a key that such a method adds. */
  int addAfterLook(Object key) {
    int place = place();
    map.compute(key, (_, _) -> place);
    return place;
  }

  /**
   * The places of keys, old or new; the map grows for all of them at once, which matters to its
   * order.
   */
  int[] addAll(Object[] keys) {
    int[] places = new int[keys.length];
    Map<Object, Integer> all = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i++) {
      int known = find(keys[i]);
      places[i] = known < 0 ? place() : known;
      all.put(keys[i], places[i]);
    }
    map.putAll(all);
    return places;
  }

  /** How many places there are, in use or not. */
  int places() {
    return next;
  }

  void remove(Object key) {
    Integer place = map.remove(key);
    if (place != null) {
      free.push(place);
    }
  }

  void clear() {
    map.clear();
    free.clear();
    next = 0;
  }

  int size() {
    return map.size();
  }

  /** The places in the order of the map. */
  Comparator<? super Object> comparator() {
    return tree().comparator();
  }

  int[] order() {
    return map.values().stream().mapToInt(i -> i).toArray();
  }

  private static int place(Map.Entry<Object, Integer> entry) {
    return entry == null ? -1 : entry.getValue();
  }

  private TreeMap<Object, Integer> tree() {
    return (TreeMap<Object, Integer>) map;
  }

  int first() {
    return place(tree().firstEntry());
  }

  int last() {
    return place(tree().lastEntry());
  }

  int floor(Object key) {
    return place(tree().floorEntry(key));
  }

  int ceiling(Object key) {
    return place(tree().ceilingEntry(key));
  }

  int lower(Object key) {
    return place(tree().lowerEntry(key));
  }

  int higher(Object key) {
    return place(tree().higherEntry(key));
  }
}
