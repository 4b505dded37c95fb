package dev.cusp.rules;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Goes through the keys, the values or the entries of a {@link Table}. */
public final class TableCursor implements Iterator<Object> {
  static final int KEYS = 0;
  static final int VALUES = 1;
  static final int ENTRIES = 2;

  public final Table table;
  public final int what;
  public final int[] order;
  public int next;
  public int changes;

  public TableCursor(Table table, int what, int[] order, int changes) {
    this.table = table;
    this.what = what;
    this.order = order;
    this.changes = changes;
  }

  static TableCursor of(Table table, int what) {
    return new TableCursor(table, what, table.index.order(), table.changes);
  }

  /** What is at a place. */
  static Object at(Table table, int what, int place) {
    if (what == KEYS) {
      return table.keys[place];
    }
    return what == VALUES ? table.values[place] : new TableEntry(table, place);
  }

  static Object[] all(Table table, int what) {
    int[] order = table.index.order();
    Object[] all = new Object[order.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = at(table, what, order[i]);
    }
    return all;
  }

  @Override
  public boolean hasNext() {
    return next < order.length;
  }

  @Override
  public Object next() {
    if (changes != table.changes) {
      throw new ConcurrentModificationException();
    }
    if (next >= order.length) {
      throw new NoSuchElementException();
    }
    Object item = at(table, what, order[next]);
    next++;
    return item;
  }

  @Override
  public void remove() {
    table.remove(table.keys[order[next - 1]]);
    changes = table.changes;
  }
}
