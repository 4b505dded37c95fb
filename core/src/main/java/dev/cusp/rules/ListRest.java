package dev.cusp.rules;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Spliterator;

/** What is seldom asked of a {@link Listed}: by the JDK's general code, on top of the rest. */
@NotLifted
abstract class ListRest extends ArrayList<Object> {
  private static final long serialVersionUID = 1L;

  ListRest() {
    super(0);
  }

  private final class View extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      return ListRest.this.get(index);
    }

    @Override
    public int size() {
      return ListRest.this.size();
    }

    @Override
    public Object set(int index, Object item) {
      return ListRest.this.set(index, item);
    }

    @Override
    public void add(int index, Object item) {
      ListRest.this.add(index, item);
      modCount++;
    }

    @Override
    public Object remove(int index) {
      modCount++;
      return ListRest.this.remove(index);
    }
  }

  @Override
  public void trimToSize() {}

  @Override
  public void ensureCapacity(int capacity) {}

  @Override
  public Object clone() {
    return new ArrayList<>(new View());
  }

  @Override
  public boolean equals(Object other) {
    return other == this || new View().equals(other);
  }

  @Override
  public int hashCode() {
    return new View().hashCode();
  }

  @Override
  public boolean retainAll(Collection<?> c) {
    return new View().retainAll(c);
  }

  @Override
  public boolean removeAll(Collection<?> c) {
    return new View().removeAll(c);
  }

  @Override
  public Spliterator<Object> spliterator() {
    return new View().spliterator();
  }

  @Override
  protected void removeRange(int from, int to) {
    new View().subList(from, to).clear();
  }
}
