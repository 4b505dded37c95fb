package dev.cusp.rules;

import java.util.ConcurrentModificationException;
import java.util.ListIterator;
import java.util.NoSuchElementException;

/** Goes through a {@link Listed} in both directions. */
public final class ListCursor implements ListIterator<Object> {
  public final Listed list;
  public int at;
  public int last = -1;
  public int changes;

  public ListCursor(Listed list, int at) {
    this.list = list;
    this.at = at;
    this.changes = list.changes;
  }

  private void check() {
    if (changes != list.changes) {
      throw new ConcurrentModificationException();
    }
  }

  private void requireLast() {
    if (last < 0) {
      throw new IllegalStateException();
    }
    check();
  }

  @Override
  public boolean hasNext() {
    return at != list.count;
  }

  @Override
  public boolean hasPrevious() {
    return at != 0;
  }

  @Override
  public int nextIndex() {
    return at;
  }

  @Override
  public int previousIndex() {
    return at - 1;
  }

  @Override
  public Object next() {
    check();
    if (at >= list.count) {
      throw new NoSuchElementException();
    }
    last = at;
    at++;
    return list.items[last];
  }

  @Override
  public Object previous() {
    check();
    if (at <= 0) {
      throw new NoSuchElementException();
    }
    at--;
    last = at;
    return list.items[last];
  }

  @Override
  public void set(Object item) {
    requireLast();
    list.set(last, item);
  }

  @Override
  public void add(Object item) {
    check();
    list.add(at, item);
    at++;
    last = -1;
    changes = list.changes;
  }

  @Override
  public void remove() {
    requireLast();
    list.remove(last);
    at = last;
    last = -1;
    changes = list.changes;
  }
}
