package dev.cusp.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** What programs that are lifted cannot do with maps. */
@NotLifted
abstract class MapRest extends LinkedHashMap<Object, Object> {
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
  public Object putFirst(Object key, Object value) {
    throw no("putFirst");
  }

  @Override
  public Object putLast(Object key, Object value) {
    throw no("putLast");
  }

  @Override
  public Map.Entry<Object, Object> firstEntry() {
    throw no("firstEntry");
  }

  @Override
  public Map.Entry<Object, Object> lastEntry() {
    throw no("lastEntry");
  }

  @Override
  public Map.Entry<Object, Object> pollFirstEntry() {
    throw no("pollFirstEntry");
  }

  @Override
  public Map.Entry<Object, Object> pollLastEntry() {
    throw no("pollLastEntry");
  }

  @Override
  public SequencedMap<Object, Object> reversed() {
    throw no("reversed");
  }

  @Override
  public SequencedSet<Object> sequencedKeySet() {
    throw no("sequencedKeySet");
  }

  @Override
  public SequencedCollection<Object> sequencedValues() {
    throw no("sequencedValues");
  }

  @Override
  public SequencedSet<Map.Entry<Object, Object>> sequencedEntrySet() {
    throw no("sequencedEntrySet");
  }
}
