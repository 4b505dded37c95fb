package dev.cusp.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A linked list, as programs that are lifted have it in the place of the JDK's: in an array. */
@StandsFor(LinkedList.class)
public final class Linked extends LinkedRest {
  private static final long serialVersionUID = 1L;

  public final transient Listed list;

  public Linked(Listed list) {
    this.list = list;
  }

  static Linked makeLinkedList() {
    return new Linked(Listed.makeArrayList());
  }

  static Linked makeLinkedList(Collection<?> c) {
    return new Linked(Listed.makeArrayList(c));
  }

  @Override
  public void addFirst(Object item) {
    list.add(0, item);
  }

  @Override
  public void addLast(Object item) {
    list.add(item);
  }

  @Override
  public boolean add(Object item) {
    addLast(item);
    return true;
  }

  @Override
  public boolean addAll(Collection<?> c) {
    Object[] all = c.toArray();
    for (int i = 0; i < all.length; i++) {
      addLast(all[i]);
    }
    return all.length > 0;
  }

  @Override
  public boolean offer(Object item) {
    addLast(item);
    return true;
  }

  @Override
  public boolean offerFirst(Object item) {
    addFirst(item);
    return true;
  }

  @Override
  public boolean offerLast(Object item) {
    addLast(item);
    return true;
  }

  @Override
  public void push(Object item) {
    addFirst(item);
  }

  private void requireOne() {
    if (list.count == 0) {
      throw new NoSuchElementException();
    }
  }

  @Override
  public Object peekFirst() {
    return list.count == 0 ? null : list.items[0];
  }

  @Override
  public Object peekLast() {
    return list.count == 0 ? null : list.items[list.count - 1];
  }

  @Override
  public Object peek() {
    return peekFirst();
  }

  @Override
  public Object getFirst() {
    requireOne();
    return list.items[0];
  }

  @Override
  public Object getLast() {
    requireOne();
    return list.items[list.count - 1];
  }

  @Override
  public Object element() {
    return getFirst();
  }

  @Override
  public Object pollFirst() {
    return list.count == 0 ? null : list.remove(0);
  }

  @Override
  public Object pollLast() {
    return list.count == 0 ? null : list.remove(list.count - 1);
  }

  @Override
  public Object poll() {
    return pollFirst();
  }

  @Override
  public Object removeFirst() {
    requireOne();
    return list.remove(0);
  }

  @Override
  public Object removeLast() {
    requireOne();
    return list.remove(list.count - 1);
  }

  @Override
  public Object remove() {
    return removeFirst();
  }

  @Override
  public boolean remove(Object item) {
    return list.remove(item);
  }

  @Override
  public Object pop() {
    return removeFirst();
  }

  @Override
  public int size() {
    return list.count;
  }

  @Override
  public boolean isEmpty() {
    return list.count == 0;
  }

  @Override
  public boolean contains(Object item) {
    return list.contains(item);
  }

  @Override
  public void clear() {
    list.clear();
  }

  @Override
  public Iterator<Object> iterator() {
    return new Cursor(list);
  }

  @Override
  public void forEach(Consumer<? super Object> action) {
    list.forEach(action);
  }

  @Override
  public boolean removeIf(Predicate<? super Object> condition) {
    return list.removeIf(condition);
  }

  @Override
  public Object[] toArray() {
    return list.toArray();
  }

  @Override
  public <T> T[] toArray(T[] given) {
    return list.toArray(given);
  }

  @Override
  public Object get(int index) {
    return list.get(index);
  }

  @Override
  public Object set(int index, Object item) {
    return list.set(index, item);
  }

  @Override
  public void add(int index, Object item) {
    list.add(index, item);
  }

  @Override
  public boolean addAll(int index, Collection<?> c) {
    return list.addAll(index, c);
  }

  @Override
  public Object remove(int index) {
    return list.remove(index);
  }

  @Override
  public boolean removeFirstOccurrence(Object item) {
    return list.remove(item);
  }

  @Override
  public int indexOf(Object item) {
    return list.indexOf(item);
  }

  @Override
  public int lastIndexOf(Object item) {
    return list.lastIndexOf(item);
  }

  @Override
  public void replaceAll(UnaryOperator<Object> f) {
    list.replaceAll(f);
  }

  @Override
  public void sort(Comparator<? super Object> comparator) {
    list.sort(comparator);
  }

  @Override
  public List<Object> subList(int from, int to) {
    return list.subList(from, to);
  }
}
