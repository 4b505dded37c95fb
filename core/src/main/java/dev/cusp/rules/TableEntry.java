package dev.cusp.rules;

import java.util.AbstractMap;
import java.util.Map;

/** A key and its value in a {@link Table}. */
public final class TableEntry implements Map.Entry<Object, Object> {
  public final Table table;
  public final int at;

  public TableEntry(Table table, int at) {
    this.table = table;
    this.at = at;
  }

  @Override
  public Object getKey() {
    return table.keys[at];
  }

  @Override
  public Object getValue() {
    return table.values[at];
  }

  @Override
  public Object setValue(Object value) {
    table.write();
    Object old = table.values[at];
    table.values[at] = value;
    return old;
  }

  private AbstractMap.SimpleEntry<Object, Object> plain() {
    return new AbstractMap.SimpleEntry<>(table.keys[at], table.values[at]);
  }

  @Override
  public boolean equals(Object other) {
    return plain().equals(other);
  }

  @Override
  public int hashCode() {
    return plain().hashCode();
  }

  @Override
  public String toString() {
    return plain().toString();
  }
}
