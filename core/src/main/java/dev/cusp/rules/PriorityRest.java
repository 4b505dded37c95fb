package dev.cusp.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What programs that are lifted cannot do with priority queues. */
@NotLifted
abstract class PriorityRest extends PriorityQueue<Object> {
  private static final long serialVersionUID = 1L;

  PriorityRest() {
    super(1);
  }

  static UnsupportedOperationException no(String what) {
    return new UnsupportedOperationException(
        what + " of a PriorityQueue is not there where a derivative is taken; poll from it");
  }

  @Override
  public Comparator<? super Object> comparator() {
    throw no("comparator()");
  }

  @Override
  public boolean removeAll(Collection<?> c) {
    throw no("removeAll");
  }

  @Override
  public boolean retainAll(Collection<?> c) {
    throw no("retainAll");
  }
}
