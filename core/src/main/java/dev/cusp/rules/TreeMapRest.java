package dev.cusp.rules;

import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;

/** What programs that are lifted cannot do with maps. */
@NotLifted
abstract class TreeMapRest extends TreeMap<Object, Object> {
  private static final long serialVersionUID = 1L;

  private static UnsupportedOperationException no(String what) {
    return new UnsupportedOperationException(
        what + " of a map is not there where a derivative is taken; go through its entries");
  }

  @Override
  public Object clone() {
    throw no("clone()");
  }

  @Override
  public Comparator<? super Object> comparator() {
    throw no("comparator");
  }

  @Override
  public NavigableSet<Object> navigableKeySet() {
    throw no("navigableKeySet");
  }

  @Override
  public NavigableSet<Object> descendingKeySet() {
    throw no("descendingKeySet");
  }

  @Override
  public NavigableMap<Object, Object> descendingMap() {
    throw no("descendingMap");
  }

  @Override
  public NavigableMap<Object, Object> reversed() {
    throw no("reversed");
  }

  @Override
  public NavigableMap<Object, Object> subMap(Object from, boolean in, Object to, boolean with) {
    throw no("subMap");
  }

  @Override
  public NavigableMap<Object, Object> headMap(Object to, boolean with) {
    throw no("headMap");
  }

  @Override
  public NavigableMap<Object, Object> tailMap(Object from, boolean in) {
    throw no("tailMap");
  }

  @Override
  public SortedMap<Object, Object> subMap(Object from, Object to) {
    throw no("subMap");
  }

  @Override
  public SortedMap<Object, Object> headMap(Object to) {
    throw no("headMap");
  }

  @Override
  public SortedMap<Object, Object> tailMap(Object from) {
    throw no("tailMap");
  }

  @Override
  public Object putFirst(Object key, Object value) {
    throw no("putFirst");
  }

  @Override
  public Object putLast(Object key, Object value) {
    throw no("putLast");
  }
}
