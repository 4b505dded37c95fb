package dev.cusp.rules;

import java.util.AbstractCollection;
import java.util.Iterator;

/** The values of a {@link Table}. */
public final class TableValues extends AbstractCollection<Object> {
  public final Table table;

  public TableValues(Table table) {
    this.table = table;
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public Iterator<Object> iterator() {
    return TableCursor.of(table, TableCursor.VALUES);
  }

  @Override
  public Object[] toArray() {
    return TableCursor.all(table, TableCursor.VALUES);
  }

  @Override
  public boolean contains(Object item) {
    return table.containsValue(item);
  }

  @Override
  public void clear() {
    table.clear();
  }
}
