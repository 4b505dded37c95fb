package dev.cusp.rules;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Keys and values in arrays, each at the place that an {@link Index} gives the key. */
public final class Table {
  public final Index index;
  public Object[] keys = new Object[8];
  public Object[] values = new Object[8];
  public int changes;
  public final boolean isConstant;

  public Table(Index index, boolean isConstant) {
    this.index = index;
    this.isConstant = isConstant;
  }

  void write() {
    if (isConstant) {
      throw new UnsupportedOperationException();
    }
  }

  Object get(Object key) {
    int at = index.find(key);
    return at < 0 ? null : values[at];
  }

  Object getOrDefault(Object key, Object other) {
    int at = index.find(key);
    return at < 0 ? other : values[at];
  }

  boolean containsKey(Object key) {
    return index.find(key) >= 0;
  }

  boolean containsValue(Object value) {
    int[] order = index.order();
    for (int i = 0; i < order.length; i++) {
      if (Objects.equals(value, values[order[i]])) {
        return true;
      }
    }
    return false;
  }

  Object put(Object key, Object value) {
    write();
    int at = index.find(key);
    if (at >= 0) {
      Object old = values[at];
      values[at] = value;
      return old;
    }
    fill(index.add(key), key, value);
    return null;
  }

  private void fill(int place, Object key, Object value) {
    grow();
    keys[place] = key;
    values[place] = value;
    changes++;
  }

  /** Makes room for all places of the index. */
  private void grow() {
    int length = index.places();
    if (length > keys.length) {
      Object[] moreKeys = new Object[2 * length];
      Object[] moreValues = new Object[2 * length];
      for (int i = 0; i < keys.length; i++) {
        moreKeys[i] = keys[i];
        moreValues[i] = values[i];
      }
      keys = moreKeys;
      values = moreValues;
    }
  }

  Object putIfAbsent(Object key, Object value) {
    Object old = get(key);
    if (old == null) {
      put(key, value);
    }
    return old;
  }

  void putAll(Map<?, ?> map) {
    write();
    Object[] newKeys = new Object[map.size()];
    Object[] newValues = new Object[newKeys.length];
    int n = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      newKeys[n] = entry.getKey();
      newValues[n] = entry.getValue();
      n++;
    }
    int[] places = index.addAll(newKeys);
    grow();
    for (int i = 0; i < n; i++) {
      keys[places[i]] = newKeys[i];
      values[places[i]] = newValues[i];
    }
    changes++;
  }

  Object remove(Object key) {
    write();
    int at = index.find(key);
    if (at < 0) {
      return null;
    }
    Object old = values[at];
    index.remove(key);
    keys[at] = null;
    values[at] = null;
    changes++;
    return old;
  }

  void clear() {
    write();
    index.clear();
    changes++;
  }

  int size() {
    return index.size();
  }

  Object computeIfAbsent(Object key, Function<Object, Object> f) {
    Object old = look(key);
    if (old != null) {
      return old;
    }
    Object value = f.apply(key);
    return value == null ? null : set(key, value);
  }

  Object computeIfPresent(Object key, BiFunction<Object, Object, Object> f) {
    Object old = get(key);
    if (old == null) {
      return null;
    }
    return set(key, f.apply(key, old));
  }

  Object compute(Object key, BiFunction<Object, Object, Object> f) {
    return set(key, f.apply(key, look(key)));
  }

  Object merge(Object key, Object value, BiFunction<Object, Object, Object> f) {
    Objects.requireNonNull(value);
    Object old = look(key);
    Object now = value;
    if (old != null) {
      now = f.apply(old, value);
    }
    return set(key, now);
  }

  private Object set(Object key, Object value) {
    write();
    int at = index.find(key);
    if (value == null) {
      remove(key);
    } else if (at < 0) {
      fill(index.addAfterLook(key), key, value);
    } else {
      values[at] = value;
    }
    return value;
  }

  private Object look(Object key) {
    int at = index.look(key);
    return at < 0 ? null : values[at];
  }

  Object replace(Object key, Object value) {
    return containsKey(key) ? put(key, value) : null;
  }

  void forEach(BiConsumer<? super Object, ? super Object> action) {
    int[] order = index.order();
    for (int i = 0; i < order.length; i++) {
      action.accept(keys[order[i]], values[order[i]]);
    }
  }

  void replaceAll(BiFunction<Object, Object, Object> f) {
    write();
    int[] order = index.order();
    for (int i = 0; i < order.length; i++) {
      values[order[i]] = f.apply(keys[order[i]], values[order[i]]);
    }
  }

  /** The entry at a place, or null. */
  Map.Entry<Object, Object> entry(int at) {
    return at < 0 ? null : new TableEntry(this, at);
  }

  /** The key at a place, or null. */
  Object key(int at) {
    return at < 0 ? null : keys[at];
  }
}
