package dev.cusp.rules;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Spliterator;

/** What programs that are lifted cannot do with parts of lists. */
@NotLifted
abstract class SublistRest extends AbstractList<Object> {
  private static UnsupportedOperationException no(String what) {
    return new UnsupportedOperationException(
        what + " of a part of a list is not there where a derivative is taken; copy the part");
  }

  @Override
  public ListIterator<Object> listIterator(int index) {
    throw no("listIterator");
  }

  @Override
  public Spliterator<Object> spliterator() {
    throw no("spliterator");
  }

  private List<Object> copy() {
    return Arrays.asList(toArray());
  }

  @Override
  public boolean equals(Object other) {
    return other == this || copy().equals(other);
  }

  @Override
  public int hashCode() {
    return copy().hashCode();
  }

  @Override
  public String toString() {
    return copy().toString();
  }

  @Override
  public abstract Iterator<Object> iterator();
}
