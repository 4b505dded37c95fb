package dev.cusp.schedule;

import dev.cusp.tensor.DType;
import java.lang.ref.SoftReference;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Arrays that were given back, for results; they go when memory is short. Thread-safe. */
final class Spare {
  /** Shorter ones are made sooner than found. */
  private static final int SHORT = 256;

  /** Arrays of a kind that are kept. */
  private static final int KEPT = 64;

  private record Kind(String type, int size) {}

  private final Map<Kind, Deque<SoftReference<Object>>> arrays = new HashMap<>();

  synchronized void put(Object array) {
    int size = Array.getLength(array);
    if (size < SHORT) {
      return;
    }
    Kind kind = new Kind(array.getClass().componentType().descriptorString(), size);
    Deque<SoftReference<Object>> some = arrays.computeIfAbsent(kind, _ -> new ArrayDeque<>());
    if (some.size() < KEPT) {
      some.push(new SoftReference<>(array));
    }
  }

  /** An array, with anything in it. */
  Object take(DType type, int size) {
    Object known = size < SHORT ? null : known(new Kind(type.component().descriptorString(), size));
    return known == null ? type.array(size) : known;
  }

  private synchronized Object known(Kind kind) {
    Deque<SoftReference<Object>> some = arrays.get(kind);
    SoftReference<Object> last = some == null ? null : some.poll();
    return last == null ? null : last.get();
  }
}
