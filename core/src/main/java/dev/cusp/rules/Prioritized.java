package dev.cusp.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A heap, as programs that are lifted have it in the place of the JDK's. It is the same heap, so
 * equal elements come in the same order.
 */
@StandsFor(PriorityQueue.class)
public final class Prioritized extends PriorityRest {
  private static final long serialVersionUID = 1L;

  public final transient Listed heap;
  public final transient Comparator<Object> order;

  public Prioritized(Listed heap, Comparator<Object> order) {
    this.heap = heap;
    this.order = order;
  }

  static Prioritized makePriorityQueue() {
    return new Prioritized(Listed.makeArrayList(), null);
  }

  static Prioritized makePriorityQueue(int capacity) {
    return makePriorityQueue(capacity, null);
  }

  static Prioritized makePriorityQueue(Comparator<Object> order) {
    return new Prioritized(Listed.makeArrayList(), order);
  }

  static Prioritized makePriorityQueue(int capacity, Comparator<Object> order) {
    if (capacity < 1) {
      throw new IllegalArgumentException();
    }
    return new Prioritized(Listed.makeArrayList(), order);
  }

  static Prioritized makePriorityQueue(Collection<?> c) {
    if (c instanceof PriorityQueue || c instanceof java.util.SortedSet) {
      throw no("a copy");
    }
    Prioritized made = new Prioritized(Listed.makeArrayList(c), null);
    made.heapify();
    return made;
  }

  private int compare(Object x, Object y) {
    return order == null ? Compositions.natural(x, y) : order.compare(x, y);
  }

  private void heapify() {
    for (int i = (heap.count >>> 1) - 1; i >= 0; i--) {
      down(i, heap.items[i]);
    }
  }

  private void up(int start, Object item) {
    int k = start;
    while (k > 0) {
      int parent = (k - 1) >>> 1;
      Object above = heap.items[parent];
      if (compare(item, above) >= 0) {
        break;
      }
      heap.items[k] = above;
      k = parent;
    }
    heap.items[k] = item;
  }

  private void down(int start, Object item) {
    int k = start;
    int half = heap.count >>> 1;
    while (k < half) {
      int child = 2 * k + 1;
      int right = child + 1;
      if (right < heap.count && compare(heap.items[child], heap.items[right]) > 0) {
        child = right;
      }
      Object below = heap.items[child];
      if (compare(item, below) <= 0) {
        break;
      }
      heap.items[k] = below;
      k = child;
    }
    heap.items[k] = item;
  }

  @Override
  public boolean offer(Object item) {
    heap.add(Objects.requireNonNull(item));
    up(heap.count - 1, item);
    return true;
  }

  @Override
  public boolean add(Object item) {
    return offer(item);
  }

  @Override
  public boolean addAll(Collection<?> c) {
    Object[] all = c.toArray();
    for (int i = 0; i < all.length; i++) {
      offer(all[i]);
    }
    return all.length > 0;
  }

  @Override
  public Object peek() {
    return heap.count == 0 ? null : heap.items[0];
  }

  @Override
  public Object element() {
    if (heap.count == 0) {
      throw new NoSuchElementException();
    }
    return heap.items[0];
  }

  @Override
  public Object poll() {
    return heap.count == 0 ? null : take();
  }

  @Override
  public Object remove() {
    if (heap.count == 0) {
      throw new NoSuchElementException();
    }
    return take();
  }

  private Object take() {
    Object first = heap.items[0];
    Object last = heap.remove(heap.count - 1);
    if (heap.count > 0) {
      down(0, last);
    }
    return first;
  }

  @Override
  public boolean remove(Object item) {
    int at = heap.indexOf(item);
    if (at < 0) {
      return false;
    }
    Object moved = heap.remove(heap.count - 1);
    if (at < heap.count) {
      down(at, moved);
      if (heap.items[at] == moved) {
        up(at, moved);
      }
    }
    return true;
  }

  @Override
  public boolean removeIf(Predicate<? super Object> condition) {
    boolean removed = heap.removeIf(condition);
    if (removed) {
      heapify();
    }
    return removed;
  }

  @Override
  public int size() {
    return heap.count;
  }

  @Override
  public boolean isEmpty() {
    return heap.count == 0;
  }

  @Override
  public boolean contains(Object item) {
    return heap.contains(item);
  }

  @Override
  public void clear() {
    heap.clear();
  }

  @Override
  public Iterator<Object> iterator() {
    return new Cursor(new Listed(heap.items, heap.count, Listed.COPY));
  }

  @Override
  public void forEach(Consumer<? super Object> action) {
    heap.forEach(action);
  }

  @Override
  public Object[] toArray() {
    return heap.toArray();
  }

  @Override
  public <T> T[] toArray(T[] given) {
    return heap.toArray(given);
  }
}
