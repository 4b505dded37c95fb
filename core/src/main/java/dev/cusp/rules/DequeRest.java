package dev.cusp.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;

/** What is seldom asked of a {@link Queued}: by the JDK's general code, on top of the rest. */
@NotLifted
abstract class DequeRest extends ArrayDeque<Object> {
  private static final long serialVersionUID = 1L;

  DequeRest() {
    super(1);
  }

  private ArrayList<Object> copy() {
    ArrayList<Object> copy = new ArrayList<>();
    iterator().forEachRemaining(copy::add);
    return copy;
  }

  private boolean keep(ArrayList<Object> kept) {
    boolean changed = kept.size() < size();
    clear();
    kept.forEach(this::addLast);
    return changed;
  }

  @Override
  public Iterator<Object> descendingIterator() {
    return copy().reversed().iterator();
  }

  @Override
  public ArrayDeque<Object> clone() {
    return new ArrayDeque<>(copy());
  }

  @Override
  public Spliterator<Object> spliterator() {
    return copy().spliterator();
  }

  @Override
  public boolean removeFirstOccurrence(Object item) {
    ArrayList<Object> all = copy();
    all.remove(item);
    return keep(all);
  }

  @Override
  public boolean removeLastOccurrence(Object item) {
    ArrayList<Object> all = copy();
    all.reversed().remove(item);
    return keep(all);
  }

  @Override
  public boolean removeAll(Collection<?> c) {
    ArrayList<Object> all = copy();
    all.removeAll(c);
    return keep(all);
  }

  @Override
  public boolean retainAll(Collection<?> c) {
    ArrayList<Object> all = copy();
    all.retainAll(c);
    return keep(all);
  }
}
