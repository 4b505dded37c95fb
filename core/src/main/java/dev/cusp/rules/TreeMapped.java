package dev.cusp.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A sorted map, as programs that are lifted have it in the place of the JDK's. */
@StandsFor(TreeMap.class)
public final class TreeMapped extends TreeMapRest {
  private static final long serialVersionUID = 1L;

  public final transient Table table;

  public TreeMapped(Table table) {
    this.table = table;
  }

  static TreeMapped makeTreeMap() {
    return new TreeMapped(new Table(Index.sorted(null), false));
  }

  static TreeMapped makeTreeMap(Comparator<? super Object> order) {
    return new TreeMapped(new Table(Index.sorted(order), false));
  }

  static TreeMapped makeTreeMap(Map<?, ?> map) {
    TreeMapped made = makeTreeMap();
    made.table.putAll(map);
    return made;
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public boolean isEmpty() {
    return table.size() == 0;
  }

  @Override
  public Object get(Object key) {
    return table.get(key);
  }

  @Override
  public Object getOrDefault(Object key, Object other) {
    return table.getOrDefault(key, other);
  }

  @Override
  public boolean containsKey(Object key) {
    return table.containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return table.containsValue(value);
  }

  @Override
  public Object put(Object key, Object value) {
    return table.put(key, value);
  }

  @Override
  public Object putIfAbsent(Object key, Object value) {
    return table.putIfAbsent(key, value);
  }

  @Override
  public void putAll(Map<?, ?> map) {
    table.putAll(map);
  }

  @Override
  public Object remove(Object key) {
    return table.remove(key);
  }

  @Override
  public boolean remove(Object key, Object value) {
    boolean found = table.containsKey(key) && Objects.equals(table.get(key), value);
    if (found) {
      table.remove(key);
    }
    return found;
  }

  @Override
  public void clear() {
    table.clear();
  }

  @Override
  @SuppressWarnings("unchecked") // it is only called
  public Object computeIfAbsent(Object key, Function<? super Object, ?> f) {
    return table.computeIfAbsent(key, (Function<Object, Object>) f);
  }

  @Override
  @SuppressWarnings("unchecked") // it is only called
  public Object computeIfPresent(Object key, BiFunction<? super Object, ? super Object, ?> f) {
    return table.computeIfPresent(key, (BiFunction<Object, Object, Object>) f);
  }

  @Override
  @SuppressWarnings("unchecked") // it is only called
  public Object compute(Object key, BiFunction<? super Object, ? super Object, ?> f) {
    return table.compute(key, (BiFunction<Object, Object, Object>) f);
  }

  @Override
  @SuppressWarnings("unchecked") // it is only called
  public Object merge(Object key, Object value, BiFunction<? super Object, ? super Object, ?> f) {
    return table.merge(key, value, (BiFunction<Object, Object, Object>) f);
  }

  @Override
  public Object replace(Object key, Object value) {
    return table.replace(key, value);
  }

  @Override
  public boolean replace(Object key, Object old, Object value) {
    boolean found = table.containsKey(key) && Objects.equals(table.get(key), old);
    if (found) {
      table.put(key, value);
    }
    return found;
  }

  @Override
  public void forEach(BiConsumer<? super Object, ? super Object> action) {
    table.forEach(action);
  }

  @Override
  @SuppressWarnings("unchecked") // it is only called
  public void replaceAll(BiFunction<? super Object, ? super Object, ?> f) {
    table.replaceAll((BiFunction<Object, Object, Object>) f);
  }

  @Override
  public Set<Object> keySet() {
    return new TableSet(table, TableCursor.KEYS);
  }

  @Override
  public Collection<Object> values() {
    return new TableValues(table);
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // its items are entries
  public Set<Map.Entry<Object, Object>> entrySet() {
    return (Set) new TableSet(table, TableCursor.ENTRIES);
  }

  @Override
  public Object firstKey() {
    return table.key(some(table.index.first()));
  }

  @Override
  public Map.Entry<Object, Object> firstEntry() {
    return table.entry(table.index.first());
  }

  @Override
  public Map.Entry<Object, Object> pollFirstEntry() {
    return taken(table.index.first());
  }

  @Override
  public Object lastKey() {
    return table.key(some(table.index.last()));
  }

  @Override
  public Map.Entry<Object, Object> lastEntry() {
    return table.entry(table.index.last());
  }

  @Override
  public Map.Entry<Object, Object> pollLastEntry() {
    return taken(table.index.last());
  }

  @Override
  public Object floorKey(Object key) {
    return table.key(table.index.floor(key));
  }

  @Override
  public Map.Entry<Object, Object> floorEntry(Object key) {
    return table.entry(table.index.floor(key));
  }

  @Override
  public Object ceilingKey(Object key) {
    return table.key(table.index.ceiling(key));
  }

  @Override
  public Map.Entry<Object, Object> ceilingEntry(Object key) {
    return table.entry(table.index.ceiling(key));
  }

  @Override
  public Object lowerKey(Object key) {
    return table.key(table.index.lower(key));
  }

  @Override
  public Map.Entry<Object, Object> lowerEntry(Object key) {
    return table.entry(table.index.lower(key));
  }

  @Override
  public Object higherKey(Object key) {
    return table.key(table.index.higher(key));
  }

  @Override
  public Map.Entry<Object, Object> higherEntry(Object key) {
    return table.entry(table.index.higher(key));
  }

  private static int some(int at) {
    if (at < 0) {
      throw new NoSuchElementException();
    }
    return at;
  }

  private Map.Entry<Object, Object> taken(int at) {
    if (at < 0) {
      return null;
    }
    Object key = table.keys[at];
    Object value = table.values[at];
    table.remove(key);
    Table alone = new Table(Index.linked(), false);
    alone.put(key, value);
    return new TableEntry(alone, 0);
  }
}
