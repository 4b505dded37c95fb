package dev.cusp.rules;

import java.util.Arrays;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Spliterator;
import java.util.Stack;

/** What programs that are lifted cannot do with stacks and vectors. */
@NotLifted
abstract class StackRest extends Stack<Object> {
  private static final long serialVersionUID = 1L;

  private static UnsupportedOperationException no(String what) {
    return new UnsupportedOperationException(
        what + " of a Stack or Vector is not there where a derivative is taken; go through it");
  }

  @Override
  public void trimToSize() {}

  @Override
  public void ensureCapacity(int capacity) {}

  @Override
  public int capacity() {
    throw no("capacity()");
  }

  @Override
  public void setSize(int size) {
    throw no("setSize");
  }

  @Override
  public void copyInto(Object[] array) {
    throw no("copyInto");
  }

  @Override
  public Enumeration<Object> elements() {
    throw no("elements()");
  }

  @Override
  public Object clone() {
    throw no("clone()");
  }

  @Override
  public List<Object> reversed() {
    throw no("reversed()");
  }

  @Override
  public Spliterator<Object> spliterator() {
    throw no("spliterator()");
  }

  @Override
  public int indexOf(Object item, int from) {
    throw no("indexOf from an index");
  }

  @Override
  public int lastIndexOf(Object item, int from) {
    throw no("lastIndexOf from an index");
  }

  @Override
  public boolean containsAll(Collection<?> c) {
    return Arrays.asList(toArray()).containsAll(c);
  }

  @Override
  public boolean removeAll(Collection<?> c) {
    throw no("removeAll");
  }

  @Override
  public boolean retainAll(Collection<?> c) {
    throw no("retainAll");
  }

  @Override
  protected void removeRange(int from, int to) {
    throw no("removeRange");
  }

  @Override
  public boolean equals(Object other) {
    return other == this || other instanceof List<?> list && Arrays.asList(toArray()).equals(list);
  }

  @Override
  public int hashCode() {
    return Arrays.asList(toArray()).hashCode();
  }

  @Override
  public String toString() {
    return Arrays.asList(toArray()).toString();
  }
}
