package dev.cusp.rules;

import java.util.AbstractSet;
import java.util.Iterator;

/** The keys or the entries of a {@link Table}. */
public final class TableSet extends AbstractSet<Object> {
  public final Table table;
  public final int what;

  public TableSet(Table table, int what) {
    this.table = table;
    this.what = what;
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public Iterator<Object> iterator() {
    return TableCursor.of(table, what);
  }

  @Override
  public Object[] toArray() {
    return TableCursor.all(table, what);
  }

  @Override
  public boolean contains(Object item) {
    return what == TableCursor.KEYS ? table.containsKey(item) : super.contains(item);
  }

  @Override
  public boolean remove(Object item) {
    if (what != TableCursor.KEYS) {
      return super.remove(item);
    }
    boolean found = table.containsKey(item);
    table.remove(item);
    return found;
  }

  @Override
  public void clear() {
    table.clear();
  }
}
