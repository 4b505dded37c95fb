package dev.cusp.cli;

import dev.cusp.runtime.Layout;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which types a derivative can be taken by, or of. */
final class Differentiable {
  private Differentiable() {}

  /** Whether a value declared so can hold a {@code double} or {@code float}, however deep. */
  static boolean mayHoldNumbers(Class<?> type) {
    return mayHoldNumbers(type, new HashSet<>());
  }

  private static boolean mayHoldNumbers(Class<?> type, Set<Class<?>> seen) {
    if (type.isArray()) {
      return mayHoldNumbers(type.getComponentType(), seen);
    }
    if (type == double.class || type == float.class) {
      return true;
    }
    if (type == Double.class || type == Float.class || type.isInterface() || type == Object.class) {
      return true; // what it holds is seen when it runs
    }
    if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
      return true;
    }
    return seen.add(type)
        && Layout.exists(type)
        && Layout.of(type).slots().stream()
            .anyMatch(s -> s.isDifferentiable() && mayHoldNumbers(s.field().getType(), seen));
  }

  /** Whether it is a single number. */
  static boolean isNumber(Class<?> type) {
    return type == double.class || type == float.class;
  }
}
