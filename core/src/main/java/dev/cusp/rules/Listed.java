package dev.cusp.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A list in an array, as programs that are lifted have it in the place of the JDK's. */
@StandsFor(ArrayList.class)
public final class Listed extends ListRest {
  private static final long serialVersionUID = 1L;

  /** What may be done: anything, all that leaves the length, nothing. */
  static final int GROWS = 0;

  static final int KEEPS_LENGTH = 1;
  static final int CONSTANT = 2;

  /** Nothing, where something else may be done to what this is a copy of. */
  static final int COPY = 3;

  public transient Object[] items;
  public transient int count;
  public transient int changes;
  public final int kind;

  public Listed(Object[] items, int count, int kind) {
    this.items = items;
    this.count = count;
    this.kind = kind;
  }

  static Listed makeArrayList() {
    return new Listed(new Object[10], 0, GROWS);
  }

  static Listed makeArrayList(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("Illegal Capacity: " + capacity);
    }
    return new Listed(new Object[capacity], 0, GROWS);
  }

  static Listed makeArrayList(Collection<?> c) {
    Object[] all = c.toArray();
    return new Listed(all, all.length, GROWS);
  }

  @Substitute(Arrays.class)
  static Listed asList(Object... items) {
    return new Listed(items, items.length, KEEPS_LENGTH);
  }

  private static Listed constant(Object... items) {
    for (int i = 0; i < items.length; i++) {
      Objects.requireNonNull(items[i]);
    }
    return new Listed(items, items.length, CONSTANT);
  }

  @Substitute(List.class)
  static Listed of() {
    return constant();
  }

  @Substitute(List.class)
  static Listed of(Object a) {
    return constant(a);
  }

  @Substitute(List.class)
  static Listed of(Object a, Object b) {
    return constant(a, b);
  }

  @Substitute(List.class)
  static Listed of(Object a, Object b, Object c) {
    return constant(a, b, c);
  }

  @Substitute(List.class)
  static Listed of(Object a, Object b, Object c, Object d) {
    return constant(a, b, c, d);
  }

  @Substitute(List.class)
  static Listed of(Object a, Object b, Object c, Object d, Object e) {
    return constant(a, b, c, d, e);
  }

  @Substitute(List.class)
  static Listed of(Object a, Object b, Object c, Object d, Object e, Object f) {
    return constant(a, b, c, d, e, f);
  }

  @Substitute(List.class)
  static Listed of(Object... items) {
    return constant(copy(items, items.length, items.length));
  }

  @Substitute(List.class)
  static Listed copyOf(Collection<?> c) {
    return constant(c.toArray());
  }

  @Substitute(Collection.class)
  static Items stream(Collection<?> c) {
    return new Items(c.toArray());
  }

  private static Object[] copy(Object[] items, int count, int length) {
    Object[] copy = new Object[length];
    for (int i = 0; i < count; i++) {
      copy[i] = items[i];
    }
    return copy;
  }

  private int check(int index, int length) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException("Index " + index + " out of bounds for length " + length);
    }
    return index;
  }

  private void checkPlace(int index) {
    if (index < 0 || index > count) {
      throw new IndexOutOfBoundsException("Index: " + index + ", Size: " + count);
    }
  }

  private void requireLast() {
    if (count == 0) {
      throw new NoSuchElementException();
    }
  }

  private void change() {
    if (kind == COPY) {
      throw new UnsupportedOperationException(
          "removing by an iterator is not there, of a part of a list or of a PriorityQueue, where a"
              + " derivative is taken; remove from the list, or by removeIf");
    }
    if (kind != GROWS) {
      throw new UnsupportedOperationException();
    }
    changes++;
  }

  private void write() {
    if (kind == CONSTANT) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  @Override
  public Object get(int index) {
    return items[check(index, count)];
  }

  @Override
  public Object getFirst() {
    requireLast();
    return items[0];
  }

  @Override
  public Object getLast() {
    requireLast();
    return items[count - 1];
  }

  @Override
  public Object set(int index, Object item) {
    write();
    Object old = items[check(index, count)];
    items[index] = item;
    return old;
  }

  @Override
  public boolean add(Object item) {
    change();
    if (count == items.length) {
      items = copy(items, count, count + (count >> 1) + 4);
    }
    items[count] = item;
    count++;
    return true;
  }

  @Override
  public void add(int index, Object item) {
    checkPlace(index);
    add(item);
    for (int i = count - 1; i > index; i--) {
      items[i] = items[i - 1];
    }
    items[index] = item;
  }

  @Override
  public void addFirst(Object item) {
    add(0, item);
  }

  @Override
  public void addLast(Object item) {
    add(item);
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
  public boolean addAll(int index, Collection<?> c) {
    checkPlace(index);
    Object[] all = c.toArray();
    for (int i = 0; i < all.length; i++) {
      add(index + i, all[i]);
    }
    return all.length > 0;
  }

  @Override
  public Object remove(int index) {
    Object old = items[check(index, count)];
    change();
    for (int i = index + 1; i < count; i++) {
      items[i - 1] = items[i];
    }
    count--;
    items[count] = null;
    return old;
  }

  @Override
  public boolean remove(Object item) {
    int at = indexOf(item);
    if (at >= 0) {
      remove(at);
    }
    return at >= 0;
  }

  @Override
  public Object removeFirst() {
    requireLast();
    return remove(0);
  }

  @Override
  public Object removeLast() {
    requireLast();
    return remove(count - 1);
  }

  @Override
  public boolean removeIf(Predicate<? super Object> condition) {
    Object[] kept = new Object[items.length];
    int n = 0;
    for (int i = 0; i < count; i++) {
      Object item = items[i];
      if (!condition.test(item)) {
        kept[n] = item;
        n++;
      }
    }
    boolean removed = n < count;
    if (removed) {
      change();
      items = kept;
      count = n;
    }
    return removed;
  }

  @Override
  public void clear() {
    change();
    for (int i = 0; i < count; i++) {
      items[i] = null;
    }
    count = 0;
  }

  @Override
  public boolean contains(Object item) {
    return indexOf(item) >= 0;
  }

  @Override
  public int indexOf(Object item) {
    for (int i = 0; i < count; i++) {
      if (Objects.equals(item, items[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int lastIndexOf(Object item) {
    for (int i = count - 1; i >= 0; i--) {
      if (Objects.equals(item, items[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Object clone() {
    return new Listed(copy(items, count, Math.max(count, 1)), count, GROWS);
  }

  @Override
  public Iterator<Object> iterator() {
    return new Cursor(this);
  }

  @Override
  public ListIterator<Object> listIterator() {
    return new ListCursor(this, 0);
  }

  @Override
  public ListIterator<Object> listIterator(int index) {
    checkPlace(index);
    return new ListCursor(this, index);
  }

  @Override
  public void forEach(Consumer<? super Object> action) {
    for (int i = 0; i < count; i++) {
      action.accept(items[i]);
    }
  }

  @Override
  public void replaceAll(UnaryOperator<Object> f) {
    write();
    for (int i = 0; i < count; i++) {
      items[i] = f.apply(items[i]);
    }
  }

  @Override
  public void sort(Comparator<? super Object> comparator) {
    write();
    changes++;
    Arrays.sort(items, 0, count, comparator);
  }

  @Override
  public List<Object> subList(int from, int to) {
    if (from < 0) {
      throw new IndexOutOfBoundsException("fromIndex = " + from);
    }
    if (to > count) {
      throw new IndexOutOfBoundsException("toIndex = " + to);
    }
    if (from > to) {
      throw new IllegalArgumentException("fromIndex(" + from + ") > toIndex(" + to + ")");
    }
    return new Sublist(this, null, from, to - from);
  }

  @Override
  public Object[] toArray() {
    return copy(items, count, count);
  }

  @Override
  @SuppressWarnings("unchecked") // as the interface has it
  public <T> T[] toArray(T[] given) {
    T[] array = given.length >= count ? given : Arrays.copyOf(given, count);
    for (int i = 0; i < count; i++) {
      array[i] = (T) items[i];
    }
    if (array.length > count) {
      array[count] = null;
    }
    return array;
  }

  @Override
  @SuppressWarnings("unchecked") // as the interface has it
  public <T> T[] toArray(IntFunction<T[]> generator) {
    T[] array = generator.apply(count);
    for (int i = 0; i < count; i++) {
      array[i] = (T) items[i];
    }
    return array;
  }
}
