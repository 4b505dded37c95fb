package dev.cusp.rules;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Goes through a {@link Listed}. */
public final class Cursor implements Iterator<Object> {
  public final Listed list;
  public int at;
  public int changes;

  public Cursor(Listed list) {
    this.list = list;
    this.changes = list.changes;
  }

  @Override
  public boolean hasNext() {
    return at != list.count;
  }

  @Override
  public Object next() {
    if (changes != list.changes) {
      throw new ConcurrentModificationException();
    }
    if (at >= list.count) {
      throw new NoSuchElementException();
    }
    Object item = list.items[at];
    at++;
    return item;
  }

  @Override
  public void remove() {
    at--;
    list.remove(at);
    changes = list.changes;
  }
}
