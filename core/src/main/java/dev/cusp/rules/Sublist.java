package dev.cusp.rules;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A part of a {@link Listed}, which shows through. */
public final class Sublist extends SublistRest {
  public final Listed list;

  /** What this is a part of, if not of the list itself. */
  public final Sublist outer;

  public final int start;
  public int count;
  public int changes;

  public Sublist(Listed list, Sublist outer, int start, int count) {
    this.list = list;
    this.outer = outer;
    this.start = start;
    this.count = count;
    this.changes = list.changes;
  }

  private void check() {
    if (changes != list.changes) {
      throw new ConcurrentModificationException();
    }
  }

  private int place(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("Index " + index + " out of bounds for length " + count);
    }
    check();
    return start + index;
  }

  @Override
  public int size() {
    check();
    return count;
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public Object get(int index) {
    return list.items[place(index)];
  }

  @Override
  public Object getFirst() {
    if (size() == 0) {
      throw new NoSuchElementException();
    }
    return get(0);
  }

  @Override
  public Object getLast() {
    if (size() == 0) {
      throw new NoSuchElementException();
    }
    return get(count - 1);
  }

  @Override
  public Object set(int index, Object item) {
    return list.set(place(index), item);
  }

  @Override
  public boolean add(Object item) {
    add(count, item);
    return true;
  }

  @Override
  public void add(int index, Object item) {
    if (index < 0 || index > count) {
      throw new IndexOutOfBoundsException("Index: " + index + ", Size: " + count);
    }
    check();
    list.add(start + index, item);
    grow(1);
  }

  private void grow(int more) {
    for (Sublist part = this; part != null; part = part.outer) {
      part.count += more;
      part.changes = list.changes;
    }
  }

  @Override
  public Object remove(int index) {
    Object old = list.remove(place(index));
    grow(-1);
    return old;
  }

  @Override
  public void clear() {
    check();
    for (int i = count - 1; i >= 0; i--) {
      remove(i);
    }
  }

  @Override
  public boolean contains(Object item) {
    return indexOf(item) >= 0;
  }

  @Override
  public int indexOf(Object item) {
    check();
    for (int i = 0; i < count; i++) {
      if (Objects.equals(item, list.items[start + i])) {
        return i;
      }
    }
    return -1;
  }

  /** A copy's, so it removes nothing. */
  @Override
  public Iterator<Object> iterator() {
    Object[] all = toArray();
    return new Cursor(new Listed(all, all.length, Listed.COPY));
  }

  @Override
  public void forEach(Consumer<? super Object> action) {
    check();
    for (int i = 0; i < count; i++) {
      action.accept(list.items[start + i]);
    }
  }

  @Override
  public void replaceAll(UnaryOperator<Object> f) {
    for (int i = 0; i < count; i++) {
      set(i, f.apply(get(i)));
    }
  }

  @Override
  public void sort(Comparator<? super Object> comparator) {
    Object[] all = toArray();
    Arrays.sort(all, comparator);
    for (int i = 0; i < count; i++) {
      set(i, all[i]);
    }
  }

  @Override
  public boolean addAll(Collection<?> c) {
    Object[] all = c.toArray();
    for (int i = 0; i < all.length; i++) {
      add(all[i]);
    }
    return all.length > 0;
  }

  @Override
  public List<Object> subList(int from, int to) {
    if (from < 0 || to > count || from > to) {
      throw new IndexOutOfBoundsException(from + " to " + to + " of " + count);
    }
    check();
    return new Sublist(list, this, start + from, to - from);
  }

  @Override
  public Object[] toArray() {
    check();
    Object[] all = new Object[count];
    for (int i = 0; i < count; i++) {
      all[i] = list.items[start + i];
    }
    return all;
  }
}
