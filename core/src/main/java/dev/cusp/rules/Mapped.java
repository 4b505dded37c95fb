package dev.cusp.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A hash map, linked or not, as programs that are lifted have it in the place of the JDK's. */
@StandsFor({HashMap.class, LinkedHashMap.class})
public final class Mapped extends MapRest {
  private static final long serialVersionUID = 1L;

  public final transient Table table;

  public Mapped(Table table) {
    this.table = table;
  }

  static Mapped makeHashMap() {
    return new Mapped(new Table(Index.hashed(), false));
  }

  static Mapped makeHashMap(int capacity) {
    return new Mapped(new Table(Index.hashed(capacity), false));
  }

  static Mapped makeHashMap(int capacity, float load) {
    return new Mapped(new Table(Index.hashed(capacity, load), false));
  }

  static Mapped makeHashMap(Map<?, ?> map) {
    Mapped made = makeHashMap();
    made.table.putAll(map);
    return made;
  }

  static Mapped makeLinkedHashMap() {
    return new Mapped(new Table(Index.linked(), false));
  }

  static Mapped makeLinkedHashMap(int capacity) {
    return makeLinkedHashMap();
  }

  static Mapped makeLinkedHashMap(Map<?, ?> map) {
    Mapped made = makeLinkedHashMap();
    made.table.putAll(map);
    return made;
  }

  private static Mapped constant(Object[] keys, Object[] values) {
    Table table = new Table(Index.constant(keys), true);
    table.keys = keys;
    table.values = values;
    for (int i = 0; i < values.length; i++) {
      Objects.requireNonNull(values[i]);
    }
    return new Mapped(table);
  }

  @Substitute(Map.class)
  static TableEntry entry(Object key, Object value) {
    Objects.requireNonNull(value);
    return new TableEntry(constant(new Object[] {key}, new Object[] {value}).table, 0);
  }

  @Substitute(Map.class)
  static Mapped ofEntries(Map.Entry<?, ?>... entries) {
    Object[] keys = new Object[entries.length];
    Object[] values = new Object[entries.length];
    for (int i = 0; i < entries.length; i++) {
      keys[i] = entries[i].getKey();
      values[i] = entries[i].getValue();
    }
    return constant(keys, values);
  }

  @Substitute(Map.class)
  static Mapped of() {
    return constant(new Object[] {}, new Object[] {});
  }

  @Substitute(Map.class)
  static Mapped of(Object k0, Object v0) {
    return constant(new Object[] {k0}, new Object[] {v0});
  }

  @Substitute(Map.class)
  static Mapped of(Object k0, Object v0, Object k1, Object v1) {
    return constant(new Object[] {k0, k1}, new Object[] {v0, v1});
  }

  @Substitute(Map.class)
  static Mapped of(Object k0, Object v0, Object k1, Object v1, Object k2, Object v2) {
    return constant(new Object[] {k0, k1, k2}, new Object[] {v0, v1, v2});
  }

  @Substitute(Map.class)
  static Mapped of(
      Object k0, Object v0, Object k1, Object v1, Object k2, Object v2, Object k3, Object v3) {
    return constant(new Object[] {k0, k1, k2, k3}, new Object[] {v0, v1, v2, v3});
  }

  @Substitute(Map.class)
  static Mapped of(
      Object k0,
      Object v0,
      Object k1,
      Object v1,
      Object k2,
      Object v2,
      Object k3,
      Object v3,
      Object k4,
      Object v4) {
    return constant(new Object[] {k0, k1, k2, k3, k4}, new Object[] {v0, v1, v2, v3, v4});
  }

  @Substitute(Map.class)
  static Mapped of(
      Object k0,
      Object v0,
      Object k1,
      Object v1,
      Object k2,
      Object v2,
      Object k3,
      Object v3,
      Object k4,
      Object v4,
      Object k5,
      Object v5) {
    return constant(new Object[] {k0, k1, k2, k3, k4, k5}, new Object[] {v0, v1, v2, v3, v4, v5});
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
}
