package dev.cusp.ad;

import dev.cusp.runtime.Shadows;
import java.util.ArrayList;
import java.util.List;

/** Tangents of arguments, sorted into shadows and numbers, as {@link Entry} takes them. */
final class Tangents {
  private final List<Object> shadows = new ArrayList<>();
  private final List<Double> numbers = new ArrayList<>();

  /**
   * Tangents of the active arguments; copies where the program writes to them.
   *
   * @param dots [direction][argument]; null where zero
   */
  Tangents(
      Signature signature, Writes writes, Object[] args, Object[][] dots, List<Integer> active) {
    List<Class<?>> types = signature.types();
    for (int p : active) {
      for (Object[] direction : dots) {
        Object dot = direction[p];
        if (p < types.size() && types.get(p).isPrimitive()) {
          numbers.add(dot == null ? 0.0 : ((Number) dot).doubleValue());
        } else {
          boolean changes = dot != null && writes.to(p);
          shadows.add(dot == null ? Signature.zero(args[p]) : changes ? Shadows.copy(dot) : dot);
        }
      }
    }
  }

  Object[] shadows() {
    return shadows.toArray();
  }

  double[] numbers() {
    return numbers.stream().mapToDouble(d -> d).toArray();
  }
}
