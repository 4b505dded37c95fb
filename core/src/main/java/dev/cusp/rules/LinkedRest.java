package dev.cusp.rules;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Spliterator;

/** What programs that are lifted cannot do with linked lists. */
@NotLifted
abstract class LinkedRest extends LinkedList<Object> {
  private static final long serialVersionUID = 1L;

  private static UnsupportedOperationException no(String what) {
    return new UnsupportedOperationException(
        what + " of a LinkedList is not there where a derivative is taken; go through it");
  }

  @Override
  public Object clone() {
    throw no("clone()");
  }

  @Override
  public ListIterator<Object> listIterator(int index) {
    throw no("listIterator");
  }

  @Override
  public Iterator<Object> descendingIterator() {
    throw no("descendingIterator");
  }

  @Override
  public LinkedList<Object> reversed() {
    throw no("reversed");
  }

  @Override
  public Spliterator<Object> spliterator() {
    throw no("spliterator");
  }

  @Override
  public boolean removeLastOccurrence(Object item) {
    throw no("removeLastOccurrence");
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
}
