package dev.cusp.tree;

import java.lang.reflect.Array;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Copies of arguments, for programs that write to them; what was one object stays one.
 */
public final class Copy {
  private final Map<Object, Object> copies = new IdentityHashMap<>();

  private Copy() {}

  /** A deep copy of arrays and of objects with a layout; anything else is itself. */
  public static Object of(Object original) {
    return new Copy().copy(original);
  }

  private Object copy(Object original) {
    if (original == null) {
      return null;
    }
    Object known = copies.get(original);
    if (known != null) {
      return known;
    }
    Object copy;
    if (!original.getClass().isArray()) {
      copy = dev.cusp.runtime.Layout.exists(original.getClass()) ? Tree.map(original, x -> x) : original;
    } else {
      int length = Array.getLength(original);
      copy = Array.newInstance(original.getClass().componentType(), length);
      System.arraycopy(original, 0, copy, 0, length);
    }
    copies.put(original, copy);
    if (copy instanceof Object[] elements) {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = copy(elements[i]);
      }
    }
    return copy;
  }
}
