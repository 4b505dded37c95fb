package dev.cusp.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.EmptyStackException;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.Stack;
import java.util.Vector;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A stack or vector, as programs that are lifted have it in the place of the JDK's. */
@StandsFor({Stack.class, Vector.class})
public final class Stacked extends StackRest {
  private static final long serialVersionUID = 1L;

  public final transient Listed list;

  public Stacked(Listed list) {
    this.list = list;
  }

  static Stacked makeStack() {
    return new Stacked(Listed.makeArrayList());
  }

  static Stacked makeVector() {
    return makeStack();
  }

  static Stacked makeVector(int capacity) {
    return new Stacked(Listed.makeArrayList(capacity));
  }

  static Stacked makeVector(int capacity, int increment) {
    return makeVector(capacity);
  }

  static Stacked makeVector(Collection<?> c) {
    return new Stacked(Listed.makeArrayList(c));
  }

  private void requireOne(RuntimeException otherwise) {
    if (list.count == 0) {
      throw otherwise;
    }
  }

  @Override
  public Object push(Object item) {
    list.add(item);
    return item;
  }

  @Override
  public Object pop() {
    requireOne(new EmptyStackException());
    return list.remove(list.count - 1);
  }

  @Override
  public Object peek() {
    requireOne(new EmptyStackException());
    return list.items[list.count - 1];
  }

  @Override
  public boolean empty() {
    return list.count == 0;
  }

  @Override
  public int search(Object item) {
    int at = list.lastIndexOf(item);
    return at < 0 ? -1 : list.count - at;
  }

  @Override
  public boolean add(Object item) {
    return list.add(item);
  }

  @Override
  public void addElement(Object item) {
    list.add(item);
  }

  @Override
  public void add(int index, Object item) {
    list.add(index, item);
  }

  @Override
  public void insertElementAt(Object item, int index) {
    list.add(index, item);
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
  public boolean addAll(Collection<?> c) {
    return list.addAll(c);
  }

  @Override
  public boolean addAll(int index, Collection<?> c) {
    return list.addAll(index, c);
  }

  @Override
  public Object get(int index) {
    return list.get(index);
  }

  @Override
  public Object elementAt(int index) {
    return list.get(index);
  }

  @Override
  public Object set(int index, Object item) {
    return list.set(index, item);
  }

  @Override
  public void setElementAt(Object item, int index) {
    list.set(index, item);
  }

  @Override
  public Object firstElement() {
    requireOne(new NoSuchElementException());
    return list.items[0];
  }

  @Override
  public Object lastElement() {
    requireOne(new NoSuchElementException());
    return list.items[list.count - 1];
  }

  @Override
  public Object getFirst() {
    return firstElement();
  }

  @Override
  public Object getLast() {
    return lastElement();
  }

  @Override
  public Object remove(int index) {
    return list.remove(index);
  }

  @Override
  public void removeElementAt(int index) {
    list.remove(index);
  }

  @Override
  public boolean remove(Object item) {
    return list.remove(item);
  }

  @Override
  public boolean removeElement(Object item) {
    return list.remove(item);
  }

  @Override
  public Object removeFirst() {
    requireOne(new NoSuchElementException());
    return list.remove(0);
  }

  @Override
  public Object removeLast() {
    requireOne(new NoSuchElementException());
    return list.remove(list.count - 1);
  }

  @Override
  public boolean removeIf(Predicate<? super Object> condition) {
    return list.removeIf(condition);
  }

  @Override
  public void removeAllElements() {
    list.clear();
  }

  @Override
  public void clear() {
    list.clear();
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
  public int indexOf(Object item) {
    return list.indexOf(item);
  }

  @Override
  public int lastIndexOf(Object item) {
    return list.lastIndexOf(item);
  }

  @Override
  public Iterator<Object> iterator() {
    return new Cursor(list);
  }

  @Override
  public ListIterator<Object> listIterator() {
    return list.listIterator();
  }

  @Override
  public ListIterator<Object> listIterator(int index) {
    return list.listIterator(index);
  }

  @Override
  public void forEach(Consumer<? super Object> action) {
    list.forEach(action);
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

  @Override
  public Object[] toArray() {
    return list.toArray();
  }

  @Override
  public <T> T[] toArray(T[] given) {
    return list.toArray(given);
  }

  @Override
  public <T> T[] toArray(IntFunction<T[]> generator) {
    return list.toArray(generator);
  }
}
