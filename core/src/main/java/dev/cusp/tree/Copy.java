package dev.cusp.ad;

import dev.cusp.tree.Tree;
import java.lang.reflect.Array;
import java.util.IdentityHashMap;
import java.util.Map;

/** Copies arguments that a program writes to, so that its derivative leaves them alone. */
final class Copy {
  private final Map<Object, Object> copies = new IdentityHashMap<>();

  private Copy() {}

  static Object of(Object original) {
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
      copy = Tree.map(original, x -> x);
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
